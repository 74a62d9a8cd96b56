// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/planbench.h"

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using catalogue::PlanClass;
using catalogue::PlanFilter;
using keyban::Dialect;

/// Plans against the real sandbox: what they rest on and what they tell.
class TestImportPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecondImportHasNothingToSend();
    void aMirrorWithoutACompletePassGuessesNothing();
    void refusedPassportsAreToldWithTheirReason();
    void theHashMovesWithEachThingItRestsOnAndOnlyThen();
    void whatMovedIsTold();
    void certificationGoingOnMovesNothing();
    void rowsAreReadByClassInPages();
    void aChangeIsShownFieldByField();
    void cancellingEndsIt();
};

void TestImportPlan::aSecondImportHasNothingToSend()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect::Flat);
    const ImportOrder order = bench.order(modelsCsv(700));
    bench.sync();
    bench.run(order);
    bench.sync();

    const auto plan = bench.plan(order);

    QVERIFY(plan.ok());
    QCOMPARE(countsOf(**plan), u"700 unchanged"_s);
    QCOMPARE(plan->get()->sent(), 0);
}

void TestImportPlan::aMirrorWithoutACompletePassGuessesNothing()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect::Flat);
    bench.give('[' + body(Dialect::Flat, "A", "Lamp", R"("data":{"colour":"red"})") + ']');
    const auto known = awaited(bench.client.findPassport({u"model"_s, u"A"_s, {}, {}}));
    QVERIFY(known && *known);
    QVERIFY(awaited(bench.mirror.put({**known})).ok());

    const auto plan = bench.plan(bench.order("modelNumber,name,colour\nA,Lamp,red\nB,Lamp,red\n"));

    QVERIFY(plan.ok());
    QCOMPARE(countsOf(**plan), u"1 unchanged, 1 notKnown"_s);
}

void TestImportPlan::refusedPassportsAreToldWithTheirReason()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect::Flat);
    bench.sync();
    QList<keyban::Passport> rows;
    const QByteArray given[] = {R"("modelNumber":"A","network":"StarknetSepolia","editable":false)",
                                R"("modelNumber":"B","network":"StarknetSepolia","status":"ARCHIVED")",
                                R"("modelNumber":"C","network":"StarknetMainnet")",
                                R"("modelNumber":"D","network":"StarknetSepolia","editable":false,"name":"Lamp")"};
    for (const QByteArray &members : given) {
        const QByteArray text =
            R"({"id":"p-)" + QByteArray::number(rows.size()) + R"(","granularity":"model",)" + members + "}";
        rows << keyban::decodePassport(json::parse(text).value()).value();
    }
    QVERIFY(awaited(bench.mirror.put(rows)).ok());

    const auto plan = bench.plan(bench.order("modelNumber,name\nA,Lamp\nB,Lamp\nC,Lamp\nD,Lamp\n"));

    QVERIFY(plan.ok());
    QCOMPARE(countsOf(**plan), u"1 unchanged, 1 sourceManaged, 1 archived, 1 otherNetwork"_s);
    QCOMPARE(plan->get()->sent(), 0);
}

void TestImportPlan::theHashMovesWithEachThingItRestsOnAndOnlyThen()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect::Flat);
    bench.give('[' + body(Dialect::Flat, "A", "Lamp", R"("data":{"colour":"red"})") + ']');
    bench.sync();
    const QByteArray csv = "modelNumber,name,colour\nA,Lamp,blue\nB,Lamp,red\n";
    const ImportOrder order = bench.order(csv);
    const auto hashOf = [&bench](const PlanRequest &request) { return makePlan(request).value()->hash; };
    const PlanRequest request = bench.request(order);
    QSet<QByteArray> seen{hashOf(request)};
    const auto isNew = [&](const PlanRequest &other) {
        const QByteArray hash = hashOf(other);
        const bool fresh = !seen.contains(hash);
        seen.insert(hash);
        return fresh;
    };

    QVERIFY(!isNew(request));
    PlanRequest other = request;
    other.mirror.completeFrom = other.mirror.completeFrom.addSecs(60); // only fresher
    QVERIFY(!isNew(other));
    QVERIFY(isNew(bench.request(bench.order(csv + '\n'))));
    other = request;
    other.spec.mapping.columns[2].target.path = u"shade"_s;
    QVERIFY(isNew(other));
    other = request;
    other.spec.edits.put(1, 1, u"Desk"_s);
    QVERIFY(isNew(other));
    for (const auto &change : std::initializer_list<std::function<void(PlanTarget &)>>{
             [](PlanTarget &target) { target.service += u"/x"_s; },
             [](PlanTarget &target) { target.application.clear(); },
             [](PlanTarget &target) { target.dialect = Dialect::Product; },
             [](PlanTarget &target) { target.network = u"StarknetMainnet"_s; },
             [](PlanTarget &target) { target.guard = GuardLevel::ReadOnly; }}) {
        other = request;
        change(other.target);
        QVERIFY(isNew(other));
    }
    bench.give('[' + body(Dialect::Flat, "X", "Other") + ']'); // no row of the file meets it
    bench.sync();
    QVERIFY(!isNew(bench.request(order)));
    bench.give('[' + body(Dialect::Flat, "B", "Lamp") + ']');
    bench.sync();
    QVERIFY(isNew(bench.request(order)));
    bench.give('[' + body(Dialect::Flat, "A", "Lamp", R"("status":"published")") + ']');
    bench.sync();
    QVERIFY(isNew(bench.request(order)));
}

