// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/searchindex.h"

#include <algorithm>
#include <bit>

// In which order rows come that are found; how they are found is in searchindex.cpp.

namespace chancery::mirror {

namespace {

constexpr qint64 fewHits = 2048; ///< sorting so many is faster than looking for them in an order that is kept

const QByteArray &wordOf(const Kind &kind, MirrorColumn column)
{
    switch (column) {
    case MirrorColumn::Status:
        return kind.status;
    case MirrorColumn::Certification:
        return kind.certification;
    case MirrorColumn::Network:
        return kind.network;
    default:
        return kind.level;
    }
}

bool isKept(MirrorColumn column)
{
    return column == MirrorColumn::Number || column == MirrorColumn::Name || column == MirrorColumn::Updated;
}

} // namespace

/// In which bucket of a column of few words the rows of each kind are, in the query's order, and how many match there.
SearchIndex::Buckets SearchIndex::bucketsOf(const MirrorQuery &query)
{
    std::vector<QByteArray> words;
    for (const Kind &kind : m_block.kinds())
        words.push_back(wordOf(kind, query.column));
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    countKinds();
    Buckets buckets;
    buckets.totals.resize(words.size());
    for (std::size_t kind = 0; kind < m_block.kinds().size(); ++kind) {
        const auto place = std::lower_bound(words.begin(), words.end(), wordOf(m_block.kinds()[kind], query.column));
        const auto rank = quint32(place - words.begin());
        const bool up = query.direction == Qt::AscendingOrder;
        buckets.ofKind.push_back(up ? rank : quint32(words.size()) - 1 - rank);
        buckets.totals[buckets.ofKind.back()] += m_match.kindTotals[kind];
    }
    return buckets;
}

void SearchIndex::countKinds()
{
    std::vector<qint64> &totals = m_match.kindTotals;
    if (!totals.empty())
        return;
    totals.resize(m_block.kinds().size());
    for (std::size_t number = 0; number < m_block.chunks().size(); ++number) {
        const quint64 *bits = m_match.bits.data() + number * SearchBlock::wordsPerChunk;
        const quint32 *kinds = m_block.chunks()[number]->kinds.data();
        for (quint32 word = 0; word < SearchBlock::wordsPerChunk; ++word) {
            for (quint64 left = bits[word]; left != 0; left &= left - 1)
                ++totals[kinds[word * 64 + quint32(std::countr_zero(left))]];
        }
    }
}

/// Visits the slots that match in the order of a column that is kept.
template <class Visit>
void SearchIndex::walk(const MirrorQuery &query, Visit visit) const
{
    const auto matching = [&](quint32 slot) { return !m_match.has(slot) || visit(slot); };
    if (query.column == MirrorColumn::Name)
        m_byName.walk(query.direction, matching);
    else if (query.column == MirrorColumn::Updated)
        m_byUpdate.walk(query.direction, matching);
    else
        m_byNumber.walk(query.column == MirrorColumn::Number ? query.direction : Qt::AscendingOrder, matching);
}

void SearchIndex::orderAll(const MirrorQuery &query)
{
    if (m_ordered.valid && m_ordered.column == query.column && m_ordered.direction == query.direction)
        return;
    std::vector<quint32> &rows = m_ordered.rows;
    rows.resize(std::size_t(m_match.total));
    if (isKept(query.column)) {
        std::size_t at = 0;
        walk(query, [&](quint32 slot) {
            rows[at++] = m_block.row(slot);
            return true;
        });
    } else {
        // Few words: every row goes to its word's place, in the order of the numbers.
        const Buckets buckets = bucketsOf(query);
        std::vector<qint64> places(buckets.totals.size() + 1);
        for (std::size_t i = 1; i < places.size(); ++i)
            places[i] = places[i - 1] + buckets.totals[i - 1];
        walk(query, [&](quint32 slot) {
            rows[std::size_t(places[buckets.ofKind[m_block.kind(slot)]]++)] = m_block.row(slot);
            return true;
        });
    }
    m_ordered.column = query.column;
    m_ordered.direction = query.direction;
    m_ordered.valid = true;
}

const SortedOrder &SearchIndex::keptOrder(MirrorColumn column) const
{
    return column == MirrorColumn::Name ? m_byName : column == MirrorColumn::Updated ? m_byUpdate : m_byNumber;
}

/// The first rows of the order, without the others' order.
std::vector<quint32> SearchIndex::firstRows(const MirrorQuery &query, qint64 count)
{
    const auto wanted = std::size_t(std::min(count, m_match.total));
    if (m_match.total <= fewHits)
        return firstOfFew(query, wanted);
    if (!isKept(query.column))
        return firstInBuckets(query, wanted);
    std::vector<quint32> rows;
    walk(query, [&](quint32 slot) {
        rows.push_back(m_block.row(slot));
        return rows.size() < wanted;
    });
    return rows;
}

std::vector<quint32> SearchIndex::firstOfFew(const MirrorQuery &query, std::size_t wanted)
{
    std::vector<quint32> found;
    for (std::size_t word = 0; word < m_match.bits.size(); ++word) {
        for (quint64 left = m_match.bits[word]; left != 0; left &= left - 1)
            found.push_back(quint32(word * 64 + std::size_t(std::countr_zero(left))));
    }
    const auto middle = found.begin() + std::ptrdiff_t(wanted);
    const SortedOrder &order = keptOrder(query.column);
    if (isKept(query.column)) {
        const bool up = query.direction == Qt::AscendingOrder;
        std::partial_sort(found.begin(), middle, found.end(),
                          [&](quint32 a, quint32 b) { return up ? order.less(a, b) : order.less(b, a); });
    } else {
        const Buckets buckets = bucketsOf(query);
        std::partial_sort(found.begin(), middle, found.end(), [&](quint32 a, quint32 b) {
            const quint32 left = buckets.ofKind[m_block.kind(a)];
            const quint32 right = buckets.ofKind[m_block.kind(b)];
            return left != right ? left < right : order.less(a, b);
        });
    }
    found.resize(wanted);
    for (quint32 &slot : found)
        slot = m_block.row(slot);
    return found;
}

/// Until as many rows of each bucket have come as are shown of it.
std::vector<quint32> SearchIndex::firstInBuckets(const MirrorQuery &query, std::size_t wanted)
{
    const Buckets buckets = bucketsOf(query);
    std::vector<std::size_t> due;
    for (std::size_t left = wanted; const qint64 total : buckets.totals) {
        due.push_back(std::min(std::size_t(total), left));
        left -= due.back();
    }
    std::vector<std::vector<quint32>> lists(due.size());
    std::size_t missing = wanted;
    walk(query, [&](quint32 slot) {
        const quint32 bucket = buckets.ofKind[m_block.kind(slot)];
        if (lists[bucket].size() < due[bucket]) {
            lists[bucket].push_back(m_block.row(slot));
            --missing;
        }
        return missing > 0;
    });
    std::vector<quint32> rows;
    for (const std::vector<quint32> &list : lists)
        rows.insert(rows.end(), list.begin(), list.end());
    return rows;
}

std::optional<Hits> SearchIndex::find(const MirrorQuery &query, Window window, quint32 extra, std::stop_token stop)
{
    sortForQuestion();
    if (!match(query, extra, stop))
        return std::nullopt;
    const bool isOrdered =
        m_ordered.valid && m_ordered.column == query.column && m_ordered.direction == query.direction;
    if (window.first == 0 && !isOrdered)
        return Hits{m_match.total, firstRows(query, window.count)};
    orderAll(query);
    const qint64 first = std::clamp<qint64>(window.first, 0, m_match.total);
    const qint64 last = std::min(first + window.count, m_match.total);
    return Hits{m_match.total, {m_ordered.rows.begin() + first, m_ordered.rows.begin() + last}};
}

qint64 SearchIndex::placeOf(const MirrorQuery &query, quint32 row)
{
    sortForQuestion();
    const quint32 slot = m_block.slotOf(row);
    if (slot == SearchBlock::noSlot || !match(query, 0, {}) || !m_match.has(slot))
        return -1;
    orderAll(query);
    const auto place = std::find(m_ordered.rows.begin(), m_ordered.rows.end(), row);
    return place - m_ordered.rows.begin();
}

} // namespace chancery::mirror
