// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/ledgerstore.h"

#include "core/ledger/columntext.h"
#include "core/ledger/schema.h"

namespace chancery {

using namespace Qt::StringLiterals;
using column::text;

namespace {

Error conflict(Cause cause, const QString &subject)
{
    Error error;
    error.kind = ErrorKind::Conflict;
    error.cause = cause;
    error.subject = subject;
    return error;
}

} // namespace

LedgerStore::LedgerStore(QString path)
    : m_path(std::move(path))
{
    m_notOpen.kind = ErrorKind::Storage;
    m_notOpen.cause = Cause::Unexpected;
    m_notOpen.subject = m_path;
}

Result<Nothing> LedgerStore::open()
{
    if (m_connection)
        return Nothing{};
    Result<Nothing> opened = openConnection();
    if (!opened) {
        m_notOpen = opened.error();
        m_connection.reset();
        m_lock.reset();
    }
    return opened;
}

Result<Nothing> LedgerStore::openConnection()
{
    m_connection = std::make_unique<SqliteConnection>(ledgerFile(m_path));
    if (auto connected = m_connection->open(ledgerMigrations()); !connected)
        return connected;
    m_lock = std::make_unique<InstanceLock>(m_path);
    if (auto taken = m_lock->take(); !taken)
        return taken;
    return interruptRunsOfTheDead();
}

Result<Nothing> LedgerStore::write(const std::function<Result<Nothing>()> &work)
{
    if (!m_connection)
        return m_notOpen;
    return m_connection->transact(work);
}

Result<Nothing> LedgerStore::change(const QString &runId, const QString &sql, const QVariantList &values)
{
    const auto changed = m_connection->run(sql, values);
    if (!changed)
        return changed.error();
    if (changed->numRowsAffected() == 0)
        return runUnknown(runId);
    return Nothing{};
}

Result<Nothing> LedgerStore::mustBeAbsent(const QString &sql, const QVariantList &key, const QString &subject)
{
    auto found = m_connection->run(sql, key);
    if (!found)
        return found.error();
    if (found->next())
        return conflict(Cause::AlreadyRecorded, subject);
    return Nothing{};
}

Result<Nothing> LedgerStore::mustBeRunning(const QString &runId)
{
    auto found = m_connection->run(u"SELECT state FROM import_run WHERE id = ?"_s, {runId});
    if (!found)
        return found.error();
    if (!found->next())
        return runUnknown(runId);
    if (found->value(0).toString() != runstate::running)
        return conflict(Cause::RunNotRunning, runId);
    return Nothing{};
}

Result<Nothing> LedgerStore::beginRun(const ImportRunRecord &run, const RunBasis &basis)
{
    return write([&]() -> Result<Nothing> {
        if (auto absent = mustBeAbsent(u"SELECT 1 FROM import_run WHERE id = ?"_s, {run.id}, run.id); !absent)
            return absent;
        auto begun =
            change(run.id,
                   u"INSERT INTO import_run (id, owner, started_at, finished_at, profile_id, profile_name, host, "
                   "network, application, dialect, file_name, file_sha256, row_count, left_out, unchanged, mapping, "
                   "state, user_name, template_name, plan_hash, completed, failed, unknown_count, not_sent) "
                   "VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)"_s,
                   {text(run.id), m_lock->owner(), run.started.isValid() ? column::time(run.started) : column::now(),
                    text(run.profileId), text(run.profileName), text(run.host), text(run.network),
                    text(run.application), text(run.dialect), text(run.file), column::digest(run.fileSha256), run.rows,
                    run.leftOut, run.unchanged, text(QString::fromUtf8(run.mapping)), QString(runstate::running),
                    text(run.user), text(run.templateName), text(run.planHash)});
        if (begun)
            begun = writeBasis(run.id, basis);
        return begun && run.plan ? writePlan(run.id, *run.plan) : begun;
    });
}

Result<Nothing> LedgerStore::writeBasis(const QString &runId, const RunBasis &basis)
{
    return change(runId,
                  u"INSERT INTO import_basis (run_id, format, edits, left_out, unchanged, field_profile, plan_classes) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                  {runId, text(QString::fromUtf8(basis.format)), column::blob(basis.edits), column::blob(basis.leftOut),
                   column::blob(basis.unchanged), text(basis.fieldProfile), column::blob(basis.plan)});
}

Result<Nothing> LedgerStore::writePlan(const QString &runId, const PlanCounts &plan)
{
    return change(
        runId,
        u"INSERT INTO import_plan (run_id, as_of, to_create, to_update, to_recertify, not_known, refused) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
        {runId, column::time(plan.asOf), plan.create, plan.update, plan.recertify, plan.notKnown, plan.refused});
}

