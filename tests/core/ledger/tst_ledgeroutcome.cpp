// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/ledgerstore.h"
#include "core/ledger/schema.h"
#include "samples.h"

#include <QSqlQuery>
#include <QTemporaryDir>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

OutcomeRow difference(qint64 line)
{
    return {.line = line,
            .key = {u"model"_s, u"LAMP-OAK-01"_s, {}, {}},
            .planned = u"create"_s,
            .found = u"updated"_s,
            .reason = {}};
}

OutcomeRecord sampleOutcome()
{
    return {
        .outcome = {.compared = QDateTime(QDate(2026, 4, 2), QTime(9, 0, 0, 250), Qt::UTC),
                    .created = 900,
                    .updated = 88,
                    .differing = 2},
        .counts = {{u"create"_s, u"created"_s, 900}, {u"create"_s, u"updated"_s, 2}, {u"update"_s, u"updated"_s, 86}},
        .rows = {difference(7), difference(9)}};
}

} // namespace

/// What the ledger keeps of plans and of what came of them.
class TestLedgerOutcome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aPlanIsReadBack();
    void aRunWithoutAPlanHasNone();
    void anOutcomeIsReadBack();
    void aLaterComparisonReplacesTheEarlier();
    void aRunThatWasNotComparedSaysSo();
    void theListTellsOfEachRunItsOwn();
    void aLedgerOfTheFourthVersionKeepsItsRuns();
    void onAFullDiskTheEarlierComparisonStays();
    void aReadOnlyLedgerSaysSo();

private:
    std::unique_ptr<LedgerStore> store() const
    {
        auto made = std::make_unique<LedgerStore>(path);
        return made->open() ? std::move(made) : nullptr;
    }
    static ImportRunRecord record(LedgerStore &from, const QString &id = u"r"_s)
    {
        return from.read([&](LedgerReader &reader) { return reader.run(id); }).value();
    }
    static Result<Nothing> keep(LedgerStore &in, const OutcomeRecord &outcome, const QString &id = u"r"_s)
    {
        return in.outcome([&](OutcomeJournal &journal) { return journal.keep(id, outcome); });
    }
    static Result<OutcomeRecord> kept(LedgerStore &in, const QString &id = u"r"_s)
    {
        return in.outcome([&](OutcomeJournal &journal) { return journal.read(id); });
    }

    std::unique_ptr<QTemporaryDir> folder;
    QString path;
};

void TestLedgerOutcome::init()
{
    folder = std::make_unique<QTemporaryDir>();
    path = folder->filePath(u"ledger.sqlite"_s);
}

void TestLedgerOutcome::aPlanIsReadBack()
{
    const auto ledger = store();
    ImportRunRecord run = sampleRun(u"r"_s);
    run.plan = PlanCounts{.create = 900,
                          .update = 80,
                          .recertify = 8,
                          .notKnown = 1,
                          .refused = 3,
                          .asOf = QDateTime(QDate(2026, 4, 2), QTime(8, 10), Qt::UTC)};
    const RunBasis basis{.plan = QByteArray("\0\xff classes", 10)};

    QVERIFY(ledger->beginRun(run, basis));

    QCOMPARE(record(*ledger).plan, run.plan);
    QCOMPARE(ledger->read([](LedgerReader &reader) { return reader.basis(u"r"_s); })->plan, basis.plan);
}

void TestLedgerOutcome::aRunWithoutAPlanHasNone()
{
    const auto ledger = store();

    QVERIFY(ledger->beginRun(sampleRun(u"r"_s)));

    QVERIFY(!record(*ledger).plan && !record(*ledger).outcome && !record(*ledger).undo);
}

void TestLedgerOutcome::anOutcomeIsReadBack()
{
    const auto ledger = store();
    QVERIFY(ledger->beginRun(sampleRun(u"r"_s)));

    QVERIFY(keep(*ledger, sampleOutcome()));

    QCOMPARE(kept(*ledger).value(), sampleOutcome());
    QCOMPARE(record(*ledger).outcome, sampleOutcome().outcome);
}

void TestLedgerOutcome::aLaterComparisonReplacesTheEarlier()
{
    const auto ledger = store();
    QVERIFY(ledger->beginRun(sampleRun(u"r"_s)));
    QVERIFY(keep(*ledger, sampleOutcome()));
    const OutcomeRecord later{.outcome = {.compared = sampleOutcome().outcome.compared.addDays(1), .created = 990},
                              .counts = {{u"create"_s, u"created"_s, 990}}};

    QVERIFY(keep(*ledger, later));

    QCOMPARE(kept(*ledger).value(), later);
}

void TestLedgerOutcome::aRunThatWasNotComparedSaysSo()
{
    const auto ledger = store();
    QVERIFY(ledger->beginRun(sampleRun(u"r"_s)));

    QCOMPARE(kept(*ledger).error().cause, Cause::RunUnknown);
}

