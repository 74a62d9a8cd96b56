// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/panels/passports/panelbench.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using Acts = FakeCatalogue::Acts;

/// Looking: pages, filters, tree, and what is shown when there is nothing to show.
class TestPassportsPanel : public PanelBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void everythingIsThereWithoutScrolling();
    void aRefreshKeepsSelectionAndScroll();
    void theHeadlineCountsWhatTheNoticeCounts();
    void typingSearchesEveryColumnAndTheData();
    void nothingMatchesOffersAWayOn();
    void aHeaderClickOrdersTheWholeCatalogue();
    void theAgeAndTheStateOfTheCopyAreSaid();
    void whatWasReadBeforeIsThereWithoutTheService();
    void rowsOfTheTreeNeedNoParent();
    void anEmptyCatalogueOffersImportAndCreation();
    void aFailureStaysUntilTriedAgain();
    void treeOpensBatchesAndItems();
    void everythingHasANameForAssistiveTechnology();
    void filtersSurviveARestart();
};

void TestPassportsPanel::everythingIsThereWithoutScrolling()
{
    fill(450);
    show();
    QCOMPARE(rows(), 450);
    const qsizetype asked = calls("GET");
    QCOMPARE(asked, 5);

    table()->scrollToBottom();

    QTRY_COMPARE(table()->model()->index(449, 1).data().toString(), u"Model 449"_s);
    QCOMPARE(calls("GET"), asked);
    QCOMPARE(text(u"panelSubtitle"_s), u"450 passports"_s);
}

