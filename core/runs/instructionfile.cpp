// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/instructionfile.h"

#include "core/async/errorof.h"
#include "core/catalogue/contenthash.h"
#include "core/catalogue/failedrows.h"
#include "core/catalogue/preview.h"
#include "core/runs/instructiongroups.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::Severity;

namespace {

/// What a header line says: which column is where.
struct Layout
{
    QHash<InstructionColumn, int> places{};
    bool isExport = false; ///< of exportInstructions(), so that its apostrophes are taken away
};

Layout layoutOf(const QStringList &headers, QList<InstructionFinding> &findings)
{
    Layout layout{.isExport = headers.contains(u"outcome"_s) && headers.contains(u"reason"_s)};
    for (int place = 0; place < headers.size(); ++place) {
        const QString &header = headers[place];
        const auto column = instructionColumnFromName(header);
        if (!column) {
            if (!layout.isExport || (header != u"outcome" && header != u"reason"))
                findings << InstructionFinding{1, header, InstructionFault::ColumnUnknown};
        } else if (layout.places.contains(*column)) {
            findings << InstructionFinding{1, header, InstructionFault::ColumnTwice};
        } else {
            layout.places.insert(*column, place);
        }
    }
    for (int i = 0; i < instructionColumns; ++i) {
        const auto column = InstructionColumn(i);
        if (isRequired(column) && !layout.places.contains(column))
            findings << InstructionFinding{1, columnName(column), InstructionFault::ColumnMissing};
    }
    return layout;
}

InstructionCells cellsOf(const Layout &layout, const QStringList &fields)
{
    InstructionCells cells;
    for (auto place = layout.places.cbegin(); place != layout.places.cend(); ++place) {
        const QString text = fields.value(place.value());
        cells[int(place.key())] =
            (layout.isExport ? QString::fromUtf8(catalogue::unneutralised(text.toUtf8())) : text).trimmed();
    }
    return cells;
}

const catalogue::Finding *errorIn(const QList<catalogue::Finding> &findings)
{
    const auto found = std::find_if(findings.begin(), findings.end(), [](const catalogue::Finding &finding) {
        return finding.severity == Severity::Error;
    });
    return found == findings.end() ? nullptr : &*found;
}

/// By its address, so that it is read under the same rules as any catalogue.
class Reading
{
public:
    Reading(InstructionFile &file, const std::stop_token &stop)
        : m_file(file)
        , m_stop(stop)
        , m_groups(file)
    {}

    bool take(const QStringList &headers, const catalogue::Record &record)
    {
        if (!m_hasLayout)
            begin(headers);
        ++m_file.rows;
        const auto *const unreadable = errorIn(record.findings);
        if (unreadable)
            m_file.findings << InstructionFinding{.line = record.line,
                                                  .column = unreadable->columnName,
                                                  .fault = InstructionFault::RowUnreadable,
                                                  .reading = *unreadable};
        else if (!m_isUnusable)
            m_groups.add({record.line, record.fields}, cellsOf(m_layout, record.fields));
        return !m_stop.stop_requested();
    }

    void finish(const QStringList &headers)
    {
        if (!m_hasLayout)
            begin(headers);
        m_groups.finish(QDateTime::currentDateTimeUtc());
        std::stable_sort(m_file.findings.begin(), m_file.findings.end(),
                         [](const auto &a, const auto &b) { return a.line < b.line; });
    }

private:
    void begin(const QStringList &headers)
    {
        m_hasLayout = true;
        m_file.headers = headers;
        m_layout = layoutOf(headers, m_file.findings);
        m_isUnusable = std::any_of(m_file.findings.begin(), m_file.findings.end(),
                                   [](const InstructionFinding &finding) { return isOfFile(finding.fault); });
    }

    InstructionFile &m_file;
    const std::stop_token &m_stop;
    InstructionGroups m_groups;
    Layout m_layout;
    bool m_hasLayout = false;
    bool m_isUnusable = false;
};

} // namespace

bool InstructionFile::isSendable() const
{
    const bool isBarred = std::any_of(findings.begin(), findings.end(),
                                      [](const InstructionFinding &finding) { return isOfFile(finding.fault); });
    return !isBarred && usable() > 0;
}

qint64 InstructionFile::usable() const
{
    return std::count_if(instructions.begin(), instructions.end(),
                         [](const FiledInstruction &filed) { return filed.isUsable; });
}

qint64 InstructionFile::errors() const
{
    return std::count_if(findings.begin(), findings.end(), [](const InstructionFinding &finding) {
        return severityOf(finding.fault) == Severity::Error;
    });
}

qint64 InstructionFile::warnings() const
{
    return findings.size() - errors();
}

Result<InstructionFile> readInstructionFile(const InstructionFileOrder &order, const std::stop_token &stop)
{
    InstructionFile file{.path = order.file, .batch = order.batch.trimmed()};
    Reading reading(file, stop);
    const auto headers =
        catalogue::forEachRecord(order.file, order.format, [&reading](const auto &names, const auto &record) {
            return reading.take(names, record);
        });
    if (!headers)
        return headers.error();
    if (stop.stop_requested())
        return errorOf(ErrorKind::Cancelled, Cause::Cancelled, order.file);
    if (file.rows == 0)
        return errorOf(ErrorKind::Input, Cause::FileHeaderOnly, order.file);
    auto digest = catalogue::sha256OfFile(order.file);
    if (!digest)
        return digest.error();
    file.sha256 = *std::move(digest);
    reading.finish(*headers);
    return file;
}

void holdAgainst(InstructionFile &file, const QList<keystone::SettlementTemplate> &templates)
{
    QStringList slugs;
    for (const keystone::SettlementTemplate &one : templates)
        slugs << one.slug;
    for (FiledInstruction &filed : file.instructions) {
        const auto found = std::find_if(templates.begin(), templates.end(),
                                        [&](const auto &one) { return one.slug == filed.draft.templateSlug; });
        std::optional<InstructionFinding> finding;
        if (filed.draft.templateSlug.isEmpty())
            continue; // that is a finding already
        if (found == templates.end())
            finding = {filed.line, columnName(InstructionColumn::Template), InstructionFault::TemplateUnknown,
                       slugs.join(u", "_s)};
        else if (!found->config.requiredRoles.isEmpty() && !found->config.requiredRoles.contains(filed.draft.role))
            finding = {filed.line, columnName(InstructionColumn::Role), InstructionFault::RoleUnknown,
                       found->config.requiredRoles.join(u", "_s)};
        if (!finding)
            continue;
        filed.isUsable = false;
        file.findings << *finding;
    }
    std::stable_sort(file.findings.begin(), file.findings.end(),
                     [](const auto &a, const auto &b) { return a.line < b.line; });
}

} // namespace chancery