void TestLedgerOutcome::theListTellsOfEachRunItsOwn()
{
    const auto ledger = store();
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s}) {
        ImportRunRecord run = sampleRun(id);
        if (id == u"c"_s)
            run.plan = PlanCounts{.create = 3};
        QVERIFY(ledger->beginRun(run));
        QVERIFY(ledger->finish(id, {.completed = 990}));
    }
    QVERIFY(keep(*ledger, sampleOutcome(), u"b"_s));
    QVERIFY(ledger->undo([](UndoJournal &journal) { return journal.begin(u"a"_s, u"somebody"_s); }));

    const auto runs = ledger->read([](LedgerReader &reader) { return reader.runs(10); });

    QStringList told;
    for (const ImportRunRecord &run : *runs) {
        told << run.id + (run.plan ? u" planned"_s : QString()) + (run.outcome ? u" compared"_s : QString()) +
                    (run.undo ? u" undone by "_s + run.undo->user : QString());
    }
    QCOMPARE(told, (QStringList{u"c planned"_s, u"b compared"_s, u"a undone by somebody"_s}));
}

void TestLedgerOutcome::aLedgerOfTheFourthVersionKeepsItsRuns()
{
    {
        SqliteConnection fourth(ledgerFile(path));
        QVERIFY(fourth.open(ledgerMigrations().first(4)));
        QVERIFY(
            fourth.run(u"INSERT INTO import_run VALUES ('r', '', '2026-04-02T08:15:30.120Z', "
                       "'2026-04-02T08:16:00.000Z', 'p-1', 'Lamps', '127.0.0.1', 'StarknetSepolia', 'a1', 'flat', "
                       "'lamps.csv', '00ff', 1, 0, 0, '{}', 'finished', 'operator', 1, 0, 0, 0, 'Lamps', 'ab12')"_s));
        QVERIFY(fourth.run(u"INSERT INTO import_chunk VALUES ('r', 1, 2, 2, 1, '00', '2026-04-02T08:15:31.000Z', "
                           "'2026-04-02T08:15:32.000Z', 1, 0, 0, 0, 1)"_s));
        QVERIFY(fourth.run(u"INSERT INTO import_basis VALUES ('r', '{}', '', '', '', 'eu-textile')"_s));
        QVERIFY(fourth.run(u"INSERT INTO import_preimage VALUES ('r', 2, 'model', 'A', '', '', 'created', '', '', '', "
                           "'open', '', '')"_s));
    }

    const auto ledger = store();

    QVERIFY(ledger);
    const ImportRunRecord run = record(*ledger);
    QCOMPARE(run.planHash, u"ab12"_s);
    QVERIFY(!run.plan && !run.outcome);
    const auto basis = ledger->read([](LedgerReader &reader) { return reader.basis(u"r"_s); });
    QCOMPARE(basis->fieldProfile, u"eu-textile"_s);
    QVERIFY(basis->plan.isEmpty());
    const auto undo = ledger->undo([](UndoJournal &journal) { return journal.basis(u"r"_s); });
    QCOMPARE(undo->created, 1);
    QVERIFY(!undo->isPruned);
    QVERIFY(keep(*ledger, sampleOutcome()));
    QCOMPARE(record(*ledger).outcome, sampleOutcome().outcome);
}

void TestLedgerOutcome::onAFullDiskTheEarlierComparisonStays()
{
    const auto ledger = store();
    QVERIFY(ledger->beginRun(sampleRun(u"r"_s)));
    QVERIFY(keep(*ledger, sampleOutcome()));
    OutcomeRecord large = sampleOutcome();
    for (int line = 100; line < 5'000; ++line)
        large.rows << difference(line);
    {
        QSqlQuery query(QSqlDatabase::database(ledger->connectionName()));
        QVERIFY(query.exec(u"PRAGMA page_count"_s) && query.next());
        const int limit = query.value(0).toInt() + 5;
        query.finish();
        QVERIFY(query.exec(u"PRAGMA max_page_count = %1"_s.arg(limit)));
    }

    const auto full = keep(*ledger, large);

    QCOMPARE(full.error().cause, Cause::DiskFull);
    QCOMPARE(full.error().subject, path);
    QCOMPARE(kept(*ledger).value(), sampleOutcome());
}

void TestLedgerOutcome::aReadOnlyLedgerSaysSo()
{
    const auto ledger = store();
    QVERIFY(ledger->beginRun(sampleRun(u"r"_s)));
    QVERIFY(QSqlQuery(QSqlDatabase::database(ledger->connectionName())).exec(u"PRAGMA query_only = ON"_s));

    const auto refused = keep(*ledger, sampleOutcome());

    QCOMPARE(refused.error().kind, ErrorKind::Storage);
    QCOMPARE(refused.error().cause, Cause::NotWritable);
    QCOMPARE(kept(*ledger).error().cause, Cause::RunUnknown);
}

QTEST_GUILESS_MAIN(TestLedgerOutcome)
#include "tst_ledgeroutcome.moc"
