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

} // namespace

QString FindingLog::valueOf(const RawRecord &row, FindingCode code, int column) const
{
    if (code == FindingCode::TooManyFields || code == FindingCode::TooFewFields)
        return QString::number(row.fieldCount);
    if (code == FindingCode::NameTooLong)
        return QString::number(toText(row.text(column)).toUcs4().size());
    if (row.isBroken || column < 0 || column >= row.keptFields())
        return {};
    return shortened(row.text(column));
}

void FindingLog::append(Finding finding)
{
    if (m_report.findings.size() < m_kept)
        m_report.findings.append(std::move(finding));
}

void FindingLog::add(const RawRecord &row, const RowCheck &check)
{
    for (const RowCheck::Remark &remark : check.remarks()) {
        ++m_report.totals[std::size_t(remark.code)];
        if (m_report.findings.size() >= m_kept)
            continue;
        append({row.line, remark.column, m_report.headers.value(remark.column), check.severity(remark.code),
                remark.code, valueOf(row, remark.code, remark.column)});
    }
}

void FindingLog::addDuplicate(const RawRecord &row, const QString &key, int column, qint64 firstLine)
{
    ++m_report.totals[std::size_t(FindingCode::DuplicateKey)];
    ++m_report.duplicates;
    if (m_duplicates.size() >= m_kept)
        return;
    Finding finding{row.line, column, m_report.headers.value(column), Severity::Error, FindingCode::DuplicateKey, key};
    finding.firstLine = firstLine;
    m_duplicates.append(std::move(finding));
}

void FindingLog::finish()
{
    m_report.findings.append(m_duplicates);
    std::stable_sort(m_report.findings.begin(), m_report.findings.end(),
                     [](const Finding &a, const Finding &b) { return a.line < b.line; });
    if (m_report.findings.size() > m_kept)
        m_report.findings.resize(m_kept);
}

} // namespace chancery::catalogue
