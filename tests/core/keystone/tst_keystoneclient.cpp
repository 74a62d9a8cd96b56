// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/calls.h"
#include "core/keystone/failure.h"
#include "tests/core/keystone/keystonebench.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUuid>

using namespace chancery;
using namespace chancery::keystone;
using namespace chancery::test;
using namespace Qt::StringLiterals;

using Send = std::function<std::optional<Error>(Client &)>;
Q_DECLARE_METATYPE(Send)

/// Every call on the wire, and the defects of the official client (KeyStone fact sheet §7), none of which is ours.
class TestKeystoneClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCallGoesWhereItBelongs_data();
    void everyCallGoesWhereItBelongs();
    void theTableAboveMissesNoCall();
    void listsAskForNoMoreThanTheServiceGives();
    void onlyWhatMayRepeatIsTriedAgain_data();
    void onlyWhatMayRepeatIsTriedAgain();
    void repeatsCarryTheSameKeyAndBytes();
    void theWaitAfterABusyAnswerIsTheServices_data();
    void theWaitAfterABusyAnswerIsTheServices();
    void retriesCanBeTurnedOff();
    void theTriesRunOutWithTheLastCauseInside();
    void connectionsThatBreakAreTypedFailures();
    void idsAreUuidsOrNothingIsSent_data();
    void idsAreUuidsOrNothingIsSent();
    void anOddRowDoesNotSpoilItsList();
    void anEnvelopeMayLackItsNumbers();
    void aListWithoutItemsIsAFailure();
    void whatCannotBeTakenBackNeedsAConfirmation();
    void anyTwoHundredIsADecisionTaken_data();
    void anyTwoHundredIsADecisionTaken();
    void aConflictIsAConflict();
    void fieldsAreNamedAsInTheForm();
    void whatIsNoRepoHasNoRelatives_data();
    void whatIsNoRepoHasNoRelatives();
    void failuresHaveTheWordsOfTheGuide();
    void updatingNeverDeactivates();
    void keysAreFreshUuids();
};

