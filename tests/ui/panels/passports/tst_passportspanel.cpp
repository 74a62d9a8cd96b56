// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/panels/passports/panelbench.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

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

    void loadsPagesAsOneScrolls();
    void aRefreshKeepsSelectionAndScroll();
    void filtersOfOursAreSaidAndCanBeCompleted();
    void aRefusedFilterIsAppliedHere();
    void nothingMatchesOffersAWayOn();
    void anEmptyCatalogueOffersImportAndCreation();
    void aFailureStaysUntilTriedAgain();
    void treeOpensBatchesAndItems();
    void orphansAreLookedForOnDemand();
    void everythingHasANameForAssistiveTechnology();
    void filtersSurviveARestart();
};

void TestPassportsPanel::loadsPagesAsOneScrolls()
{
    fill(250);
    show();
    const qsizetype asked = calls("GET");
    table()->grab(); // laid out, as it is when it asks for more
    bool answered = false;
    m_client->listPassports({}, 1, 1).then(this, [&answered](const auto &) { answered = true; });
    QTRY_VERIFY(answered);
    QCOMPARE(calls("GET"), asked + 1); // a page that fills the view asks for no other
    QCOMPARE(rows(), 100);
    QVERIFY(text(u"panelSubtitle"_s).contains(u"100"));

    table()->scrollToBottom();
    QTRY_COMPARE(rows(), 200);
    table()->scrollToBottom();

    QTRY_COMPARE(rows(), 250);
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

void TestPassportsPanel::filtersOfOursAreSaidAndCanBeCompleted()
{
    fill(250);
    show();

    type(u"passportsSearch"_s, u"Model 24"_s);

    QTRY_COMPARE(rows(), 1);
    QTRY_VERIFY(text(u"passportsNotice"_s).contains(u"150 rows are not loaded"));
    click(u"loadAll"_s);
    QTRY_COMPARE(rows(), 11);
    QTRY_VERIFY(text(u"passportsNotice"_s).contains(u"All 250 rows are loaded; 11 match"));
}

void TestPassportsPanel::aRefusedFilterIsAppliedHere()
{
    fill(3);
    m_catalogue->refusesFilters = true;
    m_settings->setValue(u"passports/searchScope"_s, u"model"_s);
    show();

    type(u"passportsSearch"_s, u"M-1"_s);

    QTRY_COMPARE(rows(), 1);
    QTRY_VERIFY(text(u"passportsNotice"_s).contains(u"refused"));
}

void TestPassportsPanel::nothingMatchesOffersAWayOn()
{
    fill(3);
    show();
    type(u"passportsSearch"_s, u"M-1"_s);
    QTRY_VERIFY(find<QPushButton>(u"searchNumbers"_s)->isVisible());

    click(u"searchNumbers"_s);

    QTRY_VERIFY(table()->isVisible());
    QCOMPARE(rows(), 1);
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
    m_connection = std::make_unique<TestConnection>(*m_network, QUrl(u"http://127.0.0.1:9/keyban"_s), "test-api-key");
    m_client = std::make_unique<keyban::Client>(m_connection->http(), keyban::ClientSettings{});
    m_panel = std::make_unique<PassportsPanel>(PassportsPanelParts{*m_client, *m_settings}, PassportsPanelFacts{});
    m_panel->show();
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
    QTRY_COMPARE(tree->model()->rowCount(batch), 1);
    tree->setCurrentIndex(tree->model()->index(0, 0, batch));
    QTRY_COMPARE(find<QLabel>(u"field.itemNumber"_s)->text(), u"7"_s);
}

void TestPassportsPanel::orphansAreLookedForOnDemand()
{
    fill(1);
    m_catalogue->add(R"({"id":"i","granularity":"item","modelNumber":"LOST","batchNumber":"B1","itemNumber":"7"})");
    show();
    click(u"passportsTreeToggle"_s);
    auto *tree = find<QAbstractItemView>(u"passportsTree"_s);
    QTRY_COMPARE(tree->model()->rowCount(), 1);

    click(u"lookForOrphans"_s);

    QTRY_COMPARE(tree->model()->rowCount(), 2);
    QCOMPARE(tree->model()->index(1, 0).data().toString(), u"LOST"_s);
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
