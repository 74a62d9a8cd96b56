// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/findinglog.h"

#include "core/catalogue/cataloguefile.h"

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t shownBytes = 320;
constexpr qsizetype shownCharacters = 80;

QString shortened(std::string_view cell)
{
    const QString text = toText(cell.substr(0, shownBytes));
    return text.size() <= shownCharacters && cell.size() <= shownBytes ? text : text.left(shownCharacters) + u'…';
}

QString valueOf(const RawRecord &row, FindingCode code, int column)
{
    if (code == FindingCode::TooManyFields || code == FindingCode::TooFewFields)
        return QString::number(row.fieldCount);
    if (row.isBroken || column < 0 || column >= row.keptFields())
        return {};
    if (code == FindingCode::NameTooLong || code == FindingCode::FieldTooLong)
        return QString::number(toText(row.text(column)).toUcs4().size());
    return shortened(row.text(column));
}

} // namespace

Finding findingOf(const RawRecord &row, const RowCheck &check, const RowCheck::Remark &remark,
                  const QStringList &headers)
{
    Finding finding{row.line,
                    remark.column,
                    headers.value(remark.column),
                    check.severity(remark),
                    remark.code,
                    valueOf(row, remark.code, remark.column)};
    if (remark.rule >= 0)
        finding.rule = check.fields()->rule(remark.rule);
    return finding;
}

Finding duplicateOf(const RowPlan &plan, const RawRecord &row, const QStringList &headers, qint64 firstLine)
{
    // A row that is sent has a granularity.
    const Granularity level = plan.granularityOf(row).value_or(plan.usualGranularity);
    const int source = level == Granularity::Item ? plan.item : level == Granularity::Batch ? plan.batch : plan.model;
    const int column = plan.columnOf(source);
    Finding finding{row.line,
                    column,
                    headers.value(column),
                    Severity::Error,
                    FindingCode::DuplicateKey,
                    toText(plan.text(row, source))};
    finding.firstLine = firstLine;
    return finding;
}

void FindingLog::add(const RawRecord &row, const RowCheck &check)
{
    for (const RowCheck::Remark &remark : check.remarks()) {
        ++m_report.totals[std::size_t(remark.code)];
        const FindingGroups::Place place{remark.code, remark.column, remark.rule, row.number - 1, row.line};
        const bool isCell = !row.isBroken && remark.column >= 0 && remark.column < row.keptFields();
        const std::string_view text = isCell ? row.text(remark.column) : std::string_view();
        const bool isGrouped = m_groups.add(place, text);
        const bool isKept = m_report.findings.size() < m_kept;
        if (isGrouped && !isKept)
            continue;
        Finding finding = findingOf(row, check, remark, m_report.headers);
        if (!isGrouped)
            m_groups.addFirst(place, text, finding);
        if (isKept)
            m_report.findings.append(std::move(finding));
    }
}

void FindingLog::addDuplicate(const RawRecord &row, const RowPlan &plan, qint64 firstLine)
{
    ++m_report.totals[std::size_t(FindingCode::DuplicateKey)];
    ++m_report.duplicates;
    Finding finding = duplicateOf(plan, row, m_report.headers, firstLine);
    const FindingGroups::Place place{finding.code, finding.column, -1, row.number - 1, row.line};
    const std::string key = finding.value.toStdString();
    if (!m_groups.add(place, key))
        m_groups.addFirst(place, key, finding);
    if (m_duplicates.size() >= m_kept)
        return;
    m_report.duplicateRows.push_back({row.number - 1, firstLine});
    m_duplicates.append(std::move(finding));
}

void FindingLog::addForFile(Finding finding, int rule)
{
    ++m_report.totals[std::size_t(finding.code)];
    const FindingGroups::Place place{finding.code, finding.column, rule, -1, finding.line};
    if (!m_groups.add(place, {}))
        m_groups.addFirst(place, {}, finding);
    m_duplicates.append(std::move(finding));
}

void FindingLog::finish()
{
    m_report.groups = m_groups.take();
    m_report.findings.append(m_duplicates);
    std::stable_sort(m_report.findings.begin(), m_report.findings.end(),
                     [](const Finding &a, const Finding &b) { return a.line < b.line; });
    if (m_report.findings.size() > m_kept)
        m_report.findings.resize(m_kept);
}

} // namespace chancery::catalogue
