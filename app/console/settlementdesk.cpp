// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/settlementdesk.h"

#include "app/console/proxydesk.h"
#include "app/console/sheets.h"

#include "ui/dialogs/credentialsheet.h"
#include "ui/mainwindow.h"
#include "ui/panels/activity/activitypanel.h"
#include "ui/panels/sections.h"
#include "ui/widgets/keptwidths.h"
#include "ui/words/profiletext.h"

#include "core/profiles/problems.h"

namespace chancery {

using namespace Qt::StringLiterals;

SettlementDesk::SettlementDesk(const Parts &parts, Profile profile, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_profile(std::move(profile))
{
    if (!m_profile.keystone)
        return;
    makeConnection();
    connect(&m_connection->credential(), &keystone::TokenCredential::refused, this,
            [this](const Error &error) { ask(error); });
    connect(&m_parts.keyring, &SecretStore::stateChanged, this, &SettlementDesk::keychainChanged);
}

SettlementDesk::~SettlementDesk() = default;

/// Through the proxy there is no secret to be had: it puts its own grant in.
void SettlementDesk::makeConnection()
{
    if (!isKeyless() || !m_parts.proxy) {
        m_connection = std::make_unique<SettlementConnection>(*m_profile.keystone, m_profile.guard);
        return;
    }
    ProxyWay &way = m_parts.proxy->way();
    m_connection = std::make_unique<SettlementConnection>(
        *m_profile.keystone, m_profile.guard, ProxiedParts{way.route(), *way.credentialFor(Service::Keystone)});
}

void SettlementDesk::addTo(MainWindow &window)
{
    if (m_connection && !m_parts.sections.isEmpty())
        addSettlements(window);
    auto *activity = new ActivityPanel(m_parts.ledger);
    keepWidths(*activity, m_parts.settings, u"widths/activity"_s);
    window.addPanel(u"activity"_s, activity);
}

void SettlementDesk::addSettlements(MainWindow &window)
{
    m_panel = new SectionsPanel({u"settlements"_s, tr("Settlements"), u"settlement"_s}, m_parts.settings);
    window.addPanel(u"settlements"_s, m_panel);
    if (!showProblem())
        unlock();
}

/// What no secret would mend.
bool SettlementDesk::showProblem()
{
    for (const ProfileProblem &problem : problems(m_profile)) {
        const bool ours = problem.field == ProfileField::KeystoneBase || problem.field == ProfileField::KeystoneAuth ||
                          problem.field == ProfileField::KeystoneClient;
        if (!ours || problem.severity != ProfileSeverity::Error)
            continue;
        m_panel->setSheet(
            problemSheet(describe(problem), {tr("Connections…"), [this] { Q_EMIT connectionsWanted(); }}));
        return true;
    }
    return false;
}

void SettlementDesk::unlock()
{
    m_sheet.clear();
    if (isKeyless())
        return makeSections();
    m_panel->setSheet(askingKeychainSheet());
    m_asking = std::make_unique<QObject>();
    m_parts.keyring.read(secretKey(m_profile, Service::Keystone)).then(m_asking.get(), [this](Result<Secret> secret) {
        if (secret && !secret->isEmpty())
            return provide(*std::move(secret));
        Error error = secret ? secretError(Cause::KeychainEmpty, {}) : secret.error();
        error.subject = m_profile.name;
        ask(error);
    });
    keychainChanged(m_parts.keyring.state());
}

/// Whoever does not want to wait may type the secret; should the keychain answer after all, that serves as well.
void SettlementDesk::keychainChanged(KeychainState state)
{
    if (state == KeychainState::Slow && m_asking && !m_sheet)
        ask({});
}

void SettlementDesk::provide(Secret secret)
{
    if (m_asking)
        m_asking.release()->deleteLater(); // we may be in its continuation
    m_connection->credential().setClient(m_profile.keystone->clientId, std::move(secret));
    if (!m_panel)
        return;
    m_sheet.clear();
    m_panel->setSheet(nullptr);
    if (m_panel->hasSections())
        return m_panel->refreshAll();
    makeSections();
}

void SettlementDesk::makeSections()
{
    const SettlementParts parts{m_connection->client(), m_parts.ledger, m_parts.keyring,
                                m_parts.settings,       m_profile,      officerOf(m_profile, systemUser()),
                                m_parts.keeper,         *m_panel};
    for (const SettlementSection &section : std::as_const(m_parts.sections))
        m_panel->addSection(section.key, section.make(parts));
}

void SettlementDesk::take(Secret &secret, bool keep)
{
    const QString entry = secretKey(m_profile, Service::Keystone);
    if (keep)
        m_parts.keyring.write(entry, secret.clone()).then(this, [](const Result<Nothing> &) {});
    else
        m_parts.keyring.keepForThisSession(entry, secret.clone());
    provide(std::move(secret));
}

/// What stands in the sections stays, and is there again with the next secret.
void SettlementDesk::ask(const std::optional<Error> &why)
{
    if (!m_panel)
        return;
    const bool isNews = why && why->cause != Cause::KeychainEmpty;
    if (m_sheet && isNews)
        return m_sheet->showReason(*why); // somebody may be typing
    auto *sheet = new CredentialSheet(m_profile.name, Service::Keystone);
    m_sheet = sheet;
    sheet->setKeychain(m_parts.keyring.state());
    connect(&m_parts.keyring, &SecretStore::stateChanged, sheet, &CredentialSheet::setKeychain);
    // A keychain without the secret is not a failure, only the reason why it is asked for.
    if (isNews)
        sheet->showReason(*why);
    connect(sheet, &CredentialSheet::keychainWanted, this, &SettlementDesk::unlock);
    connect(sheet, &CredentialSheet::connectionsWanted, this, &SettlementDesk::connectionsWanted);
    connect(sheet, &CredentialSheet::keyGiven, this, &SettlementDesk::take);
    m_panel->setSheet(sheet);
}

} // namespace chancery
