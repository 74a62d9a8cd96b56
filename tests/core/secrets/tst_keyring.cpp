// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets/keyring.h"

#include "scriptedstore.h"
#include "tests/support/awaited.h"
#include "tests/support/testsecret.h"

#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using chancery::test::made;

class TestKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void writesToTheKeychainAndKeepsNoSecondCopy();
    void readsWhatTheKeychainHolds();
    void aRefusedWriteIsKeptForThisSession();
    void anAbsentKeychainKeepsForThisSession();
    void aSlowKeychainDoesNotHoldUpTheWriter();
    void aSlowKeychainStillGetsTheSecretWhenItAnswers();
    void anOlderWriteThatFinishesLateDoesNotDropTheNewerSecret();
    void theKeychainGetsItAlsoWhenNobodyWaits();
    void aTypedSecretStaysOutOfTheKeychain();
    void removeForgetsBoth();
    void removeSaysWhenTheKeychainDidNotForget();
    void readingWaitsForASlowKeychain();
    void aProgramWithoutAWindowGivesUpWhenSlow();
    void aProgramWithoutAWindowGetsAPromptAnswer();
    void theSessionStoreSaysWhatItDoesNotHold();

private:
    Result<Nothing> done(Pending<Nothing> pending);
    Result<Secret> got(Pending<Secret> pending);

    std::unique_ptr<test::ScriptedStore> m_keychain;
    std::unique_ptr<SessionStore> m_session;
    std::unique_ptr<Keyring> m_keyring;
    const QString m_key = u"profile/keyban"_s;
};

void TestKeyring::init()
{
    m_keychain = std::make_unique<test::ScriptedStore>();
    m_session = std::make_unique<SessionStore>();
    m_keyring = std::make_unique<Keyring>(*m_keychain, *m_session);
}

void TestKeyring::cleanup()
{
    m_keyring.reset();
    m_session.reset();
    m_keychain.reset();
}

Result<Nothing> TestKeyring::done(Pending<Nothing> pending)
{
    std::optional<Result<Nothing>> seen;
    std::move(pending).then(this, [&](Result<Nothing> result) { seen.emplace(std::move(result)); });
    if (!QTest::qWaitFor([&] { return seen.has_value(); }))
        return secretError(Cause::TimedOut, {});
    return std::move(*seen);
}

Result<Secret> TestKeyring::got(Pending<Secret> pending)
{
    std::optional<Result<Secret>> seen;
    std::move(pending).then(this, [&](Result<Secret> result) { seen.emplace(std::move(result)); });
    if (!QTest::qWaitFor([&] { return seen.has_value(); }))
        return secretError(Cause::TimedOut, {});
    return std::move(*seen);
}

void TestKeyring::writesToTheKeychainAndKeepsNoSecondCopy()
{
    const auto result = done(m_keyring->write(m_key, made("test-key")));

    QVERIFY(result.ok());
    QVERIFY(m_keychain->at(m_key).equals(made("test-key")));
    QVERIFY(!m_session->holds(m_key));
    QCOMPARE(m_keyring->keeping(m_key), Keeping::AcrossRestarts);
    QVERIFY(m_keyring->keepsAcrossRestarts());
}

void TestKeyring::readsWhatTheKeychainHolds()
{
    m_keychain->put(m_key, "test-stored");
    QSignalSpy changed(m_keyring.get(), &Keyring::keepingChanged);

    const auto result = got(m_keyring->read(m_key));

    QVERIFY(result.ok() && result->equals(made("test-stored")));
    QCOMPARE(m_keyring->keeping(m_key), Keeping::AcrossRestarts);
    QCOMPARE(changed.size(), 1);
}

void TestKeyring::aRefusedWriteIsKeptForThisSession()
{
    m_keychain->become(KeychainState::Refusing);

    const auto result = done(m_keyring->write(m_key, made("test-key")));
    const auto read = got(m_keyring->read(m_key));

    QVERIFY(result.ok());
    QVERIFY(read.ok() && read->equals(made("test-key")));
    QCOMPARE(m_keyring->keeping(m_key), Keeping::ThisSession);
    QCOMPARE(m_keyring->state(), KeychainState::Refusing);
    QVERIFY(!m_keyring->keepsAcrossRestarts());
}

void TestKeyring::anAbsentKeychainKeepsForThisSession()
{
    m_keychain->become(KeychainState::Absent);

    const auto result = done(m_keyring->write(m_key, made("test-key")));

    QVERIFY(result.ok());
    QCOMPARE(m_keyring->keeping(m_key), Keeping::ThisSession);
}

void TestKeyring::aSlowKeychainDoesNotHoldUpTheWriter()
{
    m_keychain->hang();
    std::optional<Result<Nothing>> seen;
    m_keyring->write(m_key, made("test-key")).then(this, [&](Result<Nothing> result) { seen = std::move(result); });
    QVERIFY(test::whatWasPostedHasArrived());
    QVERIFY(!seen);

    m_keychain->become(KeychainState::Slow);

    QTRY_VERIFY(seen && seen->ok());
    QCOMPARE(m_keyring->keeping(m_key), Keeping::ThisSession);
}

