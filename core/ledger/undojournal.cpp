// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/undojournal.h"

#include "core/async/errorof.h"
#include "core/ledger/columntext.h"
#include "core/ledger/instancelock.h"
#include "core/ledger/ledgerreader.h"

namespace chancery {

using namespace Qt::StringLiterals;
using column::text;

namespace {

/// Rows that the service took or may have taken: of a chunk that left, and neither refused nor left behind.
constexpr QLatin1StringView taken{R"(
    FROM import_preimage p LEFT JOIN import_row r ON r.run_id = p.run_id AND r.line = p.line
    WHERE p.run_id = ? AND (r.outcome IS NULL OR r.outcome = 'unknown') AND EXISTS (
        SELECT 1 FROM import_chunk c WHERE c.run_id = p.run_id AND p.line BETWEEN c.first_line AND c.last_line
        AND (c.settled_at = '' OR c.not_sent < c.row_count)))"};

constexpr QLatin1StringView columns{"SELECT p.line, p.granularity, p.model_number, p.batch_number, p.item_number, "
                                    "p.origin, p.passport_id, p.content_before, p.content_left, p.undo_outcome, "
                                    "p.undo_reason, p.undo_detail"};

RowOrigin originFrom(const QString &word)
{
    for (const RowOrigin origin : {RowOrigin::Created, RowOrigin::Draft, RowOrigin::Published}) {
        if (word == rowOriginWord(origin))
            return origin;
    }
    return RowOrigin::NotKnown;
}

UndoRow rowFrom(const QSqlQuery &query)
{
    int column = 0;
    const auto next = [&] { return query.value(column++).toString(); };
    UndoRow row;
    row.preimage.line = next().toLongLong();
    row.end.line = row.preimage.line;
    row.preimage.key = {next(), next(), next(), next()};
    row.preimage.origin = originFrom(next());
    row.preimage.passportId = next();
    row.preimage.before = next().toUtf8();
    row.preimage.left = next().toLatin1();
    row.end.outcome = undoOutcomeFromWord(next());
    row.end.reason = undoReasonFromWord(next());
    row.end.detail = next();
    return row;
}

qint64 &slotOf(UndoBasis &basis, RowOrigin origin)
{
    switch (origin) {
    case RowOrigin::Created:
        return basis.created;
    case RowOrigin::Draft:
        return basis.drafts;
    case RowOrigin::Published:
        return basis.published;
    case RowOrigin::NotKnown:
        break;
    }
    return basis.notKnown;
}

} // namespace

Result<Nothing> UndoJournal::run(const QString &sql, const QVariantList &values)
{
    const auto done = m_connection.run(sql, values);
    return done ? Result<Nothing>(Nothing{}) : done.error();
}

Result<Nothing> UndoJournal::keep(const QString &runId, const QList<Preimage> &preimages)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        auto insert = m_connection.prepare(
            u"INSERT INTO import_preimage (run_id, line, granularity, model_number, batch_number, item_number, origin, "
            "passport_id, content_before, content_left, undo_outcome, undo_reason, undo_detail) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', '', '') ON CONFLICT (run_id, line) DO UPDATE SET "
            "origin = excluded.origin, passport_id = excluded.passport_id, content_before = excluded.content_before, "
            "content_left = excluded.content_left"_s);
        if (!insert)
            return insert.error();
        for (const Preimage &each : preimages) {
            const auto written = m_connection.execute(
                *insert,
                {runId, each.line, text(each.key.granularity), text(each.key.modelNumber), text(each.key.batchNumber),
                 text(each.key.itemNumber), QString(rowOriginWord(each.origin)), text(each.passportId),
                 text(QString::fromUtf8(each.before)), text(QString::fromLatin1(each.left))});
            if (!written)
                return written;
        }
        return Nothing{};
    });
}

Result<Nothing> UndoJournal::mayBegin(const QString &runId)
{
    auto found = m_connection.run(u"SELECT r.state, u.state, u.owner FROM import_run r "
                                  "LEFT JOIN import_undo u ON u.run_id = r.id WHERE r.id = ?"_s,
                                  {runId});
    if (!found)
        return found.error();
    if (!found->next())
        return runUnknown(runId);
    const bool isTaken = found->value(0).toString() == runstate::running ||
                         (found->value(1).toString() == runstate::running &&
                          InstanceLock::isAlive(m_signature.path, found->value(2).toString()));
    return isTaken ? Result<Nothing>(errorOf(ErrorKind::Conflict, Cause::RunTaken, runId)) : Nothing{};
}

Result<Nothing> UndoJournal::begin(const QString &runId, const QString &user)
{
    // The question and the taking are one transaction: of two that ask, one gets it.
    return m_connection.transact([&]() -> Result<Nothing> {
        if (auto allowed = mayBegin(runId); !allowed)
            return allowed;
        return run(u"INSERT INTO import_undo (run_id, owner, user_name, started_at, finished_at, state, row_count, "
                   "reverted, kept, could_not, unknown_count) VALUES (?, ?, ?, ?, '', ?, 0, 0, 0, 0, 0) "
                   "ON CONFLICT (run_id) DO UPDATE SET owner = excluded.owner, user_name = excluded.user_name, "
                   "started_at = excluded.started_at, finished_at = '', state = excluded.state"_s,
                   {runId, m_signature.owner, text(user), column::now(), QString(runstate::running)});
    });
}

