// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/mirrorsync.h"

#include "core/runs/trouble.h"

#include <algorithm>

namespace chancery {

using namespace std::chrono_literals;

namespace {

constexpr qint64 pagesBetweenNotes = 10;

} // namespace

MirrorSync::MirrorSync(keyban::Client &client, Mirror &mirror, SyncPace pace, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_mirror(mirror)
    , m_pace(pace)
    , m_step(std::make_unique<QObject>())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MirrorSync::goOn);
    connect(&m_mirror, &Mirror::rebuilt, this, [this] {
        if (m_progress.state == SyncProgress::Off || m_progress.state == SyncProgress::Paused)
            return;
        abandon();
        begin();
    });
}

MirrorSync::~MirrorSync() = default;

template <class T, class Then>
void MirrorSync::follow(Pending<T> pending, Then then)
{
    std::move(pending).then(m_step.get(), [this, then](const Result<T> &answer) {
        if (answer)
            then(*answer);
        else
            meetTrouble(answer.error());
    });
}

void MirrorSync::start()
{
    const MirrorState &known = m_mirror.state();
    const auto age = std::chrono::milliseconds(
        known.completeFrom.isValid() ? known.completeFrom.msecsTo(QDateTime::currentDateTimeUtc()) : -1);
    if (!known.isRunning && age >= 0ms && age < m_pace.rest) {
        m_progress.total = m_progress.read = known.rows;
        m_timer.start(m_pace.rest - age);
        return setState(SyncProgress::Resting);
    }
    goOn();
}

void MirrorSync::refresh()
{
    switch (m_progress.state) {
    case SyncProgress::Running:
    case SyncProgress::Paused:
        m_again = true;
        return;
    case SyncProgress::Resting:
        abandon();
        return begin();
    case SyncProgress::Off:
    case SyncProgress::Waiting:
    case SyncProgress::Halted:
        abandon();
        return goOn();
    }
}

void MirrorSync::pause()
{
    if (m_progress.state == SyncProgress::Off)
        return;
    abandon();
    setState(SyncProgress::Paused);
}

void MirrorSync::resume()
{
    if (m_progress.state == SyncProgress::Paused || m_progress.state == SyncProgress::Halted)
        goOn();
}

void MirrorSync::stop()
{
    abandon();
    m_again = false;
    setState(SyncProgress::Off);
}

/// Nothing that is under way counts any more; what was taken stays.
void MirrorSync::abandon()
{
    m_step = std::make_unique<QObject>();
    m_timer.stop();
    m_fetching = m_taking = m_looking = 0;
}

/// Takes up the pass that was interrupted, unless it is too old to agree with what is left of it.
void MirrorSync::goOn()
{
    const MirrorState &known = m_mirror.state();
    const auto age = std::chrono::milliseconds(
        known.started.isValid() ? known.started.msecsTo(QDateTime::currentDateTimeUtc()) : -1);
    if (!known.isRunning || age < 0ms || age > m_pace.resumable)
        return begin();
    m_sweep = known.sweep;
    m_done = m_noted = known.pages;
    m_next = m_done + 1;
    m_last = 0;
    m_beyond.clear();
    m_progress.total = known.total;
    m_progress.read = std::min(m_done * keyban::maxPageSize, known.total);
    m_clock.start();
    setState(SyncProgress::Running);
    ask();
}

void MirrorSync::begin()
{
    m_again = false;
    m_sweep = 1;
    m_next = 1;
    m_last = m_done = m_noted = 0;
    m_beyond.clear();
    m_progress.read = 0;
    m_clock.start();
    setState(SyncProgress::Running);
    follow(m_mirror.beginPass(), [this](const MirrorState &) { ask(); });
}

/// The first page alone tells how many there are; then as many at once as the pace allows.
void MirrorSync::ask()
{
    while (m_fetching < m_pace.inFlight && m_fetching + m_taking < m_pace.unwritten &&
           (m_last == 0 ? m_fetching + m_taking == 0 : m_next <= m_last))
        fetch(m_next++);
    if (m_fetching == 0 && m_taking == 0)
        endSweep();
}

void MirrorSync::fetch(qint64 page)
{
    ++m_fetching;
    follow(m_client.fetchPassports(int(page)), [this, page](const QByteArray &body) {
        --m_fetching;
        take(page, body);
    });
}

