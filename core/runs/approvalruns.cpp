// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/approvalruns.h"

namespace chancery {

ApprovalRuns::ApprovalRuns(ApprovalRunParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{}

ApprovalRuns::~ApprovalRuns()
{
    qDeleteAll(std::exchange(m_runs, {}));
}

void ApprovalRuns::start(const ApprovalWish &wish)
{
    add(wish.intent.id).start(wish);
}

void ApprovalRuns::resumeThoseOf(const Author &author)
{
    m_parts.ledger.approvals({.profileId = author.profileId, .which = ApprovalQuery::Which::Open})
        .then(this, [this, author](const Result<QList<ApprovalRecord>> &found) {
            for (const ApprovalRecord &record : found ? *found : QList<ApprovalRecord>()) {
                const bool isLeft = record.state == ApprovalState::Waiting && !record.isUnderWay &&
                                    record.intent.way == ApprovalWay::Phone && record.intent.author.user == author.user;
                if (isLeft && !isAwaited(record.intent.id))
                    add(record.intent.id).resume(record.intent.id, author);
            }
        });
}

ApprovalRun &ApprovalRuns::add(const QString &id)
{
    auto *run = new ApprovalRun(m_parts, this);
    m_runs.insert(id, run);
    connect(run, &ApprovalRun::waiting, this, [this, id] { Q_EMIT waiting(id); });
    connect(run, &ApprovalRun::heard, this, [this, id](const QString &status) { Q_EMIT heard(id, status); });
    connect(run, &ApprovalRun::ended, this, [this, id](const ApprovalRunReport &report) {
        m_runs.take(id)->deleteLater();
        Q_EMIT ended(id, report);
    });
    return *run;
}

void ApprovalRuns::withdraw(const QString &id)
{
    if (ApprovalRun *const run = m_runs.value(id))
        return run->withdraw();
    m_parts.ledger.endApproval(id, {ApprovalState::Withdrawn, {}}).then(this, [](const Result<Nothing> &) {});
}

std::optional<std::chrono::milliseconds> ApprovalRuns::left(const QString &id) const
{
    const ApprovalRun *const run = m_runs.value(id);
    return run ? std::optional(run->left()) : std::nullopt;
}

} // namespace chancery

#include "moc_approvalruns.cpp"
