// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/importplanner.h"

#include <QTimer>

#include <algorithm>
#include <atomic>

namespace chancery {

namespace {

/// What the planning thread writes and this one reads.
struct Done
{
    std::atomic<qint64> bytes = 0;
    std::atomic<qint64> rows = 0;
};

} // namespace

ImportPlanner::ImportPlanner(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_catchUp(parts.mirror, parts.sync)
{
    connect(&m_catchUp, &MirrorCatchUp::progressed, this, &ImportPlanner::progressed);
    connect(&m_catchUp, &MirrorCatchUp::reached, this, &ImportPlanner::work);
}

ImportPlanner::~ImportPlanner() = default;

void ImportPlanner::plan(const PlanWish &wish)
{
    cancel();
    m_wish = wish;
    m_wished = QDateTime::currentDateTimeUtc();
    m_step = std::make_unique<QObject>();
    enter(Stage::Looking);
    // In line behind the opening: tells when the mirror is open, or why it is not.
    m_parts.mirror.met().then(m_step.get(), [this](const Result<qint64> &open) { open ? look() : fail(open.error()); });
}

void ImportPlanner::cancel()
{
    m_step.reset();
    m_catchUp.giveUp();
    m_stage = Stage::Idle;
}

void ImportPlanner::look()
{
    if (m_wish.freshness == Freshness::AsItIs)
        return work();
    m_parts.ledger.lastImport(m_wish.host, m_wish.target.application)
        .then(m_step.get(), [this](const Result<QDateTime> &last) { judge(last ? *last : QDateTime()); });
}

void ImportPlanner::judge(const QDateTime &last)
{
    QDateTime since = m_wish.freshness == Freshness::Anew ? m_wished : m_wished.addMSecs(-m_wish.age.count());
    if (last.isValid())
        since = std::max(since, last);
    const QDateTime from = m_parts.mirror.state().completeFrom;
    const bool isRecent = from.isValid() && from >= since;
    if (m_wish.freshness == Freshness::OnlyRecent && !isRecent) {
        cancel();
        Q_EMIT skipped();
        return;
    }
    m_stage = Stage::Reading;
    m_catchUp.wait(since);
    if (m_stage == Stage::Reading)
        Q_EMIT progressed();
}

void ImportPlanner::work()
{
    m_step = std::make_unique<QObject>();
    m_work = {.bytes = 0, .total = m_wish.report.identity.size, .rows = 0};
    enter(Stage::Working);
    const auto done = std::make_shared<Done>();
    auto *clock = new QTimer(m_step.get());
    connect(clock, &QTimer::timeout, this, [this, done] {
        m_work.bytes = done->bytes;
        m_work.rows = done->rows;
        Q_EMIT progressed();
    });
    clock->start(std::chrono::milliseconds(100));
    planImport({.spec = m_wish.spec,
                .report = m_wish.report,
                .target = m_wish.target,
                .mirrorPath = m_parts.mirror.place().path,
                .mirror = m_parts.mirror.state(),
                .progress =
                    [done](const catalogue::CheckProgress &progress) {
                        done->bytes = progress.bytes;
                        done->rows = progress.rows;
                    }})
        .then(m_step.get(), [this](const Result<SharedPlan> &plan) {
            if (!plan)
                return fail(plan.error());
            cancel();
            Q_EMIT planned(*plan);
        });
}

void ImportPlanner::fail(const Error &error)
{
    cancel();
    Q_EMIT failed(error);
}

void ImportPlanner::enter(Stage stage)
{
    m_stage = stage;
    Q_EMIT progressed();
}

} // namespace chancery