Result<Nothing> LedgerStore::mayBeResumed(const QString &runId)
{
    auto found =
        m_connection->run(u"SELECT state, owner, unknown_count + not_sent FROM import_run WHERE id = ?"_s, {runId});
    if (!found)
        return found.error();
    if (!found->next())
        return runUnknown(runId);
    const QString state = found->value(0).toString();
    if (state == runstate::finished && found->value(2).toLongLong() == 0)
        return conflict(Cause::RunNotRunning, runId);
    if (state == runstate::running && InstanceLock::isAlive(m_path, found->value(1).toString()))
        return conflict(Cause::RunTaken, runId);
    return Nothing{};
}

Result<Nothing> LedgerStore::resumeRun(const QString &runId)
{
    // The question and the taking are one transaction: of two programs that ask, one gets the run.
    return write([&]() -> Result<Nothing> {
        if (auto allowed = mayBeResumed(runId); !allowed)
            return allowed;
        return change(runId, u"UPDATE import_run SET state = ?, owner = ?, finished_at = '' WHERE id = ?"_s,
                      {QString(runstate::running), m_lock->owner(), runId});
    });
}

Result<Nothing> LedgerStore::intend(const ChunkIntent &intent)
{
    return write([&]() -> Result<Nothing> {
        if (auto running = mustBeRunning(intent.runId); !running)
            return running;
        if (auto absent = mustBeAbsent(u"SELECT 1 FROM import_chunk WHERE run_id = ? AND number = ?"_s,
                                       {intent.runId, intent.number}, intent.runId);
            !absent)
            return absent;
        return change(intent.runId,
                      u"INSERT INTO import_chunk (run_id, number, first_line, last_line, row_count, body_sha256, "
                      "intended_at, settled_at, completed, failed, unknown_count, not_sent) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, 0, 0, 0)"_s,
                      {intent.runId, intent.number, intent.firstLine, intent.lastLine, intent.rows,
                       column::digest(intent.bodySha256), column::now()});
    });
}

Result<Nothing> LedgerStore::intendAgain(const ChunkIntent &intent)
{
    return write([&]() -> Result<Nothing> {
        if (auto running = mustBeRunning(intent.runId); !running)
            return running;
        if (auto cleared = m_connection->run(u"DELETE FROM import_row WHERE run_id = ? AND chunk = ?"_s,
                                             {intent.runId, intent.number});
            !cleared)
            return cleared.error();
        return change(intent.runId,
                      u"UPDATE import_chunk SET first_line = ?, last_line = ?, row_count = ?, body_sha256 = ?, "
                      "intended_at = ?, settled_at = '', completed = 0, failed = 0, unknown_count = 0, not_sent = 0, "
                      "sends = sends + 1 WHERE run_id = ? AND number = ?"_s,
                      {intent.firstLine, intent.lastLine, intent.rows, column::digest(intent.bodySha256), column::now(),
                       intent.runId, intent.number});
    });
}

Result<Nothing> LedgerStore::accepted(const QString &runId, int chunk, const QString &jobId)
{
    return write([&]() -> Result<Nothing> {
        auto intended =
            m_connection->run(u"SELECT 1 FROM import_chunk WHERE run_id = ? AND number = ?"_s, {runId, chunk});
        if (!intended)
            return intended.error();
        if (!intended->next())
            return runUnknown(runId);
        const auto written = m_connection->run(u"INSERT INTO import_job (run_id, chunk, job_id, accepted_at) "
                                               "VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
                                               {runId, chunk, text(jobId), column::now()});
        return written ? Result<Nothing>(Nothing{}) : written.error();
    });
}

Result<Nothing> LedgerStore::settle(const QString &runId, int chunk, const ChunkOutcome &outcome)
{
    return write([&]() -> Result<Nothing> {
        if (auto settled = change(
                runId,
                u"UPDATE import_chunk SET settled_at = ?, completed = ?, failed = ?, "
                "unknown_count = ?, not_sent = ? WHERE run_id = ? AND number = ?"_s,
                {column::now(), outcome.completed, outcome.failed, outcome.unknown, outcome.notSent, runId, chunk});
            !settled)
            return settled;
        if (auto cleared =
                m_connection->run(u"DELETE FROM import_row WHERE run_id = ? AND chunk = ?"_s, {runId, chunk});
            !cleared)
            return cleared.error();
        return writeRows(runId, chunk, outcome.rows);
    });
}

Result<Nothing> LedgerStore::writeRows(const QString &runId, int chunk, const QList<RowRecord> &rows)
{
    auto insert = m_connection->prepare(
        u"INSERT INTO import_row (run_id, line, chunk, granularity, model_number, batch_number, item_number, outcome, "
        "reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, line) DO UPDATE SET chunk = excluded.chunk, "
        "granularity = excluded.granularity, model_number = excluded.model_number, "
        "batch_number = excluded.batch_number, item_number = excluded.item_number, outcome = excluded.outcome, "
        "reason = excluded.reason"_s);
    if (!insert)
        return insert.error();
    for (const RowRecord &row : rows) {
        const auto written = m_connection->execute(*insert, {runId, row.line, chunk, text(row.key.granularity),
                                                             text(row.key.modelNumber), text(row.key.batchNumber),
                                                             text(row.key.itemNumber),
                                                             QString(rowOutcomeWord(row.outcome)), text(row.reason)});
        if (!written)
            return written;
    }
    return Nothing{};
}

