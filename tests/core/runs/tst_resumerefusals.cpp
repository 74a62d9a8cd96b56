// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/importresume.h"
#include "tests/core/ledger/samples.h"
#include "tests/core/runs/runbench.h"
#include "tests/support/scriptednetwork.h"

#include <QSqlDatabase>
#include <QSqlQuery>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Which runs are carried on, and which not: each test finds the ledger of a run of 20 rows that nobody came to send.
class TestResumeRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aChangedFileIsRefusedByName();
    void aMovedFileIsTheSameFile();
    void anotherConnectionsRunIsRefused();
    void aFinishedRunIsRefused();
    void ofTwoConsolesOneResumes();
    void aRecordThatCannotBeReadSendsNothing();

private:
    std::unique_ptr<Ledger> ledger() const
    {
        auto made = std::make_unique<Ledger>(m_folder->filePath(u"ledger.sqlite"_s));
        return awaited(made->open()) ? std::move(made) : nullptr;
    }
    ResumeRequest request(const QString &run) const
    {
        return {.runId = run, .host = QString(), .application = m_bench->client.settings().applicationId};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedNetwork> m_network;
    std::unique_ptr<RunBench> m_bench;
    ImportOrder m_order;
    QString m_id;
};

void TestResumeRefusals::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_network = std::make_unique<ScriptedNetwork>();
    m_network->answerWith([](const SeenRequest &) { return ScriptedAnswer::hanging(); });
    m_bench = std::make_unique<RunBench>(*m_network);
    m_order = m_bench->order(modelsCsv(20));
    const auto kept = ledger();
    QVERIFY(kept);
    ImportRun run(m_bench->client, *kept, m_order, RunBench::quickPace(OnTrouble::GiveUp));
    m_id = run.id();
    run.start();
    QTRY_VERIFY(!m_network->seen().isEmpty());
}

void TestResumeRefusals::cleanup()
{
    m_bench.reset();
}

void TestResumeRefusals::aChangedFileIsRefusedByName()
{
    write(m_order.spec.file, modelsCsv(20, "N-"));
    const auto kept = ledger();

    const auto order = awaited(orderToResume(*kept, request(m_id)));

    QCOMPARE(order.error().cause, Cause::FileChanged);
    QCOMPARE(order.error().subject, m_order.spec.file);
    QVERIFY(QFile::remove(m_order.spec.file));
    QCOMPARE(awaited(orderToResume(*kept, request(m_id))).error().cause, Cause::FileNotFound);
}

void TestResumeRefusals::aMovedFileIsTheSameFile()
{
    const QString elsewhere = m_folder->filePath(u"elsewhere.csv"_s);
    QVERIFY(QFile::rename(m_order.spec.file, elsewhere));
    const auto kept = ledger();
    ResumeRequest asked = request(m_id);
    asked.file = elsewhere;

    const auto order = awaited(orderToResume(*kept, asked));

    QVERIFY(order);
    QCOMPARE(order->spec.file, elsewhere);
    QCOMPARE(order->spec.mapping.columns.size(), m_order.spec.mapping.columns.size());
    QCOMPARE(order->report.sha256, m_order.report.sha256);
}

void TestResumeRefusals::anotherConnectionsRunIsRefused()
{
    const auto kept = ledger();
    ResumeRequest otherApplication = request(m_id);
    otherApplication.application = u"another"_s;
    ResumeRequest otherHost = request(m_id);
    otherHost.host = u"example.org"_s;

    QCOMPARE(awaited(orderToResume(*kept, otherApplication)).error().cause, Cause::RunElsewhere);
    QCOMPARE(awaited(orderToResume(*kept, otherHost)).error().cause, Cause::RunElsewhere);
    QCOMPARE(awaited(orderToResume(*kept, request(u"nobody"_s))).error().cause, Cause::RunUnknown);
}

void TestResumeRefusals::aFinishedRunIsRefused()
{
    const auto kept = ledger();
    QVERIFY(awaited(kept->beginRun(sampleRun(u"r"_s))));
    QVERIFY(awaited(kept->finish(u"r"_s, {.completed = 990})));

    const auto order = awaited(orderToResume(*kept, {.runId = u"r"_s, .host = u"127.0.0.1"_s, .application = u"a1"_s}));

    QCOMPARE(order.error().cause, Cause::RunNotRunning);
}

void TestResumeRefusals::ofTwoConsolesOneResumes()
{
    const auto first = ledger();
    const auto second = ledger();
    const ImportOrder order = awaited(orderToResume(*first, request(m_id))).value();
    const ImportOrder same = awaited(orderToResume(*second, request(m_id))).value();
    ImportRun winner(m_bench->client, *first, order, RunBench::quickPace(OnTrouble::GiveUp));
    ImportRun loser(m_bench->client, *second, same, RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(loser);
    winner.start();
    QTRY_COMPARE(m_network->seen().size(), 2);

    loser.start();

    QTRY_VERIFY(watch.summary);
    QCOMPARE(watch.summary->error->cause, Cause::RunTaken);
    QCOMPARE(m_network->seen().size(), 2);
    QCOMPARE(awaited(first->run(m_id))->state, QString(runstate::running));
}

void TestResumeRefusals::aRecordThatCannotBeReadSendsNothing()
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"spoil"_s);
        database.setDatabaseName(m_folder->filePath(u"ledger.sqlite"_s));
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(u"UPDATE import_run SET mapping = '{\"columns\":7}'"_s));
    }
    QSqlDatabase::removeDatabase(u"spoil"_s);
    const auto kept = ledger();

    const auto order = awaited(orderToResume(*kept, request(m_id)));

    QCOMPARE(order.error().cause, Cause::StorageCorrupt);
    QCOMPARE(order.error().subject, kept->path());
}

QTEST_GUILESS_MAIN(TestResumeRefusals)
#include "tst_resumerefusals.moc"
