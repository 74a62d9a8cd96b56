// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/statelayout.h"

#include "tests/ui/widgets/drawntemplate.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace chancery;
using namespace Qt::StringLiterals;
using Box = StateLayout::Box;

namespace {

constexpr QSizeF box(96, 44);

StateGraph graphOf(const QString &ways, const StatePath &path = {})
{
    return StateGraph(drawnTemplate(ways).config, path);
}

StateLayout layoutOf(const StateGraph &graph, qreal width)
{
    return {graph, {.width = width, .box = box}};
}

const Box *principal(const StateGraph &graph, const StateLayout &layout, const QString &state)
{
    for (const Box &candidate : layout.boxes())
        if (candidate.isPrincipal && graph.nodes().at(candidate.node).state == state)
            return &candidate;
    return nullptr;
}

bool passesThrough(const QPolygonF &points, const QRectF &rect)
{
    const QRectF inside = rect.adjusted(1, 1, -1, -1);
    for (qsizetype i = 1; i < points.size(); ++i) {
        const QPointF a = points.at(i - 1);
        const QPointF b = points.at(i);
        const QRectF span(QPointF(std::min(a.x(), b.x()), std::min(a.y(), b.y())),
                          QPointF(std::max(a.x(), b.x()), std::max(a.y(), b.y())));
        if (span.adjusted(-0.01, -0.01, 0.01, 0.01).intersects(inside))
            return true;
    }
    return false;
}

/// Everything that a readable drawing keeps to; the first that does not is told.
QString faultOf(const StateGraph &graph, const StateLayout &layout)
{
    const QRectF all(QPointF(0, 0), layout.size());
    for (const Box &one : layout.boxes()) {
        if (!all.contains(one.rect))
            return u"outside: "_s + graph.nodes().at(one.node).state;
        for (const Box &other : layout.boxes())
            if (&one != &other && one.rect.intersects(other.rect))
                return u"overlap: "_s + graph.nodes().at(one.node).state + u' ' + graph.nodes().at(other.node).state;
        for (const StateLayout::Line &line : layout.lines())
            if (passesThrough(line.points, one.rect))
                return u"a way through "_s + graph.nodes().at(one.node).state;
    }
    for (qsizetype node = 0; node < graph.nodes().size(); ++node)
        if (!principal(graph, layout, graph.nodes().at(node).state))
            return u"missing: "_s + graph.nodes().at(node).state;
    QList<int> drawn(graph.edges().size(), 0);
    for (const StateLayout::Line &line : layout.lines()) {
        ++drawn[line.edge];
        const auto ends = [&](const QPointF &point, qsizetype node) {
            return std::any_of(layout.boxes().begin(), layout.boxes().end(), [&](const Box &one) {
                return one.node == node && one.rect.adjusted(-1, -1, 1, 1).contains(point);
            });
        };
        const StateGraph::Edge &edge = graph.edges().at(line.edge);
        if (!ends(line.points.first(), edge.from) || !ends(line.points.last(), edge.to))
            return u"a way that ends nowhere"_s;
    }
    return std::all_of(drawn.cbegin(), drawn.cend(), [](int times) { return times == 1; }) ? QString()
                                                                                           : u"a way is missing"_s;
}

QString randomWays(quint32 seed, int states)
{
    QRandomGenerator random(seed);
    QString ways;
    for (int i = 0; i < states; ++i) {
        ways += u"S%1 >"_s.arg(i);
        const int count = random.bounded(4);
        for (int way = 0; way < count; ++way)
            ways +=
                random.bounded(5) == 0 ? u" FAIL%1"_s.arg(random.bounded(4)) : u" S%1"_s.arg(random.bounded(states));
        ways += u';';
    }
    return ways;
}

} // namespace

class TestStateLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingOverlapsAndNoWayIsLost_data();
    void nothingOverlapsAndNoWayIsLost();
    void oddTemplatesAreDrawnWell();
    void thePathIsOneRowWhereThereIsRoom();
    void itWrapsAndKeepsToItsWidth();
    void anEndIsDrawnUnderEachRowThatLeadsThere();
    void theEndThatTheSettlementCameToIsTheOneMeant();
    void onlyTheFarthestOfTheWaysToAnEndIsDrawnWhole();
    void fromRightToLeftItIsMirrored();
    void whatIsApartHasACaption();
    void aBoxIsFoundUnderThePointer();
    void nothingTakesNoRoom();
};

void TestStateLayout::nothingOverlapsAndNoWayIsLost_data()
{
    QTest::addColumn<QString>("ways");
    QTest::newRow("cross platform") << crossPlatformWays();
    QTest::newRow("escrow") << escrowWays();
    QTest::newRow("repo") << repoWays();
    QTest::newRow("payment") << paymentWays();
    QTest::newRow("circles") << u"A > B; B > C A B; C > A B DONE FAIL; DONE > A"_s;
    QTest::newRow("detours") << u"A > B X; X > Y FAIL; Y > C A; B > C; C > D; D > DONE"_s;
    QTest::newRow("many ends") << u"A > FAIL1 FAIL2 FAIL3 FAIL4 FAIL5 FAIL6 FAIL7 FAIL8 FAIL9 B; B > DONE FAIL9"_s;
    QTest::newRow("apart") << u"A > DONE; X > Y; Y > X FAIL A; Z > Z"_s;
}

