// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/importprogress.h"
#include "tests/core/ledger/samples.h"
#include "tests/ui/imports/importsbench.h"
#include "tests/ui/panels/approvals/secondperson.h"
#include "ui/models/columnsmodel.h"
#include "ui/models/failuregroupsmodel.h"
#include "ui/models/findingsmodel.h"
#include "ui/models/previewmodel.h"
#include "ui/panels/imports/runtext.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The panel by its object names, against the real sandbox, and its models.
class TestImportsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aFileBecomesPassports();
    void anotherPersonsYesStandsBeforeAnImport_data();
    void anotherPersonsYesStandsBeforeAnImport();
    void columnsAreRememberedByTheirHeaders();
    void aColumnGoesWhereThePersonSays();
    void twoColumnsToOneFieldAreRefused();
    void anOverriddenSeparatorRedrawsThePreview();
    void strictHoldsTheButtonBack();
    void rowsAreMendedBetweenCheckAndRun();
    void twoNetworksInOneFileAreAskedAbout();
    void aMissingFileIsSaidAndNothingLost();
    void rowsBeforeTheDamageOfAFileAreShownWithIt();
    void aRevokedKeyWaitsAndCarriesOn();
    void stopSaysWhatWasNotSent();
    void aPausedImportGoesOn();
    void anInterruptedImportIsOfferedAndCarriedOn();
    void groupsOfFailuresGrowInPlace();
    void theHeadlineIsTheWorstOutcome_data();
    void theHeadlineIsTheWorstOutcome();

private:
    template <class T>
    T *widget(const char *name) const
    {
        return m_bench->widget<T>(name);
    }
    void click(const char *name) const { m_bench->click(name); }
    void open(const QByteArray &csv) { m_bench->open(csv); }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    QNetworkAccessManager m_network;
    std::unique_ptr<ImportsBench> m_bench;
};

void TestImportsPanel::initTestCase()
{
    m_sandbox = std::make_unique<SandboxUnderTest>(QStringList{u"--seed"_s, u"empty"_s, u"--rate"_s, u"3000"_s});
    QVERIFY(m_sandbox->isRunning());
}

void TestImportsPanel::init()
{
    m_bench = std::make_unique<ImportsBench>(m_network, *m_sandbox);
}

void TestImportsPanel::cleanup()
{
    m_bench.reset();
    m_sandbox->post(u"credentials"_s, R"({"revoked":false})");
}

