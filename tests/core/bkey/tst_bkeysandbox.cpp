// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/calls.h"
#include "core/bkey/client.h"
#include "core/bkey/publishedkeys.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The client against the sandbox, in both dialects: what they mean by the same words.
class TestBkeySandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aYesIsAProofOnce_data();
    void aYesIsAProofOnce();
    void aNoIsANo_data();
    void aNoIsANo();
    void aScopeThatTheClientLacksIsNamed();
    void theVaultListsItsItems();
    void anOpenValueIsReleasedOnce();
    void aSealedValueIsOpenedHere_data();
    void aSealedValueIsOpenedHere();
    void aSealForSomebodyElseStaysShut();
    void whatIsStoredCanBeReadBack();
    void aPhoneThatWasNeverOpenedHasNoKey();
    void aCheckoutIsPaidInEitherForm();
    void aCheckoutMayFail();

private:
    void useDialect(const QString &prefix);
    void control(const QByteArray &wishes) { m_sandbox->post(u"bkey"_s, wishes); }
    void tap(const QString &id, const QByteArray &action)
    {
        m_sandbox->post(u"phone"_s, R"({"id":")" + id.toUtf8() + R"(","action":")" + action + R"("})");
    }
    ApprovalRequest request() const
    {
        return {.approver = m_sandbox->bkeyCredential(u"userDid"), .message = u"Deploy 2.4 [1a2b3c4d]"_s};
    }
    TokenExpectation expected() const
    {
        return {.issuer = m_credential->issuerName(),
                .audience = m_credential->clientId(),
                .approver = m_sandbox->bkeyCredential(u"userDid"),
                .scopes = {u"approve:action"_s},
                .asked = m_client->now().addSecs(-60)};
    }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    QNetworkAccessManager m_network;
    RequestLog m_log;
    std::unique_ptr<ClientCredential> m_credential;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<Client> m_client;
};

namespace {

Confirmation reviewed()
{
    return Confirmation::afterReview(calls::startCheckout, u"test"_s);
}

} // namespace

void TestBkeySandbox::initTestCase()
{
    m_sandbox = std::make_unique<SandboxUnderTest>(QStringList{u"--seed"_s, u"demo"_s});
    QVERIFY(m_sandbox->isRunning());
}

void TestBkeySandbox::init()
{
    useDialect(u"client"_s);
}

void TestBkeySandbox::cleanup()
{
    control(R"({"auto":"off","forge":[],"sealing":"object","vaultKey":true,"payment":"dialect"})");
    m_client.reset();
    m_http.reset();
    m_credential.reset();
}

/// `client` or `rfcClient`, each of which is answered in its own way.
void TestBkeySandbox::useDialect(const QString &prefix)
{
    m_client.reset();
    m_http.reset();
    m_credential = std::make_unique<ClientCredential>(m_network, m_log, ClientSettings{.base = m_sandbox->bkey()});
    m_credential->setClient(m_sandbox->bkeyCredential(QString(prefix + u"Id"_s)),
                            Secret::fromText(m_sandbox->bkeyCredential(QString(prefix + u"Secret"_s))));
    m_http = std::make_unique<HttpClient>(HttpParts{.network = m_network, .credential = *m_credential, .log = m_log},
                                          HttpSettings{.base = m_sandbox->bkey(), .guard = Guard(GuardLevel::Normal)});
    m_client = std::make_unique<Client>(*m_credential, *m_http);
}

void TestBkeySandbox::aYesIsAProofOnce_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::newRow("status") << u"client"_s;
    QTest::newRow("rfc") << u"rfcClient"_s;
}

void TestBkeySandbox::aYesIsAProofOnce()
{
    QFETCH(QString, dialect);
    useDialect(dialect);
    PublishedKeys keys(m_credential->issuer());

    const ApprovalStart start = valueOf(m_client->startApproval(request()));
    tap(start.id, "approve");
    const Polled yes = valueOf(m_client->poll(start.id));
    const TokenVerdict verdict = valueOf(keys.verify(yes.word.token, expected()));

    QCOMPARE(start.life, 300s);
    QCOMPARE(start.interval, std::optional<qint64>(5));
    QCOMPARE(yes.word.state, PollState::Approved);
    QVERIFY2(verdict.isProof(), qPrintable(verdict.subject));
    QCOMPARE(verdict.token.approver, m_sandbox->bkeyCredential(u"userDid"));
    QVERIFY(!verdict.token.id.isEmpty());
    QVERIFY(valueOf(m_client->poll(start.id)).word.state != PollState::Approved);
}

