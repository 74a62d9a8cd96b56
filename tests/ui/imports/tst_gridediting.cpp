// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fixbench.h"

#include "core/catalogue/check.h"
#include "tests/support/awaited.h"
#include "ui/panels/imports/gridediting.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>

#include <ctime>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Changes of many cells of the grid at once.
class TestGridEditing : public QObject, protected FixBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { start(); }
    void cleanup() { end(); }
    void fillDownPasteAndClearWorkOnRanges();
    void removedRowsAreNotSent();
    void copiedCellsComeBackAsTheyWere();
    void replacingSaysHowManyCellsFirst();
    void aMillionCellsAreReplacedBesideTheWindow();
    void whatIsTypedDuringAReplacementStays();
    void aMillionCellsAreFilledBesideTheWindow();
    void changesOfManyCellsComeOneAfterTheOther();
    void rowsThatAreNotInViewAreCopied();
    void pastingTooMuchSaysSoAndChangesNothing();
    void aChangeOfManyCellsEndsWithItsFile();

private:
    void openRows(int count);
};

namespace {

/// Processor time in µs of the window's thread and of all threads together. How the one compares with the other says
/// whether the window stays free, on a busy machine and under the sanitizers too.
struct Work
{
    qint64 window = 0;
    qint64 all = 0;

    static Work sofar() { return {clock(CLOCK_THREAD_CPUTIME_ID), clock(CLOCK_PROCESS_CPUTIME_ID)}; }
    Work since(const Work &before) const { return {window - before.window, all - before.all}; }

private:
    static qint64 clock(clockid_t which)
    {
        timespec now = {};
        clock_gettime(which, &now);
        return qint64(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
    }
};

QByteArray text(const Work &work)
{
    return QByteArray::number(work.window / 1000) + " ms of " + QByteArray::number(work.all / 1000);
}

} // namespace

/// Four cells of "red" in each row, behind its number.
void TestGridEditing::openRows(int count)
{
    QByteArray csv = "sku,a,b,c,d\n";
    for (int i = 0; i < count; ++i)
        csv += "S" + QByteArray::number(i) + ",red,red,red,red\n";
    open(csv);
    delete m_model->findChild<QAbstractItemModelTester *>(); // looks at far more than the window does
}

void TestGridEditing::fillDownPasteAndClearWorkOnRanges()
{
    open("sku,name\nA,a\nB,b\nC,c\nD,d\n");
    select(0, 1, 2, 1);
    trigger("fillDown");
    QTRY_COMPARE(cell(2, 1), u"a"_s);
    QCOMPARE(cell(3, 1), u"d"_s);

    QGuiApplication::clipboard()->setText(u"x\t\"y\tz\"\nw\tv\n"_s);
    select(2, 0, 2, 0);
    trigger("pasteCells");
    QTRY_COMPARE(cell(2, 0), u"x"_s);
    QCOMPARE(cell(2, 1), u"y\tz"_s);
    QCOMPARE(cell(3, 0), u"w"_s);

    select(0, 0, 1, 1);
    trigger("clearCells");
    QTRY_COMPARE(cell(1, 1), QString());
    trigger("revertCells");
    QTRY_COMPARE(cell(1, 1), u"b"_s);
    QCOMPARE(m_session->edits().editedCells(), 4);
    QTRY_VERIFY(isChecked());
}

void TestGridEditing::removedRowsAreNotSent()
{
    open("sku,name\nA,a\nA,b\n");
    select(0, 0, 0, 0);

    trigger("removeRows");

    QTRY_VERIFY(isChecked());
    QCOMPARE(m_session->report()->rows, 1);
    QCOMPARE(m_session->report()->leftOut, 0);
    QVERIFY(!m_model->flags(m_model->index(0, 0)).testFlag(Qt::ItemIsEditable));
    QTRY_COMPARE(m_model->headerData(0, Qt::Vertical).toString(), u"– 2"_s);
    trigger("removeRows");
    QTRY_VERIFY(isChecked());
    QCOMPARE(m_session->report()->rows, 2);
}

void TestGridEditing::copiedCellsComeBackAsTheyWere()
{
    open("sku,name\nA,\"two\nlines \"\"q\"\"\"\nB,\nC,c\n");
    select(0, 0, 2, 1);
    trigger("copyCells");
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"A\t\"two\nlines \"\"q\"\"\"\nB\t\nC\tc"_s);

