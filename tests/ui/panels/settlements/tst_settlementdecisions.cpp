// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/panels/settlements/sectionbench.h"

#include "ui/models/settlementsmodel.h"

#include <QAbstractButton>
#include <QTableView>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray decisionPath = R"("method":"POST","path":"*/compliance-decision")";

QByteArray faultOf(const QByteArray &effect)
{
    return '{' + decisionPath + ',' + effect + '}';
}

} // namespace

/// How decisions end, and that each end is told for what it is.
class TestSettlementDecisions : public SectionBench
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_pace = quietPace;
        m_focusEvery = std::chrono::milliseconds(200);
        m_patience = quickPatience;
        begin();
    }
    void cleanup() { end(); }

    void anAnswerLostAfterTheCommitIsFoundOut();
    void anAnswerLostBeforeTheCommitIsUnknownUntilItIsLookedFor();
    void unknownDecisionsOfAnEarlierSessionAreShown();
    void aSettlementThatMovedIsLeftAlone();
    void whatMovesDuringTheSecondLookIsLeftAlone();
    void aConflictOfTheServiceIsToldWithItsState();
    void aRefusedTokenIsTold();
    void anotherOfficerSendsWhatWasPrepared();
    void whoPreparedDoesNotSend();
    void severalAreDecidedSinglyWithOneReason();
    void ofSeveralTheMovedOneIsLeftAlone();
    void severalAreStoppedBetweenTwo();
    void closingWhileOneIsUnderWayIsAsked();
    void aTypedReasonIsNotLostSilently();

private:
    void selectAll();
    const ReaderPace quietPace{.every = std::chrono::hours(1)};
    const DecisionPatience quickPatience{.waits = {std::chrono::milliseconds(1), std::chrono::milliseconds(20)}};
};

void TestSettlementDecisions::selectAll()
{
    table()->setFocus();
    table()->selectAll();
    QTRY_COMPARE(find<QAbstractItemView>(u"selectedSettlements"_s)->model()->rowCount(), rows());
}

void TestSettlementDecisions::anAnswerLostAfterTheCommitIsFoundOut()
{
    add({.count = 2});
    show(2);
    look(0);
    fault(faultOf(R"("nth":1,"effect":"resetAfter")"));

    decide(Qt::Key_A, u"no hit"_s);

    QVERIFY(banner().contains(u"approved"_s));
    QCOMPARE(decisions().items().size(), size_t(1));
    QTRY_COMPARE(rows(), 1);
}

void TestSettlementDecisions::anAnswerLostBeforeTheCommitIsUnknownUntilItIsLookedFor()
{
    add({});
    show(1);
    look(0);
    fault(faultOf(R"("effect":"resetBefore")"));

    decide(Qt::Key_R, u"sanctioned"_s);

    QVERIFY(banner().contains(u"answer was lost"_s));
    QCOMPARE(reason(), u"sanctioned"_s);
    QVERIFY(find<QAbstractButton>(u"lookAgain"_s)->isVisible());
    QCOMPARE(table()->model()->index(0, SettlementsModel::State).data().toString(), u"Decision unknown"_s);
    QVERIFY(!qobject_cast<QTableView *>(table())->isColumnHidden(SettlementsModel::State));
    shoot(u"unknown"_s);
    QVERIFY(decisions().items().empty());
    m_sandbox->setFaults("[]");
    click(u"lookAgain"_s);
    QTRY_VERIFY(isBannerShown() && banner().contains(u"does not show"_s));
    QVERIFY(decisions().items().empty());
}

void TestSettlementDecisions::unknownDecisionsOfAnEarlierSessionAreShown()
{
    add({});
    show(1);
    look(0);
    fault(faultOf(R"("effect":"resetBefore")"));
    decide(Qt::Key_R, u"sanctioned"_s);
    m_sandbox->setFaults("[]");
    m_patience.notTakenAfter = std::chrono::seconds(-60);

    changeDesk({}, 1);

    QTRY_VERIFY(isBannerShown());
    QVERIFY(banner().contains(u"one earlier decision"_s));
    shoot(u"unresolved"_s);
    click(u"lookAgain"_s);
    QTRY_VERIFY(banner().contains(u"not acted on it"_s));
    QVERIFY(valueOf(m_ledger->decisions({.which = DecisionQuery::Which::Unresolved})).isEmpty());
}

