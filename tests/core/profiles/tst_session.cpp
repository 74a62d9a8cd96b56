// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/keybancredential.h"
#include "core/profiles/session.h"

#include "../secrets/scriptedstore.h"
#include "tests/support/awaited.h"
#include "tests/support/testsecret.h"

#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using chancery::test::made;

using State = CredentialState;

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void hasNothingWithoutAProfile();
    void unlocksFromTheStore();
    void anUnlockedSessionIsNotAskedAgain();
    void tellsWhyTheStoreGaveNothing();
    void anEmptyEntryIsNoCredential();
    void aTypedCredentialIsQuickerThanASlowStore();
    void anotherProfileEndsTheUnlocking();
    void unlockingTwiceCancelsTheFirst();
    void droppingTheUnlockingStopsIt();
    void survivesItsEndWhileUnlocking();
    void anotherProfileForgetsTheCredential();
    void anEditedProfileKeepsItUnlessTheAddressChanged();
    void aRefusedCredentialExpires();
    void onlyAReadyCredentialExpires();
    void aListenerMayActOnTheFailure();
    void theKeyGoesIntoItsHeader();
    void withoutACredentialNothingIsAuthorized();
    void aKeyThatWouldBreakTheHeaderIsRefused();
    void masksTheKeyAlsoAfterItExpired();

private:
    std::optional<Result<Nothing>> &unlock();
    bool storeAnswersOnceMore();

    std::unique_ptr<test::ScriptedStore> m_store;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<QObject> m_context;
    std::optional<Result<Nothing>> m_seen;
    Profile m_profile;
};

void TestSession::init()
{
    m_store = std::make_unique<test::ScriptedStore>();
    m_session = std::make_unique<Session>(*m_store);
    m_context = std::make_unique<QObject>();
    m_seen.reset();
    m_profile = makeProfile(u"A"_s);
    m_store->put(secretKey(m_profile, Service::Keyban), "test-key");
}

void TestSession::cleanup()
{
    m_context.reset();
    m_session.reset();
    m_store.reset();
}

std::optional<Result<Nothing>> &TestSession::unlock()
{
    m_seen.reset();
    m_session->unlock().then(m_context.get(), [this](Result<Nothing> result) { m_seen = std::move(result); });
    return m_seen;
}

/// Whatever the store said before has arrived once it has answered this as well.
bool TestSession::storeAnswersOnceMore()
{
    auto asked = m_store->read(secretKey(m_profile, Service::Keyban));
    m_store->become(KeychainState::Answering);
    return test::awaited(std::move(asked)).ok();
}

void TestSession::hasNothingWithoutAProfile()
{
    m_session->provide(made("test-key"));

    unlock();

    QTRY_VERIFY(m_seen);
    QCOMPARE(m_seen->error().cause, Cause::CredentialMissing);
    QCOMPARE(m_session->state(), State::NoCredential);
    QVERIFY(!m_session->credential() && !m_session->profile());
}

void TestSession::unlocksFromTheStore()
{
    QSignalSpy states(m_session.get(), &Session::stateChanged);
    m_session->open(m_profile);

    unlock();
    const State meanwhile = m_session->state();

    QTRY_VERIFY(m_seen);
    QVERIFY(m_seen->ok());
    QCOMPARE(meanwhile, State::Loading);
    QCOMPARE(m_session->state(), State::Ready);
    QVERIFY(m_session->credential()->equals(made("test-key")));
    QCOMPARE(states.size(), 2);
}

void TestSession::anUnlockedSessionIsNotAskedAgain()
{
    m_session->open(m_profile);
    m_session->provide(made("test-typed"));

    unlock();

    QTRY_VERIFY(m_seen && m_seen->ok());
    QVERIFY(m_session->credential()->equals(made("test-typed")));
}

void TestSession::tellsWhyTheStoreGaveNothing()
{
    m_session->open(m_profile);
    m_store->become(KeychainState::Refusing);

    unlock();

    QTRY_VERIFY(m_seen && !m_seen->ok());
    QCOMPARE(m_seen->error(), secretError(Cause::KeychainRefused, u"A"_s));
    QCOMPARE(m_session->state(), State::NoCredential);
}

void TestSession::anEmptyEntryIsNoCredential()
{
    m_store->put(secretKey(m_profile, Service::Keyban), "");
    m_session->open(m_profile);

    unlock();

    QTRY_VERIFY(m_seen && !m_seen->ok());
    QCOMPARE(m_seen->error().cause, Cause::KeychainEmpty);
    QCOMPARE(m_session->state(), State::NoCredential);
}

void TestSession::aTypedCredentialIsQuickerThanASlowStore()
{
    m_store->hang();
    m_session->open(m_profile);
    unlock();

    m_session->provide(made("test-typed"));
    const bool settled = m_seen && m_seen->ok();
    m_store->become(KeychainState::Answering);
    QVERIFY(storeAnswersOnceMore());

    QVERIFY(settled);
    QVERIFY(m_session->credential()->equals(made("test-typed")));
}

