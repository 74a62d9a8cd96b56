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
    /// What concerns the file as a whole; `rule` of the field profile.
    void addForFile(Finding finding, int rule);
    /// Puts what came late into the order of lines.
    void finish();

private:
    Finding findingOf(const RawRecord &row, const RowCheck &check, const RowCheck::Remark &remark) const;
    QString valueOf(const RawRecord &row, FindingCode code, int column) const;

    CheckReport &m_report;
    qint64 m_kept;
    FindingGroups m_groups;
    QList<Finding> m_duplicates; ///< found in a second pass
};

} // namespace chancery::catalogue
