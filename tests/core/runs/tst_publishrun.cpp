// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/calls.h"
#include "core/runs/publishrun.h"
#include "tests/support/fakecatalogue.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testconnection.h"

#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keyban::Dialect;
using keyban::Passport;
using Acts = FakeCatalogue::Acts;

namespace {

/// A service, a client and a run over some of its rows.
struct Bench
{
    ScriptedNetwork network;
    FakeCatalogue catalogue{network};
    TestConnection connection{network, QUrl(u"http://127.0.0.1:9/keyban"_s), "test-api-key"};
    keyban::Client client{connection.http(), {}};
    std::unique_ptr<PublishRun> run;

    void choose(const QStringList &ids)
    {
        QList<Passport> chosen;
        for (const QString &id : ids)
            chosen << keyban::decodePassport(catalogue.row(id)).value();
        run = std::make_unique<PublishRun>(client, chosen, PublishPace{std::chrono::milliseconds(1), 2});
    }
    bool plan()
    {
        QSignalSpy planned(run.get(), &PublishRun::planned);
        run->prepare();
        return planned.count() > 0 || planned.wait();
    }
    bool apply()
    {
        QSignalSpy finished(run.get(), &PublishRun::finished);
        run->apply(Confirmation::afterReview(keyban::calls::publishPassports, run->plan().hash));
        return finished.wait();
    }
    QString status(const QString &id) { return catalogue.row(id)[u"status"].toString(); }
    qsizetype publishCalls() const
    {
        return std::count_if(network.seen().begin(), network.seen().end(),
                             [](const SeenRequest &request) { return request.method == "POST"; });
    }
};

QStringList idsOf(const QList<Passport> &passports)
{
    QStringList ids;
    for (const Passport &passport : passports)
        ids << passport.id;
    return ids;
}

void fillWithThreeModels(Bench &bench)
{
    bench.catalogue.add(R"({"id":"a","modelNumber":"A"})");
    bench.catalogue.add(R"({"id":"b","modelNumber":"B"})");
    bench.catalogue.add(R"({"id":"c","modelNumber":"C","status":"published"})");
}

} // namespace

class TestPublishRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishesExactlyTheChosenDrafts();
    void namesDraftsThatNobodyChose();
    void leavesOutWhatIsNoDraftAnyMore();
    void leavesOutWhatNoFilterCanName();
    void refusesAServiceThatIgnoresFilters();
    void doesNotApplyAPlanThatNoLongerHolds();
    void doesNotApplyUnderAnotherPlansConfirmation();
    void findsOutWhatALostAnswerDid_data();
    void findsOutWhatALostAnswerDid();
    void aRefusalIsFailedAndNothingElse();
    void acceptedButStillADraftIsUnknown();
    void aRejectedKeyStopsTheRest();
    void stopSendsNoFurtherCall();
    void productNarrowsToTheItem();
    void anUnansweredPlanIsSaid();
};

void TestPublishRun::publishesExactlyTheChosenDrafts()
{
    Bench bench;
    fillWithThreeModels(bench);
    bench.choose({u"a"_s});

    QVERIFY(bench.plan());
    QCOMPARE(idsOf(bench.run->plan().drafts()), QStringList{u"a"_s});
    QCOMPARE(bench.run->plan().countByNetwork().value(u"StarknetSepolia"_s), 1);
    QCOMPARE(bench.publishCalls(), 0);
    QVERIFY(bench.apply());

    QCOMPARE(bench.status(u"a"_s), u"published"_s);
    QCOMPARE(bench.status(u"b"_s), u"draft"_s);
    QCOMPARE(bench.run->count(RowOutcome::Done), 1);
}

void TestPublishRun::namesDraftsThatNobodyChose()
{
    Bench bench;
    bench.catalogue.add(R"({"id":"i1","granularity":"item","modelNumber":"A","itemNumber":"1"})");
    bench.catalogue.add(R"({"id":"i2","granularity":"item","modelNumber":"A","itemNumber":"2"})");
    bench.choose({u"i1"_s});

    QVERIFY(bench.plan());

    QCOMPARE(idsOf(bench.run->plan().beyond), QStringList{u"i2"_s});
    QCOMPARE(bench.run->plan().count(), 2);
}

