// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/passportcreation.h"
#include "tests/support/fakecatalogue.h"
#include "tests/support/testconnection.h"

#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using Acts = FakeCatalogue::Acts;

namespace {

struct Bench
{
    ScriptedNetwork network;
    FakeCatalogue catalogue{network};
    TestConnection connection{network, QUrl(u"http://127.0.0.1:9/keyban"_s), "test-api-key"};
    keyban::Client client{connection.http(), {}};

    std::optional<CreationEnd> create()
    {
        keyban::PassportDraft draft;
        draft.network = u"StarknetSepolia"_s;
        draft.modelNumber = u"A"_s;
        PassportCreation creation(client, draft);
        std::optional<CreationEnd> ended;
        QObject::connect(&creation, &PassportCreation::ended, &creation,
                         [&ended](const CreationEnd &end) { ended = end; });
        creation.start();
        return QTest::qWaitFor([&ended] { return ended.has_value(); }) ? ended : std::nullopt;
    }
};

} // namespace

class TestPassportCreation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsADraft();
    void namesThePassportThatIsInTheWay();
    void findsOutWhatALostAnswerDid();
    void aLostRequestStaysUnknown();
    void aRefusalIsFailed();
    void aRowOfAnotherApplicationIsNotInTheWay();
};

void TestPassportCreation::createsADraft()
{
    Bench bench;

    const auto end = bench.create();

    QVERIFY(end);
    QCOMPARE(end->outcome, RowOutcome::Done);
    QCOMPARE(end->passport->status, u"draft"_s);
    QVERIFY(!end->answerLost);
}

void TestPassportCreation::namesThePassportThatIsInTheWay()
{
    Bench bench;
    bench.catalogue.add(R"({"id":"there","modelNumber":"A"})");

    const auto end = bench.create();

    QVERIFY(end);
    QCOMPARE(end->outcome, RowOutcome::Failed);
    QVERIFY(end->duplicate);
    QCOMPARE(end->passport->id, u"there"_s);
}

void TestPassportCreation::findsOutWhatALostAnswerDid()
{
    Bench bench;
    bench.catalogue.mishap("POST", ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError), Acts::Yes);

    const auto end = bench.create();

    QVERIFY(end);
    QCOMPARE(end->outcome, RowOutcome::Done);
    QVERIFY(end->answerLost);
    QCOMPARE(bench.catalogue.count(), 1);
}

void TestPassportCreation::aLostRequestStaysUnknown()
{
    Bench bench;
    bench.catalogue.mishap("POST", ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError), Acts::No);

    const auto end = bench.create();

    QVERIFY(end);
    QCOMPARE(end->outcome, RowOutcome::Unknown);
    QVERIFY(!end->passport);
    QCOMPARE(bench.catalogue.count(), 0);
}

void TestPassportCreation::aRefusalIsFailed()
{
    Bench bench;
    bench.catalogue.mishap("POST", ScriptedAnswer::json(R"({"title":"Invalid","status":422})", 422), Acts::No);

    const auto end = bench.create();

    QVERIFY(end);
    QCOMPARE(end->outcome, RowOutcome::Failed);
    QVERIFY(!end->answerLost);
}

void TestPassportCreation::aRowOfAnotherApplicationIsNotInTheWay()
{
    Bench bench;
    bench.client.setSettings({u"mine"_s, keyban::Dialect::Flat, true});
    bench.catalogue.add(R"({"id":"foreign","modelNumber":"A","application":"theirs"})");
    bench.catalogue.mishap("POST", ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError), Acts::No);

    const auto end = bench.create();

    QVERIFY(end);
    QCOMPARE(end->outcome, RowOutcome::Unknown);
}

QTEST_GUILESS_MAIN(TestPassportCreation)
#include "tst_passportcreation.moc"