namespace {

constexpr auto id = settlementId;

/// Why it failed, if it did.
template <class T>
std::optional<Error> failureIn(Pending<T> pending)
{
    const Result<T> result = awaited(std::move(pending));
    return result ? std::nullopt : std::optional(result.error());
}

SettlementDraft settlementDraft()
{
    return {.idempotencyKey = u"test-key"_s,
            .templateSlug = u"dvp"_s,
            .parties = {{.role = u"seller"_s, .externalReference = u"A"_s, .walletAddress = u"0xa"_s}},
            .legs = {{.instrumentId = u"B"_s, .quantity = u"1"_s, .direction = u"deliver"_s, .partyRole = u"seller"_s}},
            .timeoutAt = QDateTime({2026, 4, 1}, {0, 0}, Qt::UTC)};
}

InstructionDraft instructionDraft()
{
    return {.templateSlug = u"dvp"_s,
            .role = u"seller"_s,
            .party = {.externalReference = u"A"_s, .walletAddress = u"0xa"_s},
            .legs = {{.instrumentId = u"B"_s, .quantity = u"1"_s, .direction = u"deliver"_s}},
            .timeoutAt = QDateTime({2026, 4, 1}, {0, 0}, Qt::UTC),
            .idempotencyKey = u"test-key"_s};
}

struct Row
{
    const char *name;
    const char *method;
    const char *target; ///< below /ks/v1
    Send send;
};

/// Every call of the service but the one for tokens.
QList<Row> everyCall()
{
    const QString one = someId();
    const auto sure = [](const Call &call) { return reviewed(call); };
    return {
        {"keystone.listSettlements", "GET", "/settlements?state=FINALIZED&limit=20&offset=40",
         [](Client &c) {
             return failureIn(c.listSettlements({20, 40}, u"FINALIZED"_s));
         }},
        {"keystone.readSettlement", "GET", "/settlements/{id}",
         [=](Client &c) { return failureIn(c.readSettlement(one)); }},
        {"keystone.createSettlement", "POST", "/settlements",
         [](Client &c) { return failureIn(c.createSettlement(settlementDraft())); }},
        {"keystone.listEvents", "GET", "/settlements/{id}/events?limit=50&offset=0",
         [=](Client &c) { return failureIn(c.listEvents(one)); }},
        {"keystone.relatedSettlements", "GET", "/settlements/{id}/related",
         [=](Client &c) { return failureIn(c.relatedSettlements(one)); }},
        {"keystone.decideCompliance", "POST", "/settlements/{id}/compliance-decision",
         [=](Client &c) {
             return failureIn(c.decideCompliance(one, Decision::Approve, sure(calls::decideCompliance)));
         }},
        {"keystone.submitInstruction", "POST", "/instructions",
         [](Client &c) { return failureIn(c.submitInstruction(instructionDraft())); }},
        {"keystone.listInstructions", "GET", "/instructions?status=matched&limit=50&offset=0",
         [](Client &c) { return failureIn(c.listInstructions({}, u"matched"_s)); }},
        {"keystone.readInstruction", "GET", "/instructions/{id}",
         [=](Client &c) { return failureIn(c.readInstruction(one)); }},
        {"keystone.cancelInstruction", "DELETE", "/instructions/{id}",
         [=](Client &c) { return failureIn(c.cancelInstruction(one, sure(calls::cancelInstruction))); }},
        {"keystone.listTemplates", "GET", "/settlement-templates?limit=50&offset=0",
         [](Client &c) { return failureIn(c.listTemplates()); }},
        {"keystone.readTemplate", "GET", "/settlement-templates/{id}",
         [=](Client &c) { return failureIn(c.readTemplate(one)); }},
        {"keystone.createWebhook", "POST", "/platforms/me/webhooks",
         [](Client &c) { return failureIn(c.createWebhook({.url = u"https://a.test"_s})); }},
        {"keystone.listWebhooks", "GET", "/platforms/me/webhooks?limit=50&offset=0",
         [](Client &c) { return failureIn(c.listWebhooks()); }},
        {"keystone.readWebhook", "GET", "/platforms/me/webhooks/{id}",
         [=](Client &c) { return failureIn(c.readWebhook(one)); }},
        {"keystone.updateWebhook", "PATCH", "/platforms/me/webhooks/{id}",
         [=](Client &c) { return failureIn(c.updateWebhook(one, {})); }},
        {"keystone.deleteWebhook", "DELETE", "/platforms/me/webhooks/{id}",
         [=](Client &c) { return failureIn(c.deleteWebhook(one, sure(calls::deleteWebhook))); }},
        {"keystone.testWebhook", "POST", "/platforms/me/webhooks/{id}/test",
         [=](Client &c) { return failureIn(c.testWebhook(one)); }},
        {"keystone.rotateSecret", "POST", "/platforms/me/webhooks/{id}/rotate-secret",
         [=](Client &c) { return failureIn(c.rotateSecret(one, sure(calls::rotateSecret))); }},
        {"keystone.listDeliveries", "GET", "/platforms/me/webhooks/{id}/deliveries?limit=50&offset=0",
         [=](Client &c) { return failureIn(c.listDeliveries(one)); }},
        {"keystone.createEnvironment", "POST", "/platforms/me/environments",
         [](Client &c) {
             return failureIn(c.createEnvironment({.name = u"N"_s, .slug = u"n"_s, .auth0ClientId = u"m2m"_s}));
         }},
        {"keystone.listEnvironments", "GET", "/platforms/me/environments?limit=50&offset=0",
         [](Client &c) { return failureIn(c.listEnvironments()); }},
        {"keystone.readEnvironment", "GET", "/platforms/me/environments/{id}",
         [=](Client &c) { return failureIn(c.readEnvironment(one)); }},
        {"keystone.updateEnvironment", "PATCH", "/platforms/me/environments/{id}",
         [=](Client &c) { return failureIn(c.updateEnvironment(one, {})); }},
        {"keystone.deactivateEnvironment", "DELETE", "/platforms/me/environments/{id}",
         [=](Client &c) { return failureIn(c.deactivateEnvironment(one, sure(calls::deactivateEnvironment))); }},
    };
}

const Call &callNamed(const char *name)
{
    for (const Call &call : calls::all)
        if (call.name == name)
            return call;
    qFatal("no call %s", name);
}

void addEveryCall()
{
    QTest::addColumn<Row>("row");
    for (const Row &row : everyCall())
        QTest::newRow(row.name) << row;
}

} // namespace