    select(0, 0, 0, 0);
    trigger("pasteCells");

    QTRY_COMPARE(cell(0, 1), u"two\nlines \"q\""_s);
    QCOMPARE(cell(1, 1), QString());
    QCOMPARE(cell(2, 1), u"c"_s);
    QTRY_VERIFY(isChecked());
}

void TestGridEditing::replacingSaysHowManyCellsFirst()
{
    open("sku,name\nA,red\nB,Red\nC,blue\n");
    trigger("findInGrid");
    widget<QLineEdit>("findText")->setText(u"red"_s);
    widget<QLineEdit>("replaceText")->setText(u"green"_s);
    auto *replace = widget<QPushButton>("replaceAll");
    QTRY_COMPARE(replace->text(), u"Replace in 2 cells"_s);
    QVERIFY(m_session->edits().isEmpty());

    widget<QCheckBox>("findCase")->setChecked(true);
    QTRY_COMPARE(replace->text(), u"Replace in 1 cell"_s);
    QTRY_VERIFY(replace->isEnabled());
    replace->click();

    QTRY_COMPARE(cell(0, 1), u"green"_s);
    QCOMPARE(cell(1, 1), u"Red"_s);
    widget<QLineEdit>("findText")->setText(u"blue"_s);
    widget<QPushButton>("findNext")->click();
    QTRY_COMPARE(m_grid->currentIndex().row(), 2);
    QTRY_VERIFY(isChecked());
}

void TestGridEditing::aMillionCellsAreReplacedBesideTheWindow()
{
    constexpr int count = 250'000;
    openRows(count);
    trigger("findInGrid");
    widget<QLineEdit>("findText")->setText(u"red"_s);
    widget<QLineEdit>("replaceText")->setText(u"green"_s);
    auto *replace = widget<QPushButton>("replaceAll");
    QTRY_COMPARE_WITH_TIMEOUT(replace->text(), u"Replace in 1,000,000 cells"_s, 30'000);
    const Work before = Work::sofar();

    replace->click();
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, 1), u"green"_s, 30'000);
    const Work replaced = Work::sofar().since(before);
    const Work between = Work::sofar();
    trigger("undoEdit");
    QTRY_COMPARE(cell(0, 1), u"red"_s);
    QVERIFY(m_session->edits().isEmpty());
    trigger("redoEdit");
    QTRY_COMPARE(cell(0, 4), u"green"_s);
    QCOMPARE(m_session->edits().editedCells(), 4 * count);
    const Work thereAndBack = Work::sofar().since(between);

    qInfo("a million cells replaced in the window's thread: %s; undone and redone: %s", text(replaced).constData(),
          text(thereAndBack).constData());
    QVERIFY2(replaced.window * 4 < replaced.all, text(replaced).constData());
    QVERIFY2(thereAndBack.window * 4 < replaced.all, text(thereAndBack).constData());
}

