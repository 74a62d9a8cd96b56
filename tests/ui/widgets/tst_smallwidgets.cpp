// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/theme.h"
#include "ui/widgets/actiongate.h"
#include "ui/widgets/card.h"
#include "ui/widgets/counttile.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/form.h"
#include "ui/widgets/panelheader.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/stepbar.h"
#include "ui/widgets/timeline.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

class TestSmallWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }

    void aLongIdIsShortenedShownWholeAndCopiedWhole();
    void aShortTextHasNoTooltip();
    void aPillAlwaysHasAWord();
    void aCountIsReadWithWhatItCounts();
    void onlyReachedStepsCanBeActivated();
    void aStepSaysWhetherItIsDone();
    void aSearchIsSaidOnce();
    void escapeEmptiesTheSearch();
    void escapeInAnEmptySearchGoesToTheWindow();
    void theButtonsInASearchHaveNames();
    void whatAnOwnerWantsCountsOnceTheGateIsOpen();
    void fieldsKeepTheirRows();
    void aFormNamesItsFields();
    void anEmptyStateShowsItsWholeText();
    void aLongTitleDoesNotPushTheActionsOut();
    void whatDoesNotFitInARowGoesOnInTheNext();
    void aRowBeginsAtTheReadersSide();
    void aTimelineTellsEachStepAndKeepsItsRows();
};

void TestSmallWidgets::aLongIdIsShortenedShownWholeAndCopiedWhole()
{
    ElidedLabel label(u"0x8291044556677889a1b2c3d4e5f60718293a4b5c6d7e8f90"_s);
    label.resize(120, 20);
    label.show();

    label.copy();

    QVERIFY(label.minimumSizeHint().width() < 120);
    QCOMPARE(label.toolTip(), label.text());
    QCOMPARE(QGuiApplication::clipboard()->text(), label.text());
}

void TestSmallWidgets::aShortTextHasNoTooltip()
{
    ElidedLabel label(u"short"_s);
    label.resize(300, 20);
    label.show();

    QVERIFY(label.toolTip().isEmpty());
}

void TestSmallWidgets::aPillAlwaysHasAWord()
{
    StatePill pill(Tone::Good, u"Certified"_s);
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&pill);
    QCOMPARE(interface->text(QAccessible::Name), u"Certified"_s);

    pill.setState(Tone::Bad, {});

    QVERIFY(pill.isHidden());
}

void TestSmallWidgets::aCountIsReadWithWhatItCounts()
{
    CountTile tile(u"completed"_s);

    tile.setCount(61'394);

    QCOMPARE(tile.accessibleName(), u"61,394 completed"_s);
}

void TestSmallWidgets::onlyReachedStepsCanBeActivated()
{
    StepBar steps({u"File"_s, u"Columns"_s, u"Check"_s});
    steps.setCurrent(1);
    const QSignalSpy activations(&steps, &StepBar::stepActivated);

    steps.findChild<QAbstractButton *>(u"step.3"_s)->click();
    steps.findChild<QAbstractButton *>(u"step.1"_s)->click();

    QCOMPARE(activations.count(), 1);
    QCOMPARE(activations.first().first().toInt(), 0);
}

void TestSmallWidgets::aStepSaysWhetherItIsDone()
{
    StepBar steps({u"File"_s, u"Columns"_s, u"Check"_s});

    steps.setCurrent(1);

    QCOMPARE(steps.findChild<QAbstractButton *>(u"step.1"_s)->accessibleDescription(), u"Done"_s);
    QCOMPARE(steps.findChild<QAbstractButton *>(u"step.2"_s)->accessibleDescription(), u"Current step"_s);
    QCOMPARE(steps.findChild<QAbstractButton *>(u"step.2"_s)->accessibleName(), u"Columns"_s);
}

void TestSmallWidgets::aSearchIsSaidOnce()
{
    SearchField field(u"Search"_s);
    const QSignalSpy searches(&field, &SearchField::searched);

    QTest::keyClicks(&field, u"wallet"_s);
    QTest::keyClick(&field, Qt::Key_Return);

    QCOMPARE(searches.count(), 1);
    QCOMPARE(searches.first().first().toString(), u"wallet"_s);
    QTest::keyClicks(&field, u" "_s);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(searches.count(), 1);
}

void TestSmallWidgets::escapeEmptiesTheSearch()
{
    SearchField field(u"Search"_s);
    QTest::keyClicks(&field, u"wallet"_s);
    QTest::keyClick(&field, Qt::Key_Return);
    const QSignalSpy searches(&field, &SearchField::searched);

    QTest::keyClick(&field, Qt::Key_Escape);

    QVERIFY(field.text().isEmpty());
    QCOMPARE(searches.count(), 1);
    QCOMPARE(searches.first().first().toString(), QString());
}

void TestSmallWidgets::escapeInAnEmptySearchGoesToTheWindow()
{
    SearchField field(u"Search"_s);
    QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);

    QCoreApplication::sendEvent(&field, &escape);

    QVERIFY(!escape.isAccepted());
}

void TestSmallWidgets::theButtonsInASearchHaveNames()
{
    SearchField field(u"Search"_s);
    const QList<QAbstractButton *> buttons = field.findChildren<QAbstractButton *>();
    QCOMPARE(buttons.size(), 2);

    for (QAbstractButton *button : buttons)
        QVERIFY(!QAccessible::queryAccessibleInterface(button)->text(QAccessible::Name).isEmpty());
}

