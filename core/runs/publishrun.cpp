// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/publishrun.h"

#include "core/async/background.h"
#include "core/async/errorof.h"
#include "core/runs/gatedplans.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Filter;
using keyban::FilterField;
using keyban::Passport;

namespace {

/// Whether the call may have been acted upon, so that its outcome has to be found out.
bool mayHaveWorked(const Error &error)
{
    if (error.kind == ErrorKind::Server || error.reach == Reach::Unknown)
        return true;
    return error.reach == Reach::Answered && error.httpStatus >= 200 && error.httpStatus < 300;
}

/// Every further call would meet the same.
bool concernsEveryCall(const Error &error)
{
    return error.reach == Reach::NotSent || error.kind == ErrorKind::Unauthorized ||
           error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::RateLimited;
}

/// The filters without those that a published row no longer meets.
QList<Filter> withoutStatus(QList<Filter> filters)
{
    filters.removeIf([](const Filter &filter) { return filter.field == FilterField::Status; });
    return filters;
}

} // namespace

PublishRun::PublishRun(keyban::Client &client, QList<Passport> chosen, PublishPace pace, Gate gate, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_pace(pace)
    , m_gate(std::move(gate))
    , m_chosen(std::move(chosen))
    , m_step(std::make_unique<QObject>())
{
    for (const Passport &passport : m_chosen)
        m_chosenIds.insert(passport.id);
}

PublishRun::~PublishRun() = default;

void PublishRun::prepare()
{
    if (m_state != State::Idle && m_state != State::Broken)
        return;
    m_state = State::Planning;
    m_plan = {};
    m_planned.clear();
    m_listed = 0;
    m_candidates = widestCandidates(m_chosen, m_client.settings().dialect, m_plan.unreachable);
    planNext();
}

Pending<PublishRun::Rows> PublishRun::list(const QList<Filter> &filters, int page, Rows soFar)
{
    return m_client.listPassports({filters}, page)
        .andThen([this, filters, page, soFar](const keyban::Page<Passport> &answer) mutable {
            const auto stranger = std::find_if(answer.rows.begin(), answer.rows.end(), [&](const Passport &row) {
                return !keyban::matches(row, filters, m_client.settings().dialect);
            });
            if (stranger != answer.rows.end())
                return Pending<Rows>::failed(errorOf(ErrorKind::Refused, Cause::FilterIgnored, stranger->key.label()));
            soFar << answer.rows;
            const bool last = answer.rows.isEmpty() || qint64(page) * keyban::maxPageSize >= answer.total;
            return last ? Pending<Rows>::ready(soFar) : list(filters, page + 1, soFar);
        });
}

void PublishRun::planNext()
{
    if (m_candidates.isEmpty())
        return endPlanning();
    const PublishCandidate candidate = m_candidates.takeFirst();
    const auto &settings = m_client.settings();
    list(publishFilters(candidate, settings.dialect, settings.applicationId))
        .then(m_step.get(), [this, candidate](const Result<Rows> &rows) {
            if (rows)
                return takeCandidate(candidate, *rows);
            m_state = State::Broken;
            Q_EMIT planFailed(rows.error());
        });
}

void PublishRun::takeCandidate(const PublishCandidate &candidate, const Rows &listed)
{
    m_listed += listed.size();
    Rows drafts;
    QSet<QString> seen;
    for (const Passport &row : listed) {
        if (isDraft(row) && !m_planned.contains(row.id) && !seen.contains(row.id)) {
            seen.insert(row.id);
            drafts << row;
        }
    }
    const bool takesOthers = std::any_of(drafts.begin(), drafts.end(),
                                         [this](const Passport &draft) { return !m_chosenIds.contains(draft.id); });
    const QList<PublishCandidate> parts =
        takesOthers ? narrowed(candidate, m_client.settings().dialect) : QList<PublishCandidate>();
    if (parts.isEmpty())
        addCall(candidate, drafts);
    m_candidates = parts + m_candidates;
    Q_EMIT this->listed(m_listed);
    planNext();
}

void PublishRun::addCall(const PublishCandidate &candidate, const Rows &drafts)
{
    QSet<QString> found;
    for (const Passport &draft : drafts)
        found.insert(draft.id);
    bool wanted = false;
    for (const Passport &passport : candidate.chosen) {
        wanted = wanted || found.contains(passport.id);
        if (!found.contains(passport.id) && !m_planned.contains(passport.id))
            m_plan.noDrafts << passport;
    }
    if (!wanted) // a call that would take nothing chosen is not made
        return;
    std::copy_if(drafts.begin(), drafts.end(), std::back_inserter(m_plan.beyond),
                 [this](const Passport &draft) { return !m_chosenIds.contains(draft.id); });
    m_planned += found;
    const auto &settings = m_client.settings();
    m_plan.calls.append({publishFilters(candidate, settings.dialect, settings.applicationId), drafts});
}

void PublishRun::endPlanning()
{
    m_plan.hash = hashOf(m_plan.calls);
    m_state = State::Planned;
    Q_EMIT planned();
}

GatedPlan PublishRun::gatedPlan() const
{
    return planOf(m_client.service(), m_plan);
}

void PublishRun::apply(const Confirmation &confirmation, const QString &approvalId)
{
    if (m_state != State::Planned)
        return;
    m_state = State::Applying;
    m_confirmation = confirmation;
    m_call = 0;
    if (confirmation.plan() != m_plan.hash)
        m_stopped = errorOf(ErrorKind::Refused, Cause::PlanChanged, {});
    m_gate.pass(gatedPlan(), approvalId, m_plan.hash).then(m_step.get(), [this](const Result<Nothing> &passed) {
        if (!passed)
            m_stopped = passed.error();
        applyNext();
    });
}

void PublishRun::stop()
{
    Error error;
    error.kind = ErrorKind::Cancelled;
    error.cause = Cause::Cancelled;
    if (m_state == State::Applying && !m_stopped)
        m_stopped = error;
}

void PublishRun::applyNext()
{
    if (m_call == m_plan.calls.size())
        return finish();
    if (m_stopped) {
        settleOpen(RowOutcome::NotSent, m_stopped);
        return nextCall();
    }
    recheck(m_plan.calls.at(m_call));
}

void PublishRun::recheck(const PublishCall &call)
{
    list(call.filters).then(m_step.get(), [this, call](const Result<Rows> &rows) {
        if (!rows) {
            m_stopped = rows.error();
            return applyNext();
        }
        QSet<QString> now;
        for (const Passport &row : *rows) {
            if (isDraft(row) && !m_outcomes.contains(row.id))
                now.insert(row.id);
        }
        QSet<QString> then;
        for (const Passport &draft : call.drafts)
            then.insert(draft.id);
        if (now == then && !m_stopped)
            return send(call);
        settleOpen(RowOutcome::NotSent, m_stopped ? m_stopped : errorOf(ErrorKind::Refused, Cause::PlanChanged, {}));
        nextCall();
    });
}

void PublishRun::send(const PublishCall &call)
{
    m_client.publishPassports(call.filters, *m_confirmation).then(m_step.get(), [this](const Result<Nothing> &answer) {
        sent(answer);
    });
}

void PublishRun::sent(const Result<Nothing> &answer)
{
    if (answer)
        return look(m_pace.looks, {});
    if (concernsEveryCall(answer.error()))
        m_stopped = answer.error();
    if (mayHaveWorked(answer.error()))
        return look(m_pace.looks, answer.error());
    const bool never = answer.error().reach == Reach::NotSent;
    settleOpen(never ? RowOutcome::NotSent : RowOutcome::Failed, answer.error());
    nextCall();
}

void PublishRun::look(int looksLeft, const std::optional<Error> &error)
{
    list(withoutStatus(m_plan.calls.at(m_call).filters))
        .then(m_step.get(), [this, looksLeft, error](const Result<Rows> &rows) {
            if (rows)
                return judge(*rows, looksLeft - 1, error);
            settleOpen(RowOutcome::Unknown, rows.error());
            m_stopped = rows.error();
            nextCall();
        });
}

void PublishRun::judge(const Rows &rows, int looksLeft, const std::optional<Error> &error)
{
    QSet<QString> open;
    for (const Passport &draft : m_plan.calls.at(m_call).drafts) {
        if (!m_outcomes.contains(draft.id))
            open.insert(draft.id);
    }
    for (const Passport &row : rows) {
        if (open.contains(row.id) && !isDraft(row)) {
            open.remove(row.id);
            settle(row.id, {RowOutcome::Done, {}});
            Q_EMIT published(row);
        }
    }
    if (open.isEmpty())
        return nextCall();
    if (looksLeft > 0) {
        after(m_pace.pause).then(m_step.get(), [this, looksLeft, error](const Result<Nothing> &) {
            look(looksLeft, error);
        });
        return;
    }
    settleOpen(RowOutcome::Unknown, error ? *error : errorOf(ErrorKind::Refused, Cause::StillDraft, {}));
    nextCall();
}

void PublishRun::settleOpen(RowOutcome outcome, const std::optional<Error> &error)
{
    for (const Passport &draft : m_plan.calls.at(m_call).drafts) {
        if (!m_outcomes.contains(draft.id))
            settle(draft.id, {outcome, error});
    }
}

void PublishRun::settle(const QString &id, const PublishOutcome &outcome)
{
    m_outcomes.insert(id, outcome);
    Q_EMIT progressed(m_outcomes.size(), m_plan.count());
}

void PublishRun::nextCall()
{
    ++m_call;
    // From the event loop: a long plan that is stopped would otherwise nest as deep as it is long.
    QMetaObject::invokeMethod(
        m_step.get(), [this] { applyNext(); }, Qt::QueuedConnection);
}

void PublishRun::finish()
{
    m_state = State::Finished;
    Q_EMIT finished();
}

qint64 PublishRun::count(RowOutcome outcome) const
{
    return std::count_if(m_outcomes.begin(), m_outcomes.end(),
                         [outcome](const PublishOutcome &o) { return o.outcome == outcome; });
}

} // namespace chancery
