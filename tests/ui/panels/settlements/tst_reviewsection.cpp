// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/panels/settlements/sectionbench.h"

#include "ui/models/settlementsmodel.h"
#include "ui/widgets/tableview.h"
#include "ui/words/settlementtext.h"

#include <QAbstractButton>
#include <QPlainTextEdit>

#include <algorithm>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The queue and the sheet: what is on show, and that a decision needs a reason and a second look.
class TestReviewSection : public SectionBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void theLeastTimeComesFirst();
    void theSheetShowsEverything();
    void aDecisionIsMadeByTheKeyboardAlone();
    void aDeadlineIsByTheServicesClock();
    void aReasonIsRequired();
    void goingBackSendsNothing();
    void lettersGoIntoTheReasonNotToTheKeys();
    void anEmptyQueueSaysSo();
    void whatArrivesMeanwhileKeepsTheSelection();
    void whatLeavesTheQueueStaysOnTheSheetUndecidable();
    void anArrowTakesTheRowThatCameInItsPlace_data();
    void anArrowTakesTheRowThatCameInItsPlace();
    void twoHundredLegsAndNinetyDigitsStayUsable();
    void aRefusedTokenIsToldAndMended();
    void whatTheServiceForbidsIsOffUntilItAnswersAgain();
    void aPauseThatTheServiceAsksForIsCountedDownAndEndsByItself();
    void aSettlementThatCantBeReadIsNamedAndTheOthersAreShown();
    void relatedLegsOfARepoOpenEachOther();
    void readOnlyConnectionsDecideNothing();
    void theSearchNarrowsTheRows();
    void allIsReadPageByPage();
};

void TestReviewSection::theLeastTimeComesFirst()
{
    add({.count = 3});
    add({.count = 4});
    show(7);

    QDateTime last;
    for (int row = 0; row < rows(); ++row) {
        const auto cell = table()->model()->index(row, SettlementsModel::TimeLeft);
        const QDateTime end = QDateTime::fromString(cell.data(CopyRole).toString(), Qt::ISODate);
        QVERIFY(!last.isValid() || last <= end);
        last = end;
    }
    QTRY_COMPARE(text(u"settlementsRemark"_s), u"7 wait for a decision"_s);
}

void TestReviewSection::theSheetShowsEverything()
{
    add({});
    show(1);
    look(0);

    QVERIFY(text(u"settlementTitle"_s).contains(u" · "_s));
    QVERIFY(text(u"settlementDeadline"_s).startsWith(u"Times out "_s));
    QVERIFY(find<QWidget>(u"settlementDeadline"_s)->toolTip().contains(u"UTC"_s));
    QCOMPARE(m_section->findChildren<QWidget *>(u"partyCard"_s).size(), 2);
    QTRY_VERIFY(find<QAbstractItemView>(u"settlementEvents"_s)->model()->rowCount() >= 2);
    shoot(u"review"_s);
}

void TestReviewSection::aDecisionIsMadeByTheKeyboardAlone()
{
    add({.count = 3});
    show(3);
    look(0);
    const QString first = idOf(0);
    const QString second = idOf(1);

    decide(Qt::Key_A, u"no hit on any list"_s);

    QCOMPARE(decisions().items().size(), size_t(1));
    QCOMPARE(decisions().items().front()[u"settlement"].toString(), first);
    QCOMPARE(decisions().items().front()[u"decision"].toString(), u"approve"_s);
    QVERIFY(banner().contains(u"approved"_s));
    QCOMPARE(reason(), QString());
    QTRY_COMPARE(text(u"settlementId"_s), second);
    QTRY_COMPARE(rows(), 2);
    shoot(u"taken"_s);
    const auto records = valueOf(m_ledger->decisions({}));
    QCOMPARE(records.size(), 1);
    QCOMPARE(records.first().intent.reason, u"no hit on any list"_s);
}

