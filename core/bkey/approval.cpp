// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/approval.h"

#include <algorithm>

namespace chancery::bkey {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Approval::Approval(ApprovalParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{}

Approval::~Approval() = default;

void Approval::start(ApprovalOrder order)
{
    expect(std::move(order), 0ms);
    m_parts.client.startApproval(m_order.request, m_order.confirmation)
        .then(m_step.get(), [this](const Result<ApprovalStart> &start) { started(start); });
}

void Approval::resume(ApprovalOrder order, const ApprovalTicket &ticket)
{
    expect(std::move(order), ticket.age);
    m_report.requestId = ticket.requestId;
    m_deadline = m_parts.time.now() + ticket.left;
    waitFor(m_pace.interval(), &Approval::poll); // whoever asked may have polled a moment ago
}

void Approval::expect(ApprovalOrder order, std::chrono::milliseconds age)
{
    Q_ASSERT(!m_step);
    m_step = std::make_unique<QObject>();
    m_order = std::move(order);
    m_report.plan = m_order.plan;
    m_expected = {.issuer = m_parts.issuer,
                  .audience = m_parts.audience,
                  .approver = m_order.request.approver,
                  .scopes = m_order.request.scopes,
                  .asked = m_parts.client.now().addDuration(-age)};
}

void Approval::withdraw()
{
    if (m_step)
        end(ApprovalOutcome::Withdrawn);
}

std::chrono::milliseconds Approval::left() const
{
    return std::max(m_deadline - m_parts.time.now(), 0ms);
}

void Approval::started(const Result<ApprovalStart> &start)
{
    if (!start) {
        m_report.isUnclear = start.error().reach != Reach::NotSent && start.error().httpStatus < 300;
        return fail(start.error());
    }
    m_report.requestId = start->id;
    m_deadline = m_parts.time.now() + start->life;
    m_pace = PollPace(start->interval);
    waitFor(m_pace.interval(), &Approval::poll);
    Q_EMIT waiting(start->id);
}

/// Or until the end of its time, and then for nothing.
void Approval::waitFor(std::chrono::milliseconds delay, void (Approval::*next)())
{
    const std::chrono::milliseconds rest = left();
    m_parts.time.wait(std::min(delay, rest))
        .then(m_step.get(), [this, next, isOver = delay >= rest](const Result<Nothing> &) {
            if (isOver)
                return m_report.error ? end(ApprovalOutcome::Failed) : end(ApprovalOutcome::TimedOut);
            (this->*next)();
        });
}

void Approval::poll()
{
    m_parts.client.poll(m_report.requestId).then(m_step.get(), [this](Result<Polled> answer) {
        polled(std::move(answer));
    });
}

void Approval::polled(Result<Polled> answer)
{
    if (!answer)
        return fail(answer.error());
    weigh(std::move(answer->word), answer->retryAfter);
}

/// A token that was on its way when an answer got lost is not handed out again: that is no refusal.
void Approval::weigh(PollWord word, std::optional<std::chrono::milliseconds> retryAfter)
{
    m_report.words = word.detail.isEmpty() ? word.code.isEmpty() ? word.status : word.code : word.detail;
    switch (word.state) {
    case PollState::Approved:
        m_token = std::move(word.token);
        return verify();
    case PollState::Denied:
        return end(ApprovalOutcome::Denied);
    case PollState::Expired:
        return end(ApprovalOutcome::Expired);
    case PollState::Failed:
        m_report.isUnclear = m_mayHaveLostYes && word.code == "invalid_grant"_L1;
        return end(ApprovalOutcome::Failed);
    case PollState::Contradictory:
        return end(ApprovalOutcome::Failed);
    case PollState::Unknown:
        break;
    case PollState::Transient:
    case PollState::Unreadable:
        m_mayHaveLostYes = true;
        break;
    case PollState::Waiting:
    case PollState::TooFast:
        break;
    }
    const std::chrono::milliseconds delay = m_pace.waitAfter(word.state, retryAfter);
    if (m_pace.isHopeless())
        return end(ApprovalOutcome::Failed);
    waitFor(delay, &Approval::poll);
    if (word.state == PollState::Unknown)
        Q_EMIT heard(word.status); // last: whoever hears it may end us
}

void Approval::verify()
{
    m_parts.keys.verify(m_token, m_expected).then(m_step.get(), [this](const Result<TokenVerdict> &verdict) {
        verified(verdict);
    });
}

/// Keys that can't be had prove nothing either way: they are asked for again while there is time.
void Approval::verified(const Result<TokenVerdict> &verdict)
{
    if (!verdict) {
        m_report.error = verdict.error();
        return waitFor(m_pace.waitAfter(PollState::Transient), &Approval::verify);
    }
    m_report.error.reset();
    if (!verdict->isProof()) {
        m_report.fault = verdict->fault;
        m_report.subject = verdict->subject;
        return end(ApprovalOutcome::Forged);
    }
    m_report.token = verdict->token;
    end(ApprovalOutcome::Approved);
}

void Approval::fail(const Error &error)
{
    m_report.error = error;
    end(ApprovalOutcome::Failed);
}

void Approval::end(ApprovalOutcome outcome)
{
    m_step.reset(); // whatever is under way counts for nothing from here on
    m_token = Secret();
    m_report.outcome = outcome;
    Q_EMIT ended(m_report);
}

} // namespace chancery::bkey

#include "moc_approval.cpp"
