// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/imports/importsbench.h"
#include "ui/models/columnsmodel.h"
#include "ui/models/planrowsmodel.h"
#include "ui/models/rowchangesmodel.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QCheckBox>
#include <QDialog>
#include <QRegularExpression>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The plan in the window, from the check to its outcome, against the real sandbox.
class TestPlanPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void thePlanIsReadyBeforeItIsAskedFor();
    void countsRowsAndDifferencesAreShown();
    void aCountShowsItsRowsOnly();
    void whatRecertifiesIsSaidWithItsNetwork();
    void recertifyingOnAMainNetworkIsAskedAbout();
    void nothingToSendIsSaid();
    void aReadOnlyConnectionPlansAndDoesNotSend();
    void refusedRowsAreLeftOutAndToldAfterwards();
    void aPlanThatHasMovedIsRefusedAndTheNewOneOffered();
    void aFileThatChangedIsCheckedAgain();
    void theOlderCopyDoesWhenAPersonSaysSo();
    void aServiceThatIsGoneIsSaid();
    void anotherMappingIsAnotherPlan();
    void theOutcomeIsComparedWithThePlan();
    void aDifferenceIsListed();
    void rowsOutOfViewComeWhenTheyAreLookedAt();

private:
    void give(const QByteArray &rows) { QVERIFY(awaited(m_bench->client.submitImport(rows)).ok()); }
    /// A published model all of whose data is certified.
    void givePublished(const QByteArray &number, const QByteArray &network = "StarknetSepolia")
    {
        give(R"([{"granularity":"model","network":")" + network + R"(","modelNumber":")" + number +
             R"(","name":"Lamp","status":"published","data":{"colour":"red"}}])");
    }
    template <class T>
    T *widget(const char *name) const
    {
        return m_bench->widget<T>(name);
    }
    QString number(const char *count) const
    {
        return widget<QAbstractButton>(count)->accessibleName().section(u' ', 0, 0);
    }
    QAbstractItemModel *rows() const { return widget<QAbstractItemView>("planRows")->model(); }
    QString cell(int row, int column) const { return rows()->index(row, column).data().toString(); }
    QString bannerText() const
    {
        QStringList texts;
        for (const QLabel *label :
             widget<QWidget>("planPage")->findChild<QWidget *>(u"banner"_s)->findChildren<QLabel *>())
            texts << label->text();
        return texts.join(u'\n');
    }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<ImportsBench> m_bench;
};

void TestPlanPage::init()
{
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
    m_network = std::make_unique<QNetworkAccessManager>();
    m_bench = std::make_unique<ImportsBench>(*m_network, *m_sandbox);
}

void TestPlanPage::cleanup()
{
    m_bench.reset();
    m_network.reset();
    m_sandbox.reset();
}

void TestPlanPage::thePlanIsReadyBeforeItIsAskedFor()
{
    m_bench->open("sku,name\nA,Lamp\n,No number\n");
    m_bench->check();
    QTRY_COMPARE(m_bench->text("planHeadline"), u"Plan"_s); // while the check is in front

    m_bench->click("planImport");

    QVERIFY(widget<QLabel>("planAge")->isVisible());
    QCOMPARE(number("planCount.create"), u"1"_s);
    QCOMPARE(number("planCount.leftOut"), u"1"_s);
    QVERIFY(QRegularExpression(u"^([0-9a-f]{2} ){3}[0-9a-f]{2}$"_s).match(m_bench->text("planCode")).hasMatch());
    QVERIFY(m_bench->text("planAge").contains(u"less than a minute ago"));
}