void TestPublishRun::leavesOutWhatIsNoDraftAnyMore()
{
    Bench bench;
    fillWithThreeModels(bench);
    bench.choose({u"a"_s, u"b"_s});
    bench.catalogue.change(u"b"_s, u"status"_s, u"published"_s);

    QVERIFY(bench.plan());

    QCOMPARE(idsOf(bench.run->plan().noDrafts), QStringList{u"b"_s});
    QCOMPARE(bench.run->plan().calls.size(), 1);
}

void TestPublishRun::leavesOutWhatNoFilterCanName()
{
    Bench bench;
    bench.catalogue.add(R"({"id":"i1","granularity":"item","itemNumber":"1"})");
    bench.choose({u"i1"_s});

    QVERIFY(bench.plan());

    QCOMPARE(idsOf(bench.run->plan().unreachable), QStringList{u"i1"_s});
    QVERIFY(bench.run->plan().calls.isEmpty());
}

void TestPublishRun::refusesAServiceThatIgnoresFilters()
{
    Bench bench;
    fillWithThreeModels(bench);
    bench.catalogue.ignoresFilters = true;
    bench.choose({u"a"_s});
    QSignalSpy failed(bench.run.get(), &PublishRun::planFailed);

    bench.run->prepare();

    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<Error>().cause, Cause::FilterIgnored);
    bench.run->apply(Confirmation::afterReview(keyban::calls::publishPassports, {}));
    QCOMPARE(bench.publishCalls(), 0);
}

void TestPublishRun::doesNotApplyAPlanThatNoLongerHolds()
{
    Bench bench;
    fillWithThreeModels(bench);
    bench.choose({u"a"_s, u"b"_s});
    QVERIFY(bench.plan());
    bench.catalogue.add(R"({"id":"a2","modelNumber":"A"})");

    QVERIFY(bench.apply());

    QCOMPARE(bench.status(u"a"_s), u"draft"_s);
    QCOMPARE(bench.run->outcomes().value(u"a"_s).outcome, RowOutcome::NotSent);
    QCOMPARE(bench.run->outcomes().value(u"a"_s).error->cause, Cause::PlanChanged);
    QCOMPARE(bench.run->outcomes().value(u"b"_s).outcome, RowOutcome::Done);
}

void TestPublishRun::doesNotApplyUnderAnotherPlansConfirmation()
{
    Bench bench;
    fillWithThreeModels(bench);
    bench.choose({u"a"_s});
    QVERIFY(bench.plan());
    QSignalSpy finished(bench.run.get(), &PublishRun::finished);

    bench.run->apply(Confirmation::afterReview(keyban::calls::publishPassports, u"another"_s));

    QVERIFY(finished.count() == 1 || finished.wait());
    QCOMPARE(bench.publishCalls(), 0);
    QCOMPARE(bench.run->count(RowOutcome::NotSent), 1);
}

void TestPublishRun::findsOutWhatALostAnswerDid_data()
{
    QTest::addColumn<Acts>("acts");
    QTest::addColumn<RowOutcome>("outcome");
    QTest::newRow("acted upon") << Acts::Yes << RowOutcome::Done;
    QTest::newRow("not acted upon") << Acts::No << RowOutcome::Unknown;
}

void TestPublishRun::findsOutWhatALostAnswerDid()
{
    QFETCH(Acts, acts);
    QFETCH(RowOutcome, outcome);
    Bench bench;
    fillWithThreeModels(bench);
    bench.choose({u"a"_s});
    QVERIFY(bench.plan());
    bench.catalogue.mishap("POST", ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError), acts);

    QVERIFY(bench.apply());

    QCOMPARE(bench.run->outcomes().value(u"a"_s).outcome, outcome);
    QCOMPARE(bench.publishCalls(), 1);
}

void TestPublishRun::aRefusalIsFailedAndNothingElse()
{
    Bench bench;
    fillWithThreeModels(bench);
    bench.choose({u"a"_s, u"b"_s});
    QVERIFY(bench.plan());
    bench.catalogue.mishap("POST", ScriptedAnswer::json(R"({"title":"No","status":422})", 422), Acts::No);

    QVERIFY(bench.apply());

    QCOMPARE(bench.run->count(RowOutcome::Failed), 1);
    QCOMPARE(bench.run->count(RowOutcome::Done), 1);
}