void TestImportsPanel::aFileBecomesPassports()
{
    const qint64 before = m_sandbox->passports();
    open(modelsCsv(700, "P-") + ",no number,1,x\nP-000000,again,1,x\n");
    m_bench->check();
    QCOMPARE(widget<QAbstractItemView>("findingsTable")->model()->rowCount(), 2 + 1); // and two GTINs, in one group

    m_bench->plan();
    click("startImport");

    QVERIFY(!widget<QPushButton>("startImport")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(widget<QPushButton>("anotherFile")->isVisible(), 20'000);
    QCOMPARE(widget<QLabel>("settledLabel")->text(), u"700 of 700 rows settled"_s);
    QCOMPARE(m_sandbox->passports() - before, 700);
    QCOMPARE(widget<QAbstractItemView>("failuresTable")->model()->rowCount(), 2);
    QTRY_COMPARE(widget<QListWidget>("historyList")->count(), 1);
}

void TestImportsPanel::anotherPersonsYesStandsBeforeAnImport_data()
{
    QTest::addColumn<bool>("isYes");
    QTest::newRow("approved") << true;
    QTest::newRow("denied") << false;
}

void TestImportsPanel::anotherPersonsYesStandsBeforeAnImport()
{
    QFETCH(const bool, isYes);
    SecondPerson second(m_bench->ledger, GatedAction::Import, {systemUser(), {}, u"Test"_s});
    m_bench->keeper = second.gatekeeper();
    m_bench->makePanel();
    const qint64 before = m_sandbox->passports();
    open(modelsCsv(30, isYes ? "Y-" : "N-"));
    m_bench->check();
    m_bench->plan();

    click("startImport");
    second.answer(*m_bench->panel, isYes);

    if (isYes)
        QTRY_VERIFY_WITH_TIMEOUT(widget<QPushButton>("anotherFile")->isVisible(), 20'000);
    else
        QVERIFY(widget<QPushButton>("startImport")->isVisible());
    QCOMPARE(second.state(), isYes ? ApprovalState::Spent : ApprovalState::Denied);
    QCOMPARE(m_sandbox->passports() - before, isYes ? 30 : 0);
    m_bench->panel.reset(); // before its gatekeeper
}

void TestImportsPanel::columnsAreRememberedByTheirHeaders()
{
    const QByteArray csv = "code,title\nA,Lamp\n";
    open(csv);
    auto *columns = widget<QAbstractItemView>("columnsTable")->model();
    QVERIFY(columns->setData(columns->index(1, ColumnsModel::GoesTo), u"data.label"_s));
    click("anotherFile");

    open(csv);

    QCOMPARE(columns->index(1, ColumnsModel::GoesTo).data(Qt::EditRole).toString(), u"data.label"_s);
}

void TestImportsPanel::aColumnGoesWhereThePersonSays()
{
    open("sku,name,colour\nA,Lamp,oak\n");
    auto *columns = widget<QAbstractItemView>("columnsTable")->model();

    QVERIFY(columns->setData(columns->index(2, ColumnsModel::GoesTo), u"data.finish.colour"_s));
    QVERIFY(!columns->setData(columns->index(2, ColumnsModel::GoesTo), u"nonsense"_s));

    const auto json = json::parse(widget<QPlainTextEdit>("previewJson")->toPlainText().toUtf8());
    QCOMPARE(json->at(u"data.finish.colour").toString(), u"oak"_s);
}

void TestImportsPanel::twoColumnsToOneFieldAreRefused()
{
    open("sku,name,label\nA,Lamp,Light\n");
    auto *columns = widget<QAbstractItemView>("columnsTable")->model();

    QVERIFY(columns->setData(columns->index(2, ColumnsModel::GoesTo), u"name"_s));

    QVERIFY(!widget<QPushButton>("nextStep")->isEnabled());
    QVERIFY(widget<QLabel>("mappingProblems")->text().contains(u"label"));
}

void TestImportsPanel::anOverriddenSeparatorRedrawsThePreview()
{
    open("sku;name\nA;Lamp\n");
    auto *preview = widget<QAbstractItemView>("previewTable")->model();
    QCOMPARE(preview->columnCount(), 3);
    auto *box = widget<QComboBox>("separatorBox");

    box->setCurrentIndex(box->findData(int(',')));
    Q_EMIT box->activated(box->currentIndex());

    QTRY_COMPARE(preview->columnCount(), 2);
}

void TestImportsPanel::strictHoldsTheButtonBack()
{
    open("sku,name\nA,Lamp\n,None\n");
    m_bench->check();
    QVERIFY(widget<QPushButton>("planImport")->isEnabled());

    widget<QCheckBox>("strict")->setChecked(true);

    QVERIFY(!widget<QPushButton>("planImport")->isEnabled());
    QVERIFY(!widget<QLabel>("whyNotPlan")->text().isEmpty());
}

void TestImportsPanel::rowsAreMendedBetweenCheckAndRun()
{
    const qint64 before = m_sandbox->passports();
    open("sku,name\nFIX-1,a\n,b\n");
    m_bench->check();
    QCOMPARE(widget<QPushButton>("planImport")->text(), u"Plan 1 row"_s);
    click("fixRows");
    auto *grid = widget<QTableView>("fixGrid");
    QTRY_VERIFY(grid->isVisible() && grid->model()->rowCount() == 2);
    QTRY_COMPARE(grid->currentIndex().row(), 1); // the first finding

    QVERIFY(grid->model()->setData(grid->model()->index(1, 0), u"FIX-2"_s));
    click("fixDone");

    QTRY_COMPARE(widget<QPushButton>("planImport")->text(), u"Plan 2 rows"_s);
    QTRY_VERIFY(widget<QPushButton>("planImport")->isEnabled());
    m_bench->plan();
    QCOMPARE(widget<QPushButton>("startImport")->text(), u"Send 2 rows to Test (TEST)"_s);
    click("startImport");
    QTRY_VERIFY_WITH_TIMEOUT(widget<QPushButton>("anotherFile")->isVisible(), 20'000);
    QCOMPARE(m_sandbox->passports() - before, 2);
}

void TestImportsPanel::twoNetworksInOneFileAreAskedAbout()
{
    open("sku,network\nNET-1,StarknetSepolia\nNET-2,StarknetMainnet\n");
    m_bench->check();

    m_bench->plan();
    click("startImport");

    auto *send = widget<QPushButton>("confirmSend");
    QVERIFY(send);
    QVERIFY(send->isVisible() && !send->isEnabled());
    widget<QCheckBox>("bothNetworks")->setChecked(true);
    QVERIFY(send->isEnabled());
    widget<QDialog>("confirmImport")->reject();
    QVERIFY(widget<QPushButton>("startImport")->isEnabled());
}

void TestImportsPanel::aMissingFileIsSaidAndNothingLost()
{
    open("sku,name\nA,Lamp\n");
    const QString before = widget<QPlainTextEdit>("previewJson")->toPlainText();

    m_bench->panel->openFile(u"/nowhere/catalogue.csv"_s);

    const auto isSaid = [this] {
        const auto labels = m_bench->panel->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [](const QLabel *label) { return label->text().contains(u"/nowhere/catalogue.csv"); });
    };
    QTRY_VERIFY(isSaid());
    QCOMPARE(widget<QPlainTextEdit>("previewJson")->toPlainText(), before);
}

void TestImportsPanel::rowsBeforeTheDamageOfAFileAreShownWithIt()
{
    // "sku,name", "D-1,Lamp", "D-2,Lamp", packed by gzip, without the last three bytes.
    open(QByteArray::fromHex("1f8b08000000000002ff2bce2ed5c94bcc4de572d135d4f149cc2d00328c200c000760d7871b"));

    QCOMPARE(widget<QTableView>("previewTable")->model()->rowCount(), 2);
    QTRY_VERIFY(widget<QLabel>("banner.headline")->isVisible());
    QVERIFY2(widget<QLabel>("banner.headline")->text().contains(u".csv"),
             qPrintable(widget<QLabel>("banner.headline")->text()));
}

void TestImportsPanel::aRevokedKeyWaitsAndCarriesOn()
{
    open(modelsCsv(1'500, "R-"));
    m_bench->send();
    QTRY_VERIFY(!widget<QLabel>("settledLabel")->text().startsWith(u"0 "));

    m_sandbox->post(u"credentials"_s, R"({"revoked":true})");
    QTRY_VERIFY_WITH_TIMEOUT(widget<QPushButton>("carryOn") != nullptr, 10'000);
    m_sandbox->post(u"credentials"_s, R"({"revoked":false})");
    click("carryOn");

    QTRY_VERIFY_WITH_TIMEOUT(widget<QPushButton>("anotherFile")->isVisible(), 30'000);
    QCOMPARE(widget<QLabel>("settledLabel")->text(), u"1,500 of 1,500 rows settled"_s);
}

void TestImportsPanel::stopSaysWhatWasNotSent()
{
    open(modelsCsv(3'000, "S-"));
    m_bench->send();
    QTRY_VERIFY(!widget<QLabel>("settledLabel")->text().startsWith(u"0 "));

    click("stopImport");

    QTRY_VERIFY_WITH_TIMEOUT(widget<QPushButton>("anotherFile")->isVisible(), 30'000);
    QVERIFY(widget<QLabel>("importHeadline")->text().contains(u"not sent"));
}

void TestImportsPanel::aPausedImportGoesOn()
{
    open(modelsCsv(1'500, "Q-"));
    m_bench->send();
    QTRY_VERIFY(widget<QPushButton>("pauseImport")->isEnabled());

    click("pauseImport");
    QTRY_COMPARE(widget<QPushButton>("pauseImport")->text(), u"Go on"_s);
    QCOMPARE(widget<QLabel>("importHeadline")->text(), u"Paused"_s);
    click("pauseImport");

    QTRY_VERIFY_WITH_TIMEOUT(widget<QPushButton>("anotherFile")->isVisible(), 20'000);
    QCOMPARE(widget<QLabel>("settledLabel")->text(), u"1,500 of 1,500 rows settled"_s);
    QVERIFY(!widget<QPushButton>("pauseImport")->isVisible());
}

void TestImportsPanel::anInterruptedImportIsOfferedAndCarriedOn()
{
    ImportOrder order = m_bench->order(modelsCsv(800, "I-"));
    order.host = u"127.0.0.1"_s;
    {
        Ledger dying(m_bench->ledger.path());
        QVERIFY(awaited(dying.open()));
        ImportRun run(m_bench->client, dying, order, RunBench::quickPace(OnTrouble::GiveUp));
        RunWatch watch(run);
        run.start();
        QTRY_VERIFY(watch.wasNoted(ImportNote::Kind::ChunkAccepted));
    }
    m_bench->makePanel();
    QTRY_VERIFY(widget<QPushButton>("showInterrupted"));
    click("showInterrupted");
    QTRY_VERIFY(widget<QPushButton>("resumeImport"));
    QVERIFY(!widget<QPushButton>("showInterrupted"));

    click("resumeImport");

    QTRY_COMPARE_WITH_TIMEOUT(widget<QLabel>("settledLabel")->text(), u"800 of 800 rows settled"_s, 20'000);
    QTRY_COMPARE(widget<QLabel>("importHeadline")->text(), u"All 800 rows are in"_s);
    QTRY_COMPARE(widget<QListWidget>("historyList")->count(), 1);
}

void TestImportsPanel::groupsOfFailuresGrowInPlace()
{
    FailureGroupsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ColumnsModel columns;
    QAbstractItemModelTester columnsTester(&columns, QAbstractItemModelTester::FailureReportingMode::QtTest);
    PreviewModel preview;
    QAbstractItemModelTester previewTester(&preview, QAbstractItemModelTester::FailureReportingMode::QtTest);
    FindingsModel findings;
    QAbstractItemModelTester findingsTester(&findings, QAbstractItemModelTester::FailureReportingMode::QtTest);

    model.add({{7, {u"model"_s, u"A"_s, {}, {}}, u"no gtin"_s}});
    model.add({{3, {u"model"_s, u"B"_s, {}, {}}, u"bad name"_s}, {9, {u"model"_s, u"C"_s, {}, {}}, u"no gtin"_s}});
    catalogue::FindingGroup group;
    group.rows = 16;
    group.ranges = {{3, 17}, {40, 40}};
    findings.setGroups({group});

    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, FailureGroupsModel::Reason).data().toString(), u"bad name"_s); // the newest first
    QCOMPARE(model.index(1, FailureGroupsModel::Lines).data().toString(), u"7 – 9"_s);
    QCOMPARE(model.index(1, FailureGroupsModel::Rows).data().toString(), u"2"_s);
    QCOMPARE(model.reasonByLine().size(), 3);
    QCOMPARE(findings.index(0, FindingsModel::Lines).data().toString(), u"3–17, 40"_s);
    QCOMPARE(findings.index(0, FindingsModel::Rows).data().toString(), u"16"_s);
}

void TestImportsPanel::theHeadlineIsTheWorstOutcome_data()
{
    QTest::addColumn<ImportCounts>("counts");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("weight");
    const auto row = [](const char *name, ImportCounts counts, ImportState state, RunHeadline::Weight weight) {
        QTest::newRow(name) << counts << int(state) << int(weight);
    };
    row("all in", {10, 0, 10, 10, 0, 0}, ImportState::Finished, RunHeadline::Good);
    row("left out", {10, 1, 9, 9, 0, 0}, ImportState::Finished, RunHeadline::Attention);
    row("failed", {10, 1, 9, 8, 1, 0}, ImportState::Finished, RunHeadline::Bad);
    row("unknown", {10, 0, 10, 8, 1, 1}, ImportState::Broken, RunHeadline::Unknown);
    row("every row failed", {10, 0, 10, 0, 10, 0}, ImportState::Finished, RunHeadline::Bad);
    row("stopped", {10, 0, 5, 5, 0, 0}, ImportState::Stopped, RunHeadline::Attention);
    row("broken", {10, 0, 5, 5, 0, 0}, ImportState::Broken, RunHeadline::Bad);
}

void TestImportsPanel::theHeadlineIsTheWorstOutcome()
{
    QFETCH(ImportCounts, counts);
    QFETCH(int, state);
    QFETCH(int, weight);

    QCOMPARE(int(headlineOf(ImportState(state), counts).weight), weight);
}

QTEST_MAIN(TestImportsPanel)
#include "tst_importspanel.moc"
