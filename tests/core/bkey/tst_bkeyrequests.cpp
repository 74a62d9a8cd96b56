// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/calls.h"
#include "tests/core/bkey/clientbench.h"

#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

Confirmation reviewed()
{
    return Confirmation::afterReview(calls::startCheckout, u"test"_s);
}

SealedRequest sealedRequest()
{
    return {.itemName = u"shop-login"_s,
            .fieldPath = u"password"_s,
            .purpose = u"Log in"_s,
            .publicKey = QByteArray(sealKeySize, 'k')};
}

SealedItem sealedItem()
{
    return {.itemType = u"api_key"_s, .name = u"new key"_s, .payload = "AgAA"};
}

CheckoutDraft openCheckout()
{
    return {.merchantName = u"Atelier"_s, .items = {{u"Vase"_s, u"12.50"_s, 2}}, .amount = u"25.00"_s};
}

CheckoutDraft checkoutWithPage()
{
    CheckoutDraft draft{.merchantName = u"Atelier"_s, .items = {{u"Vase"_s, u"1250"_s, 2}}, .amount = u"2500"_s};
    draft.currency = u"EUR"_s;
    draft.page = CheckoutPage{.merchantDomain = u"shop.test"_s, .url = u"https://shop.test/cart"_s};
    return draft;
}

} // namespace

/// Checkouts and the vault on the wire, in both dialects.
class TestBkeyRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCheckoutGoesInEitherForm();
    void aCheckoutThatMakesNoSenseIsNotSent_data();
    void aCheckoutThatMakesNoSenseIsNotSent();
    void itemsComeToTheAmountDigitForDigit_data();
    void itemsComeToTheAmountDigitForDigit();
    void aCheckoutNeedsAReview();
    void anItemsNameStaysOnePartOfTheAddress();
    void theVaultIsAskedInEitherDialect();
    void whatTheVaultWouldRefuseIsNotSent();
    void aValueIsAskedForOnceEachTime();
    void whatIsStoredIsSealed();
    void answersWithoutAnIdAreRefused();
};

void TestBkeyRequests::aCheckoutGoesInEitherForm()
{
    ClientBench bench;
    bench.answers = {
        ScriptedAnswer::json(R"({"id":"c-1","status":"pending","ciba_auth_req_id":"ciba_3"})"),
        ScriptedAnswer::json(R"({"checkoutRequest":{"id":"c-2","status":"payment_processing",)"
                             R"("paymentIntentId":"pi_1","expiresAt":"2026-04-01T09:10:00Z"}})"),
        ScriptedAnswer::json(R"({"id":"c-3","status":"completed","checkoutRequest":{"status":"pending"}})")};

    const auto open = awaited(bench.client.startCheckout(openCheckout(), reviewed()));
    const QByteArray openBody = bench.lastBody();
    const auto withPage = awaited(bench.client.startCheckout(checkoutWithPage(), reviewed()));
    const QByteArray pageBody = bench.lastBody();
    const auto contradictory = awaited(bench.client.readCheckout(u"c-3"_s));

    const QByteArray openText = R"({"merchantName":"Atelier","items":[{"name":"Vase","price":12.50,"quantity":2}],)"
                                R"("amount":25.00,"currency":"USD"})";
    const QByteArray pageText = R"({"merchantName":"Atelier","lineItems":[{"title":"Vase","price":1250,"quantity":2}],)"
                                R"("amount":2500,"currency":"EUR","merchantDomain":"shop.test",)"
                                R"("checkoutUrl":"https://shop.test/cart","expiresInSecs":600})";
    QCOMPARE(openBody, openText);
    QCOMPARE(pageBody, pageText);
    QCOMPARE(open->state, CheckoutState::Pending);
    QCOMPARE(open->authRequestId, u"ciba_3"_s);
    QCOMPARE(withPage->state, CheckoutState::Processing);
    QCOMPARE(withPage->paymentIntentId, u"pi_1"_s);
    QCOMPARE(withPage->expiresAt, QDateTime({2026, 4, 1}, {9, 10}, Qt::UTC));
    QVERIFY(!withPage->isOver());
    QCOMPARE(contradictory->state, CheckoutState::Unknown);
    QCOMPARE(contradictory->status, u"completed / pending"_s);
    QCOMPARE(bench.lastTarget(), QByteArray("GET /v1/checkout/c-3/status"));
}