Q_DECLARE_METATYPE(Row)

void TestKeystoneClient::everyCallGoesWhereItBelongs_data()
{
    addEveryCall();
}

void TestKeystoneClient::everyCallGoesWhereItBelongs()
{
    QFETCH(Row, row);
    KeystoneBench bench;

    row.send(bench.client);

    QCOMPARE(bench.calls().size(), 1);
    const SeenRequest sent = bench.calls().first();
    const QByteArray target = "https://api.test/ks/v1" + QByteArray(row.target).replace("{id}", id);
    QCOMPARE(sent.method, QByteArray(row.method));
    QCOMPARE(sent.url.toEncoded(), target);
    QCOMPARE(sent.header("Authorization"), QByteArray("Bearer test-token-1"));
    QCOMPARE(sent.method, QByteArray(callNamed(row.name).method.data()));
}

void TestKeystoneClient::theTableAboveMissesNoCall()
{
    QSet<QByteArray> names{"keystone.fetchToken"};
    for (const Row &row : everyCall())
        names << row.name;

    for (const Call &call : calls::all)
        QVERIFY2(names.contains(QByteArray(call.name.data())), call.name.data());
    QCOMPARE(names.size(), qsizetype(calls::all.size()));
}

void TestKeystoneClient::listsAskForNoMoreThanTheServiceGives()
{
    KeystoneBench bench;

    failureIn(bench.client.listSettlements({1000, -5}));
    failureIn(bench.client.listTemplates({1000, 0}));
    failureIn(bench.client.listEnvironments({0, 0}));

    QCOMPARE(bench.calls()[0].url.query(), u"limit=200&offset=0"_s);
    QCOMPARE(bench.calls()[1].url.query(), u"limit=100&offset=0"_s);
    QCOMPARE(bench.calls()[2].url.query(), u"limit=1&offset=0"_s);
}

void TestKeystoneClient::onlyWhatMayRepeatIsTriedAgain_data()
{
    addEveryCall();
}

void TestKeystoneClient::onlyWhatMayRepeatIsTriedAgain()
{
    QFETCH(Row, row); // D1, D2, D3
    const Call &call = callNamed(row.name);
    const QList<ScriptedAnswer> failures{ScriptedAnswer::json("{}", 429), ScriptedAnswer::json("{}", 500),
                                         ScriptedAnswer::json("{}", 503),
                                         ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError),
                                         ScriptedAnswer::failing(QNetworkReply::TimeoutError)};
    for (const ScriptedAnswer &failure : failures) {
        KeystoneBench bench;
        bench.answers = {failure};

        row.send(bench.client);

        QCOMPARE(bench.calls().size(), mayRepeat(call) ? 2 : 1);
    }
}

void TestKeystoneClient::repeatsCarryTheSameKeyAndBytes()
{
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json("{}", 502), ScriptedAnswer::json("{}", 504)};

    failureIn(bench.client.submitInstruction(instructionDraft()));

    QCOMPARE(bench.calls().size(), 3);
    for (const SeenRequest &sent : bench.calls())
        QCOMPARE(sent.body, bench.calls().first().body);
    QVERIFY(bench.calls().first().body.contains(R"("idempotency_key":"test-key")"));
}