void TestPassportsPanel::theHeadlineCountsWhatTheNoticeCounts()
{
    fill(2'000);
    build();
    QList<std::pair<QString, qint64>> seen;
    connect(m_mirror.get(), &Mirror::stateChanged, m_panel.get(), [this, &seen] {
        if (m_mirror->state().rows > 0 && rows() > 0)
            seen.append({text(u"panelSubtitle"_s), m_mirror->state().rows});
    });

    QTRY_COMPARE(m_sync->progress().state, SyncProgress::Resting);

    QVERIFY(seen.size() > 5);
    for (const auto &[headline, kept] : seen)
        QCOMPARE(headline, QString(QLocale().toString(kept) + u" passports"_s));
}

void TestPassportsPanel::typingSearchesEveryColumnAndTheData()
{
    fill(250);
    m_catalogue->change(u"m7"_s, u"data.origin.country"_s, u"Perú"_s);
    show();
    select(0);

    type(u"passportsSearch"_s, u"PERU"_s);
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(text(u"panelSubtitle"_s), u"1 of 250 passports"_s);
    type(u"passportsSearch"_s, u"model 24"_s);
    QTRY_COMPARE(rows(), 13); // 24, 124, 224 and 240 to 249
    type(u"passportsSearch"_s, u"M-24 starknet"_s);

    QTRY_COMPARE(rows(), 11);
}

void TestPassportsPanel::nothingMatchesOffersAWayOn()
{
    fill(3);
    show();
    type(u"passportsSearch"_s, u"zebra"_s);
    QTRY_VERIFY(find<QPushButton>(u"clearFilters"_s)->isVisible());

    click(u"clearFilters"_s);

    QTRY_VERIFY(table()->isVisible());
    QCOMPARE(rows(), 3);
}

void TestPassportsPanel::aHeaderClickOrdersTheWholeCatalogue()
{
    fill(450);
    show();

    qobject_cast<QTableView *>(table())->sortByColumn(0, Qt::DescendingOrder);

    QTRY_COMPARE(table()->model()->index(0, 0).data().toString(), u"M-449"_s);
    qobject_cast<QTableView *>(table())->sortByColumn(1, Qt::AscendingOrder);
    QTRY_COMPARE(table()->model()->index(0, 0).data().toString(), u"M-0"_s);
}

void TestPassportsPanel::theAgeAndTheStateOfTheCopyAreSaid()
{
    fill(150);
    show();
    QTRY_VERIFY(text(u"passportsNotice"_s).startsWith(u"150 passports, as of"));

    m_catalogue->mishap("GET", ScriptedAnswer::failing(QNetworkReply::ConnectionRefusedError), Acts::No);
    QTest::keyClick(table(), Qt::Key_F5);

    QTRY_VERIFY(text(u"passportsNotice"_s).startsWith(u"Offline. 150 passports, as of"));
    QCOMPARE(rows(), 150);
    click(u"syncNow"_s);
    QTRY_VERIFY(text(u"passportsNotice"_s).startsWith(u"150 passports, as of"));
}

void TestPassportsPanel::whatWasReadBeforeIsThereWithoutTheService()
{
    fill(120);
    show();
    m_panel.reset();
    m_sync.reset();
    m_mirror.reset();
    m_network->answerWith(
        [](const SeenRequest &) { return ScriptedAnswer::failing(QNetworkReply::ConnectionRefusedError); });

    build();

    QTRY_COMPARE(rows(), 120);
    type(u"passportsSearch"_s, u"M-11"_s);
    QTRY_COMPARE(rows(), 11);
}

void TestPassportsPanel::aRefreshKeepsSelectionAndScroll()
{
    fill(150);
    show();
    select(60);
    const int scroll = table()->verticalScrollBar()->value();
    QVERIFY(scroll > 0);
    m_catalogue->change(u"m60"_s, u"name"_s, u"Another name"_s);
    m_catalogue->remove(u"m90"_s);

    QTest::keyClick(table(), Qt::Key_F5);

    QTRY_COMPARE(table()->currentIndex().siblingAtColumn(1).data().toString(), u"Another name"_s);
    QCOMPARE(table()->verticalScrollBar()->value(), scroll);
    QCOMPARE(table()->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(text(u"inspectorName"_s), u"Another name"_s);
}

void TestPassportsPanel::anEmptyCatalogueOffersImportAndCreation()
{
    show();
    QTRY_VERIFY(find<QPushButton>(u"emptyImport"_s)->isVisible());
    bool wanted = false;
    connect(m_panel.get(), &PassportsPanel::importWanted, this, [&wanted] { wanted = true; });

    click(u"emptyImport"_s);
    click(u"emptyNewPassport"_s);

    QVERIFY(wanted);
    QVERIFY(dialog(u"newPassportDialog"_s)->isVisible());
}

void TestPassportsPanel::aFailureStaysUntilTriedAgain()
{
    fill(3);
    m_catalogue->mishap("GET", ScriptedAnswer::json(R"({"title":"Out of order","status":503})", 503), Acts::No);
    build();
    QTRY_VERIFY(find<QPushButton>(u"retryLoading"_s));
    QCOMPARE(rows(), 0);

    click(u"retryLoading"_s);

    QTRY_COMPARE(rows(), 3);
    QTRY_VERIFY(!find<QPushButton>(u"retryLoading"_s) || !find<QPushButton>(u"retryLoading"_s)->isVisible());
}

void TestPassportsPanel::treeOpensBatchesAndItems()
{
    fill(2);
    m_catalogue->add(R"({"id":"b","granularity":"batch","modelNumber":"M-1","batchNumber":"B1"})");
    m_catalogue->add(R"({"id":"i","granularity":"item","modelNumber":"M-1","batchNumber":"B1","itemNumber":"7"})");
    show();
    click(u"passportsTreeToggle"_s);
    auto *tree = find<QAbstractItemView>(u"passportsTree"_s);
    QTRY_COMPARE(tree->model()->rowCount(), 2);
    const QModelIndex model = tree->model()->index(1, 0);
    QVERIFY(tree->model()->hasChildren(model));

    tree->setCurrentIndex(model);
    QTest::keyClick(tree, Qt::Key_Right);

    QTRY_COMPARE(tree->model()->rowCount(model), 1);
    const QModelIndex batch = tree->model()->index(0, 0, model);
    QVERIFY(tree->model()->hasChildren(batch));
    tree->setCurrentIndex(batch);
    QTest::keyClick(tree, Qt::Key_Right);
    QTRY_COMPARE(tree->model()->rowCount(batch), 1);
    tree->setCurrentIndex(tree->model()->index(0, 0, batch));
    QTRY_COMPARE(find<QLabel>(u"field.itemNumber"_s)->text(), u"7"_s);
}

void TestPassportsPanel::rowsOfTheTreeNeedNoParent()
{
    fill(1);
    m_catalogue->add(R"({"id":"i","granularity":"item","modelNumber":"LOST","batchNumber":"B1","itemNumber":"7"})");
    show();

    click(u"passportsTreeToggle"_s);

    auto *tree = find<QAbstractItemView>(u"passportsTree"_s);
    QTRY_COMPARE(tree->model()->rowCount(), 2);
    QCOMPARE(tree->model()->index(0, 0).data().toString(), u"LOST"_s);
}

void TestPassportsPanel::everythingHasANameForAssistiveTechnology()
{
    fill(2);
    show();
    select(0);
    for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
        const bool interactive = qobject_cast<const QAbstractButton *>(widget) ||
                                 qobject_cast<const QLineEdit *>(widget) ||
                                 qobject_cast<const QAbstractItemView *>(widget);
        if (!interactive || !widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const QString name = widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName();
        QVERIFY2(!name.isEmpty(),
                 qPrintable(widget->objectName() + u' ' + QLatin1StringView(widget->metaObject()->className())));
        QVERIFY2(!widget->objectName().isEmpty(), qPrintable(name));
    }
}

void TestPassportsPanel::filtersSurviveARestart()
{
    fill(3);
    m_settings->setValue(u"passports/levelFilter"_s, u"model"_s);
    m_settings->setValue(u"passports/tree"_s, true);
    show();
    QVERIFY(find<QPushButton>(u"passportsTreeToggle"_s)->isChecked());
    QCOMPARE(find<QPushButton>(u"levelFilter"_s)->text(), u"Level: Model"_s);
    m_settings->clear();

    m_panel.reset();

    QCOMPARE(m_settings->value(u"passports/levelFilter"_s).toString(), u"model"_s);
    QVERIFY(m_settings->value(u"passports/tree"_s).toBool());
}

QTEST_MAIN(TestPassportsPanel)
#include "tst_passportspanel.moc"
