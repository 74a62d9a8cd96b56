// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/outcomecheck.h"

#include "core/async/background.h"

namespace chancery {

OutcomeCheck::OutcomeCheck(const Parts &parts, SharedPlan plan, ImportRun &run, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_plan(std::move(plan))
    , m_catchUp(parts.mirror, parts.sync)
{
    connect(&run, &ImportRun::rowsFailed, this, [this](const QList<RowFailure> &rows) { m_failed << rows; });
    connect(&run, &ImportRun::rowsUnknown, this, [this](const QList<RowFailure> &rows) { m_unknown << rows; });
    connect(&run, &ImportRun::finished, this, &OutcomeCheck::runEnded);
    connect(&m_catchUp, &MirrorCatchUp::progressed, this, &OutcomeCheck::progressed);
    connect(&m_catchUp, &MirrorCatchUp::reached, this, &OutcomeCheck::compare);
}

OutcomeCheck::~OutcomeCheck() = default;

void OutcomeCheck::giveUp()
{
    m_catchUp.giveUp();
    m_step.reset();
    enter(Stage::Over);
}

void OutcomeCheck::runEnded(const ImportSummary &summary)
{
    m_firstNotSent = summary.firstNotSent;
    if (summary.counts.sent == 0)
        return enter(Stage::Over);
    enter(Stage::Reading);
    if (m_stage == Stage::Reading)
        m_catchUp.wait(QDateTime::currentDateTimeUtc());
}

void OutcomeCheck::compare()
{
    enter(Stage::Comparing);
    m_step = std::make_unique<QObject>();
    background([request = OutcomeRequest{.plan = m_plan,
                                         .failed = m_failed,
                                         .unknown = m_unknown,
                                         .firstNotSent = m_firstNotSent,
                                         .mirrorPath = m_parts.mirror.place().path,
                                         .mirror = m_parts.mirror.state()}](const std::stop_token &stop) {
        return outcomeOf(request, stop);
    }).then(m_step.get(), [this](const Result<PlanOutcome> &outcome) {
        enter(Stage::Over);
        if (outcome)
            Q_EMIT compared(*outcome);
        else
            Q_EMIT failed(outcome.error());
    });
}

void OutcomeCheck::enter(Stage stage)
{
    m_stage = stage;
    Q_EMIT progressed();
}

} // namespace chancery
