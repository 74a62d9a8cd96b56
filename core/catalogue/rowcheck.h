// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/fieldcheck.h"

namespace chancery::catalogue {

/// Everything that one row by itself can be wrong in; duplicates are found over the whole file.
class RowCheck
{
public:
    RowCheck(const RowPlan &plan, const QList<FindingCode> &raised);
    /// From now on rows are held against a field profile too.
    void setFields(std::unique_ptr<FieldCheck> fields);

    struct Remark
    {
        FindingCode code = FindingCode::MissingKey;
        int column = -1;
        int rule = -1; ///< of the field profile
    };
    struct Verdict
    {
        Granularity granularity = Granularity::Model;
        bool isLeftOut = false;
        bool hasWarning = false;
    };

    /// Judges the row; remarks() then holds what was found.
    Verdict judge(const RawRecord &row);
    const std::vector<Remark> &remarks() const { return m_remarks; }
    Severity severity(const Remark &remark) const
    {
        const Severity usual = m_severities[std::size_t(remark.code)];
        return remark.rule < 0 || usual == Severity::Error ? usual : m_fields->rule(remark.rule)->severity;
    }
    const FieldCheck *fields() const { return m_fields.get(); }

private:
    void judgeKeys(const RawRecord &row, Granularity granularity);
    void judgeKey(const RawRecord &row, int column, bool isRequired);
    void judgeName(const RawRecord &row);
    void judgeGtin(const RawRecord &row);
    void judgeTypes(const RawRecord &row);
    /// `source` as RowPlan counts; the remark names a column of the file.
    void add(FindingCode code, int source) { m_remarks.push_back({code, m_plan.columnOf(source)}); }

    const RowPlan &m_plan;
    std::array<Severity, findingCodeCount> m_severities;
    std::vector<Remark> m_remarks;
    ByteBuffer m_scratch;                 ///< where typed values are tried
    std::unique_ptr<FieldCheck> m_fields; ///< none without a field profile
};

} // namespace chancery::catalogue