void TestGridEditing::whatIsTypedDuringAReplacementStays()
{
    QByteArray csv = "sku,name\n";
    for (int i = 0; i < 50'000; ++i)
        csv += "S" + QByteArray::number(i) + ",red\n";
    open(csv);
    trigger("findInGrid");
    widget<QLineEdit>("findText")->setText(u"red"_s);
    widget<QLineEdit>("replaceText")->setText(u"green"_s);
    QTRY_VERIFY(widget<QPushButton>("replaceAll")->isEnabled());

    widget<QPushButton>("replaceAll")->click();
    m_model->setData(m_model->index(1, 1), u"blue"_s);

    QTRY_COMPARE(cell(0, 1), u"green"_s);
    QCOMPARE(cell(1, 1), u"blue"_s);
    trigger("undoEdit");
    QTRY_COMPARE(cell(0, 1), u"red"_s);
    QCOMPARE(cell(1, 1), u"blue"_s);
}

void TestGridEditing::aMillionCellsAreFilledBesideTheWindow()
{
    constexpr int count = 250'000;
    openRows(count);
    m_model->setData(m_model->index(0, 1), u"blue"_s);
    select(0, 1, count - 1, 4);
    const Work before = Work::sofar();

    trigger("fillDown");

    QVERIFY(widget<QLabel>("fixCounts")->text().contains(u"Changing 999,996 cells"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_session->edits().editedCells(), qint64(4 * count - 3), 30'000);
    const Work filled = Work::sofar().since(before);
    QVERIFY(!widget<QLabel>("fixCounts")->text().contains(u"Changing"_s));
    QTRY_COMPARE(cell(1, 1), u"blue"_s);
    trigger("undoEdit");
    QCOMPARE(m_session->edits().editedCells(), 1);
    qInfo("a million cells filled in the window's thread: %s", text(filled).constData());
    QVERIFY2(filled.window * 4 < filled.all, text(filled).constData());
}

void TestGridEditing::changesOfManyCellsComeOneAfterTheOther()
{
    constexpr int count = 10'000;
    openRows(count);
    select(0, 1, count - 1, 2);

    trigger("clearCells");
    select(0, 1, count - 1, 1);
    trigger("revertCells");
    m_model->setData(m_model->index(5, 3), u"blue"_s); // while they are worked out

    QTRY_COMPARE_WITH_TIMEOUT(m_session->edits().editedCells(), qint64(count + 1), 30'000);
    QTRY_COMPARE(cell(7, 1), u"red"_s);
    QTRY_COMPARE(cell(7, 2), QString());
    QTRY_COMPARE(cell(5, 3), u"blue"_s);
}

void TestGridEditing::rowsThatAreNotInViewAreCopied()
{
    constexpr int count = 30'000;
    const Work start = Work::sofar();
    openRows(count);
    QTRY_VERIFY_WITH_TIMEOUT(isChecked(), 30'000);
    const Work opened = Work::sofar().since(start);
    select(0, 0, count - 1, 1);
    const Work before = Work::sofar();

    trigger("copyCells");

    QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().endsWith(u"\nS29999\tred"_s), 30'000);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"S0\tred\nS1\tred\n"_s));
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), count - 1);
    const Work copied = Work::sofar().since(before);
    qInfo("30,000 rows copied in the window's thread: %s; opened: %s", text(copied).constData(),
          text(opened).constData());
    QVERIFY2(copied.window * 2 < opened.all, text(copied).constData());
}

void TestGridEditing::pastingTooMuchSaysSoAndChangesNothing()
{
    openRows(250'001);
    QGuiApplication::clipboard()->setText(QString(u"x\tx\tx\tx\n"_s).repeated(250'001));
    select(0, 1, 0, 1);

    trigger("pasteCells");

    QTRY_VERIFY_WITH_TIMEOUT(widget<QLabel>("banner.headline")->text().contains(u"1,000,000 cells"_s), 30'000);
    QVERIFY(m_session->edits().isEmpty());
}

void TestGridEditing::aChangeOfManyCellsEndsWithItsFile()
{
    openRows(50'000);
    trigger("findInGrid");
    widget<QLineEdit>("findText")->setText(u"red"_s);
    QTRY_VERIFY(widget<QPushButton>("replaceAll")->isEnabled());
    select(0, 1, 49'999, 4);
    trigger("clearCells");
    widget<QPushButton>("replaceAll")->click();

    open("sku,name\nA,red\n");

    QVERIFY(m_session->edits().isEmpty());
    QVERIFY(test::whatWasPostedHasArrived());
    QCOMPARE(cell(0, 1), u"red"_s);
    QVERIFY(!widget<QLabel>("fixCounts")->text().contains(u"Changing"_s));
}

QTEST_MAIN(TestGridEditing)
#include "tst_gridediting.moc"
