// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/fieldprofile.h"
#include "core/catalogue/rowplan.h"

namespace chancery::catalogue {

/// Holds rows against a field profile.
class FieldCheck
{
public:
    /// The plan is the mapping's and outlives this.
    FieldCheck(std::shared_ptr<const FieldProfile> profile, const Mapping &mapping, const RowPlan &plan);

    struct Remark
    {
        FindingCode code;
        int column; ///< -1: no column goes to the field
        int rule;   ///< of the profile
    };
    /// Appends what is wrong with a row of this level, through `add`.
    template <class Add>
    void judge(const RawRecord &row, Granularity level, const Add &add) const
    {
        for (const Bound &bound : m_bound) {
            const FieldRule &rule = *m_profile->rules[bound.rule];
            if (!rule.holdsFor(level))
                continue;
            if (const auto code = codeFor(rule, m_plan.text(row, bound.source)))
                add(Remark{*code, m_plan.columnOf(bound.source), bound.rule});
        }
    }
    const std::shared_ptr<const FieldRule> &rule(int number) const { return m_profile->rules[number]; }
    const FieldProfile &profile() const { return *m_profile; }
    /// Required fields that no column goes to, and whose absence is only a warning: said once for the file.
    const std::vector<int> &absent() const { return m_absent; }

    /// What a rule has against a text.
    static std::optional<FindingCode> codeFor(const FieldRule &rule, std::string_view text);

private:
    struct Bound
    {
        int rule;
        int source; ///< as RowPlan counts; -1 for none
    };
    const RowPlan &m_plan;
    std::shared_ptr<const FieldProfile> m_profile;
    std::vector<Bound> m_bound; ///< the rules that can find something in a row
    std::vector<int> m_absent;
};

} // namespace chancery::catalogue
