// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/certificationwatch.h"

#include "core/runs/trouble.h"

#include <algorithm>

namespace chancery {

CertificationWatch::CertificationWatch(keyban::Client &client, WatchPace pace, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_pace(pace)
    , m_reads(std::make_unique<QObject>())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CertificationWatch::poll);
}

CertificationWatch::~CertificationWatch() = default;

void CertificationWatch::watch(const keyban::Passport &passport)
{
    if (keyban::isSettled(keyban::certificationOf(passport, m_client.settings().dialect))) {
        m_rows.remove(passport.id);
        return;
    }
    Row &row = m_rows[passport.id];
    const bool fresh = row.interval.count() == 0 || row.known.updatedAt != passport.updatedAt;
    row.known = passport;
    if (!fresh)
        return;
    row.interval = m_pace.first;
    row.due = QDeadlineTimer(row.interval);
    const bool wakesTooLate = !m_timer.isActive() || m_timer.remainingTimeAsDuration() > row.interval;
    if (!m_halted && wakesTooLate)
        m_timer.start(row.interval);
}

void CertificationWatch::watch(const QList<keyban::Passport> &passports)
{
    for (const keyban::Passport &passport : passports)
        watch(passport);
}

void CertificationWatch::clear()
{
    m_reads = std::make_unique<QObject>();
    m_reading = 0;
    m_rows.clear();
    m_timer.stop();
}

void CertificationWatch::resume()
{
    m_halted = false;
    poll();
}

void CertificationWatch::poll()
{
    QList<std::pair<qint64, QString>> order;
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
        if (!row->reading)
            order.emplaceBack(row->due.deadline(), row.key());
    }
    std::sort(order.begin(), order.end());
    for (const auto &[deadline, id] : order) {
        if (m_halted || m_reading >= m_pace.atOnce)
            return; // taken() comes back here
        if (!m_rows[id].due.hasExpired()) {
            m_timer.start(int(m_rows[id].due.remainingTime()) + 1);
            return;
        }
        read(id);
    }
}

void CertificationWatch::read(const QString &id)
{
    m_rows[id].reading = true;
    ++m_reading;
    m_client.readPassport(id).then(m_reads.get(),
                                   [this, id](const Result<keyban::Passport> &answer) { taken(id, answer); });
}

void CertificationWatch::taken(const QString &id, const Result<keyban::Passport> &answer)
{
    --m_reading;
    const auto row = m_rows.find(id);
    if (row == m_rows.end())
        return poll(); // settled or forgotten while it was read
    row->reading = false;
    postpone(*row);
    bool news = false;
    std::optional<Error> halt;
    const bool isGone = !answer && answer.error().kind == ErrorKind::NotFound;
    if (answer) {
        news = !(row->known == *answer);
        watch(*answer);
    } else if (isGone) {
        m_rows.erase(row);
    } else if (needsAPerson(answer.error()) && !m_halted) {
        m_halted = true;
        halt = answer.error();
    }
    poll();
    // Last, since who listens may end the watch.
    if (news)
        Q_EMIT changed(*answer);
    else if (isGone)
        Q_EMIT gone(id);
    else if (halt)
        Q_EMIT halted(*halt);
}

void CertificationWatch::postpone(Row &row) const
{
    row.interval = std::min(row.interval * 3 / 2, m_pace.longest);
    row.due = QDeadlineTimer(row.interval);
}

} // namespace chancery
