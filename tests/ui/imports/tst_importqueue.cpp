// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/imports/importsbench.h"
#include "ui/models/gridmodel.h"

#include <QAbstractItemView>
#include <QMessageBox>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Several imports one after the other, and the rows that failed once more, against the real sandbox.
class TestImportQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aSecondFileWaitsAndStartsByItself();
    void takenOutItIsNotSent();
    void aPlanThatHasMovedMeanwhileIsNotSent();
    void aStoppedImportHoldsTheNextUp();
    void theSameFileIsAskedAbout();
    void failedRowsAreMendedAndOnlyTheseSentAgain();

private:
    /// A file of so many rows, from opening to the button that sends it.
    void prepare(const QByteArray &csv);
    void queueSecond();
    bool isQueued() const { return m_bench->widget<QWidget>("importQueue")->isVisible(); }
    QString queueState() const { return m_bench->text("queueState0"); }

    QNetworkAccessManager m_network;
    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<ImportsBench> m_bench;
};

void TestImportQueue::init()
{
    m_sandbox = std::make_unique<SandboxUnderTest>(QStringList{u"--seed"_s, u"empty"_s, u"--rate"_s, u"150"_s});
    QVERIFY(m_sandbox->isRunning());
    m_bench = std::make_unique<ImportsBench>(m_network, *m_sandbox);
}

void TestImportQueue::cleanup()
{
    m_bench.reset();
}

void TestImportQueue::prepare(const QByteArray &csv)
{
    m_bench->open(csv);
    m_bench->check();
    m_bench->plan();
    QVERIFY(m_bench->enabled("startImport"));
}

/// Behind one that takes some seconds.
void TestImportQueue::queueSecond()
{
    m_bench->open(modelsCsv(600, "A-"));
    m_bench->send();
    m_bench->click("prepareAnother");
    prepare(modelsCsv(30, "B-"));
    QVERIFY(m_bench->widget<QPushButton>("startImport")->text().endsWith(u"afterwards"));
    m_bench->click("startImport");
    QTRY_VERIFY(isQueued());
}

void TestImportQueue::aSecondFileWaitsAndStartsByItself()
{
    queueSecond();
    QCOMPARE(queueState(), u"30 rows, waiting for file1.csv"_s);
    QVERIFY(m_bench->panel->hasUnsavedWork());
    QVERIFY(m_bench->widget<QLabel>("settledLabel")->isVisible());

    QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->passports(), 630, 60'000);

    QTRY_VERIFY(!isQueued());
    QTRY_VERIFY(m_bench->widget<QPushButton>("anotherFile")->isVisible());
    const auto runs = awaited(m_bench->ledger.runs(5));
    QCOMPARE(runs->size(), 2);
    QCOMPARE(runs->first().completed, 30);
}

void TestImportQueue::takenOutItIsNotSent()
{
    queueSecond();

    m_bench->click("takeOut0");

    QVERIFY(!isQueued());
    QTRY_VERIFY_WITH_TIMEOUT(m_bench->widget<QPushButton>("anotherFile")->isVisible(), 30'000);
    QCOMPARE(m_sandbox->passports(), 600);
    QCOMPARE(awaited(m_bench->ledger.runs(5))->size(), 1);
}

void TestImportQueue::aPlanThatHasMovedMeanwhileIsNotSent()
{
    queueSecond();

    const keyban::PassportDraft other{.application = m_sandbox->applicationId(),
                                      .network = u"StarknetSepolia"_s,
                                      .modelNumber = u"B-000003"_s,
                                      .batchNumber = {},
                                      .itemNumber = {},
                                      .name = u"Theirs"_s,
                                      .description = {},
                                      .data = {},
                                      .certifiedPaths = {}};
    QVERIFY(awaited(m_bench->client.createPassport(other)));

    QTRY_VERIFY_WITH_TIMEOUT(m_bench->widget<QPushButton>("openQueuedAgain"), 60'000);
    QVERIFY(!isQueued());
    QCOMPARE(m_sandbox->passports(), 601);
}

void TestImportQueue::aStoppedImportHoldsTheNextUp()
{
    queueSecond();
    m_bench->click("stopImport");
    m_bench->click("stopImport");
    QTRY_VERIFY_WITH_TIMEOUT(m_bench->widget<QPushButton>("startNext")->isVisible(), 30'000);
    QVERIFY(queueState().contains(u"waiting for you"));

    m_bench->click("startNext");

    QTRY_VERIFY_WITH_TIMEOUT(!isQueued(), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(awaited(m_bench->ledger.runs(1))->first().completed, 30, 30'000);
}

void TestImportQueue::theSameFileIsAskedAbout()
{
    const QByteArray csv = modelsCsv(600, "A-");
    m_bench->open(csv);
    m_bench->send();
    prepare(csv);

    m_bench->click("startImport");

    QTRY_VERIFY(m_bench->widget<QMessageBox>("sameFileQuestion"));
    QVERIFY(!isQueued());
    m_bench->click("sendSameFile");
    QTRY_VERIFY(isQueued());
}

void TestImportQueue::failedRowsAreMendedAndOnlyTheseSentAgain()
{
    m_bench->open("sku,name,network\nA,Lamp,\nB,Desk,StarknetVenus\nC,Chair,\n");
    m_bench->send();
    QTRY_VERIFY_WITH_TIMEOUT(m_bench->widget<QPushButton>("fixFailed")->isVisible(), 30'000);

    m_bench->click("fixFailed");
    auto *grid = m_bench->widget<QAbstractItemView>("fixGrid");
    QTRY_COMPARE(grid->model()->rowCount(), 1);
    QTRY_COMPARE(grid->model()->index(0, 0).data().toString(), u"B"_s);
    QVERIFY(grid->model()->setData(grid->model()->index(0, 2), u"StarknetSepolia"_s, Qt::EditRole));
    m_bench->click("fixDone");
    QTRY_VERIFY(m_bench->widget<QPushButton>("planImport")->isVisible());
    QTRY_VERIFY(m_bench->enabled("planImport"));
    m_bench->plan();
    QVERIFY(m_bench->widget<QPushButton>("startImport")->text().startsWith(u"Send 1 row"));
    m_bench->click("startImport");

    QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->passports(), 3, 30'000);
    const auto last = awaited(m_bench->ledger.runs(1))->first();
    QCOMPARE(last.unchanged, 2);
}

QTEST_MAIN(TestImportQueue)
#include "tst_importqueue.moc"