void TestBkeyRequests::aCheckoutThatMakesNoSenseIsNotSent_data()
{
    QTest::addColumn<CheckoutDraft>("spoilt");
    QTest::addColumn<QString>("member");
    const auto row = [](const char *name, CheckoutDraft draft, const QString &member,
                        const std::function<void(CheckoutDraft &)> &spoil) {
        spoil(draft);
        QTest::newRow(name) << draft << member;
    };
    row("nobody", openCheckout(), u"merchantName"_s, [](CheckoutDraft &d) { d.merchantName.clear(); });
    row("nothing", openCheckout(), u"items"_s, [](CheckoutDraft &d) { d.items.clear(); });
    row("51 items", openCheckout(), u"items"_s,
        [](CheckoutDraft &d) { d.items = QList<CheckoutItem>(51, d.items.first()); });
    row("none of it", openCheckout(), u"items"_s, [](CheckoutDraft &d) { d.items.first().quantity = 0; });
    row("a price below zero", openCheckout(), u"items"_s, [](CheckoutDraft &d) { d.items.first().price = u"-1"_s; });
    row("zero", openCheckout(), u"amount"_s, [](CheckoutDraft &d) { d.amount = u"0.00e5"_s; });
    row("below zero", openCheckout(), u"amount"_s, [](CheckoutDraft &d) { d.amount = u"-1"_s; });
    row("no number", openCheckout(), u"amount"_s, [](CheckoutDraft &d) { d.amount = u"12,50"_s; });
    row("half a cent", checkoutWithPage(), u"amount"_s, [](CheckoutDraft &d) { d.amount = u"2500.5"_s; });
    row("a price of half a cent", checkoutWithPage(), u"lineItems"_s,
        [](CheckoutDraft &d) { d.items.first().price = u"0.5"_s; });
    row("no currency", openCheckout(), u"currency"_s, [](CheckoutDraft &d) { d.currency = u"EURO"_s; });
    row("no shop", checkoutWithPage(), u"merchantDomain"_s, [](CheckoutDraft &d) { d.page->merchantDomain.clear(); });
    row("no page", checkoutWithPage(), u"checkoutUrl"_s, [](CheckoutDraft &d) { d.page->url.clear(); });
    row("too short", checkoutWithPage(), u"expiresInSecs"_s, [](CheckoutDraft &d) { d.page->expiry = 59s; });
}

void TestBkeyRequests::aCheckoutThatMakesNoSenseIsNotSent()
{
    QFETCH(CheckoutDraft, spoilt);
    QFETCH(QString, member);
    ClientBench bench;

    const Error error = errorIn(bench.client.startCheckout(spoilt, reviewed()));

    QCOMPARE(error.cause, Cause::SettingInvalid);
    QCOMPARE(error.subject, member);
    QVERIFY(bench.network.seen().isEmpty());
}

