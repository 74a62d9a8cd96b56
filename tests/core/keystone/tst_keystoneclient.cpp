// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/failure.h"
#include "tests/core/keystone/everycall.h"

#include <QSet>
#include <QUuid>

using namespace chancery;
using namespace chancery::keystone;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

} // namespace

/// Every call on the wire, and what it makes of the answers. The numbers D1 to D12 are the defects of the official
/// client (KeyStone fact sheet §7), none of which is ours.
class TestKeystoneClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCallGoesWhereItBelongs_data();
    void everyCallGoesWhereItBelongs();
    void theTableAboveMissesNoCall();
    void listsAskForNoMoreThanTheServiceGives();
    void idsAreUuidsOrNothingIsSent_data();
    void idsAreUuidsOrNothingIsSent();
    void anOddRowDoesNotSpoilItsList();
    void anEnvelopeMayLackItsNumbers();
    void aListWithoutItemsIsAFailure();
    void whatCannotBeTakenBackNeedsAConfirmation();
    void anyTwoHundredIsADecisionTaken_data();
    void anyTwoHundredIsADecisionTaken();
    void whatIsNoRepoHasNoRelatives_data();
    void whatIsNoRepoHasNoRelatives();
    void updatingNeverDeactivates();
    void keysAreFreshUuids();
};

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
    const QByteArray target = "https://api.test/ks/v1" + QByteArray(row.target).replace("{id}", settlementId);
    QCOMPARE(sent.method, QByteArray(row.method));
    QCOMPARE(sent.url.toEncoded(), target);
    QCOMPARE(sent.header("Authorization"), QByteArray("Bearer test-token-1"));
    QCOMPARE(sent.method, bytesOf(callNamed(row.name).method));
}

void TestKeystoneClient::theTableAboveMissesNoCall()
{
    QSet<QByteArray> names{"keystone.fetchToken"};
    for (const Row &row : everyCall())
        names << row.name;

    for (const Call &call : calls::all)
        QVERIFY2(names.contains(bytesOf(call.name)), bytesOf(call.name).constData());
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