void TestBkeySandbox::aNoIsANo_data()
{
    aYesIsAProofOnce_data();
}

void TestBkeySandbox::aNoIsANo()
{
    QFETCH(QString, dialect);
    useDialect(dialect);

    const ApprovalStart start = valueOf(m_client->startApproval(request()));
    const PollState before = valueOf(m_client->poll(start.id)).word.state;
    const PollState hurried = valueOf(m_client->poll(start.id)).word.state;
    const ApprovalStart other = valueOf(m_client->startApproval(request()));
    tap(other.id, "deny");
    const PollState after = valueOf(m_client->poll(other.id)).word.state;

    QCOMPARE(before, PollState::Waiting);
    QCOMPARE(hurried, dialect == u"client" ? PollState::Waiting : PollState::TooFast);
    QCOMPARE(after, PollState::Denied);
}

void TestBkeySandbox::aScopeThatTheClientLacksIsNamed()
{
    ApprovalRequest unknown = request();
    unknown.scopes = QStringList{u"test:nothing"_s};

    const auto refused = awaited(m_client->startApproval(unknown));

    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    QVERIFY2(refused.error().detail.contains(u"test:nothing"), qPrintable(refused.error().detail));
}

void TestBkeySandbox::theVaultListsItsItems()
{
    const QList<VaultItem> all = valueOf(m_client->listItems());
    const QList<VaultItem> logins = valueOf(m_client->listItems(u"login"_s));

    QVERIFY(all.size() > logins.size());
    QCOMPARE(logins.size(), 1);
    QCOMPARE(logins.first().name, u"shop-login"_s);
    QVERIFY(logins.first().fieldNames.contains(u"password"_s));
}

void TestBkeySandbox::anOpenValueIsReleasedOnce()
{
    const VaultAccess access = valueOf(m_client->requestOpen(u"shop-login"_s));
    const VaultState before = valueOf(m_client->readOpen(access.id)).state;
    tap(access.id, "approve");
    const VaultAnswer released = valueOf(m_client->readOpen(access.id));

    QCOMPARE(before, VaultState::Waiting);
    QCOMPARE(released.state, VaultState::Released);
    QVERIFY(released.value.use([](QByteArrayView bytes) { return bytes.contains("test-shop-password"); }));
    QCOMPARE(valueOf(m_client->readOpen(access.id)).state, VaultState::Lost);
}

void TestBkeySandbox::aSealedValueIsOpenedHere_data()
{
    QTest::addColumn<QByteArray>("sealing");
    QTest::newRow("fields") << QByteArray("object");
    QTest::newRow("the bare value") << QByteArray("value");
}

void TestBkeySandbox::aSealedValueIsOpenedHere()
{
    QFETCH(QByteArray, sealing);
    control(R"({"sealing":")" + sealing + R"("})");
    const auto key = SealKey::make();

    const VaultAccess access = valueOf(m_client->requestSealed({.itemName = u"shop-login"_s,
                                                                .fieldPath = u"password"_s,
                                                                .purpose = u"Log in"_s,
                                                                .publicKey = key->publicKey()}));
    tap(access.id, "approve");
    const VaultAnswer answer = valueOf(m_client->readSealed(access.id));
    const auto opened = openValue(*key, answer.sealed, u"password"_s);

    QCOMPARE(access.publicKey, key->publicKey());
    QVERIFY(access.expiresAt > access.createdAt);
    QCOMPARE(answer.state, VaultState::Released);
    QVERIFY(opened);
    QVERIFY(opened->use([](QByteArrayView bytes) { return bytes == QByteArrayView("test-shop-password"); }));
    QCOMPARE(valueOf(m_client->readSealed(access.id)).state, VaultState::Lost);
    QCOMPARE(openValue(*key, answer.sealed, u"nothing"_s).has_value(), sealing == "value");
}

