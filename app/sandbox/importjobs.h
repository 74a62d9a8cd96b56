// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/writer.h"

#include <QHash>
#include <QUuid>

#include <deque>
#include <vector>

namespace chancery::sandbox {

constexpr quint32 jobKind = 0x6a6f6273;

enum class ChildState : quint8 {
    Waiting,
    Completed,
    Failed,
};

/// One import: its rows until they are done, then what became of each. A row's bytes are shared with the passport.
struct Job
{
    struct Row
    {
        quint32 offset;
        quint32 size;
    };

    quint16 application = 0;
    QByteArray body;          ///< until the last row is done
    std::vector<Row> waiting; ///< where the rows stand in `body`; the same
    std::vector<QByteArray> rows;
    std::vector<ChildState> states;
    QHash<quint32, QByteArray> reasons;
    quint32 completed = 0;
    quint32 failed = 0;

    quint32 total() const { return quint32(states.size()); }
    quint32 done() const { return completed + failed; }
    bool isFinished() const { return done() == total(); }
    /// The row as it was sent.
    QByteArrayView row(quint32 index) const;
};

/// The imports in their order. Rows are worked off one job after the other, each by itself: a bad one fails alone.
class ImportJobs
{
public:
    ImportJobs(Catalogue &catalogue, Writer &writer)
        : m_catalogue(catalogue)
        , m_writer(writer)
    {}

    /// `body` must be a JSON array.
    quint32 add(quint16 application, const QByteArray &body);
    /// Works off up to `count` rows, the oldest job first; says how many it did.
    quint32 work(const Dialect &dialect, quint32 count, qint64 now);
    bool isIdle() const { return m_current >= m_jobs.size(); }

    quint32 size() const { return quint32(m_jobs.size()); }
    const Job &at(quint32 number) const { return m_jobs[number]; }
    /// The job, unless there is none or it has been forgotten.
    std::optional<quint32> find(const QUuid &id) const;

private:
    void workRow(Job &job, const Dialect &dialect, qint64 now);
    void forgetOldest();

    Catalogue &m_catalogue;
    Writer &m_writer;
    std::deque<Job> m_jobs;
    quint32 m_current = 0;
    quint32 m_forgotten = 0;
    quint64 m_remembered = 0;
};

} // namespace chancery::sandbox
