// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/worker.h"
#include "core/ledger/approval.h"
#include "core/ledger/auditlog.h"
#include "core/ledger/awardbatch.h"
#include "core/ledger/decision.h"
#include "core/ledger/importrun.h"
#include "core/ledger/instruction.h"
#include "core/ledger/mint.h"

#include <QHash>

#include <functional>
#include <memory>
#include <optional>

namespace chancery {

class LedgerStore;

/// The journal of imports, decisions, instructions and points: what was meant and what became of it, kept in one SQLite
/// file.
///
/// Every call is carried out by one worker thread of the ledger, in the order of the calls, so a read sees every write
/// asked for before it and the caller's thread never waits for a disk. Results arrive in the calling thread, which must
/// have an event loop. A write that succeeded is on the disk.
///
/// Dropping the Pending of a write gives up its answer, not the write: it is neither skipped nor undone. The destructor
/// waits until all writes asked for are on the disk.
///
/// Errors: Storage with DiskFull, NotWritable, StorageCorrupt, StorageBusy (another process kept it locked for ten
/// seconds) or StorageTooNew (written by a later version), subject the file's path; NotFound with RunUnknown, subject
/// the run; Conflict with AlreadyRecorded or RunNotRunning. A call that failed has changed nothing.
class Ledger : public QObject
{
    Q_OBJECT

public:
    /// Touches nothing before open(). `path` is the database's; its folder is made when it is missing.
    explicit Ledger(QString path, QObject *parent = nullptr);
    ~Ledger() override;

    QString path() const { return m_path; }

    /// Opens or creates the file, brings its schema up to date and marks runs and undos that a dead process left
    /// running as interrupted; those of other living processes are left alone. Calls before it, or after it failed,
    /// fail as it did. A file that is not a ledger is left as it was. May be called again after a failure.
    Pending<Nothing> open();

    /// Marks runs and undos whose process died since open() as interrupted.
    Pending<Nothing> interruptRunsOfTheDead();

    /// A run is about to start. Conflict / AlreadyRecorded when the id is taken.
    Pending<Nothing> beginRun(ImportRunRecord run, RunBasis basis = {});
    /// The same with a basis that is made in the ledger's thread, as packing it takes a while.
    Pending<Nothing> beginRunWith(ImportRunRecord run, std::function<RunBasis()> basis);
    /// Takes over a run that was interrupted or stopped, or ended with rows unknown: from now on it is running, here.
    /// Conflict with RunTaken when a living process has it, RunNotRunning when nothing is left to do.
    Pending<Nothing> resumeRun(QString runId);
    /// Before the first byte of a chunk leaves: send only after this has succeeded. Conflict / AlreadyRecorded for a
    /// number that was intended before, RunNotRunning when the run has ended.
    Pending<Nothing> intend(ChunkIntent intent);
    /// The same for a chunk that was intended before and whose fate nobody knows, or that is cut down to fewer rows:
    /// its range, hash and outcome are replaced, its jobs stay. NotFound / RunUnknown when there is no such chunk.
    Pending<Nothing> intendAgain(ChunkIntent intent);
    /// The service accepted the chunk as that job. A chunk may have several; the same one twice counts once.
    Pending<Nothing> accepted(QString runId, int chunk, QString jobId);
    /// How the chunk ended; again when more was found out, which replaces what was said before. Allowed after the run's
    /// end too.
    Pending<Nothing> settle(QString runId, int chunk, ChunkOutcome outcome);
    /// Ends the run now; again when more was found out.
    Pending<Nothing> finish(QString runId, RunEnd end);

    /// The newest runs, latest first.
    Pending<QList<ImportRunRecord>> runs(int limit);
    /// When the last import to an application of a host ended, now while one goes on; invalid for none.
    Pending<QDateTime> lastImport(QString host, QString application);
    Pending<ImportRunRecord> run(QString id);
    /// What beginRun() was given with the run; NotFound / RunUnknown for runs of versions that kept none.
    Pending<RunBasis> basis(QString runId);
    /// Every chunk of a run in the order of its numbers.
    Pending<QList<ChunkRecord>> chunks(QString runId);
    Pending<QList<RowRecord>> rows(QString runId, RowQuery query);

    /// What became of the run's plan; replaces what was found before.
    Pending<Nothing> keepOutcome(QString runId, OutcomeRecord record);
    /// NotFound / RunUnknown for a run that was not compared with its plan.
    Pending<OutcomeRecord> outcome(QString runId);

