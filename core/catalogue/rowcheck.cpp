// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/rowcheck.h"

#include "core/catalogue/blanks.h"
#include "core/catalogue/gtin.h"

#include <algorithm>

namespace chancery::catalogue {

namespace {

constexpr std::size_t longestName = 255;

bool hasAsciiControl(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x20 || c == 0x7F; });
}

std::size_t characters(std::string_view text)
{
    return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (uchar(c) & 0xC0) != 0x80; }));
}

} // namespace

RowCheck::RowCheck(const RowPlan &plan, const QList<FindingCode> &raised)
    : m_plan(plan)
{
    for (int code = 0; code < findingCodeCount; ++code)
        m_severities[std::size_t(code)] = severityOf(FindingCode(code));
    for (const FindingCode code : raised)
        m_severities[std::size_t(code)] = Severity::Error;
}

void RowCheck::setFields(std::unique_ptr<FieldCheck> fields)
{
    m_fields = std::move(fields);
    for (const FindingCode code : m_fields->profile().raised)
        m_severities[std::size_t(code)] = Severity::Error;
}

RowCheck::Verdict RowCheck::judge(const RawRecord &row)
{
    Verdict verdict;
    m_remarks.clear();
    for (const Defect &defect : row.defects)
        m_remarks.push_back({defect.code, defect.column}); // also of a field that no column has
    if (!row.isBroken && row.fieldCount != m_plan.columns) {
        add(row.fieldCount > m_plan.columns ? FindingCode::TooManyFields : FindingCode::TooFewFields, -1);
    } else if (!row.isBroken) {
        const auto granularity = m_plan.granularityOf(row);
        verdict.granularity = granularity.value_or(m_plan.usualGranularity);
        if (!granularity)
            add(FindingCode::UnknownGranularity, m_plan.granularity);
        else
            judgeKeys(row, verdict.granularity);
        judgeName(row);
        judgeGtin(row);
        judgeTypes(row);
        if (m_fields) {
            m_fields->judge(row, verdict.granularity, [this](const FieldCheck::Remark &remark) {
                m_remarks.push_back({remark.code, remark.column, remark.rule});
            });
        }
    }
    for (const Remark &remark : m_remarks) {
        const bool isError = severity(remark) == Severity::Error;
        verdict.isLeftOut |= isError;
        verdict.hasWarning |= !isError;
    }
    return verdict;
}

void RowCheck::judgeKeys(const RawRecord &row, Granularity granularity)
{
    const bool isItem = granularity == Granularity::Item;
    const bool isBatch = granularity == Granularity::Batch;
    // On an item the model and batch numbers only link to the parents (fact sheet §6.1).
    judgeKey(row, m_plan.model, !isItem);
    judgeKey(row, m_plan.batch, isBatch);
    judgeKey(row, m_plan.item, isItem);
    if (!isItem && !m_plan.text(row, m_plan.item).empty())
        add(FindingCode::NumberBelowGranularity, m_plan.item);
    if (granularity == Granularity::Model && !m_plan.text(row, m_plan.batch).empty())
        add(FindingCode::NumberBelowGranularity, m_plan.batch);
}

void RowCheck::judgeKey(const RawRecord &row, int column, bool isRequired)
{
    const std::string_view text = m_plan.text(row, column);
    if (text.empty() || (isRequired && isBlank(text))) {
        if (isRequired)
            add(FindingCode::MissingKey, column);
        return;
    }
    if (leadingBlank(text) > 0 || trailingBlank(text) > 0)
        add(FindingCode::BlanksInKey, column);
    if (row.hasInnerControls && hasAsciiControl(text))
        add(FindingCode::ControlCharacter, column);
}

void RowCheck::judgeName(const RawRecord &row)
{
    const std::string_view text = m_plan.text(row, m_plan.name);
    if (text.size() > longestName && characters(text) > longestName)
        add(FindingCode::NameTooLong, m_plan.name);
}

void RowCheck::judgeGtin(const RawRecord &row)
{
    std::string_view text = m_plan.text(row, m_plan.gtin);
    if (m_plan.isGtinLiteral && text.size() > 1 && text.front() == '"')
        text = text.substr(1, text.size() - 2);
    if (text.empty())
        return;
    const GtinState state = gtinState(text);
    if (state != GtinState::Right)
        add(state == GtinState::WrongCheckDigit ? FindingCode::GtinCheckDigit : FindingCode::GtinLength, m_plan.gtin);
}

/// Empty unless columns become something else than text.
void RowCheck::judgeTypes(const RawRecord &row)
{
    for (const RowPlan::Typed &typed : m_plan.typed) {
        m_scratch.clear();
        if (typed.writer.append(m_scratch, m_plan.text(row, typed.source)) == ValueWriter::Misfit)
            add(typed.writer.misfitCode(), typed.source);
    }
}

} // namespace chancery::catalogue
