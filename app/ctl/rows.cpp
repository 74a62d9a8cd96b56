// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/output.h"

#include "core/catalogue/preview.h"

#include <QCoreApplication>

#include <cstdio>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

/// Header to text. A column without a name, or with the name of an earlier one, is named by its place, so that no cell
/// is lost in the object.
QStringList memberNames(const QStringList &headers)
{
    QStringList names;
    for (const QString &header : headers)
        names << (header.isEmpty() || names.contains(header) ? u"column %1"_s.arg(names.size() + 1) : header);
    return names;
}

void printRecord(const QStringList &names, const catalogue::Record &record)
{
    json::Value object = json::Value::object();
    for (qsizetype i = 0; i < record.fields.size(); ++i)
        object.members().push_back({i < names.size() ? names[i] : u"column %1"_s.arg(i + 1), record.fields[i]});
    printJson(object);
}

} // namespace

int rows(const QStringList &arguments)
{
    Arguments options(
        tr("Decodes a file and prints one JSON object a row: header to text. Remarks go to standard error."));
    options.addPositional(u"FILE"_s, tr("The catalogue: CSV, also compressed by gzip; .xlsx; a JSON array."));
    options.addFormatOptions();
    options.parse(arguments);

    QStringList names;
    bool remarked = false;
    const auto read = catalogue::forEachRecord(
        options.positional(), options.format(), [&](const QStringList &headers, const catalogue::Record &record) {
            if (names.isEmpty())
                names = memberNames(headers);
            if (!record.fields.isEmpty())
                printRecord(names, record);
            for (const catalogue::Finding &finding : record.findings) {
                remarked = remarked || finding.severity == catalogue::Severity::Error;
                remark(findingLine(finding));
            }
            return std::ferror(stdout) == 0;
        });
    if (!read)
        fail(sentence(read.error()), exitFor(read.error()));
    return remarked ? SomeFailed : AllDone;
}

} // namespace chancery::ctl
