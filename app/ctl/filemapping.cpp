// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/filemapping.h"

#include "app/ctl/output.h"
#include "core/catalogue/mappingtemplate.h"
#include "ui/words/findingtext.h"
#include "ui/words/mappingtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using catalogue::ColumnMapping;
using catalogue::Mapping;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("chanceryctl", text);
}

/// A column that the template needs and does not find would be missing in every passport.
void applyTemplate(const QString &file, Mapping &mapping, const QStringList &headers)
{
    const auto read = catalogue::readTemplate(file);
    if (!read)
        fail(read.error().detail.isEmpty() ? sentence(read.error())
                                           : QString(sentence(read.error()) + u" ("_s + read.error().detail + u')'));
    const catalogue::HeaderChanges changes = catalogue::headerChanges(read->headers(), headers);
    const QString differences = describe(changes).join(u' ');
    if (!changes.missing.isEmpty() || !changes.renamed.isEmpty())
        fail(tr("The template %1 was made for other columns. %2").arg(file, differences));
    if (!changes.isEmpty())
        remark(tr("The template %1 does not know every column. %2").arg(file, differences));
    mapping = catalogue::adapted(*read, mapping);
}

void applyChoices(const FileOptions &options, Mapping &mapping, const QStringList &headers)
{
    for (const auto &[column, target] : options.map) {
        const qsizetype index = headers.indexOf(column);
        if (index < 0)
            fail(tr("--map %1: the file has no such column. It has: %2.").arg(column, headers.join(u", "_s)));
        mapping.columns[index].target = target;
        mapping.columns[index].basis = ColumnMapping::Basis::Chosen;
        mapping.columns[index].suggestion.reset();
    }
}

void tellSuggestions(const Mapping &mapping)
{
    const QList<catalogue::Placement> placed = catalogue::placements(mapping);
    for (const ColumnMapping &column : mapping.columns) {
        const bool isOpen = column.suggestion && std::none_of(placed.cbegin(), placed.cend(), [&](const auto &other) {
                                return other.target == *column.suggestion;
                            });
        if (!isOpen)
            continue;
        remark(tr("Column “%1” goes to %2 and %3. To send it there: --map '%1=%4'.")
                   .arg(column.header, catalogue::toText(column.target), suggestionText(column),
                        catalogue::toText(*column.suggestion)));
    }
}

} // namespace

Mapping mappingFor(const FileOptions &options, const catalogue::Preview &preview, keyban::Dialect dialect)
{
    Mapping mapping = catalogue::autoMap(catalogue::sampleOf(preview), options.granularity);
    mapping.dialect = dialect;
    mapping.network = options.network;
    if (!options.templateFile.isEmpty())
        applyTemplate(options.templateFile, mapping, preview.headers);
    if (options.granularity) {
        mapping.granularity = *options.granularity;
        mapping.granularityRule = catalogue::GranularityRule::Stated;
    }
    if (options.isGranularityByNumbers)
        mapping.granularityRule = catalogue::GranularityRule::ByNumbers;
    applyChoices(options, mapping, preview.headers);
    if (options.certifies == FileOptions::Certifies::Paths)
        mapping.certifiedPaths = options.certifiedPaths;
    else if (options.certifies == FileOptions::Certifies::Everything)
        mapping.certifiedPaths.reset();
    else if (options.templateFile.isEmpty())
        mapping.certifiedPaths = catalogue::usualCertifiedPaths(mapping);
    tellSuggestions(mapping);
    return mapping;
}

QString fieldProfileFor(const FileOptions &options)
{
    if (!options.fieldProfile.isEmpty() || options.templateFile.isEmpty())
        return options.fieldProfile;
    const auto read = catalogue::readTemplate(options.templateFile);
    return read ? read->fieldProfile : QString();
}

} // namespace chancery::ctl
