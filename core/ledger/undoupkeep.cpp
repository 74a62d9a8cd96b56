// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What keeps the journal of undos true and small.

#include "core/ledger/undojournal.h"

#include "core/ledger/columntext.h"
#include "core/ledger/importrun.h"
#include "core/ledger/instancelock.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int prunedAtOnce = 2000; ///< others at the ledger wait for as long as this takes

} // namespace

Result<QStringList> UndoJournal::leftByTheDead()
{
    auto running =
        m_connection.run(u"SELECT run_id, owner FROM import_undo WHERE state = ?"_s, {QString(runstate::running)});
    if (!running)
        return running.error();
    QStringList orphans;
    while (running->next()) {
        if (!InstanceLock::isAlive(m_signature.path, running->value(1).toString()))
            orphans << running->value(0).toString();
    }
    return running->lastError().isValid() ? Result<QStringList>(m_connection.failure(running->lastError())) : orphans;
}

Result<Nothing> UndoJournal::interruptThoseOfTheDead()
{
    // One transaction: nobody can go on with one between the question who lives and the verdict.
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto orphans = leftByTheDead();
        if (!orphans)
            return orphans.error();
        for (const QString &orphan : *orphans) {
            if (auto ended = writeEnd({.runId = orphan, .state = runstate::interrupted}); !ended)
                return ended;
        }
        return Nothing{};
    });
}

/// Empty when there is none, or while something goes on: then is no time for this.
Result<QString> UndoJournal::oldestToPrune(const QDateTime &now, const PreimageRule &rule)
{
    auto found = m_connection.run(
        u"SELECT r.id FROM import_run r LEFT JOIN import_undo u ON u.run_id = r.id WHERE r.finished_at <> '' AND "
        u"r.finished_at < ? "
        "AND (u.run_id IS NULL OR u.row_count = u.reverted + u.kept + u.could_not) "
        "AND r.id NOT IN (SELECT id FROM import_run ORDER BY started_at DESC, id DESC LIMIT ?) "
        "AND EXISTS (SELECT 1 FROM import_preimage p WHERE p.run_id = r.id) "
        "AND NOT EXISTS (SELECT 1 FROM import_run WHERE state = 'running') "
        "AND NOT EXISTS (SELECT 1 FROM import_undo WHERE state = 'running') ORDER BY r.finished_at, r.id LIMIT 1"_s,
        {column::time(now.addDays(-rule.days)), rule.newestRuns});
    if (!found)
        return found.error();
    if (found->next())
        return found->value(0).toString();
    return found->lastError().isValid() ? Result<QString>(m_connection.failure(found->lastError())) : QString();
}

Result<qint64> UndoJournal::pruneSome(const QDateTime &now, const PreimageRule &rule)
{
    qint64 removed = 0;
    const auto done = m_connection.transact([&]() -> Result<Nothing> {
        const auto oldest = oldestToPrune(now, rule);
        if (!oldest || oldest->isEmpty())
            return oldest ? Result<Nothing>(Nothing{}) : oldest.error();
        if (auto marked = run(u"UPDATE import_run SET pruned_at = ? WHERE id = ? AND pruned_at = ''"_s,
                              {column::time(now), *oldest});
            !marked)
            return marked;
        const auto deleted =
            m_connection.run(u"DELETE FROM import_preimage WHERE run_id = ? AND line IN "
                             "(SELECT line FROM import_preimage WHERE run_id = ? ORDER BY line LIMIT ?)"_s,
                             {*oldest, *oldest, prunedAtOnce});
        removed = deleted ? deleted->numRowsAffected() : 0;
        return deleted ? Result<Nothing>(Nothing{}) : deleted.error();
    });
    return done ? Result<qint64>(removed) : done.error();
}

Result<bool> UndoJournal::isPruned(const QString &runId)
{
    auto found = m_connection.run(u"SELECT pruned_at FROM import_run WHERE id = ?"_s, {runId});
    if (!found)
        return found.error();
    return found->next() && !found->value(0).toString().isEmpty();
}

} // namespace chancery