Result<Nothing> LedgerStore::finish(const QString &runId, const RunEnd &end)
{
    return write([&] {
        return change(runId,
                      u"UPDATE import_run SET state = ?, finished_at = ?, completed = ?, failed = ?, "
                      "unknown_count = ?, not_sent = ? WHERE id = ?"_s,
                      {text(end.state), column::now(), end.completed, end.failed, end.unknown, end.notSent, runId});
    });
}

Result<Nothing> LedgerStore::interruptRunsOfTheDead()
{
    if (!m_connection)
        return m_notOpen;
    // Within one transaction: nobody can begin a run between the question who lives and the verdict.
    auto marked = m_connection->transact([this]() -> Result<Nothing> {
        QStringList orphans;
        {
            auto running =
                m_connection->run(u"SELECT id, owner FROM import_run WHERE state = ?"_s, {QString(runstate::running)});
            if (!running)
                return running.error();
            while (running->next()) {
                if (!InstanceLock::isAlive(m_path, running->value(1).toString()))
                    orphans << running->value(0).toString();
            }
            if (running->lastError().isValid())
                return m_connection->failure(running->lastError());
        }
        for (const QString &run : std::as_const(orphans)) {
            if (auto interrupted = interrupt(run); !interrupted)
                return interrupted;
        }
        return Nothing{};
    });
    if (!marked)
        return marked;
    auto undone = undo([](UndoJournal &journal) { return journal.interruptThoseOfTheDead(); });
    if (!undone)
        return undone;
    auto decided = decisions([](DecisionJournal &journal) { return journal.giveUpThoseOfTheDead(); });
    if (!decided)
        return decided;
    auto submitted = instructions([](InstructionJournal &journal) { return journal.giveUpThoseOfTheDead(); });
    if (!submitted)
        return submitted;
    auto minted = mints([](MintJournal &journal) { return journal.giveUpThoseOfTheDead(); });
    if (!minted)
        return minted;
    auto asked = approvals([](ApprovalJournal &journal) { return journal.giveUpThoseOfTheDead(); });
    if (!asked)
        return asked;
    const auto ended = awards([](AwardJournal &journal) { return journal.interruptThoseOfTheDead(); });
    if (ended)
        InstanceLock::sweep(m_path);
    return ended;
}

/// What became of points that were sent is not forgotten because the disk was full when it was to be written.
Result<Nothing> LedgerStore::settleMint(const QString &id, const MintEnd &end)
{
    auto told = mints([&](MintJournal &journal) { return journal.settle(id, end); });
    if (!told && m_connection && told.error().kind == ErrorKind::Storage)
        m_owed.append({id, end});
    return told;
}

/// One that has met its end meanwhile is owed no longer.
void LedgerStore::settleOwed()
{
    while (!m_owed.isEmpty()) {
        const auto &[id, end] = m_owed.first();
        const auto told = MintJournal(*m_connection, {m_path, m_lock->owner()}).settle(id, end);
        if (!told && told.error().kind == ErrorKind::Storage)
            return;
        m_owed.removeFirst();
    }
}

/// Rows of chunks that were intended and never settled are unknown; rows that were in no chunk were not sent. The run
/// ended when it was last heard of.
Result<Nothing> LedgerStore::interrupt(const QString &runId)
{
    auto last = m_connection->run(u"SELECT max(intended_at), max(settled_at), sum(completed), sum(failed), "
                                  "sum(CASE WHEN settled_at = '' THEN row_count ELSE unknown_count END) "
                                  "FROM import_chunk WHERE run_id = ?"_s,
                                  {runId});
    if (!last)
        return last.error();
    if (!last->next())
        return m_connection->failure(last->lastError());
    const QString heardOf = qMax(last->value(0).toString(), last->value(1).toString());
    const qint64 completed = last->value(2).toLongLong();
    const qint64 failed = last->value(3).toLongLong();
    const qint64 unknown = last->value(4).toLongLong();
    last->finish();
    return change(
        runId,
        u"UPDATE import_run SET state = ?, finished_at = CASE WHEN ? = '' THEN started_at ELSE ? END, "
        "completed = ?, failed = ?, unknown_count = ?, not_sent = CASE WHEN row_count - left_out - unchanged > "
        "? THEN row_count - left_out - unchanged - ? ELSE 0 END WHERE id = ?"_s,
        {QString(runstate::interrupted), text(heardOf), text(heardOf), completed, failed, unknown,
         completed + failed + unknown, completed + failed + unknown, runId});
}

} // namespace chancery
