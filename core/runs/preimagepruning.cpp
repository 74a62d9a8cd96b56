// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/preimagepruning.h"

namespace chancery {

using namespace std::chrono_literals;

namespace {

constexpr auto firstTime = 5min; ///< the program has settled by then
constexpr auto everyTime = 6h;

} // namespace

PreimagePruning::PreimagePruning(Ledger &ledger, QObject *parent)
    : QObject(parent)
    , m_ledger(ledger)
{
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_clock.start(everyTime);
        start();
    });
}

void PreimagePruning::keepUp()
{
    m_clock.start(firstTime);
}

void PreimagePruning::start(std::optional<std::chrono::milliseconds> most)
{
    m_most = most;
    m_removed = 0;
    m_sinceStart.start();
    removeSome();
}

bool PreimagePruning::isTimeUp() const
{
    return m_most && m_sinceStart.hasExpired(m_most->count());
}

void PreimagePruning::removeSome()
{
    m_ledger.pruneSomePreimages(QDateTime::currentDateTimeUtc()).then(this, [this](const Result<qint64> &removed) {
        if (!removed) {
            Q_EMIT ended(removed.error());
            return;
        }
        m_removed += *removed;
        if (*removed > 0 && !isTimeUp())
            return removeSome();
        Q_EMIT ended(m_removed);
    });
}

} // namespace chancery
