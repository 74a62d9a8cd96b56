// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/plansession.h"

#include "core/async/background.h"

#include <utility>

namespace chancery {

PlanSession::PlanSession(ImportSession &session, const ImportPlanner::Parts &parts, PlanTarget target, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_parts(parts)
    , m_target(std::move(target))
    , m_planner(parts)
{
    connect(&m_planner, &ImportPlanner::progressed, this, &PlanSession::changed);
    connect(&m_planner, &ImportPlanner::planned, this, &PlanSession::planned);
    connect(&m_planner, &ImportPlanner::failed, this, &PlanSession::failed);
    connect(&m_session, &ImportSession::previewed, this, &PlanSession::drop);
    connect(&m_session, &ImportSession::mappingChanged, this, &PlanSession::drop);
    connect(&m_session, &ImportSession::checked, this, &PlanSession::drop);
    connect(&m_session, &ImportSession::runStarted, this, &PlanSession::awaitOutcome);
}

PlanSession::~PlanSession() = default;

void PlanSession::prepare()
{
    if (m_state == State::None || m_state == State::Failed || m_state == State::Applied)
        plan(Freshness::Recent);
}

void PlanSession::plan(Freshness freshness)
{
    m_step.reset();
    m_plan.reset();
    m_freshness = freshness;
    enter(State::Working);
    m_planner.plan(wish(freshness));
}

PlanWish PlanSession::wish(Freshness freshness) const
{
    PlanTarget target = m_target;
    target.dialect = m_session.mapping().dialect;
    return {.spec = m_session.spec(),
            .report = *m_session.report(),
            .target = target,
            .host = m_session.facts().host,
            .freshness = freshness};
}

/// Another file, mapping or check: what was planned is of the past.
void PlanSession::drop()
{
    m_planner.cancel();
    m_step.reset();
    m_plan.reset();
    m_application = {};
    enter(State::None);
}

void PlanSession::planned(const SharedPlan &plan)
{
    if (m_state != State::Applying) {
        m_plan = plan;
        return enter(State::Ready);
    }
    m_step = std::make_unique<QObject>();
    background([agreed = AgreedPlan(m_plan), plan](const std::stop_token &stop) {
        return applyPlan(agreed, plan, stop);
    }).then(m_step.get(), [this](Result<PlanApplication> application) {
        application ? conclude(std::move(*application)) : failed(application.error());
    });
}

void PlanSession::failed(const Error &error)
{
    m_error = error;
    const bool isOther = error.cause == Cause::FileChanged;
    if (m_state == State::Applying && isOther) {
        m_application = {.plan = nullptr, .holds = false, .moves = {.file = true}};
        return enter(State::Moved);
    }
    enter(m_state == State::Applying ? State::Ready : State::Failed);
}

void PlanSession::apply(std::optional<Confirmation> confirmation, const QString &approvalId)
{
    if (m_state != State::Ready || !m_session.isReportCurrent() || m_session.isRunning())
        return;
    m_error.reset();
    m_confirmation = std::move(confirmation);
    m_approvalId = approvalId;
    enter(State::Applying);
    // A person who took the older mirror once takes it again; one that was read for the plan is good for ten minutes.
    m_planner.plan(wish(m_freshness == Freshness::AsItIs ? Freshness::AsItIs : Freshness::Recent));
}

void PlanSession::stopApplying()
{
    if (m_state != State::Applying)
        return;
    m_planner.cancel();
    m_step.reset();
    enter(State::Ready);
}

void PlanSession::conclude(PlanApplication application)
{
    m_application = std::move(application);
    if (!m_application.holds)
        return enter(State::Moved);
    if (m_session.isRunning()) // an earlier run was carried on meanwhile
        return enter(State::Ready);
    m_plan = m_application.plan;
    enter(State::Applied);
    begin(std::exchange(m_application, {}), {.wish = {},
                                             .plan = m_plan,
                                             .confirmation = m_confirmation,
                                             .templateName = m_session.templateName(),
                                             .approvalId = std::exchange(m_approvalId, {})});
}

std::optional<PlannedImport> PlanSession::forLater(std::optional<Confirmation> confirmation, const QString &approvalId)
{
    if (m_state != State::Ready || !m_session.isReportCurrent())
        return std::nullopt;
    const Freshness freshness = m_freshness == Freshness::AsItIs ? Freshness::AsItIs : Freshness::Recent;
    PlannedImport import{.wish = wish(freshness),
                         .plan = m_plan,
                         .confirmation = std::move(confirmation),
                         .templateName = m_session.templateName(),
                         .approvalId = approvalId};
    enter(State::Applied);
    return import;
}

void PlanSession::begin(PlanApplication application, const PlannedImport &import)
{
    m_refused = std::move(application.refused);
    application.order->templateName = import.templateName;
    application.order->approvalId = import.approvalId;
    m_session.send(std::move(*application.order), import.confirmation);
}

void PlanSession::acceptMoved()
{
    m_plan = std::move(m_application.plan);
    m_application = {};
    enter(State::Ready);
}

void PlanSession::awaitOutcome(ImportRun *run)
{
    m_outcome.reset();
    if (!run->order().resumes.isEmpty())
        m_refused.clear();
    if (!run->order().plan)
        return;
    run->readBy(m_parts.mirror, m_parts.sync);
    m_outcome = std::make_unique<OutcomeCheck>(OutcomeCheck::Parts{m_parts.mirror, m_parts.sync, m_parts.ledger}, *run);
}

OutcomeCheck *PlanSession::compareLate(const ImportRunRecord &run)
{
    const QString host = m_session.facts().host;
    const QString application = m_session.client().settings().applicationId;
    if (!isUncompared(run) || run.host != host || run.application != application || m_compared.contains(run.id))
        return nullptr;
    if (m_late && m_late->runId() == run.id && m_late->stage() != OutcomeCheck::Stage::Over)
        return m_late.get();
    m_late = std::make_unique<OutcomeCheck>(OutcomeCheck::Parts{m_parts.mirror, m_parts.sync, m_parts.ledger}, run.id);
    connect(m_late.get(), &OutcomeCheck::compared, this, [this, id = run.id] { m_compared << id; });
    m_late->compareLate({.runId = run.id, .host = host, .application = application}, run.finished);
    return m_late.get();
}

void PlanSession::enter(State state)
{
    m_state = state;
    if (state != State::Failed && state != State::Ready)
        m_error.reset();
    Q_EMIT changed();
}

} // namespace chancery
