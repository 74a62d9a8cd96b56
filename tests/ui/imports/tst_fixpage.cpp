// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fixbench.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// How a person finds what is wrong in the grid, and mends it.
class TestFixPage : public QObject, protected FixBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { start(); }
    void cleanup() { end(); }
    void aFindingIsMendedInPlaceAndCounted();
    void undoAndRedoGoThereAndBack();
    void findingsAreReachedByKey();
    void onlyRowsWithFindingsAreShown();
    void aLineIsReachedInALargeFile();
    void failedRowsOfARunOpenInTheGrid();
    void theCorrectedFileIsSaved();
    void anOpenEditorEndsWithThePage();
    void anotherFileBeginsWithoutEdits();
    void bothThemes_data();
    void bothThemes();
};

void TestFixPage::aFindingIsMendedInPlaceAndCounted()
{
    open("sku,name\nA,a\n,b\nC,c\n,d\n");
    QTRY_VERIFY(isMarked(1, 0));
    m_grid->goTo(1, 0);
    QVERIFY(widget<QLabel>("cellMessage")->text().contains(u"“sku”"_s));
    QVERIFY(!widget<QLabel>("cellRemedy")->text().isEmpty());
    QVERIFY(m_model->index(1, 0).data(Qt::ToolTipRole).toString().contains(u"Enter its number"_s));

    type(1, 0, u"B"_s);

    QTRY_COMPARE(cell(1, 0), u"B"_s);
    QTRY_VERIFY(!isMarked(1, 0));
    QVERIFY(m_model->index(1, 0).data(GridEditedRole).toBool());
    QTRY_VERIFY(isChecked());
    QCOMPARE(m_session->report()->leftOut, 1);
    QVERIFY(widget<QLabel>("fixCounts")->text().contains(u"1 put right"_s));
    QVERIFY(widget<QLabel>("cellMessage")->text().isEmpty());
}

void TestFixPage::undoAndRedoGoThereAndBack()
{
    open("sku,name\nA,a\n,b\n");
    type(1, 0, u"A"_s); // now it is a duplicate
    QTRY_VERIFY(isChecked());
    QTRY_VERIFY(isMarked(1, 0));
    QCOMPARE(m_session->report()->duplicates, 1);

    trigger("undoEdit");

    QTRY_COMPARE(cell(1, 0), QString());
    QTRY_VERIFY(isChecked());
    QCOMPARE(m_session->report()->duplicates, 0);
    trigger("redoEdit");
    QTRY_COMPARE(cell(1, 0), u"A"_s);
}

void TestFixPage::findingsAreReachedByKey()
{
    QByteArray csv = "sku,gtin\n";
    for (int i = 0; i < 2000; ++i)
        csv += (i == 5 || i == 1700 ? QByteArray() : "S" + QByteArray::number(i)) + (i == 900 ? ",12\n" : ",\n");
    open(csv);

    const auto current = [this] { return QPoint(m_grid->currentIndex().column(), m_grid->currentIndex().row()); };
    trigger("nextFinding");
    QTRY_COMPARE(current(), QPoint(0, 5));
    trigger("nextFinding");
    QTRY_COMPARE(current(), QPoint(1, 900));
    trigger("nextFinding");
    QTRY_COMPARE(current(), QPoint(0, 1700));
    trigger("nextFinding");
    QTRY_COMPARE(current(), QPoint(0, 1700));
    QVERIFY(widget<QLabel>("cellMessage")->text().contains(u"no finding below"_s));
    trigger("previousFinding");
    QTRY_COMPARE(current(), QPoint(1, 900));
}

void TestFixPage::onlyRowsWithFindingsAreShown()
{
    open("sku,gtin\nA,\n,\nC,12\nD,\n");

    widget<QPushButton>("onlyFindings")->click();

    QCOMPARE(m_model->rowCount(), 2);
    QTRY_COMPARE(m_model->headerData(0, Qt::Vertical).toString(), u"× 3"_s);
    QCOMPARE(m_model->headerData(1, Qt::Vertical).toString(), u"! 4"_s);
    type(0, 0, u"B"_s);
    QTRY_VERIFY(isChecked());
    QCOMPARE(m_model->rowCount(), 2); // what is put right stays in sight
    QTRY_COMPARE(m_model->headerData(0, Qt::Vertical).toString(), u"3"_s);
    widget<QPushButton>("onlyFindings")->click();
    QCOMPARE(m_model->rowCount(), 4);
}

