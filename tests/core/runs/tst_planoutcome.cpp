// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/planbench.h"

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using catalogue::PlanClass;
using keyban::Dialect;

/// What became of plans at the real sandbox.
class TestPlanOutcome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlanIsWhatHappens_data();
    void aPlanIsWhatHappens();
    void aRowThatEndsOtherwiseIsADifference();
};

namespace {

struct Scenario
{
    const char *name;
    std::vector<std::array<const char *, 3>> there; ///< number, name, other members
    const char *columns;                            ///< behind the number
    QByteArrayList rows;
    const char *expected;
    std::optional<QStringList> certified = {};
};

QList<Scenario> scenarios()
{
    return {
        {"an empty service", {}, "name,colour", {"A,Lamp,red", "B,Lamp,blue"}, "2 create"},
        {"nothing new", {{"A", "Lamp", R"("data":{"colour":"red"})"}}, "name,colour", {"A,Lamp,red"}, "1 unchanged"},
        {"a new value", {{"A", "Lamp", R"("data":{"colour":"red"})"}}, "name,colour", {"A,Lamp,blue"}, "1 update"},
        {"a new name", {{"A", "Lamp", R"("data":{"colour":"red"})"}}, "name,colour", {"A,Desk lamp,red"}, "1 update"},
        {"members in another order",
         {{"A", "Lamp", R"("data":{"size":"4","colour":"red"})"}},
         "name,colour,size",
         {"A,Lamp,red,4"},
         "1 unchanged"},
        {"data that is not sent whole is replaced",
         {{"A", "Lamp", R"("data":{"colour":"red","size":"4"})"}},
         "name,colour",
         {"A,Lamp,red"},
         "1 update"},
        {"a description that is not sent stays",
         {{"A", "Lamp", R"("description":"Oak","data":{"colour":"red"})"}},
         "name,colour",
         {"A,Lamp,red"},
         "1 unchanged"},
        {"paths that are not sent stay",
         {{"A", "Lamp", R"("certifiedPaths":["colour"],"data":{"colour":"red"})"}},
         "name,colour",
         {"A,Lamp,red"},
         "1 unchanged"},
        {"a number is not its text", {{"A", "Lamp", R"("data":{"size":4})"}}, "name,size", {"A,Lamp,4"}, "1 update"},
        {"published, everything certified",
         {{"A", "Lamp", published}},
         "name,colour,size",
         {"A,Lamp,blue,4"},
         "1 recertify"},
        {"published, only its name", {{"A", "Lamp", published}}, "name,colour,size", {"A,Desk,red,4"}, "1 update"},
        {"published and the same", {{"A", "Lamp", published}}, "name,colour,size", {"A,Lamp,red,4"}, "1 unchanged"},
        {"published, beside the certified path",
         {{"A", "Lamp", R"("status":"published","certifiedPaths":["colour"],"data":{"colour":"red","size":"4"})"}},
         "name,colour,size",
         {"A,Lamp,red,5"},
         "1 update"},
        {"published, under the certified path",
         {{"A", "Lamp", R"("status":"published","certifiedPaths":["colour"],"data":{"colour":"red","size":"4"})"}},
         "name,colour,size",
         {"A,Lamp,blue,4"},
         "1 recertify"},
        {"published, another selection",
         {{"A", "Lamp", published}},
         "name,colour,size",
         {"A,Lamp,red,4"},
         "1 recertify",
         QStringList{u"colour"_s}},
        {"published without data, now with",
         {{"A", "Lamp", R"("status":"published")"}},
         "name,colour",
         {"A,Lamp,red"},
         "1 recertify"},
        {"a draft with another selection",
         {{"A", "Lamp", R"("data":{"colour":"red"})"}},
         "name,colour",
         {"A,Lamp,red"},
         "1 update",
         QStringList{u"colour"_s}},
        {"all at once",
         {{"A", "Lamp", R"("data":{"colour":"red"})"},
          {"B", "Lamp", R"("data":{"colour":"red"})"},
          {"C", "Lamp", published},
          {"Z", "Lamp", published}},
         "name,colour",
         {"A,Lamp,red", "B,Lamp,blue", "C,Lamp,red", "D,Lamp,red", ",no number,red", "D,again,red"},
         "1 create, 1 update, 1 recertify, 1 unchanged"},
    };
}

QSet<QByteArray> lines(const QByteArray &dump)
{
    const QByteArrayList all = dump.split('\n');
    return {all.cbegin(), all.cend()};
}

} // namespace

