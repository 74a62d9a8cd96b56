// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/findinggroups.h"

#include <algorithm>

namespace chancery::catalogue {

bool FindingGroups::add(const Place &place, std::string_view text)
{
    const auto found = m_byKey.find(keyOf(place));
    if (found == m_byKey.end())
        return m_held.size() >= keptGroups; // counted by its code all the same
    Held &held = m_held[found->second];
    FindingGroup &group = held.group;
    ++group.rows;
    group.isOneValue = group.isOneValue && held.text == text;
    const bool follows = place.record == held.lastRecord || place.record == held.lastRecord + 1;
    if (follows && !group.hasMoreRanges)
        group.ranges.last().last = place.line;
    else if (group.ranges.size() < keptRanges)
        group.ranges.append({place.line, place.line});
    else
        group.hasMoreRanges = true;
    held.lastRecord = place.record;
    return true;
}

void FindingGroups::addFirst(const Place &place, std::string_view text, Finding finding)
{
    m_byKey.emplace(keyOf(place), m_held.size());
    FindingGroup group;
    group.first = std::move(finding);
    group.rows = 1;
    group.ranges = {{place.line, place.line}};
    m_held.push_back({std::move(group), std::string(text), place.record});
}

QList<FindingGroup> FindingGroups::take()
{
    QList<FindingGroup> groups;
    groups.reserve(qsizetype(m_held.size()));
    for (Held &held : m_held)
        groups.append(std::move(held.group));
    std::stable_sort(groups.begin(), groups.end(), [](const FindingGroup &a, const FindingGroup &b) {
        return a.first.severity != b.first.severity ? a.first.severity > b.first.severity : a.first.line < b.first.line;
    });
    m_held.clear();
    m_byKey.clear();
    return groups;
}

} // namespace chancery::catalogue
