// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/eventstream.h"
#include "core/keyban/client.h"
#include "core/runs/chunktally.h"

#include <QElapsedTimer>
#include <QObject>

#include <chrono>
#include <memory>

namespace chancery {

struct ReportPace
{
    int pageSize = 500; ///< the guide asks for all rows at once; keyban::maxPageSize where the service refuses that
    std::chrono::milliseconds first{250};
    std::chrono::milliseconds longest{15'000};
    std::chrono::milliseconds stall{600'000}; ///< of waiting without any progress, it fails as Timeout
    std::chrono::milliseconds silence{5'000}; ///< of a report that runs no more, before rows it lacks are looked up
};

/// Follows the report of one job until every row of a chunk has an end: at once, then after a pause that grows while
/// nothing moves, or when the service's event stream tells that something moved. Reads from the first page that may
/// hold open rows, and the whole report when its order turns out to be another.
class ReportFollower : public QObject
{
    Q_OBJECT

public:
    ReportFollower(keyban::Client &client, ReportPace pace, QObject *parent = nullptr);
    ~ReportFollower() override;

    void follow(const QString &job, ChunkTally tally);
    /// Asks again after failed().
    void carryOn();
    /// Asks now, unless it has just done so.
    void nudge();
    /// Has the service's event stream nudge it, if there is one. The pauses stay, so a mute one changes nothing.
    void listen();
    /// Ends the watching; nothing more is signalled.
    void stop();

    QString job() const { return m_job; }
    const ChunkTally &tally() const { return m_tally; }
    /// Rows that the report lacks and something else has shown to be in.
    void complete(const QList<qint64> &lines);
    /// What this service turned out to give at once.
    int pageSize() const { return m_pageSize; }

Q_SIGNALS:
    /// Rows have come to an end; those that failed are named.
    void moved(qint64 completed, const QList<chancery::RowFailure> &failed);
    void settled();
    /// The whole report was read, nothing in it runs any more, and yet rows are open: it is capped, or it lags. Told
    /// again after twice the time; it is asked for again meanwhile.
    void lacking();
    /// The report could not be read this time; it is asked for again.
    void hindered(const chancery::Error &error);
    /// It can't go on by itself: the job is no longer known, the credential is refused, or nothing moves.
    void failed(const chancery::Error &error);

private:
    void ask(int page);
    void askFromOpen();
    void takePage(const keyban::Page<keyban::ImportChild> &page);
    void askFailed(const Error &error);
    bool adopt(const keyban::Page<keyban::ImportChild> &page);
    void pause();
    void wait(std::chrono::milliseconds delay);
    void noteSilence();
    bool isStalled() const { return m_idle >= m_pace.stall; }

    keyban::Client &m_client;
    const ReportPace m_pace;
    QString m_job;
    ChunkTally m_tally;
    int m_pageSize;
    std::chrono::milliseconds m_delay{0};
    bool m_readAll = false;    ///< the report does not keep the order of the rows
    bool m_cycleMoved = false; ///< something ended since the first page of this cycle
    bool m_cycleRuns = false;  ///< a row of this cycle still runs
    std::chrono::milliseconds m_silence;
    bool m_isPausing = false;
    std::chrono::milliseconds m_idle{0}; ///< waited without progress; a computer that slept did not wait
    QElapsedTimer m_sinceAsked;
    std::unique_ptr<EventStream> m_events;
    std::unique_ptr<QObject> m_step; ///< context of the request under way; replacing it abandons the request
};

} // namespace chancery