void TestReviewSection::aDeadlineIsByTheServicesClock()
{
    add({});
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":3540})"); // with the minute of add(): an hour
    show(1);
    look(0);
    const QDateTime end = valueOf(m_connection->client().readSettlement(idOf(0))).timeoutAt;

    QTRY_COMPARE(text(u"settlementDeadline"_s), deadlineText(end, QDateTime::currentDateTimeUtc().addSecs(3600)));
    const QModelIndex timeLeft = table()->model()->index(0, SettlementsModel::TimeLeft);
    const auto secondsLeft = [&] { return QTime(0, 0).secsTo(QTime::fromString(timeLeft.data().toString())); };
    QTRY_VERIFY(qAbs(QDateTime::currentDateTimeUtc().addSecs(3600).secsTo(end) - secondsLeft()) <= 3);
}

void TestReviewSection::aReasonIsRequired()
{
    add({});
    show(1);
    look(0);

    press(Qt::Key_R);
    QTRY_COMPARE(QApplication::focusWidget(), find<QWidget>(u"reasonField"_s));
    type(u"   "_s);
    press(Qt::Key_Return);

    QVERIFY(whatWasPostedHasArrived());
    QVERIFY(!dialog());
    QVERIFY(text(u"decideNote"_s).contains(u"Return to reject"_s));
}