void TestPlanPage::countsRowsAndDifferencesAreShown()
{
    give(
        R"([{"granularity":"model","network":"StarknetSepolia","modelNumber":"A","name":"Lamp","data":{"colour":"red"}},
             {"granularity":"model","network":"StarknetSepolia","modelNumber":"B","name":"Lamp","data":{"colour":"red"}}])");
    m_bench->open("sku,name,colour\nA,Lamp,red\nB,Desk,blue\nC,Stool,oak\n");
    m_bench->check();
    m_bench->plan();

    QCOMPARE(number("planCount.create"), u"1"_s);
    QCOMPARE(number("planCount.update"), u"1"_s);
    QCOMPARE(number("planCount.unchanged"), u"1"_s);
    QCOMPARE(m_bench->text("whyNotSend"), QString());
    QCOMPARE(widget<QPushButton>("startImport")->text(), u"Send 2 rows to Test (TEST)"_s);
    QTRY_COMPARE(rows()->rowCount(), 3);
    QTRY_COMPARE(cell(1, PlanRowsModel::Number), u"B"_s);
    QCOMPARE(cell(1, PlanRowsModel::Line), u"3"_s);
    QCOMPARE(cell(1, PlanRowsModel::Does), u"update"_s);
    QTRY_COMPARE(cell(1, PlanRowsModel::Changes), u"name, colour"_s);

    widget<QAbstractItemView>("planRows")->setCurrentIndex(rows()->index(1, 0));

    auto *changes = widget<QAbstractItemView>("planChanges")->model();
    QTRY_COMPARE(changes->rowCount(), 2);
    QCOMPARE(changes->index(1, RowChangesModel::Field).data().toString(), u"colour"_s);
    QCOMPARE(changes->index(1, RowChangesModel::Before).data().toString(), u"red"_s);
    QCOMPARE(changes->index(1, RowChangesModel::After).data().toString(), u"blue"_s);
    QCOMPARE(changes->index(0, RowChangesModel::Certified).data().toString(), QString());
}

void TestPlanPage::aCountShowsItsRowsOnly()
{
    give(R"([{"granularity":"model","network":"StarknetSepolia","modelNumber":"B","name":"Lamp"}])");
    m_bench->open("sku,name\nA,Lamp\nB,Desk\nC,Stool\n");
    m_bench->check();
    m_bench->plan();

    widget<QAbstractButton>("planCount.create")->click();
    QTRY_COMPARE(rows()->rowCount(), 2);
    QTRY_COMPARE(cell(1, PlanRowsModel::Number), u"C"_s);
    widget<QAbstractButton>("planCount.update")->click();
    QVERIFY(!widget<QAbstractButton>("planCount.create")->isChecked());
    QTRY_COMPARE(rows()->rowCount(), 1);
    QTRY_COMPARE(cell(0, PlanRowsModel::Number), u"B"_s);
    widget<QAbstractButton>("planCount.update")->click();
    QTRY_COMPARE(rows()->rowCount(), 3);
    QVERIFY(!widget<QAbstractButton>("planCount.refused")->isEnabled());
}

void TestPlanPage::whatRecertifiesIsSaidWithItsNetwork()
{
    givePublished("A");
    m_bench->open("sku,name,colour\nA,Lamp,blue\n");
    m_bench->check();
    m_bench->plan();

    QCOMPARE(number("planCount.recertify"), u"1"_s);
    QVERIFY(bannerText().contains(u"Re-certifies on StarknetSepolia: 1."));
    m_bench->click("showRecertified");
    QVERIFY(widget<QAbstractButton>("planCount.recertify")->isChecked());
    auto *changes = widget<QAbstractItemView>("planChanges")->model();
    QTRY_COMPARE(changes->index(0, RowChangesModel::Certified).data().toString(), u"certified"_s);
}

void TestPlanPage::recertifyingOnAMainNetworkIsAskedAbout()
{
    givePublished("A", "StarknetMainnet");
    m_bench->open("sku,name,colour,network\nA,Lamp,blue,StarknetMainnet\n");
    m_bench->check();
    m_bench->plan();
    QVERIFY(bannerText().contains(u"LIVE"));

    m_bench->click("startImport");

    auto *question = widget<QDialog>("confirmImport");
    QVERIFY(question && question->isVisible());
    const auto labels = question->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().contains(u"Re-certifies on StarknetMainnet, which is LIVE: 1.");
    }));
    question->reject();
    QVERIFY(m_bench->enabled("startImport"));
}

void TestPlanPage::nothingToSendIsSaid()
{
    give(R"([{"granularity":"model","network":"StarknetSepolia","modelNumber":"A","name":"Lamp"}])");
    m_bench->open("sku,name\nA,Lamp\n");
    m_bench->check();
    m_bench->plan();

    QCOMPARE(m_bench->text("planHeadline"), u"There is nothing to send"_s);
    QCOMPARE(m_bench->text("whyNotSend"), u"Everything that the file says is there already."_s);
    QVERIFY(!m_bench->enabled("startImport"));
}

