// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/ledgerreader.h"

#include "core/ledger/columns.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView runColumns{
    "r.id, r.started_at, r.finished_at, r.profile_id, r.profile_name, r.host, r.network, r.application, r.dialect, "
    "r.file_name, r.file_sha256, r.row_count, r.left_out, r.unchanged, r.mapping, r.state, r.user_name, r.completed, "
    "r.failed, r.unknown_count, r.not_sent, r.template_name, r.plan_hash, "
    "p.run_id, p.as_of, p.to_create, p.to_update, p.to_recertify, p.not_known, p.refused, "
    "o.run_id, o.compared_at, o.created, o.updated, o.differing, "
    "u.run_id, u.started_at, u.finished_at, u.user_name, u.state, u.row_count, u.reverted, u.kept, u.could_not, "
    "u.unknown_count"};

constexpr QLatin1StringView runTables{" FROM import_run r LEFT JOIN import_plan p ON p.run_id = r.id "
                                      "LEFT JOIN import_outcome o ON o.run_id = r.id "
                                      "LEFT JOIN import_undo u ON u.run_id = r.id "};

std::optional<PlanCounts> planFrom(Columns &next)
{
    const bool isThere = !next.next().isNull();
    const QDateTime asOf = next.time();
    const PlanCounts plan{.create = next.number(),
                          .update = next.number(),
                          .recertify = next.number(),
                          .notKnown = next.number(),
                          .refused = next.number(),
                          .asOf = asOf};
    return isThere ? std::optional(plan) : std::nullopt;
}

std::optional<RunOutcome> outcomeFrom(Columns &next)
{
    const bool isThere = !next.next().isNull();
    const RunOutcome outcome{
        .compared = next.time(), .created = next.number(), .updated = next.number(), .differing = next.number()};
    return isThere ? std::optional(outcome) : std::nullopt;
}

std::optional<UndoRecord> undoFrom(Columns &next)
{
    const QVariant run = next.next();
    const UndoRecord undo{.runId = run.toString(),
                          .started = next.time(),
                          .finished = next.time(),
                          .user = next.text(),
                          .state = next.text(),
                          .counts = {next.number(), next.number(), next.number(), next.number(), next.number()}};
    return run.isNull() ? std::nullopt : std::optional(undo);
}

/// Columns in the order of runColumns.
ImportRunRecord runFrom(const QSqlQuery &query)
{
    Columns next(query);
    ImportRunRecord run;
    run.id = next.text();
    run.started = next.time();
    run.finished = next.time();
    run.profileId = next.text();
    run.profileName = next.text();
    run.host = next.text();
    run.network = next.text();
    run.application = next.text();
    run.dialect = next.text();
    run.file = next.text();
    run.fileSha256 = next.digest();
    run.rows = next.number();
    run.leftOut = next.number();
    run.unchanged = next.number();
    run.mapping = next.text().toUtf8();
    run.state = next.text();
    run.user = next.text();
    run.completed = next.number();
    run.failed = next.number();
    run.unknown = next.number();
    run.notSent = next.number();
    run.templateName = next.text();
    run.planHash = next.text();
    run.plan = planFrom(next);
    run.outcome = outcomeFrom(next);
    run.undo = undoFrom(next);
    return run;
}

ChunkRecord chunkFrom(const QSqlQuery &query, const QString &runId)
{
    Columns next(query);
    ChunkRecord chunk;
    chunk.intent = {.runId = runId,
                    .number = next.smallNumber(),
                    .firstLine = next.number(),
                    .lastLine = next.number(),
                    .rows = next.smallNumber(),
                    .bodySha256 = next.digest()};
    chunk.settled = !next.text().isEmpty();
    chunk.completed = next.number();
    chunk.failed = next.number();
    chunk.unknown = next.number();
    chunk.notSent = next.number();
    chunk.sends = next.smallNumber();
    return chunk;
}

/// A word that is none of the four reads as unknown, so a search for the unknown finds it too.
QString outcomeClause(RowOutcome outcome)
{
    return outcome == RowOutcome::Unknown ? u"AND outcome NOT IN ('done', 'failed', 'notSent') "_s
                                          : u"AND outcome = '"_s % rowOutcomeWord(outcome) % u"' "_s;
}

/// The loop over a result may have ended because reading failed.
bool endedEarly(const QSqlQuery &query)
{
    return query.lastError().isValid();
}

} // namespace

Error runUnknown(const QString &runId)
{
    Error error;
    error.kind = ErrorKind::NotFound;
    error.cause = Cause::RunUnknown;
    error.subject = runId;
    return error;
}

Result<QList<ImportRunRecord>> LedgerReader::runs(int limit)
{
    return readRuns(u"ORDER BY r.started_at DESC, r.id DESC LIMIT ?"_s, {qMax(0, limit)});
}

/// Times are texts of one length, so the latest is the greatest.
Result<QDateTime> LedgerReader::lastImport(const QString &host, const QString &application)
{
    auto query =
        m_connection.run(u"SELECT max(CASE WHEN finished_at = '' THEN ? ELSE finished_at END) FROM import_run WHERE "
                         "host = ? AND lower(application) = ?"_s,
                         {column::now(), host, application.toLower()});
    if (!query)
        return query.error();
    return query->next() ? Result<QDateTime>(column::timeFrom(query->value(0).toString()))
                         : m_connection.failure(query->lastError());
}

