// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/check.h"
#include "core/catalogue/rowcheck.h"

namespace chancery::catalogue {

/// A remark of a row, ready to be shown.
Finding findingOf(const RawRecord &row, const RowCheck &check, const RowCheck::Remark &remark,
                  const QStringList &headers);
/// That the row has the key of the one on `firstLine`.
Finding duplicateOf(const RowPlan &plan, const RawRecord &row, const QStringList &headers, qint64 firstLine);

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
    void addDuplicate(const RawRecord &row, const RowPlan &plan, qint64 firstLine);
    /// What concerns the file as a whole; `rule` of the field profile.
    void addForFile(Finding finding, int rule);
    /// Puts what came late into the order of lines.
    void finish();

private:
    CheckReport &m_report;
    qint64 m_kept;
    FindingGroups m_groups;
    QList<Finding> m_duplicates; ///< found in a second pass
};

} // namespace chancery::catalogue
