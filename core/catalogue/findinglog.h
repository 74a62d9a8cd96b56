// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/check.h"
#include "core/catalogue/rowcheck.h"

namespace chancery::catalogue {

/// Puts remarks into a report: all are counted, the first ones kept in full.
class FindingLog
{
public:
    FindingLog(CheckReport &report, qint64 kept)
        : m_report(report)
        , m_kept(kept)
    {}

    void add(const RawRecord &row, const RowCheck &check);
    /// A row that has the key of the row on `firstLine`.
    void addDuplicate(const RawRecord &row, const QString &key, int column, qint64 firstLine);
    /// Puts what came late into the order of lines.
    void finish();

private:
    void append(Finding finding);
    QString valueOf(const RawRecord &row, FindingCode code, int column) const;

    CheckReport &m_report;
    qint64 m_kept;
    QList<Finding> m_duplicates; ///< found in a second pass
};

} // namespace chancery::catalogue