void TestBkeySandbox::aSealForSomebodyElseStaysShut()
{
    for (const QByteArray &sealing : {QByteArray("broken"), QByteArray("otherKey")}) {
        control(R"({"auto":"approve","sealing":")" + sealing + R"("})");
        const auto key = SealKey::make();

        const VaultAccess access = valueOf(m_client->requestSealed({.itemName = u"shop-login"_s,
                                                                    .fieldPath = u"password"_s,
                                                                    .purpose = u"Log in"_s,
                                                                    .publicKey = key->publicKey()}));
        const VaultAnswer answer = valueOf(m_client->readSealed(access.id));

        QCOMPARE(answer.state, VaultState::Released);
        QVERIFY(!openValue(*key, answer.sealed, u"password"_s));
    }
}

void TestBkeySandbox::whatIsStoredCanBeReadBack()
{
    const VaultKey phone = valueOf(m_client->readVaultKey());
    const auto own = SealKey::make();
    const auto payload = sealForPhone(*own, phone.publicKey, Secret::fromText(uR"({"value":"test-stored-0001"})"_s));

    const VaultStore store =
        valueOf(m_client->storeSealed({.itemType = u"api_key"_s, .name = u"new-key"_s, .payload = *payload}));
    tap(store.id, "approve");
    const VaultStore stored = valueOf(m_client->readStore(store.id));
    const auto again =
        awaited(m_client->storeSealed({.itemType = u"api_key"_s, .name = u"new-key"_s, .payload = *payload}));
    control(R"({"auto":"approve"})");
    const VaultAccess access = valueOf(m_client->requestOpen(u"new-key"_s));
    const VaultAnswer read = valueOf(m_client->readOpen(access.id));

    QCOMPARE(store.state, StoreState::Pending);
    QCOMPARE(stored.state, StoreState::Stored);
    QCOMPARE(again.error().kind, ErrorKind::Conflict);
    QVERIFY(read.value.use([](QByteArrayView bytes) { return bytes.contains("test-stored-0001"); }));
}

void TestBkeySandbox::aPhoneThatWasNeverOpenedHasNoKey()
{
    control(R"({"vaultKey":false})");

    QCOMPARE(awaited(m_client->readVaultKey()).error().kind, ErrorKind::NotFound);
}

void TestBkeySandbox::aCheckoutIsPaidInEitherForm()
{
    control(R"({"payment":"complete"})");
    CheckoutDraft draft{.merchantName = u"Atelier"_s, .items = {{u"Vase"_s, u"12.50"_s, 2}}, .amount = u"25.00"_s};
    CheckoutDraft withPage{.merchantName = u"Atelier"_s, .items = {{u"Vase"_s, u"1250"_s, 2}}, .amount = u"2500"_s};
    withPage.page = CheckoutPage{.merchantDomain = u"shop.test"_s, .url = u"https://shop.test/cart"_s};
    for (const CheckoutDraft &one : {draft, withPage}) {
        const Checkout begun = valueOf(m_client->startCheckout(one, reviewed()));
        const Checkout waiting = valueOf(m_client->readCheckout(begun.id));
        tap(begun.id, "approve");
        const Checkout paid = valueOf(m_client->readCheckout(begun.id));

        QCOMPARE(waiting.state, CheckoutState::Pending);
        QCOMPARE(paid.state, CheckoutState::Paid);
        QVERIFY(paid.isOver() && !paid.paymentIntentId.isEmpty());
        QVERIFY(paid.completedAt.isValid());
    }
}

void TestBkeySandbox::aCheckoutMayFail()
{
    const CheckoutDraft draft{
        .merchantName = u"Atelier"_s, .items = {{u"Vase"_s, u"12.50"_s, 2}}, .amount = u"25.00"_s};
    control(R"({"payment":"fail"})");

    const Checkout failing = valueOf(m_client->startCheckout(draft, reviewed()));
    tap(failing.id, "approve");
    const Checkout refused = valueOf(m_client->startCheckout(draft, reviewed()));
    tap(refused.id, "deny");

    QCOMPARE(valueOf(m_client->readCheckout(refused.id)).state, CheckoutState::Rejected);
    QTRY_COMPARE_WITH_TIMEOUT(valueOf(m_client->readCheckout(failing.id)).state, CheckoutState::PaymentFailed, 60'000);
}

QTEST_GUILESS_MAIN(TestBkeySandbox)
#include "tst_bkeysandbox.moc"