void TestKeyring::aSlowKeychainStillGetsTheSecretWhenItAnswers()
{
    m_keychain->hang();
    m_keychain->become(KeychainState::Slow);
    QVERIFY(done(m_keyring->write(m_key, made("test-key"))).ok());
    QSignalSpy changed(m_keyring.get(), &Keyring::keepingChanged);

    m_keychain->become(KeychainState::Answering);

    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_keyring->keeping(m_key), Keeping::AcrossRestarts);
    QVERIFY(m_keychain->has(m_key));
}

void TestKeyring::anOlderWriteThatFinishesLateDoesNotDropTheNewerSecret()
{
    m_keychain->hang();
    m_keychain->become(KeychainState::Slow);
    QVERIFY(done(m_keyring->write(m_key, made("test-old"))).ok());
    m_keyring->keepForThisSession(m_key, made("test-new"));

    m_keychain->become(KeychainState::Answering);
    const auto read = got(m_keyring->read(m_key));

    QVERIFY(read.ok() && read->equals(made("test-new")));
    QCOMPARE(m_keyring->keeping(m_key), Keeping::ThisSession);
}

void TestKeyring::theKeychainGetsItAlsoWhenNobodyWaits()
{
    {
        const auto dropped = m_keyring->write(m_key, made("test-key"));
    }

    QTRY_VERIFY(m_keychain->has(m_key));
    QTRY_COMPARE(m_keyring->keeping(m_key), Keeping::AcrossRestarts);
}

void TestKeyring::aTypedSecretStaysOutOfTheKeychain()
{
    m_keyring->keepForThisSession(m_key, made("test-key"));

    const auto read = got(m_keyring->read(m_key));

    QVERIFY(read.ok() && read->equals(made("test-key")));
    QVERIFY(!m_keychain->has(m_key));
    QCOMPARE(m_keyring->keeping(m_key), Keeping::ThisSession);
}

void TestKeyring::removeForgetsBoth()
{
    m_keychain->put(m_key, "test-stored");
    m_keyring->keepForThisSession(m_key, made("test-typed"));

    const auto removed = done(m_keyring->remove(m_key));
    const auto read = got(m_keyring->read(m_key));

    QVERIFY(removed.ok());
    QVERIFY(!read.ok());
    QCOMPARE(read.error(), secretError(Cause::KeychainEmpty, m_key));
    QCOMPARE(m_keyring->keeping(m_key), Keeping::Unknown);
}

void TestKeyring::removeSaysWhenTheKeychainDidNotForget()
{
    m_keychain->become(KeychainState::Refusing);
    m_keyring->keepForThisSession(m_key, made("test-typed"));

    const auto removed = done(m_keyring->remove(m_key));

    QVERIFY(!removed.ok());
    QCOMPARE(removed.error().cause, Cause::KeychainRefused);
    QVERIFY(!m_session->holds(m_key));
}

void TestKeyring::readingWaitsForASlowKeychain()
{
    m_keychain->put(m_key, "test-stored");
    m_keychain->hang();
    QSignalSpy states(m_keyring.get(), &SecretStore::stateChanged);
    std::optional<Result<Secret>> seen;
    m_keyring->read(m_key).then(this, [&](Result<Secret> result) { seen.emplace(std::move(result)); });

    m_keychain->become(KeychainState::Slow);
    QVERIFY(test::whatWasPostedHasArrived());
    const bool early = seen.has_value();
    m_keychain->become(KeychainState::Answering);

    QVERIFY(!early);
    QTRY_VERIFY(seen && seen->ok());
    QCOMPARE(states.size(), 2);
}

void TestKeyring::aProgramWithoutAWindowGivesUpWhenSlow()
{
    m_keychain->put(m_key, "test-stored");
    m_keychain->hang();
    std::optional<Result<Secret>> seen;
    readUnlessSlow(*m_keyring, m_key).then(this, [&](Result<Secret> result) { seen.emplace(std::move(result)); });

    m_keychain->become(KeychainState::Slow);
    QTRY_VERIFY(seen);
    const auto again = got(readUnlessSlow(*m_keyring, m_key));

    QVERIFY(!seen->ok() && !again.ok());
    QCOMPARE(seen->error(), secretError(Cause::KeychainSlow, m_key));
    QCOMPARE(again.error(), secretError(Cause::KeychainSlow, m_key));
}

void TestKeyring::aProgramWithoutAWindowGetsAPromptAnswer()
{
    m_keychain->put(m_key, "test-stored");

    const auto read = got(readUnlessSlow(*m_keyring, m_key));
    const auto missing = got(readUnlessSlow(*m_keyring, u"other"_s));

    QVERIFY(read.ok() && read->equals(made("test-stored")));
    QCOMPARE(missing.error(), secretError(Cause::KeychainEmpty, u"other"_s));
}

void TestKeyring::theSessionStoreSaysWhatItDoesNotHold()
{
    SessionStore store;

    const auto missing = got(store.read(m_key));
    const auto written = done(store.write(m_key, made("test-key")));
    const auto read = got(store.read(m_key));

    QCOMPARE(missing.error(), secretError(Cause::KeychainEmpty, m_key));
    QVERIFY(written.ok() && read.ok());
    QVERIFY(read->equals(made("test-key")));
    QVERIFY(!store.keepsAcrossRestarts());
}

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_keyring.moc"
