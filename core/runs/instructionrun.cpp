// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/instructionrun.h"

#include "core/async/background.h"
#include "core/keystone/calls.h"

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Instruction;

namespace {

/// Of one trade; that many are never submitted.
constexpr qint64 maxSiblings = 10'000;

/// The service may have acted upon it.
bool isUnclear(const Error &error)
{
    const bool isTaken = error.httpStatus >= 200 && error.httpStatus < 300;
    return isTaken || error.reach == Reach::Unknown ||
           (error.reach == Reach::Answered && error.kind == ErrorKind::Server);
}

/// Answers that say nothing about whether the service has it: it did not look.
bool isBlind(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
    case ErrorKind::RateLimited:
    case ErrorKind::Conflict:
    case ErrorKind::Timeout:
        return true;
    default:
        return false;
    }
}

} // namespace

InstructionRun::InstructionRun(InstructionParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_step(std::make_unique<QObject>())
{
    connect(&m_parts.client, &keystone::Client::waiting, this, &InstructionRun::noteWait);
}

InstructionRun::~InstructionRun()
{
    if (!m_isOpen)
        return;
    const InstructionEnd left{.outcome = RowOutcome::Unknown, .why = u"abandoned"_s};
    m_parts.ledger.settleInstruction(m_report.intent.key, left).then(&m_parts.ledger, [](const Result<Nothing> &) {});
}

void InstructionRun::submit(keystone::InstructionDraft draft, const InstructionPlace &place)
{
    m_draft = std::move(draft);
    m_report.intent = {.key = keyOf(m_draft, m_parts.officer),
                       .digest = digestOf(m_draft),
                       .tradeReference = m_draft.tradeReference,
                       .templateSlug = m_draft.templateSlug,
                       .role = m_draft.role,
                       .author = m_parts.officer.author,
                       .batchId = place.batchId,
                       .line = place.line};
    m_parts.ledger.intendInstruction(m_report.intent)
        .then(m_step.get(), [this](const Result<InstructionAdmission> &admission) { admitted(admission); });
}

void InstructionRun::stop()
{
    m_isStopped = true;
    m_parts.client.cancelWait({keystone::calls::submitInstruction});
}

void InstructionRun::admitted(const Result<InstructionAdmission> &admission)
{
    if (!admission) {
        m_report.error = admission.error();
        return end(RowOutcome::NotSent, InstructionWhy::NotRecorded);
    }
    if (admission->bar != InstructionBar::None)
        return refuse(*admission);
    m_isOpen = true;
    m_isLost = admission->known && admission->known->end.outcome == RowOutcome::Unknown;
    if (m_isStopped)
        return settle(m_isLost ? RowOutcome::Unknown : RowOutcome::NotSent,
                      m_isLost ? InstructionWhy::AnswerLost : InstructionWhy::Stopped);
    send();
}

void InstructionRun::refuse(const InstructionAdmission &admission)
{
    switch (admission.bar) {
    case InstructionBar::AlreadyDone:
        m_report.instructionId = admission.known->end.instructionId;
        return end(RowOutcome::Done, InstructionWhy::AlreadyAccepted);
    case InstructionBar::OtherContent:
        return end(RowOutcome::NotSent, InstructionWhy::OtherContent);
    case InstructionBar::UnderWay:
    case InstructionBar::None:
        break;
    }
    end(RowOutcome::NotSent, InstructionWhy::UnderWay);
}

void InstructionRun::send()
{
    const auto confirmation = Confirmation::afterReview(keystone::calls::submitInstruction, m_report.intent.key.key);
    m_parts.client.submitInstruction(m_draft, confirmation)
        .then(m_step.get(), [this](const Result<Instruction> &answer) { answered(answer); });
}

/// The pipeline sends again by itself; what it met on the way still tells whether the service may have it.
void InstructionRun::noteWait(const RetryWait &wait)
{
    if (wait.call == QLatin1StringView(keystone::calls::submitInstruction.name.data(),
                                       qsizetype(keystone::calls::submitInstruction.name.size())))
        m_isLost = m_isLost || isUnclear(wait.reason);
}

void InstructionRun::answered(const Result<Instruction> &answer)
{
    if (!answer)
        return failed(answer.error());
    m_report.error.reset();
    m_report.instruction = *answer;
    m_report.instructionId = answer->id;
    settle(RowOutcome::Done, InstructionWhy::Accepted);
}

void InstructionRun::failed(const Error &error)
{
    m_report.error = error;
    m_isLost = m_isLost || isUnclear(error);
    if (error.kind == ErrorKind::RateLimited && !m_isStopped && ++m_turnedAway <= m_parts.patience.turnedAway)
        return sendAgainAfter(std::chrono::milliseconds(0)); // the pipeline holds it back for as long as was asked
    if (isUnclear(error) && !m_isStopped && m_waited < m_parts.patience.waits.size())
        return sendAgainAfter(m_parts.patience.waits[m_waited++]);
    const bool isAnswer = error.reach == Reach::Answered && !isUnclear(error) && !isBlind(error);
    if (m_isLost && !isAnswer)
        return settle(RowOutcome::Unknown, InstructionWhy::AnswerLost);
    if (error.reach == Reach::NotSent)
        return settle(RowOutcome::NotSent, InstructionWhy::NotSent);
    if (error.kind == ErrorKind::RateLimited)
        return settle(RowOutcome::NotSent, InstructionWhy::TurnedAway);
    if (m_isLost)
        return lookForIt();
    settle(RowOutcome::Failed, error.kind == ErrorKind::Conflict ? InstructionWhy::Conflict : InstructionWhy::Refused);
}

/// What was lost may have been taken, whatever the refusal after it says.
void InstructionRun::lookForIt()
{
    m_parts.ledger
        .instructions({.limit = maxSiblings,
                       .service = m_report.intent.key.service,
                       .clientId = m_report.intent.key.clientId,
                       .tradeReference = m_draft.tradeReference})
        .andThen([this](const QList<InstructionRecord> &siblings) {
            QStringList others;
            for (const InstructionRecord &sibling : siblings)
                others << sibling.end.instructionId;
            return findInstruction(m_parts.client, m_draft, others);
        })
        .then(m_step.get(), [this](const auto &found) { looked(found); });
}

void InstructionRun::looked(const Result<std::optional<Instruction>> &found)
{
    if (!found)
        return settle(RowOutcome::Unknown, InstructionWhy::AnswerLost);
    if (!*found)
        return settle(RowOutcome::Failed, InstructionWhy::Refused);
    m_report.error.reset();
    m_report.instruction = **found;
    m_report.instructionId = (*found)->id;
    settle(RowOutcome::Done, InstructionWhy::Accepted);
}

void InstructionRun::sendAgainAfter(std::chrono::milliseconds pause)
{
    after(pause).then(m_step.get(),
                      [this](const Result<Nothing> &) { m_isStopped ? failed(Error(*m_report.error)) : send(); });
}

void InstructionRun::settle(RowOutcome outcome, InstructionWhy why)
{
    m_isOpen = false;
    InstructionEnd told{.outcome = outcome,
                        .why = instructionWhyWord(why),
                        .detail = m_report.error ? m_report.error->detail : QString(),
                        .instructionId = m_report.instructionId};
    m_parts.ledger.settleInstruction(m_report.intent.key, std::move(told))
        .then(m_step.get(), [this, outcome, why](const Result<Nothing> &written) {
            if (!written && !m_report.error)
                m_report.error = written.error();
            end(outcome, why);
        });
}

void InstructionRun::end(RowOutcome outcome, InstructionWhy why)
{
    m_report.outcome = outcome;
    m_report.why = why;
    const InstructionReport report = m_report; // whoever hears of it may destroy this
    Q_EMIT ended(report);
}

} // namespace chancery

#include "moc_instructionrun.cpp"
