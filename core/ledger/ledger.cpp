// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/ledger.h"

#include "core/async/background.h"
#include "core/ledger/ledgerstore.h"
#include "core/ledger/schema.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// With a connection of its own.
Result<ChainVerdict> verifyAuditOf(const QString &path, const std::stop_token &stop)
{
    SqliteConnection connection(ledgerFile(path));
    if (const auto opened = connection.openToRead(); !opened)
        return opened.error();
    return AuditJournal(connection).verify(stop);
}

} // namespace

Ledger::Ledger(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_store(std::make_unique<LedgerStore>(m_path))
    , m_worker(u"ledger"_s)
{
    m_worker.runLast([this] { m_store.reset(); }); // a connection is closed in the thread that opened it
}

Ledger::~Ledger() = default;

Pending<Nothing> Ledger::open()
{
    return post<Nothing>([](LedgerStore &store) { return store.open(); });
}

Pending<Nothing> Ledger::interruptRunsOfTheDead()
{
    return post<Nothing>([](LedgerStore &store) { return store.interruptRunsOfTheDead(); });
}

Pending<Nothing> Ledger::beginRun(ImportRunRecord run, RunBasis basis)
{
    return post<Nothing>(
        [run = std::move(run), basis = std::move(basis)](LedgerStore &store) { return store.beginRun(run, basis); });
}

Pending<Nothing> Ledger::beginRunWith(ImportRunRecord run, std::function<RunBasis()> basis)
{
    return post<Nothing>(
        [run = std::move(run), basis = std::move(basis)](LedgerStore &store) { return store.beginRun(run, basis()); });
}

Pending<Nothing> Ledger::resumeRun(QString runId)
{
    return post<Nothing>([runId = std::move(runId)](LedgerStore &store) { return store.resumeRun(runId); });
}

Pending<Nothing> Ledger::intend(ChunkIntent intent)
{
    return post<Nothing>([intent = std::move(intent)](LedgerStore &store) { return store.intend(intent); });
}

Pending<Nothing> Ledger::intendAgain(ChunkIntent intent)
{
    return post<Nothing>([intent = std::move(intent)](LedgerStore &store) { return store.intendAgain(intent); });
}

Pending<Nothing> Ledger::accepted(QString runId, int chunk, QString jobId)
{
    return post<Nothing>([runId = std::move(runId), chunk, jobId = std::move(jobId)](LedgerStore &store) {
        return store.accepted(runId, chunk, jobId);
    });
}

Pending<Nothing> Ledger::settle(QString runId, int chunk, ChunkOutcome outcome)
{
    return post<Nothing>([runId = std::move(runId), chunk, outcome = std::move(outcome)](LedgerStore &store) {
        return store.settle(runId, chunk, outcome);
    });
}

Pending<Nothing> Ledger::finish(QString runId, RunEnd end)
{
    return post<Nothing>(
        [runId = std::move(runId), end = std::move(end)](LedgerStore &store) { return store.finish(runId, end); });
}

Pending<QList<ImportRunRecord>> Ledger::runs(int limit)
{
    return post<QList<ImportRunRecord>>(
        [limit](LedgerStore &store) { return store.read([&](LedgerReader &reader) { return reader.runs(limit); }); });
}

Pending<QDateTime> Ledger::lastImport(QString host, QString application)
{
    return post<QDateTime>([host = std::move(host), application = std::move(application)](LedgerStore &store) {
        return store.read([&](LedgerReader &reader) { return reader.lastImport(host, application); });
    });
}

Pending<ImportRunRecord> Ledger::run(QString id)
{
    return post<ImportRunRecord>([id = std::move(id)](LedgerStore &store) {
        return store.read([&](LedgerReader &reader) { return reader.run(id); });
    });
}

Pending<RunBasis> Ledger::basis(QString runId)
{
    return post<RunBasis>([runId = std::move(runId)](LedgerStore &store) {
        return store.read([&](LedgerReader &reader) { return reader.basis(runId); });
    });
}

Pending<QList<ChunkRecord>> Ledger::chunks(QString runId)
{
    return post<QList<ChunkRecord>>([runId = std::move(runId)](LedgerStore &store) {
        return store.read([&](LedgerReader &reader) { return reader.chunks(runId); });
    });
}

Pending<QList<RowRecord>> Ledger::rows(QString runId, RowQuery query)
{
    return post<QList<RowRecord>>([runId = std::move(runId), query](LedgerStore &store) {
        return store.read([&](LedgerReader &reader) { return reader.rows(runId, query); });
    });
}

Pending<Nothing> Ledger::keepOutcome(QString runId, OutcomeRecord record)
{
    return post<Nothing>([runId = std::move(runId), record = std::move(record)](LedgerStore &store) {
        return store.outcome([&](OutcomeJournal &journal) { return journal.keep(runId, record); });
    });
}

Pending<OutcomeRecord> Ledger::outcome(QString runId)
{
    return post<OutcomeRecord>([runId = std::move(runId)](LedgerStore &store) {
        return store.outcome([&](OutcomeJournal &journal) { return journal.read(runId); });
    });
}

Pending<Nothing> Ledger::keepPreimages(QString runId, QList<Preimage> preimages)
{
    return post<Nothing>([runId = std::move(runId), preimages = std::move(preimages)](LedgerStore &store) {
        return store.undo([&](UndoJournal &journal) { return journal.keep(runId, preimages); });
    });
}

Pending<UndoBasis> Ledger::undoBasis(QString runId)
{
    return post<UndoBasis>([runId = std::move(runId)](LedgerStore &store) {
        return store.undo([&](UndoJournal &journal) { return journal.basis(runId); });
    });
}

Pending<Nothing> Ledger::beginUndo(QString runId, QString user)
{
    return post<Nothing>([runId = std::move(runId), user = std::move(user)](LedgerStore &store) {
        return store.undo([&](UndoJournal &journal) { return journal.begin(runId, user); });
    });
}

Pending<QList<UndoRow>> Ledger::openUndoRows(QString runId, UndoQuery query)
{
    return post<QList<UndoRow>>([runId = std::move(runId), query](LedgerStore &store) {
        return store.undo([&](UndoJournal &journal) { return journal.openRows(runId, query); });
    });
}

Pending<Nothing> Ledger::settleUndo(QString runId, QList<UndoEnd> ends)
{
    return post<Nothing>([runId = std::move(runId), ends = std::move(ends)](LedgerStore &store) {
        return store.undo([&](UndoJournal &journal) { return journal.settle(runId, ends); });
    });
}

Pending<Nothing> Ledger::finishUndo(QString runId, QString state)
{
    return post<Nothing>([runId = std::move(runId), state = std::move(state)](LedgerStore &store) {
        return store.undo([&](UndoJournal &journal) { return journal.finish(runId, state); });
    });
}

Pending<UndoRecord> Ledger::undoRecord(QString runId)
{
    return post<UndoRecord>([runId = std::move(runId)](LedgerStore &store) {
        return store.undo([&](UndoJournal &journal) { return journal.record(runId); });
    });
}

Pending<QList<UndoRow>> Ledger::undoRows(QString runId, UndoQuery query)
{
    return post<QList<UndoRow>>([runId = std::move(runId), query](LedgerStore &store) {
        return store.undo([&](UndoJournal &journal) { return journal.rows(runId, query); });
    });
}

Pending<qint64> Ledger::pruneSomePreimages(QDateTime now, PreimageRule rule)
{
    return post<qint64>([now = std::move(now), rule](LedgerStore &store) {
        return store.undo([&](UndoJournal &journal) { return journal.pruneSome(now, rule); });
    });
}

Pending<DecisionBar> Ledger::prepareDecision(DecisionIntent intent)
{
    return post<DecisionBar>([intent = std::move(intent)](LedgerStore &store) {
        return store.decisions([&](DecisionJournal &journal) { return journal.prepare(intent); });
    });
}

Pending<DecisionBar> Ledger::intendDecision(DecisionIntent intent, Eyes eyes)
{
    return post<DecisionBar>([intent = std::move(intent), eyes](LedgerStore &store) {
        return store.decisions([&](DecisionJournal &journal) { return journal.intend(intent, eyes); });
    });
}

Pending<Nothing> Ledger::settleDecision(QString id, DecisionEnd end)
{
    return post<Nothing>([id = std::move(id), end = std::move(end)](LedgerStore &store) {
        return store.decisions([&](DecisionJournal &journal) { return journal.settle(id, end); });
    });
}

Pending<QList<DecisionRecord>> Ledger::decisions(DecisionQuery query)
{
    return post<QList<DecisionRecord>>([query = std::move(query)](LedgerStore &store) {
        return store.decisions([&](DecisionJournal &journal) { return journal.read(query); });
    });
}

Pending<InstructionAdmission> Ledger::intendInstruction(InstructionIntent intent)
{
    return post<InstructionAdmission>([intent = std::move(intent)](LedgerStore &store) {
        return store.instructions([&](InstructionJournal &journal) { return journal.intend(intent); });
    });
}

Pending<Nothing> Ledger::settleInstruction(InstructionKey key, InstructionEnd end)
{
    return post<Nothing>([key = std::move(key), end = std::move(end)](LedgerStore &store) {
        return store.instructions([&](InstructionJournal &journal) { return journal.settle(key, end); });
    });
}

Pending<QList<InstructionRecord>> Ledger::instructions(InstructionQuery query)
{
    return post<QList<InstructionRecord>>([query = std::move(query)](LedgerStore &store) {
        return store.instructions([&](InstructionJournal &journal) { return journal.read(query); });
    });
}

Pending<QHash<QString, InstructionRecord>> Ledger::knownInstructions(InstructionKey common, QStringList keys)
{
    return post<QHash<QString, InstructionRecord>>(
        [common = std::move(common), keys = std::move(keys)](LedgerStore &store) {
            return store.instructions([&](InstructionJournal &journal) { return journal.known(common, keys); });
        });
}

Pending<Nothing> Ledger::beginInstructionBatch(InstructionBatchRecord batch)
{
    return post<Nothing>([batch = std::move(batch)](LedgerStore &store) {
        return store.instructions([&](InstructionJournal &journal) { return journal.beginBatch(batch); });
    });
}

Pending<Nothing> Ledger::finishInstructionBatch(QString id, InstructionBatchEnd end)
{
    return post<Nothing>([id = std::move(id), end = std::move(end)](LedgerStore &store) {
        return store.instructions([&](InstructionJournal &journal) { return journal.finishBatch(id, end); });
    });
}

Pending<QList<InstructionBatchRecord>> Ledger::instructionBatches(qint64 limit)
{
    return post<QList<InstructionBatchRecord>>([limit](LedgerStore &store) {
        return store.instructions([&](InstructionJournal &journal) { return journal.batches(limit); });
    });
}

Pending<Nothing> Ledger::intendInstructionCancel(InstructionCancel cancel)
{
    return post<Nothing>([cancel = std::move(cancel)](LedgerStore &store) {
        return store.instructions([&](InstructionJournal &journal) { return journal.intendCancel(cancel); });
    });
}

Pending<Nothing> Ledger::settleInstructionCancel(InstructionCancel cancel, InstructionEnd end)
{
    return post<Nothing>([cancel = std::move(cancel), end = std::move(end)](LedgerStore &store) {
        return store.instructions([&](InstructionJournal &journal) { return journal.settleCancel(cancel, end); });
    });
}

Pending<MintAdmission> Ledger::intendMint(MintIntent intent, std::optional<ApprovalUse> approval)
{
    return post<MintAdmission>([intent = std::move(intent), approval = std::move(approval)](LedgerStore &store) {
        return store.mints([&](MintJournal &journal) { return journal.intend(intent, approval); });
    });
}

Pending<Nothing> Ledger::settleMint(QString id, MintEnd end)
{
    return post<Nothing>(
        [id = std::move(id), end = std::move(end)](LedgerStore &store) { return store.settleMint(id, end); });
}

Pending<MintOutlook> Ledger::mintOutlook(MintIntent intent)
{
    return post<MintOutlook>([intent = std::move(intent)](LedgerStore &store) {
        return store.mints([&](MintJournal &journal) { return journal.outlook(intent); });
    });
}

Pending<QList<MintRecord>> Ledger::mints(MintQuery query)
{
    return post<QList<MintRecord>>([query = std::move(query)](LedgerStore &store) {
        return store.mints([&](MintJournal &journal) { return journal.read(query); });
    });
}

Pending<MintLimits> Ledger::mintLimits(QString profileId)
{
    return post<MintLimits>([profileId = std::move(profileId)](LedgerStore &store) {
        return store.mints([&](MintJournal &journal) { return journal.limits(profileId); });
    });
}

Pending<Nothing> Ledger::setMintLimits(Author author, MintLimits limits)
{
    return post<Nothing>([author = std::move(author), limits](LedgerStore &store) {
        return store.mints([&](MintJournal &journal) { return journal.setLimits(author, limits); });
    });
}

Pending<QString> Ledger::beginAwardBatch(AwardBatchRecord batch, QList<AwardLine> lines)
{
    return post<QString>([batch = std::move(batch), lines = std::move(lines)](LedgerStore &store) {
        return store.awards([&](AwardJournal &journal) { return journal.begin(batch, lines); });
    });
}

Pending<Nothing> Ledger::finishAwardBatch(QString id, QString state)
{
    return post<Nothing>([id = std::move(id), state = std::move(state)](LedgerStore &store) {
        return store.awards([&](AwardJournal &journal) { return journal.finish(id, state); });
    });
}

Pending<QList<AwardBatchRecord>> Ledger::awardBatches(AwardBatchQuery query)
{
    return post<QList<AwardBatchRecord>>([query = std::move(query)](LedgerStore &store) {
        return store.awards([&](AwardJournal &journal) { return journal.read(query); });
    });
}

Pending<QList<AwardLineRecord>> Ledger::awardLines(QString id)
{
    return post<QList<AwardLineRecord>>([id = std::move(id)](LedgerStore &store) {
        return store.awards([&](AwardJournal &journal) { return journal.lines(id); });
    });
}

Pending<QList<AuditEntry>> Ledger::auditEntries(AuditQuery query)
{
    return post<QList<AuditEntry>>([query = std::move(query)](LedgerStore &store) {
        return store.audit([&](AuditJournal &journal) { return journal.read(query); });
    });
}

Pending<AuditFacets> Ledger::auditFacets()
{
    return post<AuditFacets>(
        [](LedgerStore &store) { return store.audit([](AuditJournal &journal) { return journal.facets(); }); });
}

Pending<ChainVerdict> Ledger::verifyAudit()
{
    return post<Nothing>([](LedgerStore &store) {
               return store.audit([](AuditJournal &) { return Result<Nothing>(Nothing{}); });
           })
        .andThen([path = m_path](const Nothing &) {
            return background([path](const std::stop_token &stop) { return verifyAuditOf(path, stop); });
        });
}

Pending<qint64> Ledger::exportAudit(QString file)
{
    return post<qint64>([file = std::move(file)](LedgerStore &store) {
        return store.audit([&](AuditJournal &journal) { return journal.exportTo(file); });
    });
}

} // namespace chancery
