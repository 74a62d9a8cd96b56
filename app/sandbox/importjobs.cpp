// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/importjobs.h"

#include "app/sandbox/identifiers.h"
#include "app/sandbox/slices.h"

#include <utility>

namespace chancery::sandbox {

namespace {

/// Rows of finished jobs that reports are kept for; older jobs answer 404, as one day they do at the service.
constexpr quint64 rememberedRows = 4'000'000;

QByteArray reasonFor(const Draft &draft)
{
    QByteArray reason;
    for (const FieldProblem &problem : draft.problems) {
        if (!reason.isEmpty())
            reason += "; ";
        reason += problem.field.isEmpty() ? QByteArray("row") : problem.field;
        reason += ' ' + problem.message;
    }
    return reason;
}

} // namespace

QByteArrayView Job::row(quint32 index) const
{
    if (states[index] != ChildState::Waiting)
        return rows[index];
    return QByteArrayView(body).sliced(waiting[index].offset, waiting[index].size);
}

quint32 ImportJobs::add(quint16 application, const QByteArray &body)
{
    Job job;
    job.application = application;
    job.body = body;
    const char *start = job.body.constData();
    eachItem(job.body, [&](QByteArrayView row) {
        job.waiting.push_back({quint32(row.data() - start), quint32(row.size())});
    });
    job.rows.resize(job.waiting.size());
    job.states.resize(job.waiting.size(), ChildState::Waiting);
    m_remembered += job.total();
    m_jobs.push_back(std::move(job));
    forgetOldest();
    return size() - 1;
}

quint32 ImportJobs::work(const Dialect &dialect, quint32 count, qint64 now)
{
    quint32 worked = 0;
    while (worked < count && !isIdle()) {
        Job &job = m_jobs[m_current];
        for (; worked < count && !job.isFinished(); ++worked)
            workRow(job, dialect, now);
        if (job.isFinished()) {
            job.body.clear();
            job.waiting = {};
            ++m_current;
        }
    }
    return worked;
}

void ImportJobs::workRow(Job &job, const Dialect &dialect, qint64 now)
{
    const quint32 index = job.done();
    const QByteArrayView view = job.row(index);
    const QByteArray unowned = QByteArray::fromRawData(view.data(), view.size());
    const Draft draft = dialect.draft(unowned);
    if (!draft.problems.isEmpty()) {
        job.rows[index] = view.toByteArray();
        job.reasons.insert(index, reasonFor(draft));
        job.states[index] = ChildState::Failed;
        ++job.failed;
        return;
    }
    const auto existing = m_catalogue.find(job.application, identityOf(draft.fields));
    const bool isStored = existing && m_catalogue.at(*existing).content == unowned;
    job.rows[index] = isStored ? m_catalogue.at(*existing).content : view.toByteArray();
    m_writer.upsert(job.application, job.rows[index], draft, now);
    job.states[index] = ChildState::Completed;
    ++job.completed;
}

void ImportJobs::forgetOldest()
{
    while (m_remembered > rememberedRows && m_forgotten < m_current) {
        m_remembered -= m_jobs[m_forgotten].total();
        m_jobs[m_forgotten] = Job();
        ++m_forgotten;
    }
}

std::optional<quint32> ImportJobs::find(const QUuid &id) const
{
    const auto number = numberOf(id, jobKind);
    if (!number || *number >= size() || *number < m_forgotten)
        return {};
    return number;
}

} // namespace chancery::sandbox