void TestPlanOutcome::aPlanIsWhatHappens_data()
{
    QTest::addColumn<int>("dialect");
    QTest::addColumn<int>("scenario");
    const QList<Scenario> all = scenarios();
    for (const Dialect dialect : {Dialect::Flat, Dialect::Product}) {
        for (qsizetype i = 0; i < all.size(); ++i) {
            const QString name = keyban::wireName(dialect) + u": "_s + QString::fromLatin1(all[i].name);
            QTest::newRow(qPrintable(name)) << int(dialect) << int(i);
        }
    }
}

void TestPlanOutcome::aPlanIsWhatHappens()
{
    QFETCH(int, dialect);
    QFETCH(int, scenario);
    const Scenario given = scenarios().at(scenario);
    SandboxUnderTest sandbox;
    QVERIFY(sandbox.isRunning());
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect(dialect));
    QByteArrayList there;
    for (const auto &[number, name, members] : given.there)
        there << body(bench.dialect, number, name, members);
    bench.give('[' + there.join(',') + ']');
    sandbox.post(u"clock"_s, R"({"advanceSeconds":600})");
    bench.sync();
    QCOMPARE(pending(bench), 0);
    const QSet<QByteArray> before = lines(sandbox.dump());
    const QByteArray number = bench.dialect == Dialect::Flat ? "modelNumber," : "itemNumber,";
    ImportOrder order = bench.order(number + given.columns + '\n' + given.rows.join('\n') + '\n', bench.dialect);
    order.spec.mapping.certifiedPaths = given.certified;

    const auto plan = bench.plan(order);

    QVERIFY(plan.ok());
    QCOMPARE(countsOf(**plan), QString::fromLatin1(given.expected));
    const PlanBench::Ran ran = bench.run(order);
    const auto outcome = bench.outcome(*plan, ran);
    QVERIFY(outcome.ok());
    QCOMPARE(outcome->differing(), 0);
    QCOMPARE(outcome->created(), plan->get()->count(PlanClass::Create));
    QCOMPARE(outcome->updated(), plan->get()->updates());
    QCOMPARE(outcome->count(RowFinding::Recertified), plan->get()->count(PlanClass::Recertify));
    // The sandbox itself says the same.
    const QSet<QByteArray> after = lines(sandbox.dump());
    QCOMPARE(after.size() - before.size(), outcome->created());
    QCOMPARE((before - after).size(), outcome->updated());
    QCOMPARE(pending(bench), outcome->count(RowFinding::Recertified));
}

void TestPlanOutcome::aRowThatEndsOtherwiseIsADifference()
{
    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    PlanBench bench(network, sandbox, Dialect::Flat);
    bench.give('[' + body(Dialect::Flat, "A", "Lamp") + ']');
    bench.sync();
    const ImportOrder order =
        bench.order("modelNumber,name,network\nA,Desk,\nB,Lamp,\nC,Lamp,BaseSepolia\nD,Lamp,\nE,Lamp,\n");
    const SharedPlan plan = bench.plan(order).value();
    QCOMPARE(countsOf(*plan), u"4 create, 1 update"_s);

    // Others were faster: A is as the file wants it, and there is a D.
    bench.give('[' + body(Dialect::Flat, "A", "Desk") + ',' + body(Dialect::Flat, "D", "Lampe") + ']');
    PlanBench::Ran ran = bench.run(order);
    bench.give('[' + body(Dialect::Flat, "E", "Chair") + ']');
    const auto outcome = bench.outcome(plan, ran);

    QVERIFY(outcome.ok());
    QCOMPARE(ran.failed.size(), 1);
    QCOMPARE(outcome->count(PlanClass::Create, RowFinding::Failed), 1);
    QCOMPARE(outcome->count(PlanClass::Create, RowFinding::Created), 1);
    QCOMPARE(outcome->count(PlanClass::Create, RowFinding::Updated), 1);
    QCOMPARE(outcome->count(PlanClass::Create, RowFinding::OtherContent), 1);
    QCOMPARE(outcome->differing(), 3);
    QStringList keys;
    for (const PlanDifference &row : outcome->differences())
        keys << row.key.label() + u' ' + wireName(row.found);
    keys.sort();
    QCOMPARE(keys, (QStringList{u"C failed"_s, u"D updated"_s, u"E otherContent"_s}));
}

QTEST_GUILESS_MAIN(TestPlanOutcome)
#include "tst_planoutcome.moc"
