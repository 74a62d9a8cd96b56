// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/chunkreader.h"
#include "core/keyban/imports.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace chancery {

/// What became of one row, for lists and reports.
struct RowFailure
{
    qint64 line = 0;
    keyban::PassportKey key;
    QString reason; ///< the server's own words; empty for rows whose fate is unknown
    bool operator==(const RowFailure &) const = default;
};

/// Holds the rows of one chunk against the children of its report. Children are matched by the passport's key, and by
/// position only when they carry none (U14). A report that shrinks, repeats or reorders its children, or takes back an
/// end it has told, changes nothing that was settled.
class ChunkTally
{
public:
    ChunkTally() = default;
    explicit ChunkTally(std::vector<catalogue::DraftRow> rows);

    /// `firstPosition` is the place of the page's first child in the whole report, from 0. Yields the newly failed
    /// rows.
    QList<RowFailure> apply(const QList<keyban::ImportChild> &children, qint64 firstPosition);

    /// What another source than the report has shown of open rows; yields how many of these were open.
    qint64 complete(const QList<qint64> &lines);

    qint64 rows() const { return qint64(m_rows.size()); }
    qint64 completed() const { return m_completed; }
    qint64 failed() const { return m_failed; }
    qint64 open() const { return rows() - m_completed - m_failed; }
    /// The first page (from 1) that may still hold open rows, when pages have `pageSize` children in the order of the
    /// rows.
    int firstOpenPage(int pageSize) const;
    /// Rows that the report has not settled.
    QList<RowFailure> openRows() const;

private:
    enum class State : quint8 { Open, Completed, Failed };
    qsizetype rowOf(const keyban::ImportChild &child, qint64 position);

    std::vector<catalogue::DraftRow> m_rows;
    std::vector<State> m_states;
    QHash<keyban::PassportKey, qsizetype> m_byKey; ///< made when a report does not keep the order of the rows
    qint64 m_completed = 0;
    qint64 m_failed = 0;
};

} // namespace chancery