void TestKeystoneClient::theWaitAfterABusyAnswerIsTheServices_data()
{
    QTest::addColumn<QByteArray>("header"); // D1, D4
    QTest::addColumn<int>("seconds");
    const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(20);
    const QString date = QLocale::c().toString(later, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    QTest::newRow("seconds") << QByteArray("20") << 20;
    QTest::newRow("date") << date.toLatin1() << 20;
}

void TestKeystoneClient::theWaitAfterABusyAnswerIsTheServices()
{
    QFETCH(QByteArray, header);
    QFETCH(int, seconds);
    KeystoneBench bench;
    ScriptedAnswer busy = ScriptedAnswer::json(R"({"detail":"slow down"})", 429);
    busy.headers = {{"Retry-After", header}};
    bench.answers = {busy};

    const auto pending = bench.client.listSettlements();
    QTRY_COMPARE(bench.http.waits().size(), 1);

    const qint64 wait = QDateTime::currentDateTimeUtc().msecsTo(bench.http.waits().first().until);
    QVERIFY2(wait > (seconds - 5) * 1000 && wait <= seconds * 1000, qPrintable(QString::number(wait)));
    bench.client.cancelWait();
}

void TestKeystoneClient::retriesCanBeTurnedOff()
{
    KeystoneBench bench(GuardLevel::Normal, 0); // D9
    bench.answers = {ScriptedAnswer::json("{}", 503)};

    QCOMPARE(failureIn(bench.client.readSettlement(someId())).value().httpStatus, 503);
    QCOMPARE(bench.calls().size(), 1);
}

void TestKeystoneClient::theTriesRunOutWithTheLastCauseInside()
{
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json("{}", 500), ScriptedAnswer::json("{}", 500), ScriptedAnswer::json("{}", 500),
                     ScriptedAnswer::json(R"({"detail":"still down"})", 503)};

    const Error error = failureIn(bench.client.readSettlement(someId())).value();

    QCOMPARE(bench.calls().size(), 4);
    QCOMPARE(failureOf(error, calls::readSettlement), Failure::RetriesExhausted);
    QCOMPARE(error.httpStatus, 503);
    QCOMPARE(error.detail, u"still down"_s);
}

void TestKeystoneClient::connectionsThatBreakAreTypedFailures()
{
    KeystoneBench bench; // D3
    bench.answers = {ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError)};

    const Error error =
        failureIn(bench.client.decideCompliance(someId(), Decision::Reject, reviewed(calls::decideCompliance))).value();

    QCOMPARE(error.kind, ErrorKind::Network);
    QCOMPARE(error.reach, Reach::Unknown);
    QCOMPARE(failureOf(error, calls::decideCompliance), Failure::Unclear);
}

void TestKeystoneClient::idsAreUuidsOrNothingIsSent_data()
{
    QTest::addColumn<QString>("odd"); // D10
    for (const char *odd :
         {"../environments?x=1#f", "", ".", "..", "7b6f2f0a", "{7b6f2f0a-5a55-4a3e-9d3a-0d8f0e1c2b3a}",
          "7b6f2f0a-5a55-4a3e-9d3a-0d8f0e1c2b3/", "00000000-0000-0000-0000-000000000000"})
        QTest::newRow(*odd ? odd : "empty") << QString::fromLatin1(odd);
}

