// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/outcomejournal.h"

#include "core/ledger/columns.h"
#include "core/ledger/ledgerreader.h"

namespace chancery {

using namespace Qt::StringLiterals;
using column::text;

Result<Nothing> OutcomeJournal::keep(const QString &runId, const OutcomeRecord &record)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        if (auto forgotten = forget(runId); !forgotten)
            return forgotten;
        const RunOutcome &outcome = record.outcome;
        const auto written = m_connection.run(
            u"INSERT INTO import_outcome (run_id, compared_at, created, updated, differing) "
            "VALUES (?, ?, ?, ?, ?)"_s,
            {runId, column::time(outcome.compared), outcome.created, outcome.updated, outcome.differing});
        if (!written)
            return written.error();
        if (auto counted = writeCounts(runId, record.counts); !counted)
            return counted;
        return writeRows(runId, record.rows);
    });
}

Result<Nothing> OutcomeJournal::forget(const QString &runId)
{
    for (const QString &table : {u"import_outcome"_s, u"import_outcome_count"_s, u"import_difference"_s}) {
        if (auto cleared = m_connection.run(u"DELETE FROM "_s % table % u" WHERE run_id = ?"_s, {runId}); !cleared)
            return cleared.error();
    }
    return Nothing{};
}

Result<Nothing> OutcomeJournal::writeCounts(const QString &runId, const QList<OutcomeCount> &counts)
{
    auto insert = m_connection.prepare(
        u"INSERT INTO import_outcome_count (run_id, planned, found, row_count) VALUES (?, ?, ?, ?)"_s);
    if (!insert)
        return insert.error();
    for (const OutcomeCount &count : counts) {
        if (auto written = m_connection.execute(*insert, {runId, text(count.planned), text(count.found), count.rows});
            !written)
            return written;
    }
    return Nothing{};
}

Result<Nothing> OutcomeJournal::writeRows(const QString &runId, const QList<OutcomeRow> &rows)
{
    auto insert = m_connection.prepare(
        u"INSERT INTO import_difference (run_id, line, granularity, model_number, batch_number, item_number, planned, "
        "found, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    if (!insert)
        return insert.error();
    for (const OutcomeRow &row : rows) {
        const auto written = m_connection.execute(
            *insert, {runId, row.line, text(row.key.granularity), text(row.key.modelNumber), text(row.key.batchNumber),
                      text(row.key.itemNumber), text(row.planned), text(row.found), text(row.reason)});
        if (!written)
            return written;
    }
    return Nothing{};
}

Result<OutcomeRecord> OutcomeJournal::read(const QString &runId)
{
    OutcomeRecord record;
    {
        auto found = m_connection.run(
            u"SELECT compared_at, created, updated, differing FROM import_outcome WHERE run_id = ?"_s, {runId});
        if (!found)
            return found.error();
        if (!found->next())
            return found->lastError().isValid() ? m_connection.failure(found->lastError()) : runUnknown(runId);
        Columns next(*found);
        record.outcome = {
            .compared = next.time(), .created = next.number(), .updated = next.number(), .differing = next.number()};
    }
    if (auto counted = readCounts(runId, record.counts); !counted)
        return counted.error();
    if (auto listed = readRows(runId, record.rows); !listed)
        return listed.error();
    return record;
}

Result<Nothing> OutcomeJournal::readCounts(const QString &runId, QList<OutcomeCount> &counts)
{
    auto found = m_connection.run(
        u"SELECT planned, found, row_count FROM import_outcome_count WHERE run_id = ? ORDER BY planned, found"_s,
        {runId});
    if (!found)
        return found.error();
    while (found->next()) {
        Columns next(*found);
        counts << OutcomeCount{.planned = next.text(), .found = next.text(), .rows = next.number()};
    }
    return found->lastError().isValid() ? Result<Nothing>(m_connection.failure(found->lastError())) : Nothing{};
}

Result<Nothing> OutcomeJournal::readRows(const QString &runId, QList<OutcomeRow> &rows)
{
    auto found = m_connection.run(u"SELECT line, granularity, model_number, batch_number, item_number, planned, found, "
                                  "reason FROM import_difference WHERE run_id = ? ORDER BY line"_s,
                                  {runId});
    if (!found)
        return found.error();
    while (found->next()) {
        Columns next(*found);
        rows << OutcomeRow{.line = next.number(),
                           .key = {next.text(), next.text(), next.text(), next.text()},
                           .planned = next.text(),
                           .found = next.text(),
                           .reason = next.text()};
    }
    return found->lastError().isValid() ? Result<Nothing>(m_connection.failure(found->lastError())) : Nothing{};
}

} // namespace chancery
