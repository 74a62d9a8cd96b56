// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/settlementreader.h"

#include "core/async/background.h"

#include <QPointer>

#include <algorithm>
#include <limits>
#include <utility>

namespace chancery {

using keystone::Settlement;
using Page = keystone::Page<Settlement>;

namespace {

constexpr int slowDown = 3; ///< after a failure

/// Only a person can mend these.
bool endsLooking(const Error &error)
{
    return error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden ||
           error.kind == ErrorKind::SecretStore || error.kind == ErrorKind::Refused;
}

} // namespace

SettlementReader::SettlementReader(ReaderParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_extent(parts.pace.pageSize)
{
    connect(&m_parts.templates, &TemplateBook::changed, this, [this] {
        if (m_isReading && m_round.states.isEmpty())
            beginRound(0);
    });
    connect(&m_parts.templates, &TemplateBook::failed, this, [this](const Error &error) {
        if (m_isReading && m_round.states.isEmpty())
            fail(error);
    });
}

void SettlementReader::start()
{
    if (!m_isStarted)
        refresh();
}

void SettlementReader::pause()
{
    m_isStarted = false;
    m_isReading = false;
    m_step.reset();
}

void SettlementReader::refresh()
{
    m_isStarted = true;
    beginRound(0);
}

void SettlementReader::readMore()
{
    if (!hasMore())
        return;
    const auto begin = int(m_extent);
    m_extent += m_parts.pace.pageSize;
    if (!m_isReading) // a round under way goes on as far
        beginRound(begin);
}

void SettlementReader::readAll()
{
    if (!hasMore())
        return;
    const auto begin = int(m_extent);
    m_extent = std::numeric_limits<int>::max();
    if (!m_isReading)
        beginRound(begin);
}

qint64 SettlementReader::total() const
{
    return m_parts.scope == ReaderScope::Queue ? m_known.size() : std::max<qint64>(m_total, m_known.size());
}

bool SettlementReader::hasMore() const
{
    return m_parts.scope == ReaderScope::All && m_extent < m_total;
}

bool SettlementReader::belongs(const Settlement &settlement) const
{
    return m_parts.scope == ReaderScope::All ||
           keystone::mayAwaitDecision(settlement.state, m_parts.templates.configOf(settlement));
}

bool SettlementReader::isOutdated(const Settlement &settlement) const
{
    const auto newest = m_versions.constFind(settlement.id);
    return newest != m_versions.constEnd() && settlement.updatedAt.isValid() && newest->updatedAt.isValid() &&
           settlement.updatedAt < newest->updatedAt;
}

/// Whether it is news.
bool SettlementReader::noteVersion(const Settlement &settlement)
{
    const Version version{settlement.updatedAt, settlement.state};
    Version &newest = m_versions[settlement.id];
    return std::exchange(newest, version) != version;
}

void SettlementReader::take(const Settlement &settlement)
{
    if (isOutdated(settlement))
        return;
    const bool isNews = noteVersion(settlement);
    if (belongs(settlement)) {
        m_known.insert(settlement.id);
        m_round.seen.insert(settlement.id);
        Q_EMIT came({settlement});
    } else if (m_known.remove(settlement.id)) {
        Q_EMIT left({settlement.id});
    }
    if (isNews && m_isReading && !m_round.states.isEmpty()) {
        m_round.hasShifted = true;
        readPage();
    }
}

/// The queue's states are known once the templates are; they are read first.
void SettlementReader::beginRound(int offset)
{
    m_isReading = true;
    m_round = Round{.states = {}, .offset = offset, .isWhole = offset == 0, .seen = {}, .damaged = {}};
    m_step = std::make_unique<QObject>();
    if (!m_parts.templates.isLoaded())
        return m_parts.templates.load();
    m_round.states = m_parts.scope == ReaderScope::Queue ? m_parts.templates.decisionStates() : QStringList{QString()};
    readPage();
}

void SettlementReader::readPage()
{
    m_step = std::make_unique<QObject>();
    m_parts.client.listSettlements({.limit = m_parts.pace.pageSize, .offset = m_round.offset}, m_round.states.first())
        .then(m_step.get(), [this](const Result<Page> &page) { page ? took(*page) : fail(page.error()); });
}

void SettlementReader::took(const Page &page)
{
    ++m_round.requests;
    m_round.hasShifted = m_round.hasShifted || (m_round.total >= 0 && m_round.total != page.total);
    m_round.total = page.total;
    if (m_parts.scope == ReaderScope::All)
        m_total = page.total;
    m_round.damaged += page.damaged;
    QList<Settlement> here;
    for (const Settlement &settlement : page.rows) {
        m_parts.templates.want(settlement.templateId);
        if (isOutdated(settlement)) {
            m_round.seen += m_known & QSet<QString>{settlement.id};
            continue;
        }
        noteVersion(settlement);
        if (!belongs(settlement))
            continue;
        here << settlement;
        m_round.seen.insert(settlement.id);
        m_known.insert(settlement.id);
    }
    const bool goesOn = wantsMoreOf(page);
    if (goesOn) {
        m_round.offset = page.offset + page.limit;
    } else {
        m_round.states.removeFirst();
        m_round.offset = 0;
        m_round.total = -1;
    }
    // Whoever hears of it may pause or refresh this.
    const QPointer<QObject> isCurrent(m_step.get());
    Q_EMIT came(here);
    Q_EMIT progressed();
    if (!isCurrent)
        return;
    m_round.states.isEmpty() ? endRound() : readPage();
}

bool SettlementReader::wantsMoreOf(const Page &page) const
{
    if (!page.hasMore() || page.limit < 1)
        return false;
    return m_parts.scope == ReaderScope::Queue || qint64(page.offset) + page.limit < m_extent;
}

void SettlementReader::endRound()
{
    m_isReading = false;
    m_completeAt = QDateTime::currentDateTimeUtc();
    if (m_round.isWhole)
        m_damaged = m_round.damaged;
    else
        m_damaged += m_round.damaged;
    removeAbsent();
    lookAgainAfter(std::max(m_parts.pace.every, m_parts.pace.perRequest * m_round.requests));
    Q_EMIT completed();
}

/// Settlements are never deleted, so of all of them none leaves.
void SettlementReader::removeAbsent()
{
    if (m_parts.scope == ReaderScope::All || !m_round.isWhole)
        return;
    const QSet<QString> absent = m_known - m_round.seen;
    const QSet<QString> gone = m_round.hasShifted ? absent & m_missed : absent;
    m_missed = absent - gone;
    if (gone.isEmpty())
        return;
    m_known -= gone;
    Q_EMIT left(gone.values());
}

void SettlementReader::fail(const Error &error)
{
    m_isReading = false;
    if (endsLooking(error)) {
        m_isStarted = false;
        m_step.reset();
    } else {
        lookAgainAfter(m_parts.pace.every * slowDown);
    }
    Q_EMIT failed(error);
}

void SettlementReader::lookAgainAfter(std::chrono::milliseconds pause)
{
    if (!m_isStarted)
        return;
    m_step = std::make_unique<QObject>();
    after(pause).then(m_step.get(), [this](const Result<Nothing> &) { beginRound(0); });
}

} // namespace chancery

#include "moc_settlementreader.cpp"
