// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/instructionbatch.h"

#include "core/runs/trouble.h"

#include <QUuid>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// Without an answer to so many in a row, the service is taken to be gone.
constexpr int mostUnanswered = 3;

FiledOutcome outcomeOf(qint64 line, const InstructionReport &report)
{
    return {.line = line,
            .outcome = report.outcome,
            .why = report.why,
            .detail = report.error ? report.error->detail : QString(),
            .instructionId = report.instructionId};
}

InstructionBatchEnd endOf(const InstructionBatchReport &report)
{
    const bool isWhole = !report.isStopped && !report.error;
    return {.state = isWhole ? runstate::finished : runstate::stopped,
            .done = report.counts.done,
            .failed = report.counts.failed,
            .unknown = report.counts.unknown,
            .notSent = report.counts.notSent};
}

} // namespace

QList<InstructionRemainder> remaindersOf(const InstructionBatchReport &report,
                                         const std::function<QString(const FiledOutcome &)> &reason)
{
    QList<InstructionRemainder> remainders;
    for (qsizetype i = 0; i < report.outcomes.size(); ++i) {
        const FiledOutcome &outcome = report.outcomes[i];
        if (outcome.outcome != RowOutcome::Done)
            remainders << InstructionRemainder{i, rowOutcomeWord(outcome.outcome), reason(outcome)};
    }
    return remainders;
}

InstructionBatch::InstructionBatch(InstructionParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_step(std::make_unique<QObject>())
{}

InstructionBatch::~InstructionBatch()
{
    m_run.reset(); // says first what it leaves
    if (!m_hasBegun || m_hasEnded)
        return;
    blockSignals(true);
    m_report.isStopped = true;
    leaveRest();
    m_parts.ledger.finishInstructionBatch(m_report.id, endOf(m_report))
        .then(&m_parts.ledger, [](const Result<Nothing> &) {});
}

void InstructionBatch::submit(InstructionFile file)
{
    m_file = std::move(file);
    m_report.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_report.counts.total = m_file.instructions.size();
    QStringList keys;
    for (const FiledInstruction &filed : std::as_const(m_file.instructions))
        keys << filed.draft.idempotencyKey;
    const InstructionBatchRecord record{.id = m_report.id,
                                        .service = m_parts.officer.service,
                                        .clientId = m_parts.officer.clientId,
                                        .file = m_file.path,
                                        .fileSha256 = m_file.sha256,
                                        .name = m_file.batch,
                                        .instructions = m_file.instructions.size(),
                                        .author = m_parts.officer.author};
    m_parts.ledger.beginInstructionBatch(record)
        .andThen([this, keys](Nothing) {
            return m_parts.ledger.knownInstructions({m_parts.officer.service, m_parts.officer.clientId, {}}, keys);
        })
        .then(m_step.get(), [this](const Result<QHash<QString, InstructionRecord>> &known) { begin(known); });
}

void InstructionBatch::stop()
{
    m_report.isStopped = true;
    if (m_run)
        m_run->stop();
}

void InstructionBatch::begin(const Result<QHash<QString, InstructionRecord>> &known)
{
    if (known) {
        m_hasBegun = true;
        m_known = *known;
    } else {
        m_report.error = known.error();
    }
    next();
}

bool InstructionBatch::isDoneBefore(const FiledInstruction &filed) const
{
    const auto known = m_known.constFind(filed.draft.idempotencyKey);
    return known != m_known.constEnd() && known->end.outcome == RowOutcome::Done &&
           known->intent.digest == digestOf(filed.draft);
}

void InstructionBatch::next()
{
    m_run.reset();
    while (m_report.outcomes.size() < m_file.instructions.size() && !m_report.isStopped && !m_report.error) {
        const FiledInstruction &filed = m_file.instructions[m_report.outcomes.size()];
        if (!filed.isUsable) {
            note({.line = filed.line, .why = InstructionWhy::LeftOut});
        } else if (isDoneBefore(filed)) {
            note({.line = filed.line,
                  .outcome = RowOutcome::Done,
                  .why = InstructionWhy::AlreadyAccepted,
                  .instructionId = m_known[filed.draft.idempotencyKey].end.instructionId});
        } else {
            m_run = std::make_unique<InstructionRun>(m_parts);
            // Queued, as it is replaced by the next.
            connect(m_run.get(), &InstructionRun::ended, this, &InstructionBatch::reported, Qt::QueuedConnection);
            m_run->submit(filed.draft, {m_report.id, filed.line});
            return;
        }
    }
    finish();
}

void InstructionBatch::reported(const InstructionReport &report)
{
    note(outcomeOf(m_file.instructions[m_report.outcomes.size()].line, report));
    if (isHopeless(report))
        m_report.error = report.error;
    next();
}

/// Whether the next one would fare alike.
bool InstructionBatch::isHopeless(const InstructionReport &report)
{
    const bool isAnswered = report.outcome == RowOutcome::Done || report.outcome == RowOutcome::Failed ||
                            report.why == InstructionWhy::OtherContent || report.why == InstructionWhy::UnderWay;
    m_unanswered = isAnswered ? 0 : m_unanswered + 1;
    if (!report.error || report.outcome == RowOutcome::Done)
        return false;
    return needsAPerson(*report.error) || report.error->kind == ErrorKind::Storage || m_unanswered >= mostUnanswered;
}

void InstructionBatch::note(FiledOutcome outcome)
{
    switch (outcome.outcome) {
    case RowOutcome::Done:
        ++m_report.counts.done;
        m_report.counts.before += outcome.why == InstructionWhy::AlreadyAccepted ? 1 : 0;
        break;
    case RowOutcome::Failed:
        ++m_report.counts.failed;
        break;
    case RowOutcome::Unknown:
        ++m_report.counts.unknown;
        break;
    case RowOutcome::NotSent:
        ++m_report.counts.notSent;
        break;
    }
    m_report.outcomes << std::move(outcome);
    Q_EMIT progressed(m_report.counts);
}

/// What an earlier run knows of them still holds.
void InstructionBatch::leaveRest()
{
    while (m_report.outcomes.size() < m_file.instructions.size()) {
        const FiledInstruction &filed = m_file.instructions[m_report.outcomes.size()];
        const auto known = m_known.constFind(filed.draft.idempotencyKey);
        FiledOutcome left{.line = filed.line};
        if (!filed.isUsable)
            left.why = InstructionWhy::LeftOut;
        else if (isDoneBefore(filed))
            left = {filed.line, RowOutcome::Done, InstructionWhy::AlreadyAccepted, {}, known->end.instructionId};
        else if (known != m_known.constEnd() && known->end.outcome == RowOutcome::Unknown)
            left = {filed.line, RowOutcome::Unknown, InstructionWhy::AnswerLost, {}, {}};
        note(left);
    }
}

void InstructionBatch::finish()
{
    leaveRest();
    m_hasEnded = true;
    const auto end = [this] {
        const InstructionBatchReport report = m_report; // whoever hears of it may destroy this
        Q_EMIT ended(report);
    };
    if (!m_hasBegun)
        return end();
    m_parts.ledger.finishInstructionBatch(m_report.id, endOf(m_report))
        .then(m_step.get(), [this, end](const Result<Nothing> &written) {
            if (!written && !m_report.error)
                m_report.error = written.error();
            end();
        });
}

} // namespace chancery

#include "moc_instructionbatch.cpp"
