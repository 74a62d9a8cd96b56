// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/finding.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace chancery::catalogue {

/// Lines of records that follow one another.
struct LineRange
{
    qint64 first = 0;
    qint64 last = 0;
    bool operator==(const LineRange &) const = default;
};

/// Findings that say the same of many rows.
struct FindingGroup
{
    Finding first;          ///< of the first row
    qint64 rows = 0;        ///< how many findings there are
    bool isOneValue = true; ///< every row has the value of the first
    QList<LineRange> ranges;
    bool hasMoreRanges = false; ///< than the ones that are kept
    bool operator==(const FindingGroup &) const = default;
};

/// Groups findings as they come, at the same memory for ten as for a million.
class FindingGroups
{
public:
    static constexpr std::size_t keptGroups = 4096;
    static constexpr qsizetype keptRanges = 64;

    /// What a finding is grouped by, and where it stands.
    struct Place
    {
        FindingCode code;
        int column;
        int rule; ///< of the field profile, -1 for none
        qint64 record;
        qint64 line;
    };
    /// Adds to a group; false when there is none for it yet and addFirst() is due.
    bool add(const Place &place, std::string_view text);
    void addFirst(const Place &place, std::string_view text, Finding finding);

    /// Errors before warnings, then by line.
    QList<FindingGroup> take();

private:
    struct Held
    {
        FindingGroup group;
        std::string text;
        qint64 lastRecord;
    };
    static quint64 keyOf(const Place &place)
    {
        return quint64(place.code) << 48 | quint64(quint32(place.rule + 1)) << 24 | quint64(quint32(place.column + 1));
    }

    std::vector<Held> m_held;
    std::unordered_map<quint64, std::size_t> m_byKey;
};

} // namespace chancery::catalogue