Result<Nothing> UndoJournal::settle(const QString &runId, const QList<UndoEnd> &ends)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        auto update = m_connection.prepare(u"UPDATE import_preimage SET undo_outcome = ?, undo_reason = ?, "
                                           "undo_detail = ? WHERE run_id = ? AND line = ?"_s);
        if (!update)
            return update.error();
        for (const UndoEnd &end : ends) {
            const auto written =
                m_connection.execute(*update, {QString(undoOutcomeWord(end.outcome)),
                                               QString(undoReasonWord(end.reason)), text(end.detail), runId, end.line});
            if (!written)
                return written;
        }
        return Nothing{};
    });
}

Result<Nothing> UndoJournal::finish(const QString &runId, const QString &state)
{
    return m_connection.transact(
        [&] { return writeEnd({.runId = runId, .finished = QDateTime::currentDateTimeUtc(), .state = state}); });
}

/// The counts are those of this moment.
Result<Nothing> UndoJournal::writeEnd(const UndoRecord &end)
{
    const auto told = basis(end.runId);
    if (!told)
        return told.error();
    const UndoCounts &counts = told->counts;
    return run(u"UPDATE import_undo SET state = ?, finished_at = ?, row_count = ?, reverted = ?, kept = ?, "
               "could_not = ?, unknown_count = ? WHERE run_id = ?"_s,
               {text(end.state), column::time(end.finished), counts.rows, counts.reverted, counts.kept, counts.couldNot,
                counts.unknown, end.runId});
}

Result<qint64> UndoJournal::rowsTaken(const QString &runId)
{
    auto found =
        m_connection.run(u"SELECT sum(CASE WHEN settled_at = '' THEN row_count ELSE completed + unknown_count END) "
                         "FROM import_chunk WHERE run_id = ?"_s,
                         {runId});
    if (!found)
        return found.error();
    return found->next() ? Result<qint64>(found->value(0).toLongLong()) : m_connection.failure(found->lastError());
}

Result<UndoBasis> UndoJournal::basis(const QString &runId)
{
    const auto rows = rowsTaken(runId);
    if (!rows)
        return rows.error();
    const auto pruned = isPruned(runId);
    if (!pruned)
        return pruned.error();
    auto found = m_connection.run(
        u"SELECT p.origin, p.undo_outcome, count(*)"_s % taken % u" GROUP BY p.origin, p.undo_outcome"_s, {runId});
    if (!found)
        return found.error();
    UndoBasis basis;
    basis.isPruned = *pruned;
    qint64 kept = 0;
    while (found->next()) {
        const qint64 count = found->value(2).toLongLong();
        kept += count;
        slotOf(basis, originFrom(found->value(0).toString())) += count;
        if (qint64 *slot = basis.counts.of(undoOutcomeFromWord(found->value(1).toString())))
            *slot += count;
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    basis.counts.rows = std::max(*rows, kept);
    basis.withoutPreimage = basis.counts.rows - kept;
    basis.counts.couldNot += basis.withoutPreimage;
    return basis;
}

Result<QList<UndoRow>> UndoJournal::read(const QString &clause, const QVariantList &values)
{
    auto found = m_connection.run(columns % taken % clause, values);
    if (!found)
        return found.error();
    QList<UndoRow> rows;
    while (found->next())
        rows << rowFrom(*found);
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return rows;
}

Result<QList<UndoRow>> UndoJournal::openRows(const QString &runId, const UndoQuery &query)
{
    return read(u" AND p.line > ? AND p.undo_outcome <> 'reverted' ORDER BY p.line LIMIT ?"_s,
                {runId, query.afterLine, query.limit});
}

Result<QList<UndoRow>> UndoJournal::rows(const QString &runId, const UndoQuery &query)
{
    return read(u" AND p.line > ? ORDER BY p.line LIMIT ?"_s, {runId, query.afterLine, query.limit});
}

Result<UndoRecord> UndoJournal::record(const QString &runId)
{
    auto found =
        m_connection.run(u"SELECT started_at, finished_at, user_name, state, owner, row_count, reverted, kept, "
                         "could_not, unknown_count FROM import_undo WHERE run_id = ?"_s,
                         {runId});
    if (!found)
        return found.error();
    if (!found->next())
        return runUnknown(runId);
    UndoRecord record;
    record.runId = runId;
    record.started = column::timeFrom(found->value(0).toString());
    record.finished = column::timeFrom(found->value(1).toString());
    record.user = found->value(2).toString();
    record.state = found->value(3).toString();
    if (record.state == runstate::running && !InstanceLock::isAlive(m_signature.path, found->value(4).toString()))
        record.state = runstate::interrupted;
    record.counts = {found->value(5).toLongLong(), found->value(6).toLongLong(), found->value(7).toLongLong(),
                     found->value(8).toLongLong(), found->value(9).toLongLong()};
    return record;
}

} // namespace chancery