void TestPublishRun::acceptedButStillADraftIsUnknown()
{
    Bench bench;
    fillWithThreeModels(bench);
    bench.catalogue.publishes = false;
    bench.choose({u"a"_s});
    QVERIFY(bench.plan());

    QVERIFY(bench.apply());

    QCOMPARE(bench.run->outcomes().value(u"a"_s).outcome, RowOutcome::Unknown);
    QCOMPARE(bench.run->outcomes().value(u"a"_s).error->cause, Cause::StillDraft);
}

void TestPublishRun::aRejectedKeyStopsTheRest()
{
    Bench bench;
    fillWithThreeModels(bench);
    bench.choose({u"a"_s, u"b"_s});
    QVERIFY(bench.plan());
    bench.catalogue.mishap("POST", ScriptedAnswer::json(R"({"title":"Unauthorized","status":401})", 401), Acts::No);

    QVERIFY(bench.apply());

    QCOMPARE(bench.publishCalls(), 1);
    QCOMPARE(bench.run->count(RowOutcome::Failed), 1);
    QCOMPARE(bench.run->count(RowOutcome::NotSent), 1);
}

void TestPublishRun::stopSendsNoFurtherCall()
{
    Bench bench;
    fillWithThreeModels(bench);
    bench.choose({u"a"_s, u"b"_s});
    QVERIFY(bench.plan());
    connect(bench.run.get(), &PublishRun::published, bench.run.get(), &PublishRun::stop);

    QVERIFY(bench.apply());

    QCOMPARE(bench.publishCalls(), 1);
    QCOMPARE(bench.run->count(RowOutcome::Done), 1);
    QCOMPARE(bench.run->count(RowOutcome::NotSent), 1);
}

void TestPublishRun::productNarrowsToTheItem()
{
    SandboxUnderTest sandbox({u"--era"_s, u"5"_s, u"--seed"_s, u"empty"_s});
    QVERIFY(sandbox.isRunning());
    QNetworkAccessManager network;
    TestConnection connection(network, sandbox.keyban(), sandbox.apiKey());
    keyban::Client client(connection.http(), {sandbox.applicationId(), Dialect::Product, true});
    QList<Passport> made;
    for (const QString &number : {u"1"_s, u"2"_s, u"3"_s}) {
        keyban::PassportDraft draft;
        draft.granularity = keyban::Granularity::Item;
        draft.application = sandbox.applicationId();
        draft.network = u"BaseSepolia"_s;
        draft.modelNumber = u"A"_s;
        draft.itemNumber = number;
        client.createPassport(draft).then(this,
                                          [&made](const Result<Passport> &passport) { made << passport.value(); });
        QTRY_COMPARE(made.size(), number.toInt());
    }
    PublishRun run(client, {made.at(0), made.at(2)}, PublishPace{std::chrono::milliseconds(20), 20});
    QSignalSpy planned(&run, &PublishRun::planned);
    QSignalSpy finished(&run, &PublishRun::finished);

    run.prepare();
    QVERIFY(planned.wait());
    QVERIFY(run.plan().beyond.isEmpty());
    QCOMPARE(run.plan().count(), 2);
    run.apply(Confirmation::afterReview(keyban::calls::publishPassports, run.plan().hash));

    QVERIFY(finished.wait());
    QCOMPARE(run.count(RowOutcome::Done), 2);
    std::optional<Passport> other;
    client.readPassport(made.at(1).id).then(this, [&other](const Result<Passport> &passport) { other = *passport; });
    QTRY_VERIFY(other);
    QVERIFY(isDraft(*other));
}

void TestPublishRun::anUnansweredPlanIsSaid()
{
    Bench bench;
    fillWithThreeModels(bench);
    bench.choose({u"a"_s});
    bench.catalogue.mishap("GET", ScriptedAnswer::failing(QNetworkReply::ConnectionRefusedError), Acts::No);
    QSignalSpy failed(bench.run.get(), &PublishRun::planFailed);

    bench.run->prepare();

    QVERIFY(failed.wait());
    QVERIFY(bench.plan());
    QCOMPARE(bench.run->plan().count(), 1);
}

QTEST_GUILESS_MAIN(TestPublishRun)
#include "tst_publishrun.moc"
