// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/approvaldesk.h"

#include "app/console/sheets.h"

#include "core/profiles/danger.h"
#include "core/profiles/problems.h"
#include "ui/dialogs/credentialsheet.h"
#include "ui/mainwindow.h"
#include "ui/panels/approvals/approvalssection.h"
#include "ui/panels/approvals/checkoutsection.h"
#include "ui/panels/approvals/vaultsection.h"
#include "ui/panels/sections.h"
#include "ui/words/profiletext.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

GateDesk deskOf(Ledger &ledger, const Profile &profile, ApprovalRuns *runs)
{
    return {.ledger = ledger,
            .profile = profile,
            .author = {systemUser(), profile.id.toString(QUuid::WithoutBraces), profile.name},
            .place = {.live = dangerOf(profile).danger == Danger::Live,
                      .profileName = profile.name,
                      .network = profile.keyban.network},
            .phones = runs};
}

} // namespace

ApprovalDesk::ApprovalDesk(const Parts &parts, Profile profile, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_profile(std::move(profile))
{
    if (m_profile.bkey) {
        m_connection = std::make_unique<ApprovalConnection>(*m_profile.bkey, m_profile.guard);
        m_runs = std::make_unique<ApprovalRuns>(ApprovalRunParts{.client = m_connection->client(),
                                                                 .keys = m_connection->keys(),
                                                                 .ledger = m_parts.ledger,
                                                                 .audience = m_profile.bkey->clientId});
        connect(&m_connection->credential(), &bkey::ClientCredential::refused, this,
                [this](const Error &error) { ask(error); });
        connect(&m_parts.keyring, &SecretStore::stateChanged, this, &ApprovalDesk::keychainChanged);
    }
    m_keeper = std::make_unique<Gatekeeper>(deskOf(m_parts.ledger, m_profile, m_runs.get()));
}

ApprovalDesk::~ApprovalDesk() = default;

void ApprovalDesk::addTo(MainWindow &window)
{
    m_panel = new SectionsPanel({u"approvals"_s, tr("Approvals"), u"seal"_s}, m_parts.settings);
    window.addPanel(u"approvals"_s, m_panel);
    m_panel->addSection(u"requests"_s, new ApprovalsSection(m_keeper->desk()));
    if (!m_connection)
        return;
    const GateDesk &desk = m_keeper->desk();
    const PhoneDesk phone{
        .client = m_connection->client(), .ledger = m_parts.ledger, .author = desk.author, .place = desk.place};
    m_panel->addSection(u"checkout"_s, new CheckoutSection(phone));
    m_panel->addSection(u"vault"_s, new VaultSection(phone));
    if (!showProblem())
        unlock();
}

/// What no secret would mend.
bool ApprovalDesk::showProblem()
{
    for (const ProfileProblem &problem : problems(m_profile)) {
        const bool ours = problem.field == ProfileField::BkeyBase || problem.field == ProfileField::BkeyClient;
        if (!ours || problem.severity != ProfileSeverity::Error)
            continue;
        m_panel->setSheet(
            problemSheet(describe(problem), {tr("Connections…"), [this] { Q_EMIT connectionsWanted(); }}));
        return true;
    }
    return false;
}

void ApprovalDesk::unlock()
{
    m_sheet.clear();
    m_panel->setSheet(askingKeychainSheet());
    m_asking = std::make_unique<QObject>();
    m_parts.keyring.read(secretKey(m_profile, Service::Bkey)).then(m_asking.get(), [this](Result<Secret> secret) {
        if (secret && !secret->isEmpty())
            return provide(*std::move(secret));
        Error error = secret ? secretError(Cause::KeychainEmpty, {}) : secret.error();
        error.subject = m_profile.name;
        ask(error);
    });
    keychainChanged(m_parts.keyring.state());
}

/// Whoever does not want to wait may type the secret; should the keychain answer after all, that serves as well.
void ApprovalDesk::keychainChanged(KeychainState state)
{
    if (state == KeychainState::Slow && m_asking && !m_sheet)
        ask({});
}

void ApprovalDesk::provide(Secret secret)
{
    if (m_asking)
        m_asking.release()->deleteLater(); // we may be in its continuation
    m_connection->credential().setClient(m_profile.bkey->clientId, std::move(secret));
    m_runs->resumeThoseOf(m_keeper->desk().author);
    m_sheet.clear();
    if (m_panel)
        m_panel->setSheet(nullptr);
}

void ApprovalDesk::take(Secret &secret, bool keep)
{
    const QString entry = secretKey(m_profile, Service::Bkey);
    if (keep)
        m_parts.keyring.write(entry, secret.clone()).then(this, [](const Result<Nothing> &) {});
    else
        m_parts.keyring.keepForThisSession(entry, secret.clone());
    provide(std::move(secret));
}

void ApprovalDesk::ask(const std::optional<Error> &why)
{
    if (!m_panel)
        return;
    const bool isNews = why && why->cause != Cause::KeychainEmpty;
    if (m_sheet && isNews)
        return m_sheet->showReason(*why); // somebody may be typing
    auto *sheet = new CredentialSheet(m_profile.name, Service::Bkey);
    m_sheet = sheet;
    sheet->setKeychain(m_parts.keyring.state());
    connect(&m_parts.keyring, &SecretStore::stateChanged, sheet, &CredentialSheet::setKeychain);
    // A keychain without the secret is not a failure, only the reason why it is asked for.
    if (isNews)
        sheet->showReason(*why);
    connect(sheet, &CredentialSheet::keychainWanted, this, &ApprovalDesk::unlock);
    connect(sheet, &CredentialSheet::connectionsWanted, this, &ApprovalDesk::connectionsWanted);
    connect(sheet, &CredentialSheet::keyGiven, this, &ApprovalDesk::take);
    m_panel->setSheet(sheet);
}

} // namespace chancery
