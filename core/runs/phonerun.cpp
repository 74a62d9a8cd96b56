// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/phonerun.h"

#include "core/http/retry.h"
#include "core/json/fields.h"

#include <QUuid>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// How far beyond its end a question may be asked for the last time.
constexpr auto lastQuestion = 30s;
constexpr auto longestLife = 2h;

bkey::PollState stateOf(const Error &error)
{
    if (isTransient(error) && error.kind != ErrorKind::Protocol)
        return bkey::PollState::Transient;
    return error.kind == ErrorKind::Protocol ? bkey::PollState::Unreadable : bkey::PollState::Failed;
}

} // namespace

bool PhoneRun::mayHaveBeenAnswered(const Error &error)
{
    return error.reach != Reach::NotSent && (error.httpStatus < 400 || error.httpStatus >= 500);
}

// No default here: an end without a word must not compile.
QLatin1StringView phoneEndWord(PhoneEnd end)
{
    switch (end) {
    case PhoneEnd::Done:
        return "done"_L1;
    case PhoneEnd::Denied:
        return "denied"_L1;
    case PhoneEnd::Expired:
        return "expired"_L1;
    case PhoneEnd::TimedOut:
        return "timedOut"_L1;
    case PhoneEnd::Withdrawn:
        return "withdrawn"_L1;
    case PhoneEnd::Failed:
        return "failed"_L1;
    case PhoneEnd::Lost:
        return "lost"_L1;
    case PhoneEnd::Unreadable:
        return "unreadable"_L1;
    case PhoneEnd::NoKey:
        return "noKey"_L1;
    case PhoneEnd::PaymentFailed:
        return "paymentFailed"_L1;
    }
    return {};
}

PhoneRun::PhoneRun(PhoneRunParts parts, Events events, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_events(std::move(events))
    , m_id(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_step(std::make_unique<QObject>())
{}

PhoneRun::~PhoneRun()
{
    if (!m_isOpen)
        return;
    m_report.end = PhoneEnd::Withdrawn;
    static_cast<void>(m_parts.ledger.note(endEvent()));
}

void PhoneRun::ask(const QString &subject, json::Value content)
{
    m_subject = subject;
    content.set(u"id"_s, m_id);
    m_parts.ledger
        .note({.event = m_events.asked, .subject = subject, .author = m_parts.author, .content = json::write(content)})
        .then(m_step.get(), [this](const Result<Nothing> &written) {
            if (!written) {
                m_report.error = written.error();
                return tell();
            }
            m_isOpen = true;
            m_isWithdrawn ? end(PhoneEnd::Withdrawn) : send();
        });
}

void PhoneRun::withdraw()
{
    m_isWithdrawn = true;
    if (m_isOpen)
        end(PhoneEnd::Withdrawn);
}

std::chrono::milliseconds PhoneRun::left() const
{
    return std::max(m_deadline - m_parts.time.now(), 0ms);
}

void PhoneRun::await(const QString &requestId, std::chrono::milliseconds life)
{
    m_report.requestId = requestId;
    prolong(life);
    pollAfter(m_pace.interval());
    Q_EMIT waiting(); // last: whoever hears it may end us
}

void PhoneRun::prolong(std::chrono::milliseconds life)
{
    m_deadline =
        std::max(m_deadline, m_parts.time.now() + std::clamp<std::chrono::milliseconds>(life, 0ms, longestLife));
}

void PhoneRun::notTaken(const Error &error)
{
    m_report.isUnclear = mayHaveBeenAnswered(error);
    fail(error);
}

void PhoneRun::fail(const Error &error)
{
    m_report.error = error;
    end(PhoneEnd::Failed);
}

void PhoneRun::pollAgain(const QString &status, bool isUnknown)
{
    m_report.status = status;
    m_report.error.reset();
    const auto delay = m_pace.waitAfter(isUnknown ? bkey::PollState::Unknown : bkey::PollState::Waiting);
    if (left() == 0ms)
        return end(PhoneEnd::TimedOut);
    pollAfter(delay);
    if (isUnknown)
        Q_EMIT heard(status); // last, as above
}

void PhoneRun::pollFailed(const Error &error)
{
    m_report.error = error;
    const bkey::PollState state = stateOf(error);
    const auto delay = m_pace.waitAfter(state, error.retryAfter);
    if (state == bkey::PollState::Failed || m_pace.isHopeless() || left() == 0ms)
        return end(PhoneEnd::Failed);
    pollAfter(delay);
}

/// Never sooner than the service wants it, also where that is after the end; but nobody waits long for that.
void PhoneRun::pollAfter(std::chrono::milliseconds delay)
{
    const std::chrono::milliseconds most = left() + lastQuestion;
    m_parts.time.wait(std::min(delay, most))
        .then(m_step.get(), [this, isTooLate = delay > most](const Result<Nothing> &) {
            if (!isTooLate)
                return poll();
            end(m_report.error ? PhoneEnd::Failed : PhoneEnd::TimedOut);
        });
}

void PhoneRun::end(PhoneEnd end)
{
    m_isOpen = false;
    m_step = std::make_unique<QObject>(); // whatever is under way counts for nothing from here on
    m_report.end = end;
    if (end != PhoneEnd::Failed)
        m_report.error.reset();
    if (end == PhoneEnd::Done || end == PhoneEnd::Denied || end == PhoneEnd::Expired)
        m_report.isUnclear = false;
    m_parts.ledger.note(endEvent()).then(m_step.get(), [this](const Result<Nothing> &written) {
        if (!written)
            m_report.ledgerError = written.error();
        tell();
    });
}

void PhoneRun::tell()
{
    const PhoneReport report = m_report; // whoever hears of it may destroy this
    Q_EMIT ended(report);
}

/// The service's words are left out: nobody knows what it puts there.
AuditEvent PhoneRun::endEvent() const
{
    json::Value content = json::Value::object();
    content.set(u"id"_s, m_id);
    content.set(u"why"_s, QString(phoneEndWord(m_report.end)));
    json::setUnlessEmpty(content, u"requestId"_s, m_report.requestId);
    if (m_report.isUnclear)
        content.set(u"answerLost"_s, true);
    if (m_report.error && m_report.error->httpStatus > 0)
        content.set(u"httpStatus"_s, json::Value::integer(m_report.error->httpStatus));
    return {.event = m_events.ended, .subject = m_subject, .author = m_parts.author, .content = json::write(content)};
}

} // namespace chancery

#include "moc_phonerun.cpp"