void TestSettlementDecisions::aSettlementThatMovedIsLeftAlone()
{
    m_focusEvery = std::chrono::hours(1);
    add({.count = 2});
    show(2);
    look(0);
    const QString shown = idOf(0);
    decideElsewhere(shown, "reject");

    decide(Qt::Key_A, u"no hit"_s);

    QVERIFY(banner().startsWith(u"Nothing was sent"_s));
    QVERIFY(find<QWidget>(u"movedStates"_s)->isVisible());
    QCOMPARE(text(u"movedFrom"_s), u"Compliance checking"_s);
    QCOMPARE(text(u"movedTo"_s), u"Rolled back"_s);
    QCOMPARE(text(u"settlementId"_s), shown);
    QCOMPARE(reason(), u"no hit"_s);
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(decisions().items().size(), size_t(1));
    QCOMPARE(decisions().items().front()[u"decision"].toString(), u"reject"_s);
    shoot(u"moved"_s);
}

void TestSettlementDecisions::whatMovesDuringTheSecondLookIsLeftAlone()
{
    add({});
    show(1);
    look(0);
    press(Qt::Key_A);
    type(u"no hit"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(dialog());
    decideElsewhere(idOf(0), "reject");
    QTRY_COMPARE(rows(), 0);

    QTRY_COMPARE(QApplication::focusWidget(), dialog()->findChild<QWidget *>(u"confirmDecisionButton"_s));
    press(Qt::Key_Return);

    QTRY_VERIFY(isBannerShown() && banner().startsWith(u"Nothing was sent"_s));
    QCOMPARE(decisions().items().size(), size_t(1));
}

void TestSettlementDecisions::aConflictOfTheServiceIsToldWithItsState()
{
    add({});
    show(1);
    look(0);
    fault(faultOf(R"("effect":"status","status":409)"));

    decide(Qt::Key_A, u"no hit"_s);

    QVERIFY(banner().contains(u"awaits no decision"_s));
    QCOMPARE(reason(), u"no hit"_s);
}

void TestSettlementDecisions::aRefusedTokenIsTold()
{
    add({});
    show(1);
    look(0);
    fault(faultOf(R"("effect":"status","status":401)"));

    decide(Qt::Key_A, u"no hit"_s);

    QVERIFY(banner().contains(u"refused"_s));
    QVERIFY(decisions().items().empty());
}

void TestSettlementDecisions::anotherOfficerSendsWhatWasPrepared()
{
    add({});
    show(1, {.user = u"first"_s, .eyes = Eyes::Four});
    look(0);
    QVERIFY(find<QAbstractButton>(u"approveButton"_s)->text().contains(u"Prepare"_s));
    decide(Qt::Key_A, u"no hit"_s);
    QVERIFY(banner().contains(u"prepared"_s));
    QVERIFY(decisions().items().empty());

    changeDesk({.user = u"second"_s, .eyes = Eyes::Four}, 1);
    look(0);
    QTRY_VERIFY(text(u"decideNote"_s).startsWith(u"first prepared it"_s));
    QVERIFY(text(u"decideNote"_s).contains(u"no hit"_s));
    QVERIFY(!find<QAbstractButton>(u"approveButton"_s)->text().contains(u"Prepare"_s));
    QVERIFY(find<QAbstractButton>(u"rejectButton"_s)->text().contains(u"Prepare"_s));
    shoot(u"four-eyes"_s);
    decide(Qt::Key_A, u"seen too"_s);

    QVERIFY(banner().contains(u"approved"_s));
    QCOMPARE(decisions().items().size(), size_t(1));
    QCOMPARE(valueOf(m_ledger->decisions({})).first().preparedBy, u"first"_s);
}

void TestSettlementDecisions::whoPreparedDoesNotSend()
{
    add({});
    show(1, {.eyes = Eyes::Four});
    look(0);
    decide(Qt::Key_A, u"no hit"_s);
    look(0);

    QTRY_VERIFY(text(u"decideNote"_s).startsWith(u"You prepared it"_s));
    QVERIFY(!find<QWidget>(u"approveButton"_s)->isEnabled());
    press(Qt::Key_A);
    QVERIFY(!dialog());
    QVERIFY(decisions().items().empty());
}

void TestSettlementDecisions::severalAreDecidedSinglyWithOneReason()
{
    add({.count = 4});
    show(4);
    selectAll();

    press(Qt::Key_R);
    type(u"counterparty withdrawn"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(dialog());
    QCOMPARE(dialog()->findChild<QAbstractItemView *>(u"confirmSettlements"_s)->model()->rowCount(), 4);
    shoot(u"batch-second-look"_s);
    QTRY_COMPARE(QApplication::focusWidget(), dialog()->findChild<QWidget *>(u"confirmDecisionButton"_s));
    press(Qt::Key_Return);

    QTRY_VERIFY_WITH_TIMEOUT(isBannerShown() && banner().startsWith(u"4 decisions: 4 done"_s), 20'000);
    QCOMPARE(decisions().items().size(), size_t(4));
    const auto records = valueOf(m_ledger->decisions({}));
    QCOMPARE(records.size(), 4);
    for (const DecisionRecord &record : records)
        QCOMPARE(record.intent.reason, u"counterparty withdrawn"_s);
    QTRY_COMPARE(rows(), 0);
    shoot(u"batch-done"_s);
}

void TestSettlementDecisions::ofSeveralTheMovedOneIsLeftAlone()
{
    add({.count = 3});
    show(3);
    selectAll();
    decideElsewhere(idOf(1), "approve");

    decide(Qt::Key_R, u"withdrawn"_s);

    QVERIFY2(banner().startsWith(u"3 decisions: 2 done, 1 not sent"_s), qPrintable(banner()));
    QCOMPARE(decisions().items().size(), size_t(3));
    shoot(u"batch-moved"_s);
}

void TestSettlementDecisions::severalAreStoppedBetweenTwo()
{
    add({.count = 4});
    show(4);
    selectAll();
    fault(faultOf(R"("effect":"delay","ms":400)"));
    press(Qt::Key_A);
    type(u"no hit"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(dialog());
    QTRY_COMPARE(QApplication::focusWidget(), dialog()->findChild<QWidget *>(u"confirmDecisionButton"_s));
    press(Qt::Key_Return);

    QTRY_VERIFY(find<QWidget>(u"decisionProgress"_s)->isVisible());
    shoot(u"batch-under-way"_s);
    click(u"stopDecisions"_s);

    QTRY_VERIFY_WITH_TIMEOUT(isBannerShown() && banner().contains(u"not begun"_s), 20'000);
    const size_t sent = decisions().items().size();
    QVERIFY(sent >= 1 && sent < 4);
    QCOMPARE(valueOf(m_ledger->decisions({})).size(), qsizetype(sent));
}

void TestSettlementDecisions::closingWhileOneIsUnderWayIsAsked()
{
    add({});
    show(1);
    look(0);
    QVERIFY(!m_section->hasUnsavedWork());
    fault(faultOf(R"("effect":"delay","ms":500)"));
    press(Qt::Key_A);
    type(u"no hit"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(dialog());
    QTRY_COMPARE(QApplication::focusWidget(), dialog()->findChild<QWidget *>(u"confirmDecisionButton"_s));

    press(Qt::Key_Return);

    QTRY_VERIFY(find<QWidget>(u"decisionProgress"_s)->isVisible());
    QVERIFY(m_section->hasUnsavedWork());
    QVERIFY(m_section->unsavedWork().contains(u"under way"_s));
    QTRY_VERIFY(isBannerShown());
    QVERIFY(!m_section->hasUnsavedWork());
}

void TestSettlementDecisions::aTypedReasonIsNotLostSilently()
{
    add({});
    show(1);
    look(0);
    find<QWidget>(u"reasonField"_s)->setFocus();

    type(u"half a rea"_s);

    QVERIFY(m_section->hasUnsavedWork());
    QVERIFY(m_section->unsavedWork().contains(u"reason"_s));
}

QTEST_MAIN(TestSettlementDecisions)

#include "tst_settlementdecisions.moc"