    // For taking a run back.

    /// What was there before these rows; a line that is kept already stays as it is.
    Pending<Nothing> keepPreimages(QString runId, QList<Preimage> preimages);
    /// What could be taken back of a run.
    Pending<UndoBasis> undoBasis(QString runId);
    /// Conflict / RunTaken while the run is running, or when a living process takes it back already.
    Pending<Nothing> beginUndo(QString runId, QString user);
    /// Rows that are not reverted, of those that the service took or may have taken.
    Pending<QList<UndoRow>> openUndoRows(QString runId, UndoQuery query);
    /// How rows ended; Unknown before their first byte leaves.
    Pending<Nothing> settleUndo(QString runId, QList<UndoEnd> ends);
    Pending<Nothing> finishUndo(QString runId, QString state);
    /// NotFound / RunUnknown when nobody has tried.
    Pending<UndoRecord> undoRecord(QString runId);
    Pending<QList<UndoRow>> undoRows(QString runId, UndoQuery query);
    /// Removes some pre-images that the rule no longer keeps, a run at a time, and yields how many; 0 when there are
    /// none left, or while an import or an undo goes on.
    Pending<qint64> pruneSomePreimages(QDateTime now, PreimageRule rule = {});

    // Decisions about settlements. Each of these is written together with its entry in the audit log.

    /// Somebody has worked a decision out; it is for another officer to send. It replaces an earlier preparation for
    /// the same settlement. Bar: ReasonMissing.
    Pending<DecisionBar> prepareDecision(DecisionIntent intent);
    /// Before the first byte of a decision leaves: send only after this has yielded DecisionBar::None; with any other
    /// bar nothing was written. Four eyes are compared here, where no process gets round them. Conflict /
    /// AlreadyRecorded when the id is taken.
    Pending<DecisionBar> intendDecision(DecisionIntent intent, Eyes eyes);
    /// How it ended; after an unknown end again, when more was found out. Conflict / AlreadyRecorded when its end is
    /// known, NotFound / RunUnknown when there is no such decision.
    Pending<Nothing> settleDecision(QString id, DecisionEnd end);
    Pending<QList<DecisionRecord>> decisions(DecisionQuery query);

    // Instructions. Each of these is written together with its entry in the audit log.

    /// Before the first byte of an instruction leaves: send only after this has yielded InstructionBar::None; with any
    /// other bar nothing was written. One that failed, was not sent or whose end is unknown may be intended again.
    Pending<InstructionAdmission> intendInstruction(InstructionIntent intent);
    /// How it ended; after an unknown end again, when more was found out. Conflict / AlreadyRecorded when its end is
    /// known, NotFound / RunUnknown when there is no such instruction.
    Pending<Nothing> settleInstruction(InstructionKey key, InstructionEnd end);
    Pending<QList<InstructionRecord>> instructions(InstructionQuery query);
    /// Those of these keys that it has, by their keys; `common` names the service and the client.
    Pending<QHash<QString, InstructionRecord>> knownInstructions(InstructionKey common, QStringList keys);
    /// A file of instructions is about to be submitted. Conflict / AlreadyRecorded when the id is taken.
    Pending<Nothing> beginInstructionBatch(InstructionBatchRecord batch);
    Pending<Nothing> finishInstructionBatch(QString id, InstructionBatchEnd end);
    /// The latest first.
    Pending<QList<InstructionBatchRecord>> instructionBatches(qint64 limit);
    /// Entries of the audit log around a cancellation: before it is sent, and how it ended.
    Pending<Nothing> intendInstructionCancel(InstructionCancel cancel);
    Pending<Nothing> settleInstructionCancel(InstructionCancel cancel, InstructionEnd end);

    // Points. Each of these is written together with its entry in the audit log, which names the account by its id.