void TestImportPlan::whatMovedIsTold()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect::Flat);
    bench.give('[' + body(Dialect::Flat, "A", "Lamp") + ',' + body(Dialect::Flat, "B", "Lamp") + ']');
    bench.sync();
    ImportOrder order = bench.order("modelNumber,name\nA,Desk\nB,Desk\nC,Desk\n");
    const SharedPlan then = bench.plan(order).value();
    QVERIFY(!movesBetween(*then, *bench.plan(order).value()).any());

    bench.give('[' + body(Dialect::Flat, "B", "Else") + ',' + body(Dialect::Flat, "C", "Else") + ']');
    bench.sync();
    const PlanMoves moves = movesBetween(*then, *bench.plan(order).value());

    QVERIFY(moves.server && !moves.file && !moves.mapping && !moves.edits && !moves.target);
    QCOMPARE(moves.serverRows, 2);
    QCOMPARE(moves.rows, (std::vector<qint64>{1, 2}));
    order.spec.edits.put(0, 1, u"Table"_s);
    QVERIFY(movesBetween(*then, *bench.plan(order).value()).edits);
    test::write(order.spec.file, "modelNumber,name\nA,Desk\nB,Desk\nC,Chair\n");
    const auto gone = bench.plan(order);
    QVERIFY(!gone);
    QCOMPARE(gone.error().cause, Cause::FileChanged);
    const auto kept = PlanBasis::fromJson(json::parse(json::write(then->basis.toJson())).value());
    QVERIFY(kept && *kept == then->basis && kept->hash() == then->hash);
}

void TestImportPlan::certificationGoingOnMovesNothing()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect::Flat);
    bench.give('[' + body(Dialect::Flat, "A", "Lamp", published) + ']');
    bench.sync();
    const ImportOrder order = bench.order("modelNumber,name\nA,Desk\n");
    const SharedPlan then = bench.plan(order).value();

    sandbox.post(u"clock"_s, R"({"advanceSeconds":600})");
    bench.sync();

    QCOMPARE(pending(bench), 0);
    QCOMPARE(bench.plan(order).value()->hash, then->hash);
}

void TestImportPlan::rowsAreReadByClassInPages()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect::Flat);
    QByteArrayList there;
    for (int i = 0; i < 10'000; i += 5)
        there << body(Dialect::Flat, "M-" + QByteArray::number(i).rightJustified(6, '0'), "Lamp");
    bench.give('[' + there.join(',') + ']');
    bench.sync();
    const SharedPlan plan = bench.plan(bench.order(modelsCsv(10'000))).value();
    QCOMPARE(countsOf(*plan), u"8000 create, 2000 update"_s);
    PlannedRows rows(plan);

    const auto first = rows.read({PlanClass::Update}, 0, 2);
    const auto later = rows.read({PlanClass::Update}, 1'998, 50);
    const auto earlier = rows.read(PlanFilter::planned(), 4, 3);

    QVERIFY(first && later && earlier);
    QCOMPARE(first->size(), 2);
    QCOMPARE(first->at(1).key.modelNumber, u"M-000005"_s);
    QCOMPARE(first->at(1).line, 7);
    QCOMPARE(later->size(), 2);
    QCOMPARE(later->at(0).key.modelNumber, u"M-009990"_s);
    QCOMPARE(earlier->at(1).planClass, PlanClass::Update);
    QVERIFY(earlier->at(2).body.contains("M-000006"));
}

void TestImportPlan::aChangeIsShownFieldByField()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect::Flat);
    bench.give('[' + body(Dialect::Flat, "A", "Lamp", published) + ']');
    bench.sync();

    const SharedPlan plan = bench.plan(bench.order("modelNumber,name,colour\nA,Desk,blue\n")).value();

    QCOMPARE(plan->examples.size(), 1);
    const catalogue::RowEffect &effect = plan->examples.first().effect;
    QCOMPARE(effect.planClass, PlanClass::Recertify);
    QCOMPARE(effect.members.size(), 1);
    QCOMPARE(effect.members.first().after, json::Value(u"Desk"_s));
    QCOMPARE(effect.forecast.changes.size(), 2);
    QVERIFY(effect.forecast.changes.at(0).certified);
    QCOMPARE(plan->recertifies, (QMap<QString, qint64>{{u"StarknetSepolia"_s, 1}}));
}

void TestImportPlan::cancellingEndsIt()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect::Flat);
    bench.sync();
    std::stop_source stop;
    stop.request_stop();

    const auto plan = makePlan(bench.request(bench.order(modelsCsv(5'000))), stop.get_token());

    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestImportPlan)
#include "tst_importplan.moc"