Result<ImportRunRecord> LedgerReader::run(const QString &id)
{
    auto found = readRuns(u"WHERE r.id = ?"_s, {id});
    if (!found)
        return found.error();
    if (found->isEmpty())
        return runUnknown(id);
    return found->first();
}

Result<QList<ImportRunRecord>> LedgerReader::readRuns(const QString &clause, const QVariantList &values)
{
    QList<ImportRunRecord> runs;
    auto query = m_connection.run(u"SELECT "_s % runColumns % runTables % clause, values);
    if (!query)
        return query.error();
    while (query->next())
        runs << runFrom(*query);
    if (endedEarly(*query))
        return m_connection.failure(query->lastError());
    for (ImportRunRecord &run : runs) {
        if (auto added = addWhatChunksSay(run); !added)
            return added.error();
    }
    return runs;
}

Result<Nothing> LedgerReader::addWhatChunksSay(ImportRunRecord &run)
{
    auto sums = m_connection.run(u"SELECT count(*), sum(completed), sum(failed), sum(unknown_count), sum(not_sent) "
                                 "FROM import_chunk WHERE run_id = ?"_s,
                                 {run.id});
    if (!sums)
        return sums.error();
    if (!sums->next())
        return m_connection.failure(sums->lastError());
    Columns next(*sums);
    run.chunks = next.smallNumber();
    if (run.state == runstate::running) {
        run.completed = next.number();
        run.failed = next.number();
        run.unknown = next.number();
        run.notSent = next.number();
    }
    const auto accepted = jobs(run.id);
    if (!accepted)
        return accepted.error();
    for (const auto &[chunk, job] : *accepted)
        run.jobs << job;
    return Nothing{};
}

Result<QList<std::pair<int, QString>>> LedgerReader::jobs(const QString &runId)
{
    QList<std::pair<int, QString>> jobs;
    auto query = m_connection.run(
        u"SELECT chunk, job_id FROM import_job WHERE run_id = ? ORDER BY chunk, accepted_at, job_id"_s, {runId});
    if (!query)
        return query.error();
    while (query->next())
        jobs.emplaceBack(query->value(0).toInt(), query->value(1).toString());
    if (endedEarly(*query))
        return m_connection.failure(query->lastError());
    return jobs;
}

Result<RunBasis> LedgerReader::basis(const QString &runId)
{
    auto found = m_connection.run(
        u"SELECT format, edits, left_out, unchanged, plan_classes, field_profile FROM import_basis WHERE run_id = ?"_s,
        {runId});
    if (!found)
        return found.error();
    if (!found->next())
        return endedEarly(*found) ? m_connection.failure(found->lastError()) : runUnknown(runId);
    Columns next(*found);
    return RunBasis{.format = next.text().toUtf8(),
                    .edits = next.blob(),
                    .leftOut = next.blob(),
                    .unchanged = next.blob(),
                    .plan = next.blob(),
                    .fieldProfile = next.text()};
}

Result<QList<ChunkRecord>> LedgerReader::chunks(const QString &runId)
{
    QList<ChunkRecord> chunks;
    const auto accepted = jobs(runId);
    if (!accepted)
        return accepted.error();
    auto query =
        m_connection.run(u"SELECT number, first_line, last_line, row_count, body_sha256, settled_at, completed, "
                         "failed, unknown_count, not_sent, sends FROM import_chunk WHERE run_id = ? ORDER BY number"_s,
                         {runId});
    if (!query)
        return query.error();
    auto job = accepted->cbegin(); // in the order of the chunks as well
    while (query->next()) {
        ChunkRecord chunk = chunkFrom(*query, runId);
        for (; job != accepted->cend() && job->first == chunk.intent.number; ++job)
            chunk.jobs << job->second;
        chunks << chunk;
    }
    if (endedEarly(*query))
        return m_connection.failure(query->lastError());
    return chunks;
}

Result<QList<RowRecord>> LedgerReader::rows(const QString &runId, const RowQuery &query)
{
    QList<RowRecord> rows;
    const QString only = query.outcome ? outcomeClause(*query.outcome) : QString();
    auto found = m_connection.run(u"SELECT line, granularity, model_number, batch_number, item_number, outcome, reason "
                                  "FROM import_row WHERE run_id = ? "_s %
                                      only % u"ORDER BY line LIMIT ? OFFSET ?"_s,
                                  {runId, qMax<qint64>(0, query.limit), qMax<qint64>(0, query.offset)});
    if (!found)
        return found.error();
    while (found->next()) {
        Columns next(*found);
        rows << RowRecord{.line = next.number(),
                          .key = {.granularity = next.text(),
                                  .modelNumber = next.text(),
                                  .batchNumber = next.text(),
                                  .itemNumber = next.text()},
                          .outcome = rowOutcomeFromWord(next.text()),
                          .reason = next.text()};
    }
    if (endedEarly(*found))
        return m_connection.failure(found->lastError());
    return rows;
}

} // namespace chancery