    /// Before the first byte of a mint leaves: send only after this has yielded MintBar::None; with any other bar
    /// nothing was written. Limits count what was minted and what may have been. A clock that is set back does not make
    /// them count less: the ledger's day only goes forward. With an approval no limit stands in the way, and it is
    /// spent together with the intent or not at all: approvalVoid(). Conflict
    /// / AlreadyRecorded when the id is taken.
    Pending<MintAdmission> intendMint(MintIntent intent, std::optional<ApprovalUse> approval = {});
    /// How it ended; after an unknown end again, when more was found out. What was seen when the answer was lost stays.
    /// Conflict / AlreadyRecorded when its end is known, NotFound / RunUnknown when there is no such mint. An end that
    /// the disk has no room for is Storage, and is written with the first call about points that finds room.
    Pending<Nothing> settleMint(QString id, MintEnd end);
    /// What intendMint() would say now, and what the limits leave; nothing is written.
    Pending<MintOutlook> mintOutlook(MintIntent intent);
    Pending<QList<MintRecord>> mints(MintQuery query);
    /// Those of a profile; MintLimits() for one that has none of its own.
    Pending<MintLimits> mintLimits(QString profileId);
    /// Those of the author's profile from now on. Error: Input / SettingInvalid for one below 0.
    Pending<Nothing> setMintLimits(Author author, MintLimits limits);

    // Batches of awards. Their lines are minted one by one, as any points.

    /// Before the first line is minted: the whole batch, and yields its id. One of the same content is that batch once
    /// more, which then carries on: its own id. Conflict / RunTaken, subject the batch's name, while a living process
    /// is at it.
    Pending<QString> beginAwardBatch(AwardBatchRecord batch, QList<AwardLine> lines);
    /// `state` is one of runstate. NotFound / RunUnknown when there is no such batch.
    Pending<Nothing> finishAwardBatch(QString id, QString state);
    Pending<QList<AwardBatchRecord>> awardBatches(AwardBatchQuery query);
    /// In the order in which they are minted. NotFound / RunUnknown when there is no such batch.
    Pending<QList<AwardLineRecord>> awardLines(QString id);

    // Approvals. Each of these is written together with its entry in the audit log. Who asks and who approves are
    // compared here, where no process gets round them.

    /// Before anybody is asked: ask only after this has yielded ApprovalBar::None; with any other bar (SamePerson,
    /// ApproverUnknown, AlreadyWaiting) nothing was written. At the desk it waits from then on. Conflict /
    /// AlreadyRecorded when the id is taken.
    Pending<ApprovalBar> askApproval(ApprovalIntent intent);
    /// The issuer has taken the request. Conflict / AlreadyRecorded when it was not being asked for, NotFound /
    /// RunUnknown when there is no such approval; so with those below.
    Pending<Nothing> awaitApproval(QString id, QString requestId, QDateTime deadline);
    /// Before listening for the answer to what a process asked a phone for that has ended since; this one then counts
    /// as the one that waits. Bars: NotWaiting (also when its time is over), OtherAuthor, AlreadyWaiting (somebody
    /// listens).
    Pending<ApprovalPickUp> pickUpApproval(QString id, Author author);
    /// Somebody said yes, and it is verified. Bars: NotWaiting, SamePerson, OtherApprover, TokenSeen.
    Pending<ApprovalBar> grantApproval(QString id, ApprovalGrant grant);
    /// It ended without a yes; one that was granted and not spent can be withdrawn. Conflict / AlreadyRecorded when it
    /// has ended otherwise.
    Pending<Nothing> endApproval(QString id, ApprovalEnd end);
    /// Before what was approved is done: go on only after this has yielded ApprovalBar::None, which it does once. Bars:
    /// NotGranted, AlreadySpent, OtherAuthor, OtherAction, PlanChanged, Stale.
    Pending<ApprovalBar> spendApproval(ApprovalUse use);
    Pending<QList<ApprovalRecord>> approvals(ApprovalQuery query);

    // The audit log. It is only ever added to.

    /// An entry of its own, for what has no journal above: before it is done, and how it ended.
    Pending<Nothing> note(AuditEvent event);
    Pending<QList<AuditEntry>> auditEntries(AuditQuery query);
    Pending<AuditFacets> auditFacets();
    /// Whether every entry is as it was written, none is missing and none was added.
    Pending<ChainVerdict> verifyAudit();
    /// Writes it as JSON lines that verifyAuditFile() examines, and yields how many entries there are. Error: Storage
    /// with DiskFull or NotWritable, the file in `subject`; nothing is left of it then.
    Pending<qint64> exportAudit(QString file);

private:
    template <class T>
    Pending<T> post(std::function<Result<T>(LedgerStore &)> work)
    {
        return m_worker.post([this, work = std::move(work)] { return work(*m_store); });
    }

    const QString m_path;
    std::unique_ptr<LedgerStore> m_store; ///< lives in the worker's thread
    Worker m_worker;
};

} // namespace chancery