void TestStateLayout::nothingOverlapsAndNoWayIsLost()
{
    QFETCH(QString, ways);
    const StateGraph graph = graphOf(ways);

    for (const int width : {300, 440, 680, 1000, 2000})
        QCOMPARE(faultOf(graph, layoutOf(graph, width)), QString());
}

void TestStateLayout::oddTemplatesAreDrawnWell()
{
    for (quint32 seed = 0; seed < 60; ++seed) {
        const StateGraph graph = graphOf(randomWays(seed, seed < 50 ? 9 : 100), {{u"S0"_s}, u"S5"_s});

        const QString fault = faultOf(graph, layoutOf(graph, 680));

        QVERIFY2(fault.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(fault)));
    }
}

void TestStateLayout::thePathIsOneRowWhereThereIsRoom()
{
    const StateGraph graph = graphOf(crossPlatformWays());

    const StateLayout layout = layoutOf(graph, 760);

    for (qsizetype i = 1; i < graph.mainCount(); ++i)
        QCOMPARE(layout.boxes().at(i).rect.top(), layout.boxes().at(0).rect.top());
    QVERIFY(principal(graph, layout, u"ROLLED_BACK"_s)->rect.top() > layout.boxes().at(0).rect.bottom());
}

void TestStateLayout::itWrapsAndKeepsToItsWidth()
{
    const StateGraph graph = graphOf(escrowWays());

    const StateLayout narrow = layoutOf(graph, 440);

    QVERIFY(narrow.size().width() <= 440);
    QVERIFY(narrow.size().height() > layoutOf(graph, 1200).size().height());
    QVERIFY(layoutOf(graph, 100).size().width() <= StateLayout::leastWidth(box) + box.width());
}

void TestStateLayout::anEndIsDrawnUnderEachRowThatLeadsThere()
{
    const StateGraph graph = graphOf(escrowWays());
    const qsizetype end = graph.indexOf(u"ROLLED_BACK"_s);

    const StateLayout layout = layoutOf(graph, 680);

    const auto places =
        std::count_if(layout.boxes().begin(), layout.boxes().end(), [&](const Box &one) { return one.node == end; });
    QCOMPARE(places, 2);
    QVERIFY(std::none_of(layout.boxes().begin(), layout.boxes().end(), [](const Box &one) { return one.isReference; }));
}

void TestStateLayout::theEndThatTheSettlementCameToIsTheOneMeant()
{
    const StateGraph graph = graphOf(escrowWays(), {{u"AWAITING_DEPOSITS"_s, u"EXECUTING_SWAP"_s}, u"ROLLED_BACK"_s});

    const StateLayout layout = layoutOf(graph, 680);

    const Box *end = principal(graph, layout, u"ROLLED_BACK"_s);
    QVERIFY(end->rect.top() > principal(graph, layout, u"EXECUTING_SWAP"_s)->rect.bottom());
}

void TestStateLayout::onlyTheFarthestOfTheWaysToAnEndIsDrawnWhole()
{
    const StateGraph graph = graphOf(u"A > B FAIL; B > C FAIL; C > D FAIL; D > DONE FAIL"_s);
    const qsizetype end = graph.indexOf(u"FAIL"_s);

    const StateLayout layout = layoutOf(graph, 1000);

    int whole = 0;
    for (const StateLayout::Line &line : layout.lines())
        if (graph.edges().at(line.edge).to == end)
            whole += line.own == line.points.size() ? 1 : 0;
    QCOMPARE(whole, 1);
}

void TestStateLayout::fromRightToLeftItIsMirrored()
{
    const StateGraph graph = graphOf(escrowWays());

    const StateLayout layout(graph, {.width = 680, .box = box, .direction = Qt::RightToLeft});

    QVERIFY(layout.boxes().at(0).rect.left() > layout.boxes().at(1).rect.right());
    QCOMPARE(faultOf(graph, layout), QString());
}

void TestStateLayout::whatIsApartHasACaption()
{
    QVERIFY(!layoutOf(graphOf(paymentWays()), 680).apartCaption());
    const StateGraph graph = graphOf(u"A > DONE; LOST > FAIL"_s);

    const StateLayout layout = layoutOf(graph, 680);

    QVERIFY(layout.apartCaption());
    QVERIFY(layout.apartCaption()->y() < principal(graph, layout, u"LOST"_s)->rect.top());
    QVERIFY(layout.apartCaption()->y() > principal(graph, layout, u"A"_s)->rect.bottom());
}

void TestStateLayout::aBoxIsFoundUnderThePointer()
{
    const StateGraph graph = graphOf(paymentWays());
    const StateLayout layout = layoutOf(graph, 680);

    const Box *found = layout.boxAt(layout.boxes().at(1).rect.center());

    QVERIFY(found);
    QCOMPARE(found->node, 1);
    QVERIFY(!layout.boxAt({-5, -5}));
}

void TestStateLayout::nothingTakesNoRoom()
{
    const StateLayout layout = layoutOf(graphOf({}), 680);

    QVERIFY(layout.boxes().isEmpty());
    QCOMPARE(layout.size(), QSizeF(0, 0));
}

QTEST_GUILESS_MAIN(TestStateLayout)

#include "tst_statelayout.moc"