void TestReviewSection::goingBackSendsNothing()
{
    add({});
    show(1);
    look(0);
    press(Qt::Key_R);
    type(u"sanctioned"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(dialog());
    QVERIFY(dialog()->findChild<QLabel *>(u"confirmConsequence"_s)->text().contains(u"to Rolled back"_s));
    shoot(u"second-look"_s);
    QTRY_COMPARE(QApplication::focusWidget(), dialog()->findChild<QWidget *>(u"confirmDecisionButton"_s));

    press(Qt::Key_Escape);

    QTRY_VERIFY(!dialog());
    QVERIFY(whatWasPostedHasArrived());
    QVERIFY(decisions().items().empty());
    QCOMPARE(reason(), u"sanctioned"_s);
    QVERIFY(valueOf(m_ledger->decisions({})).isEmpty());
}

void TestReviewSection::lettersGoIntoTheReasonNotToTheKeys()
{
    add({});
    show(1);
    look(0);
    find<QWidget>(u"reasonField"_s)->setFocus();

    type(u"a r A R"_s);

    QCOMPARE(reason(), u"a r A R"_s);
    QVERIFY(!dialog());
    press(Qt::Key_Escape);
    QTRY_COMPARE(QApplication::focusWidget(), table());
}

void TestReviewSection::anEmptyQueueSaysSo()
{
    show(0);

    QTRY_COMPARE(text(u"settlementsRemark"_s), u"0 wait for a decision"_s);
    QVERIFY(!table()->isVisible());
    QVERIFY(!find<QWidget>(u"approveButton"_s)->isVisible());
    shoot(u"empty"_s);
}

void TestReviewSection::whatArrivesMeanwhileKeepsTheSelection()
{
    add({.count = 5});
    show(5);
    look(3);
    const QString shown = idOf(3);

    add({.count = 1000});

    QTRY_COMPARE_WITH_TIMEOUT(rows(), 1005, 30'000);
    const QModelIndexList selected = table()->selectionModel()->selectedRows();
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.first().data(SettlementIdRole).toString(), shown);
    QCOMPARE(text(u"settlementId"_s), shown);
}

void TestReviewSection::whatLeavesTheQueueStaysOnTheSheetUndecidable()
{
    add({.count = 2});
    show(2);
    look(0);
    const QString shown = idOf(0);

    decideElsewhere(shown, "reject");

    QTRY_COMPARE(rows(), 1);
    QTRY_VERIFY(!find<QWidget>(u"approveButton"_s)->isEnabled());
    QCOMPARE(text(u"settlementId"_s), shown);
    QVERIFY(find<QWidget>(u"movedStates"_s)->isVisible());
    press(Qt::Key_A);
    QVERIFY(!dialog());
    shoot(u"left-the-queue"_s);
}

void TestReviewSection::anArrowTakesTheRowThatCameInItsPlace_data()
{
    QTest::addColumn<int>("leaving");
    QTest::addColumn<int>("taken");
    QTest::newRow("the first") << 0 << 0;
    QTest::newRow("in the middle") << 1 << 1;
    QTest::newRow("the last") << 2 << 1;
}

void TestReviewSection::anArrowTakesTheRowThatCameInItsPlace()
{
    QFETCH(int, leaving);
    QFETCH(int, taken);
    add({.count = 3});
    show(3);
    look(leaving);
    decideElsewhere(idOf(leaving), "reject");
    QTRY_COMPARE(rows(), 2);

    table()->setFocus();
    press(Qt::Key_Down);

    QCOMPARE(table()->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table()->selectionModel()->selectedRows().first().row(), taken);
}

void TestReviewSection::twoHundredLegsAndNinetyDigitsStayUsable()
{
    const QString quantity = u"9"_s.repeated(60) + u'.' + u"1"_s.repeated(30);
    add({.count = 1, .legs = 200, .quantity = quantity});
    show(1);
    look(0);

    int legs = 0;
    bool isWhole = false;
    for (const auto *each : m_section->findChildren<QAbstractItemView *>(u"legs"_s)) {
        legs += each->model()->rowCount();
        for (int row = 0; row < each->model()->rowCount(); ++row)
            isWhole = isWhole || each->model()->index(row, 0).data(CopyRole).toString() == quantity;
    }
    QCOMPARE(legs, 200);
    QVERIFY(isWhole);
    QVERIFY(m_section->minimumSizeHint().width() < 1180);
    shoot(u"long"_s);
}

void TestReviewSection::aRefusedTokenIsToldAndMended()
{
    add({.count = 2});
    show(2);

    fault(R"({"method":"GET","path":"*/v1/settlements","effect":"status","status":401})");

    QTRY_VERIFY_WITH_TIMEOUT(isBannerShown(), 10'000);
    QCOMPARE(rows(), 2);
    shoot(u"refused"_s);
    m_sandbox->setFaults("[]");
    giveSecret();
    add({});
    click(u"retrySettlements"_s);
    QTRY_COMPARE(rows(), 3);
    QVERIFY(!isBannerShown());
}

void TestReviewSection::whatTheServiceForbidsIsOffUntilItAnswersAgain()
{
    add({.count = 2});
    show(2);
    look(0);
    auto *approve = find<QWidget>(u"approveButton"_s);
    QTRY_VERIFY(approve->isEnabled());

    fault(R"({"method":"GET","path":"*/v1/settlements","effect":"status","status":403})");

    QTRY_VERIFY_WITH_TIMEOUT(!approve->isEnabled(), 10'000);
    QVERIFY(isBannerShown());
    QVERIFY2(approve->toolTip().contains(u"Forbidden"_s), qPrintable(approve->toolTip()));
    QVERIFY(text(u"decideNote"_s).startsWith(u"Off until"_s));
    press(Qt::Key_A);
    QVERIFY(!dialog());

    m_sandbox->setFaults("[]");
    click(u"retrySettlements"_s);
    QTRY_VERIFY(approve->isEnabled());
    QVERIFY(approve->toolTip().isEmpty());
}

void TestReviewSection::aPauseThatTheServiceAsksForIsCountedDownAndEndsByItself()
{
    QStringList said;
    add({.count = 2});
    show(2);
    connect(m_section.get(), &Panel::statusChanged, m_section.get(), [&said](const QString &text) { said << text; });

    fault(R"({"method":"GET","path":"*/v1/settlements","nth":1,"effect":"status","status":429,"retryAfter":"3"})");
    add({});

    QTRY_COMPARE_WITH_TIMEOUT(rows(), 3, 20'000);
    QTRY_VERIFY(!said.isEmpty() && said.last().isEmpty());
    QVERIFY2(said.first().startsWith(u"The service asked to wait"_s), qPrintable(said.first()));
    said.removeAll(QString());
    said.removeDuplicates();
    QVERIFY2(said.size() > 1, qPrintable(said.join(u'\n')));
    QVERIFY(!isBannerShown());
}

void TestReviewSection::aSettlementThatCantBeReadIsNamedAndTheOthersAreShown()
{
    add({.count = 2});
    add({.count = 1, .legs = 1});
    m_sandbox->post(u"keystone"_s, R"({"oddities":{"lacksIds":true}})");

    show(2);

    QTRY_VERIFY(isBannerShown());
    QCOMPARE(banner(), u"One settlement could not be read and is not listed."_s);
    const auto *shown = find<QPlainTextEdit>(u"banner.detailsText"_s);
    QVERIFY(shown);
    QVERIFY2(shown->toPlainText().contains(u"external_reference"_s), qPrintable(shown->toPlainText()));
    m_sandbox->post(u"keystone"_s, R"({"oddities":{"lacksIds":false}})");
    QTRY_COMPARE(rows(), 3);
    QTRY_VERIFY(!isBannerShown());
}

void TestReviewSection::relatedLegsOfARepoOpenEachOther()
{
    m_sandbox = std::make_unique<SandboxUnderTest>(QStringList{u"--rate"_s, u"0"_s}); // with the demo's book
    build({.scope = ReaderScope::All});
    m_section->show();
    const auto some = valueOf(m_connection->client().listSettlements({.limit = 200, .offset = 0})).rows;
    const auto closing = std::find_if(
        some.begin(), some.end(), [](const keystone::Settlement &one) { return !one.parentSettlementId.isEmpty(); });
    QVERIFY(closing != some.end());

    m_section->open(closing->id);

    QTRY_COMPARE(text(u"settlementId"_s), closing->id);
    const QString opening = u"related."_s + closing->parentSettlementId;
    QTRY_VERIFY(find<QAbstractButton>(opening));
    QVERIFY(find<QAbstractButton>(opening)->text().startsWith(u"Opening leg"_s));
    click(opening);
    QTRY_COMPARE(text(u"settlementId"_s), closing->parentSettlementId);
    QTRY_VERIFY(find<QAbstractButton>(u"related."_s + closing->id));
}

void TestReviewSection::readOnlyConnectionsDecideNothing()
{
    add({});
    show(1, {.guard = GuardLevel::ReadOnly});
    look(0);

    press(Qt::Key_A);

    QVERIFY(!find<QWidget>(u"approveButton"_s)->isEnabled());
    QVERIFY(text(u"decideNote"_s).contains(u"read-only"_s));
    QVERIFY(!dialog());
}

void TestReviewSection::theSearchNarrowsTheRows()
{
    add({.count = 6});
    show(6);
    const QString reference = table()->model()->index(2, SettlementsModel::Reference).data().toString();

    press(Qt::Key_F, Qt::ControlModifier);
    type(reference.toLower());

    QTRY_COMPARE(rows(), 1);
    QVERIFY(text(u"settlementsRemark"_s).startsWith(u"1 of 6"_s));
    type(u" nothing like it"_s);
    QTRY_VERIFY(!table()->isVisible());
    click(u"clearSettlementFilters"_s);
    QTRY_COMPARE(rows(), 6);
}

void TestReviewSection::allIsReadPageByPage()
{
    m_pace.pageSize = 5;
    add({.count = 12});
    show(5, {.scope = ReaderScope::All});
    QTRY_COMPARE(text(u"settlementsLoaded"_s), u"5 of 12 loaded"_s);

    click(u"loadMoreSettlements"_s);
    QTRY_COMPARE(text(u"settlementsLoaded"_s), u"10 of 12 loaded"_s);
    click(u"loadAllSettlements"_s);

    QTRY_COMPARE(rows(), 12);
    QCOMPARE(text(u"settlementsLoaded"_s), u"12 of 12 loaded"_s);
    QTRY_VERIFY(!find<QWidget>(u"loadAllSettlements"_s)->isVisible());
    m_pace = ReaderPace{.every = std::chrono::milliseconds(200), .perRequest = std::chrono::milliseconds(1)};
}

QTEST_MAIN(TestReviewSection)

#include "tst_reviewsection.moc"
