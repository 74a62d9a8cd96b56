// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace chancery::catalogue {

/// Where every 1,024th record starts, so that any record is found at once: two numbers a thousand rows.
class RowIndex
{
public:
    static constexpr qint64 step = 1024;

    struct Mark
    {
        qint64 record = 0; ///< counted from 0 behind the header
        qint64 offset = 0; ///< in the text as UTF-8 without its byte order mark
        qint64 line = 0;
    };
    /// Records come in order; those in between are passed over.
    bool isDue(qint64 record) const { return record >= m_next; }
    void add(const Mark &mark)
    {
        m_marks.push_back(mark);
        m_next = mark.record + step;
    }
    bool isEmpty() const { return m_marks.empty(); }

    /// The last mark that is not behind the record. Precondition: not empty.
    const Mark &before(qint64 record) const
    {
        const auto behind = std::upper_bound(m_marks.cbegin(), m_marks.cend(), record,
                                             [](qint64 wanted, const Mark &mark) { return wanted < mark.record; });
        return behind == m_marks.cbegin() ? m_marks.front() : *std::prev(behind);
    }
    /// The last mark on or before the line. Precondition: not empty.
    const Mark &beforeLine(qint64 line) const
    {
        const auto behind = std::upper_bound(m_marks.cbegin(), m_marks.cend(), line,
                                             [](qint64 wanted, const Mark &mark) { return wanted < mark.line; });
        return behind == m_marks.cbegin() ? m_marks.front() : *std::prev(behind);
    }

private:
    std::vector<Mark> m_marks;
    qint64 m_next = 0;
};

} // namespace chancery::catalogue
