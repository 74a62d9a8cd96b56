// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/settlementtest.h"

#include "core/profiles/problems.h"
#include "ui/words/errortext.h"
#include "ui/words/profiletext.h"

namespace chancery {

using namespace Qt::StringLiterals;

SettlementTest::SettlementTest(Keyring &keyring, const Profile &profile, Kept kept, QObject *parent)
    : QObject(parent)
    , m_keyring(keyring)
    , m_profile(profile)
    , m_kept(kept)
    , m_connection(*profile.keystone, GuardLevel::ReadOnly, {.retries = 0})
{}

void SettlementTest::start(Secret typed)
{
    for (const ProfileProblem &problem : problems(m_profile)) {
        const bool ours = problem.field == ProfileField::KeystoneBase || problem.field == ProfileField::KeystoneAuth ||
                          problem.field == ProfileField::KeystoneClient;
        if (ours && problem.severity == ProfileSeverity::Error)
            return say(Tone::Bad, tr("Nothing was sent. %1").arg(describe(problem)));
    }
    if (goesThroughProxy(m_profile, Service::Keystone))
        return say(Tone::Neutral, tr("Nothing was sent: only the credential proxy has the token for settlements."));
    if (!typed.isEmpty())
        return askWith(std::move(typed));
    if (m_kept == Kept::None)
        return say(Tone::Bad, tr("There is no client secret to test with. Type it above, then test again."));
    m_keyring.read(secretKey(m_profile, Service::Keystone)).then(this, [this](Result<Secret> &&secret) {
        if (secret && !secret->isEmpty())
            return askWith(std::move(*secret));
        say(Tone::Bad, tr("There is no client secret to test with. Type it above, then test again."),
            secret ? QString() : describe(secret.error()).headline);
    });
}

void SettlementTest::askWith(Secret secret)
{
    m_connection.credential().setClient(m_profile.keystone->clientId, std::move(secret));
    m_connection.client().listSettlements({.limit = 1}).then(this, [this](const auto &page) { conclude(page); });
}

void SettlementTest::conclude(const Result<keystone::Page<keystone::Settlement>> &page)
{
    if (page)
        return say(Tone::Good, tr("%1 gives a token, and %2 lets it read settlements.")
                                   .arg(hostWords(m_profile.keystone->auth), hostWords(m_profile.keystone->base)));
    say(Tone::Bad, failureWords(page.error()), describe(page.error()).details);
}

QString SettlementTest::failureWords(const Error &error) const
{
    const bool isToken = error.subject == u"keystone.fetchToken";
    const QString host = hostWords(isToken ? m_profile.keystone->auth : m_profile.keystone->base);
    if (isToken && (error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden))
        return tr("%1 refuses this client id and secret. Check that both are whole and belong together.").arg(host);
    if (error.kind == ErrorKind::NotFound)
        return tr("%1 answered, but there is nothing to ask at this path. Check the address.").arg(host);
    const ErrorText text = describe(error);
    return QStringList{text.headline, text.remedy}.join(u' ').trimmed();
}

void SettlementTest::say(Tone tone, const QString &words, const QString &details)
{
    Q_EMIT finished({.tone = tone, .title = tr("Settlements"), .words = words, .details = details});
}

TestReport withSettlements(TestReport passports, const TestStep &settlements)
{
    passports.steps.append(settlements);
    if (settlements.tone == Tone::Bad && passports.tone != Tone::Bad) {
        passports.tone = Tone::Bad;
        passports.headline = SettlementTest::tr("Passports can be worked with, settlements not yet.");
    } else if (settlements.tone == Tone::Good && passports.tone == Tone::Bad) {
        passports.headline = SettlementTest::tr("%1 Settlements work.").arg(passports.headline);
    }
    return passports;
}

} // namespace chancery
