// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/filemapping.h"
#include "app/ctl/output.h"

#include "core/catalogue/preview.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

Error cannotWrite(const QFile &file)
{
    Error error;
    error.kind = ErrorKind::Storage;
    error.cause = Cause::NotWritable;
    error.subject = file.fileName();
    error.detail = file.errorString();
    return error;
}

} // namespace

int check(const QStringList &arguments)
{
    Arguments options(tr("Checks a file before anything is sent; needs no service."));
    options.addPositional(u"FILE"_s, tr("The catalogue: CSV, also compressed by gzip; .xlsx; a JSON array."));
    options.addFileOptions();
    options.addOption({u"json-out"_s, tr("Write the JSON that an import would send to this file."), u"FILE"_s});
    options.parse(arguments);
    const FileOptions file = options.file();
    const CommonOptions common = options.common();

    const auto preview = catalogue::preview(file.file, file.format);
    if (!preview)
        fail(sentence(preview.error()), exitFor(preview.error()));
    const auto dialect = file.dialect ? file.dialect : keyban::dialectOfNetwork(file.network);
    const catalogue::Mapping mapping = mappingFor(file, *preview, dialect.value_or(keyban::Dialect::Flat));
    refuseUnusable(mapping);

    QFile jsonOut(options.value(u"json-out"_s));
    catalogue::CheckOptions checkOptions;
    checkOptions.hash = common.json ? catalogue::FileHash::Wanted : catalogue::FileHash::NotWanted;
    if (!jsonOut.fileName().isEmpty()) {
        if (QFileInfo(jsonOut.fileName()).canonicalFilePath() == QFileInfo(file.file).canonicalFilePath())
            fail(tr("--json-out %1 is the catalogue itself. Name another file.").arg(jsonOut.fileName()));
        if (!jsonOut.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            fail(sentence(cannotWrite(jsonOut)));
        checkOptions.jsonOut = &jsonOut;
    }
    const auto report = catalogue::check({file.file, file.format, mapping, {}, fieldProfileFor(file)}, checkOptions);
    if (!report)
        fail(sentence(report.error()), exitFor(report.error()));

    if (common.json) {
        json::Value object = reportJson(*report);
        object.set(u"findings"_s, findingsJson(report->findings));
        printJson(object);
    } else {
        printFindings(*report);
        print(tr("%1 rows: %2 can be sent, %3 of them with a warning; %4 left out.")
                  .arg(report->rows)
                  .arg(report->sendable())
                  .arg(report->warned)
                  .arg(report->leftOut));
    }
    return report->leftOut > 0 ? SomeFailed : AllDone;
}

} // namespace chancery::ctl