void TestKeystoneClient::idsAreUuidsOrNothingIsSent()
{
    QFETCH(QString, odd);
    KeystoneBench bench;
    Client &c = bench.client;

    const std::vector<std::optional<Error>> outcomes{
        failureIn(c.readSettlement(odd)),
        failureIn(c.listEvents(odd)),
        failureIn(c.relatedSettlements(odd)),
        failureIn(c.decideCompliance(odd, Decision::Approve, reviewed(calls::decideCompliance))),
        failureIn(c.readInstruction(odd)),
        failureIn(c.cancelInstruction(odd, reviewed(calls::cancelInstruction))),
        failureIn(c.readTemplate(odd)),
        failureIn(c.readWebhook(odd)),
        failureIn(c.updateWebhook(odd, {})),
        failureIn(c.deleteWebhook(odd, reviewed(calls::deleteWebhook))),
        failureIn(c.testWebhook(odd)),
        failureIn(c.rotateSecret(odd, reviewed(calls::rotateSecret))),
        failureIn(c.listDeliveries(odd)),
        failureIn(c.readEnvironment(odd)),
        failureIn(c.updateEnvironment(odd, {})),
        failureIn(c.deactivateEnvironment(odd, reviewed(calls::deactivateEnvironment)))};

    for (const std::optional<Error> &outcome : outcomes)
        QCOMPARE(outcome.value().cause, Cause::SettingInvalid);
    QVERIFY(bench.network.seen().isEmpty());
}

void TestKeystoneClient::anOddRowDoesNotSpoilItsList()
{
    KeystoneBench bench; // D12
    bench.answers = {ScriptedAnswer::json(
        R"({"items":[{"id":"a"},{"state":"lost"},"text",{"id":"b","legs":7}],"total":9,"limit":4,"offset":2})")};

    const auto page = awaited(bench.client.listSettlements({4, 2}));

    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->rows.last().id, u"b"_s);
    QCOMPARE(page->damaged.size(), 2);
    QCOMPARE(page->damaged.first().position, 1);
    QCOMPARE(page->damaged.first().row[u"state"].toText(), u"lost"_s);
    QVERIFY(page->hasMore());
}

void TestKeystoneClient::anEnvelopeMayLackItsNumbers()
{
    KeystoneBench bench; // D12
    bench.answers = {ScriptedAnswer::json(R"({"items":[{"id":"a"}]})")};

    const auto page = awaited(bench.client.listSettlements({10, 30}));

    QCOMPARE(page->limit, 10);
    QCOMPARE(page->offset, 30);
    QCOMPARE(page->total, 31);
    QVERIFY(!page->hasMore());
}

void TestKeystoneClient::aListWithoutItemsIsAFailure()
{
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json(R"({"data":[]})")};

    QCOMPARE(failureIn(bench.client.listSettlements()).value().subject, u"items"_s);
}

void TestKeystoneClient::whatCannotBeTakenBackNeedsAConfirmation()
{
    KeystoneBench bench;
    const Confirmation other = reviewed(calls::rotateSecret);

    const Error error = failureIn(bench.client.decideCompliance(someId(), Decision::Approve, other)).value();

    QCOMPARE(error.cause, Cause::NotConfirmed);
    QVERIFY(bench.network.seen().isEmpty());
}

void TestKeystoneClient::anyTwoHundredIsADecisionTaken_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("hasRecord");
    QTest::newRow("the settlement") << 200 << QByteArray(R"({"id":"s","state":"COMPLIANCE_CHECKING"})") << true;
    QTest::newRow("accepted") << 202 << QByteArray("{}") << false;
    QTest::newRow("nothing") << 204 << QByteArray() << false;
    QTest::newRow("text") << 200 << QByteArray("OK") << false;
}

void TestKeystoneClient::anyTwoHundredIsADecisionTaken()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, hasRecord);
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json(body, status)};

    const auto decided =
        awaited(bench.client.decideCompliance(someId(), Decision::Approve, reviewed(calls::decideCompliance)));

    QVERIFY(decided);
    QCOMPARE(decided->has_value(), hasRecord);
    QCOMPARE(bench.calls().first().body, QByteArray(R"({"decision":"approve"})"));
}

void TestKeystoneClient::aConflictIsAConflict()
{
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json(R"({"detail":"No decision is awaited"})", 409)};

    const Error error =
        failureIn(bench.client.decideCompliance(someId(), Decision::Reject, reviewed(calls::decideCompliance))).value();

    QCOMPARE(failureOf(error, calls::decideCompliance), Failure::Conflict);
    QCOMPARE(error.detail, u"No decision is awaited"_s);
    QCOMPARE(error.httpStatus, 409);
}

