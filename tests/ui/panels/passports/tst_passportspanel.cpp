// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fakecatalogue.h"
#include "tests/support/testconnection.h"
#include "ui/panels/passports/passportspanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using Acts = FakeCatalogue::Acts;

/// The panel over a scripted service, used as a person does: by what is on the screen.
class TestPassportsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void loadsPagesAsOneScrolls();
    void aRefreshKeepsSelectionAndScroll();
    void filtersOfOursAreSaidAndCanBeCompleted();
    void aRefusedFilterIsAppliedHere();
    void nothingMatchesOffersAWayOn();
    void anEmptyCatalogueOffersImportAndCreation();
    void aFailureStaysUntilTriedAgain();
    void treeOpensBatchesAndItems();
    void orphansAreLookedForOnDemand();
    void editsAreReviewedAndSaved();
    void editsStayWithTheirPassport();
    void aConflictIsChosenByThePerson();
    void anAnswerLostIsFoundOut();
    void fieldErrorsStandAtTheirFields();
    void invalidJsonIsKeptAndNotSaved();
    void aReadOnlyConnectionChangesNothing();
    void createsADraftAndShowsIt();
    void publishingAtOnceWantsASecondYes();
    void aDuplicateOffersTheExistingOne();
    void publishesOnlyAfterTheTypedCount();
    void everythingHasANameForAssistiveTechnology();
    void filtersSurviveARestart();

private:
    void fill(int models);
    void show(GuardLevel guard = GuardLevel::Normal);
    template <class T>
    T *find(const QString &name, QWidget *in = nullptr)
    {
        return (in ? in : m_panel.get())->findChild<T *>(name);
    }
    QAbstractItemView *table() { return find<QAbstractItemView>(u"passportsTable"_s); }
    int rows() { return table()->model()->rowCount(); }
    void select(int row);
    void type(const QString &field, const QString &text, QWidget *in = nullptr);
    void click(const QString &name, QWidget *in = nullptr);
    QDialog *dialog(const QString &name);
    QString text(const QString &label, QWidget *in = nullptr) { return find<QLabel>(label, in)->text(); }
    qsizetype calls(const QByteArray &method) const;

    Theme *m_theme = nullptr;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ScriptedNetwork> m_network;
    std::unique_ptr<FakeCatalogue> m_catalogue;
    std::unique_ptr<TestConnection> m_connection;
    std::unique_ptr<keyban::Client> m_client;
    std::unique_ptr<PassportsPanel> m_panel;
};

void TestPassportsPanel::initTestCase()
{
    m_theme = new Theme(*qApp);
    m_theme->setMotion(Motion::None);
}

void TestPassportsPanel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_network = std::make_unique<ScriptedNetwork>();
    m_catalogue = std::make_unique<FakeCatalogue>(*m_network);
}

void TestPassportsPanel::cleanup()
{
    m_panel.reset();
    m_client.reset();
    m_connection.reset();
    m_catalogue.reset();
    m_network.reset();
    m_settings.reset();
}

void TestPassportsPanel::fill(int models)
{
    for (int i = 0; i < models; ++i)
        m_catalogue->add(qPrintable(uR"({"id":"m%1","modelNumber":"M-%1","name":"Model %1","status":"published",
            "certificationStatus":"certified","data":{"gtin":"400%1","material":"oak"},"certifiedPaths":["gtin"]})"_s
                                        .arg(i)));
}

void TestPassportsPanel::show(GuardLevel guard)
{
    m_connection =
        std::make_unique<TestConnection>(*m_network, QUrl(u"http://127.0.0.1:9/keyban"_s), "test-api-key", guard);
    m_client = std::make_unique<keyban::Client>(m_connection->http(), keyban::ClientSettings{});
    m_panel =
        std::make_unique<PassportsPanel>(PassportsPanelParts{*m_client, *m_settings},
                                         PassportsPanelFacts{false, u"Test"_s, u"127.0.0.1"_s, u"StarknetSepolia"_s});
    m_panel->resize(1200, 760);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    const int first = qMin(100, m_catalogue->count());
    const auto *tree = find<QAbstractItemView>(u"passportsTree"_s)->model();
    QTRY_VERIFY(rows() >= first || tree->rowCount() >= first);
}

