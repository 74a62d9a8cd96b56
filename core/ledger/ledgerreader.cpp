// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/ledgerreader.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QDateTime time(const QVariant &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QByteArray digest(const QVariant &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

/// Columns in the order of runColumns.
ImportRunRecord runFrom(const QSqlQuery &query)
{
    int column = 0;
    const auto next = [&] { return query.value(column++); };
    ImportRunRecord run;
    run.id = next().toString();
    run.started = time(next());
    run.finished = time(next());
    run.profileId = next().toString();
    run.profileName = next().toString();
    run.host = next().toString();
    run.network = next().toString();
    run.application = next().toString();
    run.dialect = next().toString();
    run.file = next().toString();
    run.fileSha256 = digest(next());
    run.rows = next().toLongLong();
    run.leftOut = next().toLongLong();
    run.unchanged = next().toLongLong();
    run.mapping = next().toString().toUtf8();
    run.state = next().toString();
    run.user = next().toString();
    run.completed = next().toLongLong();
    run.failed = next().toLongLong();
    run.unknown = next().toLongLong();
    run.notSent = next().toLongLong();
    run.templateName = next().toString();
    run.planHash = next().toString();
    return run;
}

constexpr QLatin1StringView runColumns{
    "id, started_at, finished_at, profile_id, profile_name, host, network, application, dialect, file_name, "
    "file_sha256, row_count, left_out, unchanged, mapping, state, user_name, completed, failed, unknown_count, "
    "not_sent, template_name, plan_hash"};

ChunkRecord chunkFrom(const QSqlQuery &query, const QString &runId)
{
    ChunkRecord chunk;
    chunk.intent = {.runId = runId,
                    .number = query.value(0).toInt(),
                    .firstLine = query.value(1).toLongLong(),
                    .lastLine = query.value(2).toLongLong(),
                    .rows = query.value(3).toInt(),
                    .bodySha256 = digest(query.value(4))};
    chunk.settled = !query.value(5).toString().isEmpty();
    chunk.completed = query.value(6).toLongLong();
    chunk.failed = query.value(7).toLongLong();
    chunk.unknown = query.value(8).toLongLong();
    chunk.notSent = query.value(9).toLongLong();
    chunk.sends = query.value(10).toInt();
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
    return readRuns(u"ORDER BY started_at DESC, id DESC LIMIT ?"_s, {qMax(0, limit)});
}

Result<ImportRunRecord> LedgerReader::run(const QString &id)
{
    auto found = readRuns(u"WHERE id = ?"_s, {id});
    if (!found)
        return found.error();
    if (found->isEmpty())
        return runUnknown(id);
    return found->first();
}

Result<QList<ImportRunRecord>> LedgerReader::readRuns(const QString &clause, const QVariantList &values)
{
    QList<ImportRunRecord> runs;
    auto query = m_connection.run(u"SELECT "_s % runColumns % u" FROM import_run "_s % clause, values);
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
    run.chunks = sums->value(0).toInt();
    if (run.state == runstate::running) {
        run.completed = sums->value(1).toLongLong();
        run.failed = sums->value(2).toLongLong();
        run.unknown = sums->value(3).toLongLong();
        run.notSent = sums->value(4).toLongLong();
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
        u"SELECT format, edits, left_out, unchanged, field_profile FROM import_basis WHERE run_id = ?"_s, {runId});
    if (!found)
        return found.error();
    if (!found->next())
        return endedEarly(*found) ? m_connection.failure(found->lastError()) : runUnknown(runId);
    const auto blob = [&](int column) { return QByteArray::fromBase64(found->value(column).toString().toLatin1()); };
    return RunBasis{.format = found->value(0).toString().toUtf8(),
                    .edits = blob(1),
                    .leftOut = blob(2),
                    .unchanged = blob(3),
                    .fieldProfile = found->value(4).toString()};
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
        rows << RowRecord{.line = found->value(0).toLongLong(),
                          .key = {.granularity = found->value(1).toString(),
                                  .modelNumber = found->value(2).toString(),
                                  .batchNumber = found->value(3).toString(),
                                  .itemNumber = found->value(4).toString()},
                          .outcome = rowOutcomeFromWord(found->value(5).toString()),
                          .reason = found->value(6).toString()};
    }
    if (endedEarly(*found))
        return m_connection.failure(found->lastError());
    return rows;
}

} // namespace chancery