void TestKeystoneClient::fieldsAreNamedAsInTheForm()
{
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json(
        R"({"detail":[{"loc":["body","legs",0,"quantity"],"msg":"must be above 0","type":"greater_than"}]})", 422)};

    const Error error = failureIn(bench.client.submitInstruction(instructionDraft())).value();

    QCOMPARE(failureOf(error, calls::submitInstruction), Failure::Invalid);
    QCOMPARE(error.fields.first().path, u"legs.0.quantity"_s);
    QCOMPARE(error.fields.first().message, u"must be above 0"_s);
}

void TestKeystoneClient::whatIsNoRepoHasNoRelatives_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isNone");
    for (const int status : {404, 409, 422})
        QTest::addRow("%d", status) << status << true;
    QTest::newRow("403") << 403 << false;
}

void TestKeystoneClient::whatIsNoRepoHasNoRelatives()
{
    QFETCH(int, status);
    QFETCH(bool, isNone);
    KeystoneBench bench;
    bench.answers = {ScriptedAnswer::json("{}", status)};

    const auto related = awaited(bench.client.relatedSettlements(someId()));

    QCOMPARE(related.ok(), isNone);
}

void TestKeystoneClient::failuresHaveTheWordsOfTheGuide()
{
    const auto failure = [](int status, const Call &call) {
        KeystoneBench bench(GuardLevel::Normal, 0);
        bench.answers.assign(2, ScriptedAnswer::json(R"({"detail":"words"})", status));
        const std::optional<Error> outcome =
            call.effect == Effect::Read
                ? failureIn(bench.client.readSettlement(someId()))
                : failureIn(bench.client.decideCompliance(someId(), Decision::Approve, reviewed(call)));
        return failureOf(outcome.value(), call);
    };

    QCOMPARE(failure(401, calls::readSettlement), Failure::Authentication);
    QCOMPARE(failure(403, calls::readSettlement), Failure::Forbidden);
    QCOMPARE(failure(404, calls::readSettlement), Failure::NotFound);
    QCOMPARE(failure(409, calls::readSettlement), Failure::Conflict);
    QCOMPARE(failure(422, calls::readSettlement), Failure::Invalid);
    QCOMPARE(failure(429, calls::readSettlement), Failure::RetriesExhausted);
    QCOMPARE(failure(500, calls::readSettlement), Failure::RetriesExhausted);
    QCOMPARE(failure(302, calls::readSettlement), Failure::Other);
    QCOMPARE(failure(500, calls::decideCompliance), Failure::Unclear);
    QCOMPARE(failure(429, calls::decideCompliance), Failure::Other);
    QCOMPARE(failure(501, calls::decideCompliance), Failure::Other);
}

void TestKeystoneClient::updatingNeverDeactivates()
{
    KeystoneBench bench;

    const Error error = failureIn(bench.client.updateEnvironment(someId(), {.isActive = false})).value();
    failureIn(bench.client.updateEnvironment(someId(), {.isActive = true}));

    QCOMPARE(error.subject, u"is_active"_s);
    QCOMPARE(bench.calls().size(), 1);
    QCOMPARE(bench.calls().first().body, QByteArray(R"({"is_active":true})"));
}

void TestKeystoneClient::keysAreFreshUuids()
{
    const QString bare = newIdempotencyKey();
    const QString prefixed = newIdempotencyKey(u"desk"_s);

    QCOMPARE(QUuid::fromString(bare).version(), QUuid::Random);
    QCOMPARE(bare.size(), 36);
    QVERIFY(prefixed.startsWith(u"desk-"_s));
    QCOMPARE(QUuid::fromString(prefixed.mid(5)).version(), QUuid::Random);
    QVERIFY(bare != newIdempotencyKey());
}

QTEST_GUILESS_MAIN(TestKeystoneClient)
#include "tst_keystoneclient.moc"
