// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/connectiontester.h"

#include "core/profiles/keybancredential.h"
#include "core/profiles/problems.h"
#include "core/profiles/session.h"
#include "ui/words/profiletext.h"

namespace chancery {

/// All that one test needs; gone as a whole when it is abandoned.
class ConnectionTester::Run : public QObject
{
public:
    Run(const Profile &tested, QObject *parent)
        : QObject(parent)
        , profile(tested)
        , session(noStore)
        , credential(session)
    {
        session.open(tested);
    }

    Profile profile;
    SessionStore noStore; ///< the key is provided, never asked for through the session
    Session session;
    KeybanCredential credential;
    std::optional<keyban::Dialect> settled;
    std::unique_ptr<Connection> connection;
    Secret clientSecret; ///< that was typed
    bool isNew = false;
    std::unique_ptr<SettlementTest> settlements;
};

ConnectionTester::ConnectionTester(Keyring &keyring, QObject *parent)
    : QObject(parent)
    , m_keyring(keyring)
{
    connect(&keyring, &SecretStore::stateChanged, this, &ConnectionTester::sayKeychainIsSlow);
}

ConnectionTester::~ConnectionTester() = default;

void ConnectionTester::start(const Profile &profile, FreshKeys fresh, bool isNew)
{
    stop();
    m_run = new Run(profile, this);
    m_run->clientSecret = std::move(fresh.clientSecret);
    m_run->isNew = isNew;
    Q_EMIT runningChanged();
    for (const ProfileProblem &problem : problems(profile))
        if (problem.field == ProfileField::KeybanBase && problem.severity == ProfileSeverity::Error)
            return report(reportOfBadAddress(profile, describe(problem)));
    if (goesThroughProxy(profile, Service::Keyban))
        return report(reportOfProxied(profile));
    if (!fresh.key.isEmpty())
        return connectWith(profile, std::move(fresh.key));
    if (isNew)
        return report(reportOfMissingKey(
            profile, {.kind = ErrorKind::SecretStore, .cause = Cause::CredentialMissing, .subject = profile.name}));
    askKeyring(profile);
}

void ConnectionTester::askKeyring(const Profile &profile)
{
    Q_EMIT waiting(tr("Asking the keychain for the key…"));
    sayKeychainIsSlow();
    m_keyring.read(secretKey(profile, Service::Keyban)).then(m_run, [this, run = m_run, profile](Result<Secret> &&key) {
        if (run != m_run)
            return;
        if (key && !key->isEmpty())
            return connectWith(profile, std::move(*key));
        Error why = key ? Error{.kind = ErrorKind::SecretStore, .cause = Cause::CredentialMissing} : key.error();
        why.subject = profile.name;
        report(reportOfMissingKey(profile, why));
    });
}

void ConnectionTester::sayKeychainIsSlow()
{
    if (m_run && !m_run->connection && m_keyring.state() == KeychainState::Slow)
        Q_EMIT waiting(tr("The keychain has not answered yet; it may be asking you to unlock it. Stop the test to type "
                          "the key instead."));
}

void ConnectionTester::connectWith(const Profile &profile, Secret key)
{
    Q_EMIT waiting(tr("Asking %1…").arg(hostWords(profile.keyban.base)));
    m_run->settled = settledDialect(profile, &key);
    m_run->session.provide(std::move(key));
    m_run->connection = std::make_unique<Connection>(
        profile, m_run->credential,
        ConnectionSettings{.passports = {.applicationId = profile.keyban.applicationId,
                                         .dialect = m_run->settled.value_or(keyban::Dialect::Flat),
                                         .dialectDecided = m_run->settled.has_value()},
                           .retry = {.retries = 0}});
    testConnection(*m_run->connection).then(m_run, [this, run = m_run](const Result<ConnectionFindings> &findings) {
        if (run == m_run)
            conclude(findings);
    });
}

void ConnectionTester::conclude(const Result<ConnectionFindings> &findings)
{
    TestOutcome outcome{.profile = m_run->profile, .settled = m_run->settled, .findings = findings};
    const auto &attempts = m_run->connection->log().entries();
    if (!attempts.empty())
        outcome.firstAnswer = attempts.front().took;
    outcome.firstAnswered = attempts.size() > 1 && attempts.front().status / 100 == 2;
    const Secret *key = m_run->session.credential();
    if (findings && findings->dialect.dialect && key)
        Q_EMIT dialectShown(*key, *findings->dialect.dialect);
    const TestReport passports = reportOf(outcome);
    m_run->profile.keystone ? testSettlements(passports) : report(passports);
}

/// The settlement service is tested whatever passports came to: neither needs the other.
void ConnectionTester::testSettlements(const TestReport &passports)
{
    Q_EMIT waiting(tr("Asking %1…").arg(hostWords(m_run->profile.keystone->base)));
    m_run->settlements = std::make_unique<SettlementTest>(
        m_keyring, m_run->profile, m_run->isNew ? SettlementTest::Kept::None : SettlementTest::Kept::Perhaps);
    connect(m_run->settlements.get(), &SettlementTest::finished, this,
            [this, run = m_run, passports](const TestStep &step) {
                if (run == m_run)
                    report(withSettlements(passports, step));
            });
    m_run->settlements->start(std::move(m_run->clientSecret));
}

void ConnectionTester::report(const TestReport &report)
{
    stop();
    Q_EMIT finished(report);
}

void ConnectionTester::stop()
{
    if (!m_run)
        return;
    // Later: this may be running inside an answer that the run's own pipeline delivers.
    m_run->setParent(nullptr);
    std::exchange(m_run, nullptr)->deleteLater();
    Q_EMIT runningChanged();
}

} // namespace chancery
