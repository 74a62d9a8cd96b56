// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/tableview.h"

#include "ui/theme/theme.h"
#include "ui/widgets/statepill.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTest>
#include <QToolTip>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

void fill(QStandardItemModel &model)
{
    model.setHorizontalHeaderLabels({u"Model"_s, u"Name"_s, u"Level"_s, u"Network"_s});
    for (const QString &number : {u"WAL-LEATHER-2026"_s, u"BAG-WEEK-011"_s})
        model.appendRow({new QStandardItem(number), new QStandardItem(u"Heritage Leather Wallet, slim"_s),
                         new QStandardItem(u"model"_s), new QStandardItem(u"StarknetSepolia"_s)});
}

int totalWidth(const QHeaderView &header)
{
    int total = 0;
    for (int column = 0; column < header.count(); ++column)
        total += header.sectionSize(column);
    return total;
}

} // namespace

class TestTableView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }
    void init();
    void cleanup();

    void columnsFillTheRoomExactly_data();
    void columnsFillTheRoomExactly();
    void columnsFollowTheWindow();
    void thereIsNoHorizontalScrollBarInANarrowTable();
    void columnsAreMeasuredOnceTheirTextsAreThere();
    void aWidthThePersonSetIsKept();
    void theLayoutSurvivesARestart();
    void aForeignLayoutIsRefused();
    void copiesSelectedRowsInVisibleOrder();
    void longIdsAreCopiedWhole();
    void nothingSelectedCopiesNothing();
    void aCutTextShowsWholeOnHover();
    void rowsAreTallEnough();
    void selectionShowsWithoutItsTint();
    void aTreeFitsItsColumnsToo();

private:
    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<TableView> m_table;
};

void TestTableView::init()
{
    m_model = std::make_unique<QStandardItemModel>();
    fill(*m_model);
    m_table = std::make_unique<TableView>();
    m_table->setModel(m_model.get());
    m_table->setStretchColumn(1);
    m_table->resize(900, 300);
    m_table->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    QTRY_COMPARE(totalWidth(*m_table->horizontalHeader()), m_table->viewport()->width());
}

void TestTableView::cleanup()
{
    m_table.reset();
    m_model.reset();
}

void TestTableView::columnsFillTheRoomExactly_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {320, 480, 640, 801, 1440, 3000})
        QTest::addRow("%d", width) << width;
}

void TestTableView::columnsFillTheRoomExactly()
{
    QFETCH(const int, width);

    m_table->resize(width, 300);

    QTRY_COMPARE(totalWidth(*m_table->horizontalHeader()), m_table->viewport()->width());
}

void TestTableView::columnsFollowTheWindow()
{
    m_table->resize(400, 300);
    m_table->resize(1400, 300);

    const QHeaderView &header = *m_table->horizontalHeader();
    QTRY_COMPARE(totalWidth(header), m_table->viewport()->width());
    QVERIFY(header.sectionSize(1) > header.sectionSize(0));
    QVERIFY(header.sectionSize(3) > m_table->fontMetrics().horizontalAdvance(u"StarknetSepolia"_s) + 20);
}

void TestTableView::thereIsNoHorizontalScrollBarInANarrowTable()
{
    m_table->resize(420, 300);

    QTRY_COMPARE(m_table->horizontalScrollBar()->maximum(), 0);
}

void TestTableView::columnsAreMeasuredOnceTheirTextsAreThere()
{
    const QString number = u"VER-BIF-BLK-000130"_s;
    QStandardItemModel late(3, 4); // rows whose cells are still being read
    late.setHorizontalHeaderLabels({u"No"_s, u"Name"_s, u"Level"_s, u"Changes"_s});
    TableView table;
    table.setModel(&late);
    table.setStretchColumn(3);
    table.resize(900, 300);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    const QHeaderView &header = *table.horizontalHeader();
    QTRY_COMPARE(totalWidth(header), table.viewport()->width());
    QVERIFY(header.sectionSize(0) < table.fontMetrics().horizontalAdvance(number));

    for (int row = 0; row < 3; ++row)
        late.setItem(row, 0, new QStandardItem(number));

    QTRY_VERIFY(header.sectionSize(0) > table.fontMetrics().horizontalAdvance(number));
    const int width = header.sectionSize(0);
    late.setItem(1, 0, new QStandardItem(number + number));
    late.setItem(1, 1, new QStandardItem(number));
    QTRY_VERIFY(header.sectionSize(1) > table.fontMetrics().horizontalAdvance(number));
    QCOMPARE(header.sectionSize(0), width);
}

