// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/importqueue.h"

#include "core/async/background.h"

#include <utility>

namespace chancery {

ImportQueue::ImportQueue(PlanSession &plan, const ImportPlanner::Parts &parts, QObject *parent)
    : QObject(parent)
    , m_plan(plan)
    , m_planner(parts)
{
    connect(&m_planner, &ImportPlanner::planned, this, &ImportQueue::planned);
    connect(&m_planner, &ImportPlanner::failed, this,
            [this](const Error &error) { conclude(Result<PlanApplication>(error)); });
    connect(&m_plan.session(), &ImportSession::runStarted, this, &ImportQueue::watch);
}

ImportQueue::~ImportQueue() = default;

void ImportQueue::add(PlannedImport import)
{
    m_waiting << std::move(import);
    Q_EMIT changed();
    startUnlessHeldUp();
}

void ImportQueue::remove(int index)
{
    if (index == 0 && m_isStarting) {
        m_planner.cancel();
        m_step.reset();
        m_isStarting = false;
    }
    m_waiting.removeAt(index);
    Q_EMIT changed();
    startUnlessHeldUp();
}

bool ImportQueue::isHeldUp() const
{
    return !m_waiting.isEmpty() && m_endedBadly && !m_isStarting && !m_plan.session().isRunning();
}

void ImportQueue::watch(ImportRun *run)
{
    m_endedBadly = false;
    connect(run, &ImportRun::finished, this, [this](const ImportSummary &summary) {
        m_endedBadly = summary.state != ImportState::Finished;
        Q_EMIT changed();
        // From the event loop: others are told of the end, too.
        QMetaObject::invokeMethod(this, &ImportQueue::startUnlessHeldUp, Qt::QueuedConnection);
    });
    if (m_plan.outcome())
        connect(m_plan.outcome(), &OutcomeCheck::progressed, this, &ImportQueue::startUnlessHeldUp,
                Qt::QueuedConnection);
    Q_EMIT changed();
}

/// The next run would end the comparison of this one with its plan.
bool ImportQueue::isComparing() const
{
    return m_plan.outcome() && m_plan.outcome()->stage() != OutcomeCheck::Stage::Over;
}

void ImportQueue::startUnlessHeldUp()
{
    if (!m_endedBadly && !isComparing())
        start();
}

void ImportQueue::start()
{
    if (m_waiting.isEmpty() || m_isStarting || m_plan.session().isRunning())
        return;
    m_isStarting = true;
    m_planner.plan(m_waiting.first().wish);
    Q_EMIT changed();
}

void ImportQueue::planned(const SharedPlan &plan)
{
    m_step = std::make_unique<QObject>();
    background([agreed = AgreedPlan(m_waiting.first().plan), plan](const std::stop_token &stop) {
        return applyPlan(agreed, plan, stop);
    }).then(m_step.get(), [this](Result<PlanApplication> &&application) { conclude(std::move(application)); });
}

PlannedImport ImportQueue::takeFirst()
{
    m_isStarting = false;
    PlannedImport first = m_waiting.takeFirst();
    Q_EMIT changed();
    return first;
}

void ImportQueue::conclude(Result<PlanApplication> &&application)
{
    if (m_plan.session().isRunning()) { // another was begun meanwhile; it is this one's turn again afterwards
        m_isStarting = false;
        Q_EMIT changed();
        return;
    }
    const PlannedImport first = takeFirst();
    if (!application) {
        Q_EMIT failed(first, application.error());
    } else if (!application->holds) {
        Q_EMIT moved(first, application->moves);
    } else {
        m_plan.begin(std::move(*application), first);
        return;
    }
    startUnlessHeldUp();
}

} // namespace chancery