void TestBkeyRequests::itemsComeToTheAmountDigitForDigit_data()
{
    QTest::addColumn<QList<CheckoutItem>>("items");
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("total"); // empty: it can't be said
    QTest::addColumn<bool>("isAmount");
    const auto row = [](const char *name, const QList<CheckoutItem> &items, const QString &amount, const QString &total,
                        bool isAmount) { QTest::newRow(name) << items << amount << total << isAmount; };
    row("tenths", {{u"a"_s, u"0.1"_s, 1}, {u"b"_s, u"0.2"_s, 1}}, u"0.30"_s, u"0.30"_s, true);
    row("a hair", {{u"a"_s, u"0.1"_s, 3}}, u"0.30000000000000004"_s, u"0.30000000000000000"_s, false);
    row("whole", {{u"a"_s, u"999"_s, 1'000'000'000}}, u"999000000000"_s, u"999000000000"_s, true);
    row("more than a double", {{u"a"_s, u"9007199254740993"_s, 1}}, u"9007199254740992"_s, u"9007199254740993"_s,
        false);
    row("nothing", {{u"a"_s, u"0.00"_s, 5}}, u"0"_s, u"0.00"_s, true);
    row("carried", {{u"a"_s, u"9.99"_s, 1}, {u"b"_s, u"0.01"_s, 1}}, u"10"_s, u"10.00"_s, true);
    row("exponent", {{u"a"_s, u"1e2"_s, 1}}, u"100"_s, {}, false);
    row("negative", {{u"a"_s, u"-1"_s, 1}}, u"1"_s, {}, false);
    row("no amount", {{u"a"_s, u"1"_s, 1}}, {}, {}, false);
    row("too many", {{u"a"_s, u"1"_s, 1'000'000'001}}, u"1"_s, {}, false);
}

void TestBkeyRequests::itemsComeToTheAmountDigitForDigit()
{
    QFETCH(const QList<CheckoutItem>, items);
    QFETCH(const QString, amount);
    QFETCH(const QString, total);
    QFETCH(const bool, isAmount);

    const auto sum = sumOf({.merchantName = u"Atelier"_s, .items = items, .amount = amount});

    QCOMPARE(sum.has_value(), !total.isEmpty());
    QCOMPARE(sum ? sum->total : QString(), total);
    QCOMPARE(sum && sum->isAmount, isAmount);
}

void TestBkeyRequests::aCheckoutNeedsAReview()
{
    ClientBench bench;

    const Error error =
        errorIn(bench.client.startCheckout(openCheckout(), Confirmation::afterReview(calls::startApproval, u"test"_s)));

    QCOMPARE(error.cause, Cause::NotConfirmed);
    QVERIFY(bench.network.seen().isEmpty());
}

void TestBkeyRequests::anItemsNameStaysOnePartOfTheAddress()
{
    ClientBench bench; // B10
    bench.answers = {ScriptedAnswer::json(R"({"id":"a-1","status":"pending"})")};

    QVERIFY(awaited(bench.client.requestOpen(u"a b/../c?d#e"_s)));
    const Error climbing = errorIn(bench.client.requestOpen(u".."_s));

    QCOMPARE(bench.lastTarget(), QByteArray("POST /v1/vault/a%20b%2F..%2Fc%3Fd%23e/access"));
    QVERIFY(bench.lastBody().isEmpty());
    QVERIFY(!bench.calls().last().hasHeader("Content-Type"));
    QCOMPARE(climbing.cause, Cause::SettingInvalid);
}

void TestBkeyRequests::theVaultIsAskedInEitherDialect()
{
    ClientBench bench;
    bench.answers = {
        ScriptedAnswer::json(R"({"id":"a-1","status":"pending","ciba_auth_req_id":"ciba_9"})"),
        ScriptedAnswer::json(R"({"id":"a-1","status":"approved","data":{"key":"test-value"}})"),
        ScriptedAnswer::json(R"({"id":"a-2","status":"pending","challengeHex":"00ff","ephemeralPublicKey":"a2s="})"),
        ScriptedAnswer::json(R"({"id":"a-2","status":"consumed","e2eeCiphertext":"c2VhbGVk"})"),
        ScriptedAnswer::json(R"({"id":"a-2","status":"consumed","e2eeCiphertext":null})"),
        ScriptedAnswer::json(R"({"id":"a-2","status":"pending","e2eeCiphertext":"c2VhbGVk"})")};

    const auto open = awaited(bench.client.requestOpen(u"shop"_s));
    const auto value = awaited(bench.client.readOpen(open->id));
    const auto sealed = awaited(bench.client.requestSealed(sealedRequest()));
    const QByteArray body = bench.lastBody();
    const auto envelope = awaited(bench.client.readSealed(sealed->id));
    const auto lost = awaited(bench.client.readSealed(sealed->id));
    const auto odd = awaited(bench.client.readSealed(sealed->id));

    QCOMPARE(open->authRequestId, u"ciba_9"_s);
    QCOMPARE(value->state, VaultState::Released);
    QVERIFY(value->value.equals(made(R"({"key":"test-value"})")));
    const QByteArray wanted = R"({"itemName":"shop-login","fieldPath":"password","purpose":"Log in",)"
                              R"("ephemeralPublicKey":"a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",)"
                              R"("expiresInSecs":120})";
    QCOMPARE(body, wanted);
    QCOMPARE(sealed->challenge, u"00ff"_s);
    QCOMPARE(sealed->publicKey, QByteArray("kk"));
    QCOMPARE(envelope->state, VaultState::Released);
    QCOMPARE(envelope->sealed, QByteArray("c2VhbGVk"));
    QCOMPARE(lost->state, VaultState::Lost);
    QVERIFY(lost->isOver());
    QCOMPARE(odd->state, VaultState::Unknown);
    QVERIFY(odd->sealed.isEmpty() && !odd->isOver());
    QCOMPARE(bench.lastTarget(), QByteArray("GET /v1/vault/access/a-2"));
}

void TestBkeyRequests::whatTheVaultWouldRefuseIsNotSent()
{
    ClientBench bench;
    SealedRequest nameless = sealedRequest();
    nameless.itemName.clear();
    SealedRequest purposeless = sealedRequest();
    purposeless.purpose = QString(513, u'p');
    SealedRequest keyless = sealedRequest();
    keyless.publicKey.chop(1);
    SealedItem empty = sealedItem();
    empty.payload.clear();
    SealedItem hasty = sealedItem();
    hasty.expiry = 1s;

    QCOMPARE(errorIn(bench.client.requestSealed(nameless)).subject, u"itemName"_s);
    QCOMPARE(errorIn(bench.client.requestSealed(purposeless)).subject, u"purpose"_s);
    QCOMPARE(errorIn(bench.client.requestSealed(keyless)).subject, u"ephemeralPublicKey"_s);
    QCOMPARE(errorIn(bench.client.storeSealed(empty)).subject, u"encryptedPayload"_s);
    QCOMPARE(errorIn(bench.client.storeSealed(hasty)).subject, u"expiresInSecs"_s);
    QVERIFY(bench.network.seen().isEmpty());
}

void TestBkeyRequests::aValueIsAskedForOnceEachTime()
{
    ClientBench bench;
    bench.answers = {ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError), ScriptedAnswer::json("{}", 503)};

    const Error lost = errorIn(bench.client.readSealed(u"a-1"_s));
    const Error busy = errorIn(bench.client.readOpen(u"a-1"_s));

    QCOMPARE(lost.reach, Reach::Unknown);
    QCOMPARE(busy.httpStatus, 503);
    QCOMPARE(bench.calls().size(), 2);
}

void TestBkeyRequests::whatIsStoredIsSealed()
{
    ClientBench bench;
    bench.answers = {ScriptedAnswer::json(R"({"publicKey":"a2s="})"),
                     ScriptedAnswer::json(R"({"success":true,"storeRequest":{"id":"s-1","status":"pending"}})"),
                     ScriptedAnswer::json(R"({"id":"s-1","status":"Stored"})")};
    SealedItem item = sealedItem();
    item.description = u"For the shop"_s;
    item.tags = QStringList{u"shop"_s, u"test"_s};
    item.website = u"https://shop.test"_s;

    const Error shortKey = errorIn(bench.client.readVaultKey());
    const auto stored = awaited(bench.client.storeSealed(item));
    const QByteArray body = bench.lastBody();
    const auto read = awaited(bench.client.readStore(stored->id));

    QCOMPARE(shortKey.cause, Cause::UnexpectedShape);
    const QByteArray wanted = R"({"itemType":"api_key","name":"new key","encryptedPayload":"AgAA",)"
                              R"("description":"For the shop","tags":["shop","test"],)"
                              R"("website":"https://shop.test","expiresInSecs":300})";
    QCOMPARE(body, wanted);
    QCOMPARE(stored->state, StoreState::Pending);
    QCOMPARE(read->state, StoreState::Stored);
    QCOMPARE(bench.lastTarget(), QByteArray("GET /v1/vault/items/store-request/s-1"));
    for (const SeenRequest &seen : bench.calls())
        QVERIFY(!seen.url.path().endsWith(u"/vault/store"));
}

void TestBkeyRequests::answersWithoutAnIdAreRefused()
{
    ClientBench bench;

    QCOMPARE(errorIn(bench.client.startCheckout(openCheckout(), reviewed())).subject, u"id"_s);
    QCOMPARE(errorIn(bench.client.requestOpen(u"shop"_s)).subject, u"id"_s);
    QCOMPARE(errorIn(bench.client.readOpen(u"a-1"_s)).subject, u"id"_s);
    QCOMPARE(errorIn(bench.client.storeSealed(sealedItem())).subject, u"id"_s);
    QCOMPARE(errorIn(bench.client.listItems()).subject, u"items"_s);
    QCOMPARE(errorIn(bench.client.listItems()).reach, Reach::Answered);
}

QTEST_GUILESS_MAIN(TestBkeyRequests)
#include "tst_bkeyrequests.moc"
