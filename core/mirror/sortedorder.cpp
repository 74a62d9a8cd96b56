// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/sortedorder.h"

#include <QtEndian>

#include <algorithm>
#include <bit>

namespace chancery::mirror {

namespace {

constexpr std::size_t mostLate = 32768;
constexpr std::size_t fewestInRun = 16; // on the average; below it, sorting all at once is quicker

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

quint64 eightAt(std::string_view text, std::size_t at)
{
    return qFromLittleEndian<quint64>(text.data() + at);
}

/// How many bytes both begin with.
std::size_t sameBytes(std::string_view a, std::string_view b)
{
    const std::size_t shorter = std::min(a.size(), b.size());
    std::size_t at = 0;
    for (; at + sizeof(quint64) <= shorter; at += sizeof(quint64)) {
        if (const quint64 differing = eightAt(a, at) ^ eightAt(b, at); differing != 0)
            return at + std::size_t(std::countr_zero(differing)) / 8;
    }
    while (at < shorter && a[at] == b[at])
        ++at;
    return at;
}

std::size_t digitsEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return at;
}

/// Compares the runs of digits at the two places, which move behind them.
int compareNumbers(std::string_view a, std::size_t &i, std::string_view b, std::size_t &j)
{
    const std::size_t endA = digitsEnd(a, i);
    const std::size_t endB = digitsEnd(b, j);
    while (i < endA && a[i] == '0')
        ++i;
    while (j < endB && b[j] == '0')
        ++j;
    const std::string_view left = a.substr(i, endA - i);
    const std::string_view right = b.substr(j, endB - j);
    i = endA;
    j = endB;
    if (left.size() != right.size())
        return left.size() < right.size() ? -1 : 1;
    return left.compare(right);
}

} // namespace

int compareNatural(std::string_view a, std::string_view b)
{
    // Most numbers and names of a catalogue begin alike; a run of digits that goes on in one of them counts whole.
    std::size_t i = sameBytes(a, b);
    while (i > 0 && isDigit(a[i - 1]))
        --i;
    std::size_t j = i;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            if (const int order = compareNumbers(a, i, b, j); order != 0)
                return order;
        } else if (a[i] != b[j]) {
            return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]) ? -1 : 1;
        } else {
            ++i;
            ++j;
        }
    }
    if (i < a.size() || j < b.size())
        return i < a.size() ? 1 : -1;
    return a.compare(b);
}

/// A catalogue mostly comes in some order of its own, page by page: runs that are sorted are merged, two and two.
void SortedOrder::sort(std::vector<quint32> &fresh) const
{
    std::vector<std::ptrdiff_t> ends; // of the runs
    for (auto run = fresh.begin(); run != fresh.end();) {
        run = std::is_sorted_until(run, fresh.end(), m_less);
        ends.push_back(run - fresh.begin());
        if (ends.size() > fresh.size() / fewestInRun)
            return std::sort(fresh.begin(), fresh.end(), m_less);
    }
    while (ends.size() > 1) {
        std::vector<std::ptrdiff_t> merged;
        for (std::size_t i = 0; i < ends.size(); i += 2) {
            const std::ptrdiff_t from = i == 0 ? 0 : ends[i - 1];
            if (i + 1 < ends.size())
                std::inplace_merge(fresh.begin() + from, fresh.begin() + ends[i], fresh.begin() + ends[i + 1], m_less);
            merged.push_back(ends[std::min(i + 1, ends.size() - 1)]);
        }
        ends = std::move(merged);
    }
}

void SortedOrder::add(std::vector<quint32> fresh)
{
    sort(fresh);
    if (fresh.size() > m_sorted.size() / 16) {
        mergeLate();
        std::vector<quint32> merged(m_sorted.size() + fresh.size());
        std::merge(m_sorted.begin(), m_sorted.end(), fresh.begin(), fresh.end(), merged.begin(), m_less);
        m_sorted = std::move(merged);
        return;
    }
    std::vector<Late> late;
    late.reserve(fresh.size());
    auto place = m_sorted.begin();
    for (const quint32 slot : fresh) {
        place = placeOf(slot, place);
        late.push_back({quint32(place - m_sorted.begin()), slot});
    }
    addLate(late);
    if (m_late.size() > mostLate)
        mergeLate();
}

/// Where the slot belongs, which is not before `from`: looked for in ever longer steps, as it is often near.
std::vector<quint32>::iterator SortedOrder::placeOf(quint32 slot, std::vector<quint32>::iterator from)
{
    auto end = from;
    for (std::ptrdiff_t step = 1; end != m_sorted.end() && m_less(*end, slot); step *= 2) {
        from = end + 1;
        end += std::min(step, m_sorted.end() - end);
    }
    return std::lower_bound(from, end, slot, m_less);
}

void SortedOrder::addLate(const std::vector<Late> &late)
{
    const auto before = [this](const Late &a, const Late &b) {
        return a.place != b.place ? a.place < b.place : m_less(a.slot, b.slot);
    };
    const auto known = std::ptrdiff_t(m_late.size());
    m_late.insert(m_late.end(), late.begin(), late.end());
    if (known > 0 && !late.empty() && before(late.front(), m_late[std::size_t(known) - 1]))
        std::inplace_merge(m_late.begin(), m_late.begin() + known, m_late.end(), before);
}

void SortedOrder::mergeLate()
{
    if (m_late.empty())
        return;
    std::vector<quint32> merged;
    merged.reserve(m_sorted.size() + m_late.size());
    walk(Qt::AscendingOrder, [&merged](quint32 slot) {
        merged.push_back(slot);
        return true;
    });
    m_sorted = std::move(merged);
    m_late.clear();
}

void SortedOrder::renumber(const std::vector<quint32> &moved, quint32 gone)
{
    mergeLate();
    std::size_t kept = 0;
    for (const quint32 slot : m_sorted) {
        if (moved[slot] != gone)
            m_sorted[kept++] = moved[slot];
    }
    m_sorted.resize(kept);
    m_sorted.shrink_to_fit();
}

void SortedOrder::clear()
{
    m_sorted.clear();
    m_late.clear();
}

qint64 SortedOrder::bytes() const
{
    return qint64(m_sorted.capacity()) * qint64(sizeof(quint32)) + qint64(m_late.capacity()) * qint64(sizeof(Late));
}

} // namespace chancery::mirror