void TestTableView::aWidthThePersonSetIsKept()
{
    QHeaderView &header = *m_table->horizontalHeader();

    header.resizeSection(0, 300);
    m_table->resize(1200, 300);

    QTRY_COMPARE(totalWidth(header), m_table->viewport()->width());
    QCOMPARE(header.sectionSize(0), 300);
}

void TestTableView::theLayoutSurvivesARestart()
{
    QHeaderView &header = *m_table->horizontalHeader();
    header.resizeSection(0, 280);
    header.moveSection(3, 0);
    header.hideSection(2);
    const QByteArray layout = m_table->saveLayout();
    TableView again;
    again.setModel(m_model.get());
    again.setStretchColumn(1);
    again.resize(900, 300);
    again.show();

    QVERIFY(again.restoreLayout(layout));

    QCOMPARE(again.horizontalHeader()->sectionSize(0), 280);
    QCOMPARE(again.horizontalHeader()->visualIndex(3), 0);
    QVERIFY(again.horizontalHeader()->isSectionHidden(2));
}

void TestTableView::aForeignLayoutIsRefused()
{
    QVERIFY(!m_table->restoreLayout("no layout"));
    QVERIFY(!m_table->restoreLayout({}));
}

void TestTableView::copiesSelectedRowsInVisibleOrder()
{
    m_table->horizontalHeader()->moveSection(3, 0);
    m_table->setColumnHidden(2, true);
    m_table->selectAll();

    QTest::keyClick(m_table.get(), Qt::Key_C, Qt::ControlModifier);

    QCOMPARE(QGuiApplication::clipboard()->text(), u"StarknetSepolia\tWAL-LEATHER-2026\tHeritage Leather Wallet, slim\n"
                                                   "StarknetSepolia\tBAG-WEEK-011\tHeritage Leather Wallet, slim"_s);
}

void TestTableView::longIdsAreCopiedWhole()
{
    m_model->item(0, 0)->setText(u"0x82…90"_s);
    m_model->item(0, 0)->setData(u"0x8291044556677890"_s, CopyRole);
    m_table->selectRow(0);

    m_table->copySelection();

    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"0x8291044556677890\t"_s));
}

void TestTableView::nothingSelectedCopiesNothing()
{
    QGuiApplication::clipboard()->setText(u"before"_s);
    m_table->clearSelection();

    m_table->copySelection();

    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
}

void TestTableView::aCutTextShowsWholeOnHover()
{
    m_table->resize(340, 300);
    QTRY_VERIFY(m_table->columnWidth(1) < 150);
    const QPoint place = m_table->visualRect(m_model->index(0, 1)).center();
    QHelpEvent hover(QEvent::ToolTip, place, m_table->viewport()->mapToGlobal(place));

    QCoreApplication::sendEvent(m_table->viewport(), &hover);

    QTRY_COMPARE(QToolTip::text(), u"Heritage Leather Wallet, slim"_s);
}

void TestTableView::rowsAreTallEnough()
{
    QVERIFY(m_table->rowHeight(0) >= 36);
}

void TestTableView::selectionShowsWithoutItsTint()
{
    m_table->selectRow(0);

    const QImage image = m_table->viewport()->grab().toImage();

    QCOMPARE(image.pixelColor(1, 18), color(Token::Accent, m_table->palette()));
}

void TestTableView::aTreeFitsItsColumnsToo()
{
    TreeView tree;
    tree.setModel(m_model.get());
    tree.setStretchColumn(0);
    tree.resize(500, 300);
    tree.show();

    QTRY_COMPARE(totalWidth(*tree.header()), tree.viewport()->width());
}

QTEST_MAIN(TestTableView)
#include "tst_tableview.moc"