void TestPassportsPanel::select(int row)
{
    table()->setCurrentIndex(table()->model()->index(row, 0));
}

void TestPassportsPanel::type(const QString &field, const QString &text, QWidget *in)
{
    auto *editor = find<QLineEdit>(field, in);
    QVERIFY2(editor, qPrintable(field));
    editor->selectAll();
    QTest::keyClicks(editor, text);
}

void TestPassportsPanel::click(const QString &name, QWidget *in)
{
    auto *button = find<QAbstractButton>(name, in);
    QVERIFY2(button, qPrintable(name));
    QTRY_VERIFY2(button->isEnabled(), qPrintable(name));
    button->click();
}

QDialog *TestPassportsPanel::dialog(const QString &name)
{
    return m_panel->findChild<QDialog *>(name);
}

qsizetype TestPassportsPanel::calls(const QByteArray &method) const
{
    return std::count_if(m_network->seen().begin(), m_network->seen().end(),
                         [&method](const SeenRequest &request) { return request.method == method; });
}

void TestPassportsPanel::loadsPagesAsOneScrolls()
{
    fill(250);
    show();
    QTest::qWait(50); // a page that fills the view asks for no other
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

void TestPassportsPanel::editsAreReviewedAndSaved()
{
    fill(3);
    show();
    select(1);
    type(u"field.material"_s, u"ash"_s);
    QCOMPARE(text(u"changeNoteTitle"_s), u"1 change not saved"_s);
    type(u"field.gtin"_s, u"999"_s);
    QCOMPARE(text(u"changeNoteTitle"_s), u"2 changes not saved"_s);
    QCOMPARE(text(u"changeNoteStatement"_s), u"Saving re-certifies 1 passport on StarknetSepolia."_s);

    QTest::keyClick(table(), Qt::Key_S, Qt::ControlModifier);
    QDialog *review = dialog(u"reviewDialog"_s);
    QVERIFY(review);
    QTRY_VERIFY(find<QPushButton>(u"reviewSave"_s, review)->isEnabled());
    QCOMPARE(find<QAbstractItemView>(u"reviewChanges"_s, review)->model()->rowCount(), 2);
    QCOMPARE(text(u"dangerWord"_s, review), u"TEST"_s);
    QCOMPARE(calls("PATCH"), 0);
    click(u"reviewSave"_s, review);

    QTRY_COMPARE(m_catalogue->row(u"m1"_s).at(u"data.gtin").toString(), u"999"_s);
    QTRY_VERIFY(!find<QLabel>(u"changeNoteTitle"_s)->isVisible());
    QVERIFY(!m_panel->hasUnsavedWork());
    QCOMPARE(calls("PATCH"), 1);
}

void TestPassportsPanel::editsStayWithTheirPassport()
{
    fill(3);
    show();
    select(0);
    type(u"field.material"_s, u"ash"_s);

    select(1);
    QCOMPARE(find<QLineEdit>(u"field.material"_s)->text(), u"oak"_s);
    QVERIFY(m_panel->hasUnsavedWork());
    QVERIFY(!table()->model()->index(0, 0).data(Qt::DecorationRole).isNull());
    select(0);
    QCOMPARE(find<QLineEdit>(u"field.material"_s)->text(), u"ash"_s);
    click(u"discardChanges"_s);

    QCOMPARE(find<QLineEdit>(u"field.material"_s)->text(), u"oak"_s);
    QVERIFY(!m_panel->hasUnsavedWork());
}

void TestPassportsPanel::aConflictIsChosenByThePerson()
{
    fill(1);
    show();
    select(0);
    type(u"field.material"_s, u"ash"_s);
    m_catalogue->change(u"m0"_s, u"data.material"_s, u"elm"_s);

    click(u"reviewAndSave"_s);
    QDialog *review = dialog(u"reviewDialog"_s);
    QTRY_VERIFY(find<QAbstractButton>(u"keepMine.material"_s, review));
    QVERIFY(!find<QPushButton>(u"reviewSave"_s, review)->isEnabled());
    QVERIFY(find<QAbstractButton>(u"takeTheirs.material"_s, review)->text().contains(u"elm"));
    click(u"keepMine.material"_s, review);
    click(u"reviewSave"_s, review);

    QTRY_COMPARE(m_catalogue->row(u"m0"_s).at(u"data.material").toString(), u"ash"_s);
}

void TestPassportsPanel::anAnswerLostIsFoundOut()
{
    fill(1);
    show();
    select(0);
    type(u"field.material"_s, u"ash"_s);
    click(u"reviewAndSave"_s);
    QPointer<QDialog> review = dialog(u"reviewDialog"_s);
    m_catalogue->mishap("PATCH", ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError), Acts::No);
    click(u"reviewSave"_s, review);
    QTRY_VERIFY(find<QPushButton>(u"readAgain"_s, review));
    QCOMPARE(review->findChild<Banner *>()->content().tone, Tone::Unknown);
    QVERIFY(m_panel->hasUnsavedWork());

    m_catalogue->change(u"m0"_s, u"data.material"_s, u"ash"_s); // it arrived after all
    click(u"readAgain"_s, review);
    QTRY_VERIFY(text(u"reviewStatement"_s, review).contains(u"Nothing is left to save"));
    click(u"reviewBack"_s, review);

    QTRY_VERIFY(!m_panel->hasUnsavedWork());
    QCOMPARE(calls("PATCH"), 1);
}