void TestFixPage::aLineIsReachedInALargeFile()
{
    QByteArray csv = "sku,name\n";
    for (int i = 0; i < 200'000; ++i)
        csv += "S" + QByteArray::number(i) + ",n\n";
    open(csv);
    QCOMPARE(m_model->rowCount(), 200'000);
    auto *line = widget<QSpinBox>("gridLine");
    trigger("goToLine");

    line->setFocus();
    line->findChild<QLineEdit *>()->setText(u"Line 150002"_s);
    QTest::keyClick(line, Qt::Key_Return);

    QTRY_COMPARE(m_grid->currentIndex().row(), 150'000);
    QTRY_COMPARE(cell(150'000, 0), u"S150000"_s);
    QTRY_COMPARE(m_model->headerData(150'000, Qt::Vertical).toString(), u"150,002"_s);
}

void TestFixPage::failedRowsOfARunOpenInTheGrid()
{
    open("sku,name\nA,a\nB,b\nC,c\n");

    m_page->openOnly({{2, u"name too plain"_s}, {4, u"no such model"_s}});

    QTRY_COMPARE(m_model->rowCount(), 2);
    QTRY_COMPARE(m_model->headerData(1, Qt::Vertical).toString(), u"× 4"_s);
    m_grid->goTo(1, 0);
    QVERIFY(widget<QLabel>("cellMessage")->text().contains(u"no such model"_s));
}

void TestFixPage::theCorrectedFileIsSaved()
{
    open("sku,name\nA,a\nB,b\n");
    type(1, 1, u"ä"_s);
    QCOMPARE(m_session->spec().edits.editedCells(), 1);
    QTRY_VERIFY(isChecked());
    QVERIFY(m_session->preview().records.size() == 2);
    QTRY_COMPARE(m_session->preview().records[1].fields[1], u"ä"_s); // the preview shows the edits, too
}

void TestFixPage::anOpenEditorEndsWithThePage()
{
    open("sku,name\nA,a\n");
    m_grid->goTo(0, 0);
    m_grid->edit(m_model->index(0, 0));
    m_grid->findChild<QLineEdit *>(u"cellEditor"_s)->setText(u"half"_s);

    m_page.reset();

    QVERIFY(m_session->edits().isEmpty());
}

void TestFixPage::anotherFileBeginsWithoutEdits()
{
    open("sku,name\nA,a\n");
    type(0, 1, u"b"_s);

    open("sku,name\nB,b\nC,c\n");

    QVERIFY(m_session->edits().isEmpty());
    QTRY_COMPARE(cell(0, 1), u"b"_s);
    QCOMPARE(m_model->rowCount(), 2);
    QVERIFY(!widget<QAction>("undoEdit")->isEnabled());
}

void TestFixPage::bothThemes_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

/// CHANCERY_SHOTS names a folder that keeps the pictures.
void TestFixPage::bothThemes()
{
    QFETCH(bool, dark);
    Theme theme(*qApp);
    theme.setMotion(Motion::None);
    theme.setAppearance(dark ? Appearance::Dark : Appearance::Light);
    m_page->setAutoFillBackground(true);
    open("sku,name,gtin,data.material,description\nLAMP-01,Oak desk lamp,4006381333931,oak,Turned oak and linen\n"
         ",Walnut lamp,4006381333932,walnut,No number yet\nLAMP-01,Oak desk lamp,12,oak,Again\n"
         "LAMP-03,Brass lamp,,brass,\"With a shade\nof two lines\"\nLAMP-04,Short row\nLAMP-05,Steel "
         "lamp,,steel,Plain\n");
    type(5, 1, u"Steel lamp, brushed"_s);
    select(5, 0, 5, 0);
    select(3, 0, 3, 0);
    trigger("removeRows");
    trigger("findInGrid");
    widget<QLineEdit>("findText")->setText(u"oak"_s);
    widget<QLineEdit>("replaceText")->setText(u"ash"_s);
    QTRY_VERIFY(widget<QPushButton>("replaceAll")->isEnabled());
    m_grid->goTo(1, 0);
    m_grid->setFocus();
    QTRY_VERIFY(isChecked());
    QTRY_VERIFY(isMarked(2, 0));

    const QDir folder(qEnvironmentVariable("CHANCERY_SHOTS", m_bench->folder.path()));
    const QString name = u"fix-%1.png"_s.arg(dark ? u"dark"_s : u"light"_s);
    QVERIFY(folder.mkpath(u"."_s));
    QVERIFY(m_page->grab().save(folder.filePath(name)));
}

QTEST_MAIN(TestFixPage)
#include "tst_fixpage.moc"
