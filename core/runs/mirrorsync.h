// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/client.h"
#include "core/mirror/mirror.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <memory>

namespace chancery {

struct SyncPace
{
    int inFlight = 3; ///< pages asked for at once: of the pipeline's four lanes, one stays free for what a person does
    int unwritten = 16;                          ///< pages that the mirror may be behind
    std::chrono::milliseconds rest{5 * 60'000};  ///< from the end of a pass to the next, or ten times the pass
    std::chrono::milliseconds firstRetry{5'000}; ///< after an error, doubling
    std::chrono::milliseconds longestRetry{300'000};
    std::chrono::milliseconds resumable{3'600'000}; ///< an older pass that was interrupted is begun anew
    int sweeps = 3;           ///< how often one pass begins at the first page while rows move between pages
    int lookedAtSingly = 200; ///< rows not met that are asked for one by one before they are dropped
};

struct SyncProgress
{
    enum State {
        Off,
        Running,
        Paused,
        Waiting, ///< after an error, until it tries again
        Halted,  ///< after an error that a person has to mend
        Resting, ///< a pass is complete
    };
    State state = Off;
    qint64 read = 0; ///< rows of this pass, at most total
    qint64 total = 0;
    std::optional<Error> trouble{};
};

/// Keeps a mirror up to date with the service: passes over the whole catalogue in pages of 100, each resumable where it
/// was interrupted. Rows may move between pages meanwhile (Keyban fact sheet U9): a pass that has met fewer rows than
/// there are begins again, and what it has not met is asked for singly before it is dropped. Waits after 429 are the
/// pipeline's.
class MirrorSync : public QObject
{
    Q_OBJECT

public:
    MirrorSync(keyban::Client &client, Mirror &mirror, SyncPace pace = {}, QObject *parent = nullptr);
    ~MirrorSync() override;

    /// Begins, or goes on with, a pass; rests first when the last one is recent. Precondition: the mirror is open.
    void start();
    /// A pass that sees everything that is there now: at once, or after the one under way.
    void refresh();
    void pause();
    void resume();
    void stop();

    const SyncProgress &progress() const { return m_progress; }

Q_SIGNALS:
    void changed();
    /// The mirror holds what the service held during the pass.
    void completed();

private:
    void begin();
    void goOn();
    void ask();
    void fetch(qint64 page);
    void take(qint64 page, const QByteArray &body);
    void taken(qint64 page, const TakenPage &rows);
    void noteIfDue();
    void endSweep();
    void judge(qint64 met);
    void nextSweep();
    void lookSingly(const QStringList &ids);
    void end(MirrorUnseen unseen);
    void ended();
    void meetTrouble(const Error &error);
    void abandon();
    void setState(SyncProgress::State state);
    template <class T, class Then>
    void follow(Pending<T> pending, Then then);

    keyban::Client &m_client;
    Mirror &m_mirror;
    const SyncPace m_pace;
    SyncProgress m_progress;
    int m_sweep = 1;
    qint64 m_next = 1;     ///< page to ask for
    qint64 m_last = 0;     ///< page there is, 0: not known
    qint64 m_done = 0;     ///< pages taken without a gap
    qint64 m_noted = 0;    ///< of these, on disk
    QSet<qint64> m_beyond; ///< pages taken behind a gap
    int m_fetching = 0;
    int m_taking = 0;
    int m_looking = 0;    ///< single rows on their way
    bool m_again = false; ///< another pass is wanted after this one
    bool m_doubt = false; ///< a single row could not be asked for
    std::chrono::milliseconds m_retry{0};
    QElapsedTimer m_clock;           ///< of the pass
    QTimer m_timer;                  ///< rest, or wait after an error
    std::unique_ptr<QObject> m_step; ///< context of what is under way; replacing it abandons that
};

} // namespace chancery