void TestPassportsPanel::fieldErrorsStandAtTheirFields()
{
    fill(1);
    show();
    select(0);
    type(u"field.gtin"_s, u"x"_s);
    click(u"reviewAndSave"_s);
    QDialog *review = dialog(u"reviewDialog"_s);
    m_catalogue->mishap("PATCH",
                        ScriptedAnswer::json(R"({"title":"Invalid","status":422,"errors":[
                            {"field":"data.gtin","message":"must be a GTIN"}]})",
                                             422),
                        Acts::No);
    click(u"reviewSave"_s, review);
    QTRY_VERIFY(review->findChild<Banner *>()->isVisible());
    click(u"reviewBack"_s, review);

    QCOMPARE(find<QLineEdit>(u"field.gtin"_s)->accessibleDescription(), u"must be a GTIN"_s);
    type(u"field.gtin"_s, u"4006381333931"_s);
    QVERIFY(find<QLineEdit>(u"field.gtin"_s)->accessibleDescription().isEmpty());
}

void TestPassportsPanel::invalidJsonIsKeptAndNotSaved()
{
    fill(2);
    show();
    select(0);
    auto *json = find<QPlainTextEdit>(u"inspectorJson"_s);

    json->setPlainText(u"{\n  \"gtin\": 1,\n}"_s);

    QVERIFY(text(u"jsonError"_s).contains(u"line 3"));
    QVERIFY(!find<QPushButton>(u"reviewAndSave"_s)->isEnabled());
    select(1);
    select(0);
    QCOMPARE(json->toPlainText(), u"{\n  \"gtin\": 1,\n}"_s);
    json->setPlainText(u"{\"gtin\": 1}"_s);
    QVERIFY(find<QPushButton>(u"reviewAndSave"_s)->isEnabled());
    QCOMPARE(find<QLineEdit>(u"field.gtin"_s)->text(), u"1"_s);
}