void MirrorSync::take(qint64 page, const QByteArray &body)
{
    ++m_taking;
    follow(m_mirror.takePage(body), [this, page](const TakenPage &rows) {
        --m_taking;
        taken(page, rows);
    });
    if (m_last != 0)
        ask();
}

void MirrorSync::taken(qint64 page, const TakenPage &rows)
{
    m_retry = 0ms;
    m_progress.trouble.reset();
    m_progress.total = rows.total;
    m_last = std::max<qint64>((rows.total + keyban::maxPageSize - 1) / keyban::maxPageSize, 1);
    m_beyond.insert(page);
    while (m_beyond.remove(m_done + 1))
        ++m_done;
    m_progress.read = std::min(m_done * keyban::maxPageSize, rows.total);
    noteIfDue();
    Q_EMIT changed();
    if (m_progress.state == SyncProgress::Running) // whoever hears of it may have paused
        ask();
}

void MirrorSync::noteIfDue()
{
    if (m_done - m_noted < pagesBetweenNotes)
        return;
    m_noted = m_done;
    follow(m_mirror.notePages(m_sweep, m_done, m_progress.total), [](const MirrorState &) {});
}

void MirrorSync::endSweep()
{
    follow(m_mirror.met(), [this](qint64 met) { judge(met); });
}

void MirrorSync::judge(qint64 met)
{
    if (met < m_progress.total)
        return m_sweep < m_pace.sweeps ? nextSweep() : end(MirrorUnseen::Keep);
    follow(m_mirror.unseen(m_pace.lookedAtSingly + 1), [this](const QStringList &ids) {
        if (ids.isEmpty())
            return end(MirrorUnseen::Drop);
        if (ids.size() <= m_pace.lookedAtSingly)
            return lookSingly(ids);
        m_sweep == 1 ? nextSweep() : end(MirrorUnseen::Drop);
    });
}

void MirrorSync::nextSweep()
{
    ++m_sweep;
    m_next = 1;
    m_last = m_done = m_noted = 0;
    m_beyond.clear();
    follow(m_mirror.notePages(m_sweep, 0, m_progress.total), [this](const MirrorState &) { ask(); });
}

/// A row that slipped from one page to another was not met and yet is there.
void MirrorSync::lookSingly(const QStringList &ids)
{
    m_looking = int(ids.size());
    m_doubt = false;
    const auto looked = [this] {
        if (--m_looking == 0)
            end(m_doubt ? MirrorUnseen::Keep : MirrorUnseen::Drop);
    };
    for (const QString &id : ids) {
        m_client.readPassport(id).then(m_step.get(), [this, looked](const Result<keyban::Passport> &answer) {
            if (!answer) {
                m_doubt = m_doubt || answer.error().kind != ErrorKind::NotFound;
                return looked();
            }
            follow(m_mirror.put({*answer}), [looked](const Nothing &) { looked(); });
        });
    }
}

void MirrorSync::end(MirrorUnseen unseen)
{
    follow(m_mirror.endPass(unseen), [this](const MirrorState &) { ended(); });
}

void MirrorSync::ended()
{
    abandon();
    m_progress.read = m_progress.total;
    setState(SyncProgress::Resting);
    Q_EMIT completed();
    if (m_progress.state != SyncProgress::Resting) // who listens has other plans
        return;
    if (m_again)
        return begin();
    m_timer.start(std::max(m_pace.rest, 10 * std::chrono::milliseconds(m_clock.elapsed())));
}

void MirrorSync::meetTrouble(const Error &error)
{
    abandon();
    if (m_done > m_noted)
        m_mirror.notePages(m_sweep, m_done, m_progress.total).then(m_step.get(), [](const Result<MirrorState> &) {});
    m_progress.trouble = error;
    if (needsAPerson(error))
        return setState(SyncProgress::Halted);
    m_retry = m_retry == 0ms ? m_pace.firstRetry : std::min(m_retry * 2, m_pace.longestRetry);
    m_timer.start(m_retry);
    setState(SyncProgress::Waiting);
}

void MirrorSync::setState(SyncProgress::State state)
{
    m_progress.state = state;
    if (state == SyncProgress::Resting)
        m_progress.trouble.reset();
    Q_EMIT changed();
}

} // namespace chancery
