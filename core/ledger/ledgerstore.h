// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/approvaljournal.h"
#include "core/ledger/auditjournal.h"
#include "core/ledger/awardjournal.h"
#include "core/ledger/decisionjournal.h"
#include "core/ledger/instancelock.h"
#include "core/ledger/instructionjournal.h"
#include "core/ledger/ledgerreader.h"
#include "core/ledger/mintjournal.h"
#include "core/ledger/outcomejournal.h"
#include "core/ledger/undojournal.h"

#include <memory>

namespace chancery {

/// What Ledger does, at once and in the calling thread: see there for what each call means and how it fails. Every call
/// is made in the thread of the first open(), the destructor too.
class LedgerStore
{
public:
    explicit LedgerStore(QString path);

    Result<Nothing> open();
    Result<Nothing> interruptRunsOfTheDead();
    Result<Nothing> beginRun(const ImportRunRecord &run, const RunBasis &basis = {});
    Result<Nothing> resumeRun(const QString &runId);
    Result<Nothing> intend(const ChunkIntent &intent);
    Result<Nothing> intendAgain(const ChunkIntent &intent);
    Result<Nothing> accepted(const QString &runId, int chunk, const QString &jobId);
    Result<Nothing> settle(const QString &runId, int chunk, const ChunkOutcome &outcome);
    Result<Nothing> finish(const QString &runId, const RunEnd &end);
    Result<Nothing> settleMint(const QString &id, const MintEnd &end);

    /// `ask(LedgerReader &) -> Result<T>`.
    template <class F>
    auto read(F ask) -> std::invoke_result_t<F, LedgerReader &>
    {
        if (!m_connection)
            return m_notOpen;
        LedgerReader reader(*m_connection);
        return ask(reader);
    }

    /// `ask(UndoJournal &) -> Result<T>`.
    template <class F>
    auto undo(F ask) -> std::invoke_result_t<F, UndoJournal &>
    {
        if (!m_connection)
            return m_notOpen;
        UndoJournal journal(*m_connection, {m_path, m_lock->owner()});
        return ask(journal);
    }

    /// `ask(OutcomeJournal &) -> Result<T>`.
    template <class F>
    auto outcome(F ask) -> std::invoke_result_t<F, OutcomeJournal &>
    {
        if (!m_connection)
            return m_notOpen;
        OutcomeJournal journal(*m_connection);
        return ask(journal);
    }

    /// `ask(DecisionJournal &) -> Result<T>`.
    template <class F>
    auto decisions(F ask) -> std::invoke_result_t<F, DecisionJournal &>
    {
        if (!m_connection)
            return m_notOpen;
        DecisionJournal journal(*m_connection, {m_path, m_lock->owner()});
        return ask(journal);
    }

    /// `ask(InstructionJournal &) -> Result<T>`.
    template <class F>
    auto instructions(F ask) -> std::invoke_result_t<F, InstructionJournal &>
    {
        if (!m_connection)
            return m_notOpen;
        InstructionJournal journal(*m_connection, {m_path, m_lock->owner()});
        return ask(journal);
    }

    /// `ask(MintJournal &) -> Result<T>`.
    template <class F>
    auto mints(F ask) -> std::invoke_result_t<F, MintJournal &>
    {
        if (!m_connection)
            return m_notOpen;
        settleOwed();
        MintJournal journal(*m_connection, {m_path, m_lock->owner()});
        return ask(journal);
    }

    /// `ask(AwardJournal &) -> Result<T>`.
    template <class F>
    auto awards(F ask) -> std::invoke_result_t<F, AwardJournal &>
    {
        if (!m_connection)
            return m_notOpen;
        settleOwed();
        AwardJournal journal(*m_connection, {m_path, m_lock->owner()});
        return ask(journal);
    }

    /// `ask(ApprovalJournal &) -> Result<T>`.
    template <class F>
    auto approvals(F ask) -> std::invoke_result_t<F, ApprovalJournal &>
    {
        if (!m_connection)
            return m_notOpen;
        ApprovalJournal journal(*m_connection, {m_path, m_lock->owner()});
        return ask(journal);
    }

    /// `ask(AuditJournal &) -> Result<T>`.
    template <class F>
    auto audit(F ask) -> std::invoke_result_t<F, AuditJournal &>
    {
        if (!m_connection)
            return m_notOpen;
        AuditJournal journal(*m_connection);
        return ask(journal);
    }

    /// Of Qt, once open: through it a test sets limits.
    QString connectionName() const { return m_connection ? m_connection->name() : QString(); }

private:
    Result<Nothing> openConnection();
    Result<Nothing> write(const std::function<Result<Nothing>()> &work);
    /// One statement that concerns one row: NotFound / RunUnknown when there is none.
    Result<Nothing> change(const QString &runId, const QString &sql, const QVariantList &values);
    Result<Nothing> mustBeRunning(const QString &runId);
    Result<Nothing> mustBeAbsent(const QString &sql, const QVariantList &key, const QString &subject);
    Result<Nothing> mayBeResumed(const QString &runId);
    Result<Nothing> writeRows(const QString &runId, int chunk, const QList<RowRecord> &rows);
    Result<Nothing> writeBasis(const QString &runId, const RunBasis &basis);
    Result<Nothing> writePlan(const QString &runId, const PlanCounts &plan);
    Result<Nothing> interrupt(const QString &runId);
    void settleOwed();

    const QString m_path;
    Error m_notOpen;                      ///< why calls fail while there is no connection
    std::unique_ptr<InstanceLock> m_lock; ///< outlives the connection
    std::unique_ptr<SqliteConnection> m_connection;
    QList<std::pair<QString, MintEnd>> m_owed; ///< ends of mints that could not be written, in their order
};

} // namespace chancery