void TestPassportsPanel::aReadOnlyConnectionChangesNothing()
{
    fill(1);
    show(GuardLevel::ReadOnly);
    select(0);

    QVERIFY(find<QLineEdit>(u"field.gtin"_s)->isReadOnly());
    QVERIFY(!find<QPushButton>(u"newPassport"_s)->isEnabled());
    QVERIFY(text(u"accessNote"_s).contains(u"read-only"));
    QTest::keyClick(table(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!dialog(u"newPassportDialog"_s));
}

void TestPassportsPanel::createsADraftAndShowsIt()
{
    fill(1);
    show();
    QTest::keyClick(table(), Qt::Key_N, Qt::ControlModifier);
    QDialog *fresh = dialog(u"newPassportDialog"_s);
    QVERIFY(!find<QPushButton>(u"new.create"_s, fresh)->isEnabled());
    type(u"new.modelNumber"_s, u"LAMP"_s, fresh);
    type(u"new.name"_s, u"Oak lamp"_s, fresh);
    type(u"newFieldName"_s, u"care.washing"_s, fresh);
    click(u"addField"_s, fresh);
    type(u"field.care.washing"_s, u"by hand"_s, fresh);
    QVERIFY(find<QPlainTextEdit>(u"new.preview"_s, fresh)->toPlainText().contains(u"by hand"));

    click(u"new.create"_s, fresh);

    QTRY_COMPARE(rows(), 2);
    QTRY_COMPARE(text(u"inspectorName"_s), u"Oak lamp"_s);
    QCOMPARE(m_catalogue->row(u"id-2"_s)[u"status"].toString(), u"draft"_s);
    QCOMPARE(m_catalogue->row(u"id-2"_s).at(u"data.care.washing").toString(), u"by hand"_s);
}

void TestPassportsPanel::publishingAtOnceWantsASecondYes()
{
    show();
    click(u"newPassport"_s);
    QDialog *fresh = dialog(u"newPassportDialog"_s);
    type(u"new.modelNumber"_s, u"LAMP"_s, fresh);
    click(u"new.published"_s, fresh);

    QVERIFY(!find<QPushButton>(u"new.create"_s, fresh)->isEnabled());
    click(u"new.publishConfirmed"_s, fresh);
    QVERIFY(find<QPushButton>(u"new.create"_s, fresh)->isEnabled());
}

void TestPassportsPanel::aDuplicateOffersTheExistingOne()
{
    fill(120);
    show();
    click(u"newPassport"_s);
    QDialog *fresh = dialog(u"newPassportDialog"_s);
    type(u"new.modelNumber"_s, u"M-110"_s, fresh);
    click(u"new.create"_s, fresh);
    QTRY_VERIFY(find<QPushButton>(u"openExisting"_s, fresh));

    click(u"openExisting"_s, fresh);

    QTRY_COMPARE(text(u"inspectorName"_s), u"Model 110"_s);
    QCOMPARE(m_catalogue->count(), 120);
}

void TestPassportsPanel::publishesOnlyAfterTheTypedCount()
{
    m_catalogue->add(R"({"id":"a","modelNumber":"A"})");
    m_catalogue->add(R"({"id":"b","modelNumber":"B"})");
    m_catalogue->add(R"({"id":"c","modelNumber":"C"})");
    show();
    table()->selectionModel()->select(table()->model()->index(0, 0),
                                      QItemSelectionModel::Select | QItemSelectionModel::Rows);
    table()->selectionModel()->select(table()->model()->index(2, 0),
                                      QItemSelectionModel::Select | QItemSelectionModel::Rows);
    click(u"publishPassports"_s);
    QDialog *publish = dialog(u"publishDialog"_s);
    QTRY_VERIFY(find<QLineEdit>(u"publishTypedCount"_s, publish)->isVisible());
    QVERIFY(!find<QPushButton>(u"publishConfirm"_s, publish)->isEnabled());
    type(u"publishTypedCount"_s, u"3"_s, publish);
    QVERIFY(!find<QPushButton>(u"publishConfirm"_s, publish)->isEnabled());
    QCOMPARE(calls("POST"), 0);

    type(u"publishTypedCount"_s, u"2"_s, publish);
    click(u"publishConfirm"_s, publish);

    QTRY_VERIFY(text(u"publishSummary"_s, publish).startsWith(u"2 published, 0 failed"));
    QCOMPARE(m_catalogue->row(u"b"_s)[u"status"].toString(), u"draft"_s);
    QCOMPARE(table()->model()->index(0, 3).data().toString(), u"Published"_s);
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