void TestSmallWidgets::fieldsKeepTheirRows()
{
    FieldList list;
    list.setFields({{u"GTIN"_s, u"3760001000019"_s, u"gtin"_s}, {u"Batch"_s, {}, u"batch"_s}});
    const auto *gtin = list.findChild<ElidedLabel *>(u"field.gtin"_s);

    list.setFields({{u"GTIN"_s, u"3760001000026"_s, u"gtin"_s}});

    QCOMPARE(list.findChild<ElidedLabel *>(u"field.gtin"_s), gtin);
    QCOMPARE(gtin->text(), u"3760001000026"_s);
    QVERIFY(!list.findChild<ElidedLabel *>(u"field.batch"_s));
}

void TestSmallWidgets::aFormNamesItsFields()
{
    QWidget page;
    auto *form = new Form(&page);
    auto *address = new QLineEdit(&page);

    form->addField(u"Address"_s, address);

    QCOMPARE(address->accessibleName(), u"Address"_s);
    QCOMPARE(qobject_cast<QLabel *>(form->labelForField(address))->buddy(), address);
}

void TestSmallWidgets::anEmptyStateShowsItsWholeText()
{
    EmptyState state({u"import"_s, u"Bring a catalogue in"_s, u"word "_s.repeated(60).trimmed()});
    state.resize(700, 500);
    state.show();

    for (const QLabel *label : state.findChildren<QLabel *>()) {
        if (label->wordWrap())
            QVERIFY(label->height() >= label->heightForWidth(label->width()));
    }
}

void TestSmallWidgets::aLongTitleDoesNotPushTheActionsOut()
{
    PanelHeader header(QString(300, u'm'));
    auto *button = new QPushButton(u"New passport"_s);
    header.addAction(button);
    header.resize(600, 40);
    header.show();

    QVERIFY(button->geometry().right() <= 600);
    QVERIFY(button->width() >= button->sizeHint().width());
}

void TestSmallWidgets::whatDoesNotFitInARowGoesOnInTheNext()
{
    QWidget bar;
    auto *row = new FlowLayout(&bar);
    for (int i = 0; i < 3; ++i) {
        auto *button = new QPushButton(u"Choice"_s);
        button->setFixedSize(100, 30);
        row->addWidget(button);
    }
    const int oneRow = row->heightForWidth(400);

    QCOMPARE(oneRow, 30);
    QCOMPARE(row->heightForWidth(250), 2 * 30 + row->spacing());
    QCOMPARE(row->minimumSize().width(), 100);
}

void TestSmallWidgets::aRowBeginsAtTheReadersSide()
{
    QWidget bar;
    bar.setLayoutDirection(Qt::RightToLeft);
    auto *row = new FlowLayout(&bar);
    auto *first = new QPushButton(u"First"_s);
    first->setFixedSize(100, 30);
    row->addWidget(first);
    bar.resize(400, 30);
    bar.show();

    QCOMPARE(first->geometry(), QRect(300, 0, 100, 30));
}

void TestSmallWidgets::aTimelineTellsEachStepAndKeepsItsRows()
{
    const QString row = u"timelineStep"_s;
    const TimelineStep begun{.tone = Tone::Accent, .title = u"Ordered"_s, .when = QDateTime(QDate(2026, 3, 4), {5, 6})};
    Timeline timeline;
    timeline.setSteps({begun, {.title = u"Not settled yet"_s, .note = u"It takes seconds."_s}});
    const QList<QWidget *> before = timeline.findChildren<QWidget *>(row);

    timeline.setSteps({begun, {.tone = Tone::Good, .title = u"Settled"_s}, {.title = u"Seen"_s}});

    QCOMPARE(before.size(), 2);
    QCOMPARE(before[1]->accessibleName(), u"Settled"_s);
    QVERIFY(before[0]->accessibleName().startsWith(u"Ordered, 4 Mar, 05:06:00"));
    QCOMPARE(timeline.findChildren<QWidget *>(row).size(), 3);
    timeline.setSteps({begun});
    QCOMPARE(timeline.findChildren<QWidget *>(row), before.mid(0, 1));
}

void TestSmallWidgets::whatAnOwnerWantsCountsOnceTheGateIsOpen()
{
    QWidget window;
    auto *off = new QPushButton(&window);
    auto *on = new QPushButton(&window);
    off->setEnabled(false);
    on->setToolTip(u"Carries on"_s);
    ActionGate gate;
    gate.guard({off, on});

    gate.close(u"Forbidden"_s);
    off->setEnabled(true);
    off->setToolTip(u"Stops"_s);

    for (QPushButton *action : {off, on}) {
        QVERIFY(!action->isEnabled());
        QCOMPARE(action->toolTip(), u"Forbidden"_s);
    }
    gate.open();
    QVERIFY(off->isEnabled() && on->isEnabled());
    QCOMPARE(off->toolTip(), u"Stops"_s);
    QCOMPARE(on->toolTip(), u"Carries on"_s);
}

QTEST_MAIN(TestSmallWidgets)
#include "tst_smallwidgets.moc"
