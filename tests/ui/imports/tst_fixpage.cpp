// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/check.h"
#include "tests/core/runs/runbench.h"
#include "ui/models/gridmodel.h"
#include "ui/panels/imports/fixpage.h"
#include "ui/panels/imports/gridediting.h"
#include "ui/panels/imports/gridview.h"
#include "ui/panels/imports/importsession.h"

#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>

#include <ctime>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The grid by its object names and keys, over real files; no service is asked.
class TestFixPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup();
    void aFindingIsMendedInPlaceAndCounted();
    void undoAndRedoGoThereAndBack();
    void findingsAreReachedByKey();
    void onlyRowsWithFindingsAreShown();
    void fillDownPasteAndClearWorkOnRanges();
    void removedRowsAreNotSent();
    void replacingSaysHowManyCellsFirst();
    void aMillionCellsAreReplacedBesideTheWindow();
    void whatIsTypedDuringAReplacementStays();
    void aLineIsReachedInALargeFile();
    void failedRowsOfARunOpenInTheGrid();
    void theCorrectedFileIsSaved();
    void copiedCellsComeBackAsTheyWere();
    void anOpenEditorEndsWithThePage();
    void anotherFileBeginsWithoutEdits();
    void bothThemes_data();
    void bothThemes();

private:
    template <class T>
    T *widget(const char *name) const
    {
        return m_page->findChild<T *>(QString::fromLatin1(name));
    }
    void open(const QByteArray &csv);
    void trigger(const char *action) { widget<QAction>(action)->trigger(); }
    void type(int row, int column, const QString &text);
    void select(int top, int left, int bottom, int right);
    QString cell(int row, int column) const { return m_model->index(row, column).data(Qt::EditRole).toString(); }
    bool isMarked(int row, int column) const { return m_model->index(row, column).data(GridSeverityRole).isValid(); }
    bool isChecked() const { return m_session->isReportCurrent() && !m_session->isChecking(); }

    QNetworkAccessManager m_network;
    std::unique_ptr<RunBench> m_bench;
    std::unique_ptr<catalogue::TemplateStore> m_templates;
    std::unique_ptr<ImportSession> m_session;
    std::unique_ptr<FixPage> m_page;
    GridView *m_grid = nullptr;
    GridModel *m_model = nullptr;
};

void TestFixPage::init()
{
    m_bench = std::make_unique<RunBench>(m_network, QUrl(u"http://127.0.0.1:9"_s), u"test-application"_s, "test-key");
    m_templates = std::make_unique<catalogue::TemplateStore>(m_bench->folder.filePath(u"templates.json"_s));
    QVERIFY(m_templates->load().ok());
    m_session = std::make_unique<ImportSession>(m_bench->client, m_bench->ledger, *m_templates, ImportsPanelFacts{});
    m_page = std::make_unique<FixPage>(*m_session);
    m_page->resize(1000, 700);
    m_page->show();
    m_grid = widget<GridView>("fixGrid");
    m_model = m_page->findChild<GridModel *>();
    new QAbstractItemModelTester(m_model, QAbstractItemModelTester::FailureReportingMode::QtTest, m_model);
}

void TestFixPage::cleanup()
{
    m_page.reset();
    m_session.reset();
    m_bench.reset();
}

void TestFixPage::open(const QByteArray &csv)
{
    const QString path = m_bench->folder.filePath(u"file.csv"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(csv);
    file.close();
    QSignalSpy previewed(m_session.get(), &ImportSession::previewed);
    m_session->open(path);
    QTRY_COMPARE(previewed.size(), 1);
    QSignalSpy checked(m_session.get(), &ImportSession::checked);
    m_session->check();
    QTRY_COMPARE(checked.size(), 1);
    m_page->open();
    QTRY_VERIFY(m_model->rowCount() > 0);
    QTRY_VERIFY(m_model->row(0) != nullptr);
}

void TestFixPage::type(int row, int column, const QString &text)
{
    m_grid->goTo(row, column);
    m_grid->edit(m_model->index(row, column));
    auto *editor = m_grid->findChild<QLineEdit *>(u"cellEditor"_s);
    QVERIFY(editor);
    editor->setText(text);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(cell(row, column), text);
}

void TestFixPage::select(int top, int left, int bottom, int right)
{
    m_grid->goTo(top, left);
    m_grid->selectionModel()->select(QItemSelection(m_model->index(top, left), m_model->index(bottom, right)),
                                     QItemSelectionModel::ClearAndSelect);
}

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

void TestFixPage::fillDownPasteAndClearWorkOnRanges()
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

void TestFixPage::removedRowsAreNotSent()
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

void TestFixPage::replacingSaysHowManyCellsFirst()
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

void TestFixPage::aMillionCellsAreReplacedBesideTheWindow()
{
    constexpr int count = 250'000;
    QByteArray csv = "sku,a,b,c,d\n";
    for (int i = 0; i < count; ++i)
        csv += "S" + QByteArray::number(i) + ",red,red,red,red\n";
    open(csv);
    delete m_model->findChild<QAbstractItemModelTester *>(); // looks at far more than the window does
    trigger("findInGrid");
    widget<QLineEdit>("findText")->setText(u"red"_s);
    widget<QLineEdit>("replaceText")->setText(u"green"_s);
    auto *replace = widget<QPushButton>("replaceAll");
    QTRY_COMPARE_WITH_TIMEOUT(replace->text(), u"Replace in 1,000,000 cells"_s, 30'000);
    // Processor time of the window's thread alone: the machine may be busy with other tests.
    const auto spent = [] {
        timespec now = {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
    };
    const qint64 before = spent();

    replace->click();
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, 1), u"green"_s, 30'000);
    const qint64 replaced = spent() - before;
    trigger("undoEdit");
    QTRY_COMPARE(cell(0, 1), u"red"_s);
    QVERIFY(m_session->edits().isEmpty());
    trigger("redoEdit");
    QTRY_COMPARE(cell(0, 4), u"green"_s);
    QCOMPARE(m_session->edits().editedCells(), 4 * count);
    const qint64 thereAndBack = spent() - before - replaced;

    qInfo("a million cells: %lld ms of the window's thread to replace, %lld to undo and redo", replaced, thereAndBack);
    QVERIFY2(replaced < 150, qPrintable(QString::number(replaced)));
    QVERIFY2(thereAndBack < 150, qPrintable(QString::number(thereAndBack)));
}

void TestFixPage::whatIsTypedDuringAReplacementStays()
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

void TestFixPage::copiedCellsComeBackAsTheyWere()
{
    open("sku,name\nA,\"two\nlines \"\"q\"\"\"\nB,\nC,c\n");
    select(0, 0, 2, 1);
    trigger("copyCells");
    const QString copied = QGuiApplication::clipboard()->text();
    QCOMPARE(copied, u"A\t\"two\nlines \"\"q\"\"\"\nB\t\nC\tc"_s);

    select(0, 0, 0, 0);
    trigger("pasteCells");

    QTRY_COMPARE(cell(0, 1), u"two\nlines \"q\""_s);
    QCOMPARE(cell(1, 1), QString());
    QCOMPARE(cell(2, 1), u"c"_s);
    QTRY_VERIFY(isChecked());
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