void TestPlanPage::aReadOnlyConnectionPlansAndDoesNotSend()
{
    HttpClient http({*m_network, m_bench->credential, m_bench->log},
                    {.base = m_sandbox->keyban(), .guard = Guard(GuardLevel::ReadOnly)});
    keyban::Client client(http, m_bench->client.settings());
    m_bench->makePanel(client);
    m_bench->open("sku,name\nA,Lamp\n");
    m_bench->check();
    m_bench->plan();

    QVERIFY(m_bench->text("whyNotSend").contains(u"read-only"));
    QVERIFY(!m_bench->enabled("startImport"));
    m_bench->panel.reset();
}

void TestPlanPage::refusedRowsAreLeftOutAndToldAfterwards()
{
    give(R"([{"granularity":"model","network":"StarknetSepolia","modelNumber":"A","name":"Lamp"}])");
    m_bench->open("sku,name,network\nA,Lamp,StarknetMainnet\nB,Lamp,StarknetSepolia\n");
    m_bench->check();
    m_bench->plan();
    QCOMPARE(number("planCount.refused"), u"1"_s);
    QTRY_VERIFY(cell(0, PlanRowsModel::Changes).contains(u"another network"));
    QCOMPARE(widget<QPushButton>("startImport")->text(), u"Send 1 row to Test (TEST)"_s);

    m_bench->click("startImport");
    widget<QCheckBox>("bothNetworks")->setChecked(true);
    m_bench->click("confirmSend");

    QTRY_COMPARE_WITH_TIMEOUT(m_bench->text("importHeadline"), u"1 rows are in; 1 were left out"_s, 20'000);
    auto *failures = widget<QAbstractItemView>("failuresTable")->model();
    QCOMPARE(failures->rowCount(), 1);
    QVERIFY(failures->index(0, 2).data().toString().startsWith(u"Left out by the plan"));
}

void TestPlanPage::aPlanThatHasMovedIsRefusedAndTheNewOneOffered()
{
    m_bench->open("sku,name\nA,Lamp\nB,Lamp\n");
    m_bench->check();
    m_bench->plan();
    const QString code = m_bench->text("planCode");
    give(R"([{"granularity":"model","network":"StarknetSepolia","modelNumber":"B","name":"Else"}])");
    const auto known = awaited(m_bench->client.findPassport({u"model"_s, u"B"_s, {}, {}}));
    QVERIFY(known && *known);
    QVERIFY(awaited(m_bench->mirror.put({**known})).ok()); // as the background sync would
    const json::Value before = m_sandbox->get(u"state"_s);

    m_bench->click("startImport");

    QTRY_VERIFY(widget<QPushButton>("acceptMoved"));
    QVERIFY(bannerText().contains(u"Nothing was sent"));
    QVERIFY(bannerText().contains(u"The passport of 1 row has changed, come or gone on the service: line 3 (B)."));
    QVERIFY(!m_bench->enabled("startImport"));
    QVERIFY(m_sandbox->get(u"state"_s) == before);
    m_bench->click("acceptMoved");
    QCOMPARE(number("planCount.update"), u"1"_s);
    QVERIFY(m_bench->text("planCode") != code);
    m_bench->click("startImport");
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->text("importHeadline"), u"All 2 rows are in"_s, 20'000);
}

void TestPlanPage::aFileThatChangedIsCheckedAgain()
{
    const QString file = m_bench->open("sku,name\nA,Lamp\n");
    m_bench->check();
    m_bench->plan();
    write(file, "sku,name\nA,Lamp\nB,Lamp\n");

    m_bench->click("startImport");

    QTRY_VERIFY(widget<QPushButton>("acceptMoved"));
    QVERIFY(bannerText().contains(u"The file is another."));
    QCOMPARE(m_sandbox->passports(), 0);
    m_bench->click("acceptMoved");
    QTRY_COMPARE(widget<QPushButton>("planImport")->text(), u"Plan 2 rows"_s);
}

void TestPlanPage::theOlderCopyDoesWhenAPersonSaysSo()
{
    m_sandbox->setFaults(R"([{"method":"GET","path":"/v1/dpp/passports","effect":"delay","ms":60000}])");
    m_bench->open("sku,name\nA,Lamp\n");
    m_bench->check();
    m_bench->click("planImport");
    QTRY_VERIFY(widget<QPushButton>("planWithOlder")->isVisible());
    QCOMPARE(widget<QPushButton>("planWithOlder")->text(), u"Plan with what is known"_s);
    QVERIFY(!m_bench->enabled("startImport"));

    m_bench->click("planWithOlder");

    QTRY_COMPARE(number("planCount.notKnown"), u"1"_s);
    QVERIFY(m_bench->enabled("startImport"));
    m_sandbox->setFaults("[]");
    m_bench->click("startImport");
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->text("importHeadline"), u"All 1 rows are in"_s, 20'000);
}

void TestPlanPage::aServiceThatIsGoneIsSaid()
{
    m_bench->open("sku,name\nA,Lamp\n");
    m_sandbox->kill();
    m_bench->check();
    m_bench->click("planImport");

    QTRY_VERIFY_WITH_TIMEOUT(bannerText().contains(u"refuses connections"), 20'000);
    QVERIFY(widget<QPushButton>("planWithOlder")->isVisible());
    QVERIFY(!m_bench->enabled("startImport"));
}

void TestPlanPage::anotherMappingIsAnotherPlan()
{
    m_bench->open("sku,name,colour\nA,Lamp,red\n");
    m_bench->check();
    m_bench->plan();
    const QString code = m_bench->text("planCode");
    widget<QAbstractButton>("step.2")->click();
    auto *columns = widget<QAbstractItemView>("columnsTable")->model();
    QVERIFY(columns->setData(columns->index(2, ColumnsModel::GoesTo), u"data.shade"_s));

    m_bench->check();
    m_bench->plan();

    QVERIFY(m_bench->text("planCode") != code);
}

void TestPlanPage::theOutcomeIsComparedWithThePlan()
{
    givePublished("A");
    give(R"([{"granularity":"model","network":"StarknetSepolia","modelNumber":"B","name":"Lamp"}])");
    m_bench->open("sku,name,colour\nA,Lamp,blue\nB,Desk,\nC,Lamp,\n");
    m_bench->send();

    QTRY_COMPARE_WITH_TIMEOUT(m_bench->text("outcomeText"),
                              u"It came as planned: 1 created, 1 updated, 1 updated and re-certified."_s, 20'000);
    QVERIFY(!widget<QWidget>("outcomeDifferences")->isVisible());
}

void TestPlanPage::aDifferenceIsListed()
{
    m_bench.reset();
    m_sandbox = std::make_unique<SandboxUnderTest>(
        QStringList{u"--seed"_s, u"empty"_s, u"--rate"_s, u"0"_s, u"--era"_s, u"5"_s});
    m_bench = std::make_unique<ImportsBench>(*m_network, *m_sandbox, keyban::Dialect::Product);
    m_bench->open("sku,name,network\nA,Lamp,BaseSepolia\nB,Lamp,StarknetSepolia\n"); // the latter is refused
    m_bench->send();

    QTRY_VERIFY_WITH_TIMEOUT(m_bench->text("outcomeText").contains(u"otherwise than planned"), 20'000);
    auto *table = widget<QAbstractItemView>("outcomeDifferences");
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 3).data().toString(), u"failed"_s);
}

void TestPlanPage::rowsOutOfViewComeWhenTheyAreLookedAt()
{
    QAbstractItemModelTester tester(rows(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_bench->open(modelsCsv(5'000));
    m_bench->check();
    m_bench->plan();
    QTRY_COMPARE(cell(0, PlanRowsModel::Number), u"M-000000"_s);

    widget<QAbstractItemView>("planRows")->scrollToBottom();

    QTRY_COMPARE(cell(4'999, PlanRowsModel::Number), u"M-004999"_s);
    QCOMPARE(cell(4'999, PlanRowsModel::Line), u"5,001"_s);
    widget<QAbstractItemView>("planRows")->scrollToTop();
    QCOMPARE(cell(0, PlanRowsModel::Name), u"Wallet 000000"_s);
}

QTEST_MAIN(TestPlanPage)
#include "tst_planpage.moc"
