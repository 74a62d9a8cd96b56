// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/stategraph.h"

#include "tests/ui/widgets/drawntemplate.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using Place = StateGraph::Place;

namespace {

StateGraph graphOf(const QString &ways, const StatePath &path = {})
{
    return StateGraph(drawnTemplate(ways).config, path);
}

/// "A B | LOST | FAIL": main, apart and side states.
QString placesOf(const StateGraph &graph)
{
    QStringList parts[3];
    for (const StateGraph::Node &node : graph.nodes())
        parts[int(node.place)] << node.state;
    return parts[0].join(u' ') + u" | "_s + parts[1].join(u' ') + u" | "_s + parts[2].join(u' ');
}

QStringList takenIn(const StateGraph &graph)
{
    QStringList taken;
    for (const StateGraph::Edge &edge : graph.edges())
        if (edge.isTaken)
            taken << graph.nodes().at(edge.from).state + (edge.isForeseen ? u">"_s : u"?"_s) +
                         graph.nodes().at(edge.to).state;
    return taken;
}

} // namespace

class TestStateGraph : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMainPathLeadsToAGoodEnd_data();
    void theMainPathLeadsToAGoodEnd();
    void whatWasPassedIsMarkedWithItsWays();
    void aWayThatTheTemplateDoesNotAllowIsThereAndSaysSo();
    void aStateUnknownToTheTemplateIsReachedFromWhereItCameFrom();
    void anUnknownStateWithoutAHistoryStandsApart();
    void aNewestEventThatIsAlreadyThePresentStateIsNoWay();
    void aTemplateWithoutStatesHasOnlyThePath();
    void nothingAtAllIsEmpty();
    void aWayNamedTwiceIsThereOnce();
};

void TestStateGraph::theMainPathLeadsToAGoodEnd_data()
{
    QTest::addColumn<QString>("ways");
    QTest::addColumn<QString>("places");

    QTest::newRow("demo") << crossPlatformWays()
                          << u"INSTRUCTED COMPLIANCE_CHECKING COMPLIANCE_CLEARED AWAITING_DEPOSITS EXECUTING_SWAP "
                             "FINALIZED |  | ROLLED_BACK TIMED_OUT"_s;
    QTest::newRow("way back") << u"A > B; B > C; C > A DONE"_s << u"A B C DONE |  | "_s;
    QTest::newRow("shortcut") << u"A > DONE B; B > C; C > DONE"_s << u"A B C DONE |  | "_s;
    QTest::newRow("longer dead end") << u"A > B DONE; B > C; C > D"_s << u"A DONE |  | B C D"_s;
    QTest::newRow("no good end") << u"A > B FAIL; B > C; C > FAIL"_s << u"A B C |  | FAIL"_s;
    QTest::newRow("only circles") << u"A > B; B > C; C > A"_s << u"A B C |  | "_s;
    QTest::newRow("to itself") << u"A > A DONE"_s << u"A DONE |  | "_s;
    QTest::newRow("apart") << u"A > DONE; X > Y; Y > X FAIL"_s << u"A DONE | X Y FAIL | "_s;
    QTest::newRow("starts with a failure") << u"FAIL > A; A > DONE"_s << u"FAIL A DONE |  | "_s;
    QTest::newRow("one") << u"DONE"_s << u"DONE |  | "_s;
}

void TestStateGraph::theMainPathLeadsToAGoodEnd()
{
    QFETCH(QString, ways);
    QFETCH(QString, places);

    const StateGraph graph = graphOf(ways);

    QCOMPARE(placesOf(graph), places);
}

void TestStateGraph::whatWasPassedIsMarkedWithItsWays()
{
    const StateGraph graph =
        graphOf(crossPlatformWays(), {{u"INSTRUCTED"_s, u"COMPLIANCE_CHECKING"_s}, u"ROLLED_BACK"_s});

    QCOMPARE(takenIn(graph), (QStringList{u"INSTRUCTED>COMPLIANCE_CHECKING"_s, u"COMPLIANCE_CHECKING>ROLLED_BACK"_s}));
    QVERIFY(graph.nodes().at(graph.indexOf(u"INSTRUCTED"_s)).isVisited);
    QVERIFY(graph.nodes().at(graph.indexOf(u"ROLLED_BACK"_s)).isCurrent);
    QVERIFY(!graph.nodes().at(graph.indexOf(u"AWAITING_DEPOSITS"_s)).isVisited);
}

void TestStateGraph::aWayThatTheTemplateDoesNotAllowIsThereAndSaysSo()
{
    const StateGraph graph = graphOf(crossPlatformWays(), {{u"INSTRUCTED"_s}, u"FINALIZED"_s});

    QCOMPARE(takenIn(graph), QStringList{u"INSTRUCTED?FINALIZED"_s});
    QCOMPARE(graph.next(0), QList<qsizetype>{1});
}

void TestStateGraph::aStateUnknownToTheTemplateIsReachedFromWhereItCameFrom()
{
    const StateGraph graph = graphOf(u"A > DONE"_s, {{u"A"_s}, u"ON_HOLD"_s});

    QCOMPARE(placesOf(graph), u"A DONE |  | ON_HOLD"_s);
    QCOMPARE(graph.nodes().last().kind, keystone::StateKind::Unknown);
    QCOMPARE(takenIn(graph), QStringList{u"A?ON_HOLD"_s});
}

void TestStateGraph::anUnknownStateWithoutAHistoryStandsApart()
{
    const StateGraph graph = graphOf(u"A > DONE"_s, {{}, u"ON_HOLD"_s});

    QCOMPARE(placesOf(graph), u"A DONE | ON_HOLD | "_s);
    QVERIFY(!graph.namesApart());
    QVERIFY(graphOf(u"A > DONE; X > A"_s).namesApart());
}

void TestStateGraph::aNewestEventThatIsAlreadyThePresentStateIsNoWay()
{
    const StateGraph graph = graphOf(u"A > B; B > DONE"_s, {{u"A"_s, u"B"_s}, u"B"_s});

    QCOMPARE(takenIn(graph), QStringList{u"A>B"_s});
}

void TestStateGraph::aTemplateWithoutStatesHasOnlyThePath()
{
    const StateGraph graph = graphOf({}, {{u"A"_s, u"B"_s}, u"C"_s});

    QCOMPARE(graph.nodes().size(), 3);
    QCOMPARE(takenIn(graph), (QStringList{u"A?B"_s, u"B?C"_s}));
}

void TestStateGraph::nothingAtAllIsEmpty()
{
    QVERIFY(graphOf({}).nodes().isEmpty());
    QVERIFY(graphOf({}).edges().isEmpty());
}

void TestStateGraph::aWayNamedTwiceIsThereOnce()
{
    QCOMPARE(graphOf(u"A > B B; A > B; B > DONE"_s).edges().size(), 2);
}

QTEST_GUILESS_MAIN(TestStateGraph)

#include "tst_stategraph.moc"