void TestSession::anotherProfileEndsTheUnlocking()
{
    m_store->hang();
    m_session->open(m_profile);
    unlock();

    m_session->open(makeProfile(u"B"_s));
    m_store->become(KeychainState::Answering);
    QVERIFY(storeAnswersOnceMore());

    QCOMPARE(m_seen->error().cause, Cause::Cancelled);
    QCOMPARE(m_session->state(), State::NoCredential);
}

void TestSession::unlockingTwiceCancelsTheFirst()
{
    m_store->hang();
    m_session->open(m_profile);
    std::optional<Result<Nothing>> first;
    m_session->unlock().then(this, [&](Result<Nothing> result) { first = std::move(result); });

    unlock();
    m_store->become(KeychainState::Answering);

    QTRY_VERIFY(m_seen && m_seen->ok());
    QCOMPARE(first->error().cause, Cause::Cancelled);
    QCOMPARE(m_session->state(), State::Ready);
}

void TestSession::droppingTheUnlockingStopsIt()
{
    m_store->hang();
    m_session->open(m_profile);
    unlock();

    m_context.reset();
    m_store->become(KeychainState::Answering);
    QVERIFY(storeAnswersOnceMore());

    QVERIFY(!m_seen);
    QCOMPARE(m_session->state(), State::NoCredential);
}

void TestSession::survivesItsEndWhileUnlocking()
{
    m_store->hang();
    m_session->open(m_profile);
    unlock();

    m_session.reset();
    m_store->become(KeychainState::Answering);
    m_context.reset();
    QVERIFY(storeAnswersOnceMore());

    QVERIFY(!m_seen);
}

void TestSession::anotherProfileForgetsTheCredential()
{
    m_session->open(m_profile);
    m_session->provide(made("test-key"));

    m_session->open(makeProfile(u"B"_s));

    QCOMPARE(m_session->state(), State::NoCredential);
    QVERIFY(!m_session->credential() && !m_session->lastCredential());
}

void TestSession::anEditedProfileKeepsItUnlessTheAddressChanged()
{
    m_session->open(m_profile);
    m_session->provide(made("test-key"));

    m_profile.name = u"Renamed"_s;
    m_session->open(m_profile);
    const State renamed = m_session->state();
    m_profile.keyban.base = QUrl(u"https://elsewhere.example.com"_s);
    m_session->open(m_profile);

    QCOMPARE(renamed, State::Ready);
    QCOMPARE(m_session->state(), State::NoCredential);
}

void TestSession::aRefusedCredentialExpires()
{
    m_session->open(m_profile);
    m_session->provide(made("test-key"));
    KeybanCredential credential(*m_session);

    credential.rejected();
    const State refused = m_session->state();
    const bool offered = m_session->credential();
    m_session->provide(made("test-new"));

    QCOMPARE(refused, State::Expired);
    QVERIFY(!offered);
    QCOMPARE(m_session->state(), State::Ready);
}

void TestSession::onlyAReadyCredentialExpires()
{
    m_session->open(m_profile);
    QSignalSpy states(m_session.get(), &Session::stateChanged);

    m_session->expire();

    QVERIFY(states.isEmpty());
}

void TestSession::aListenerMayActOnTheFailure()
{
    m_session->open(m_profile);
    m_store->become(KeychainState::Refusing);
    connect(m_session.get(), &Session::stateChanged, m_context.get(), [this](State state) {
        if (state == State::NoCredential)
            m_session->provide(made("test-typed"));
    });

    unlock();

    QTRY_VERIFY(m_seen);
    QCOMPARE(m_session->state(), State::Ready);
    QVERIFY(m_session->credential()->equals(made("test-typed")));
}

void TestSession::theKeyGoesIntoItsHeader()
{
    m_session->open(m_profile);
    m_session->provide(made("test-key"));
    QNetworkRequest request;

    const auto authorized = KeybanCredential(*m_session).authorize(request);

    QVERIFY(authorized.ok());
    QCOMPARE(request.rawHeader("X-Api-Key"), QByteArray("test-key"));
    QCOMPARE(request.rawHeaderList().size(), 1);
}

void TestSession::withoutACredentialNothingIsAuthorized()
{
    m_session->open(m_profile);
    QNetworkRequest request;

    const auto authorized = KeybanCredential(*m_session).authorize(request);

    QCOMPARE(authorized.error(), secretError(Cause::CredentialMissing, u"A"_s));
    QVERIFY(request.rawHeaderList().isEmpty());
}

void TestSession::aKeyThatWouldBreakTheHeaderIsRefused()
{
    m_session->open(m_profile);
    for (const char *key : {"test\r\nX-Evil: 1", "test key", "test-\xc3\xa9", "test\x7f"}) {
        m_session->provide(made(key));
        QNetworkRequest request;

        const auto authorized = KeybanCredential(*m_session).authorize(request);

        QCOMPARE(authorized.error().cause, Cause::CredentialUnusable);
        QVERIFY(request.rawHeaderList().isEmpty());
    }
}

void TestSession::masksTheKeyAlsoAfterItExpired()
{
    m_session->open(m_profile);
    m_session->provide(made("test-key"));
    KeybanCredential credential(*m_session);

    credential.rejected();

    QVERIFY(!credential.masked("the key test-key is wrong").contains("test-key"));
    QCOMPARE(credential.masked("nothing here"), QByteArray("nothing here"));
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
