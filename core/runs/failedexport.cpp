// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/failedexport.h"

#include "core/async/background.h"
#include "core/catalogue/contenthash.h"
#include "core/catalogue/failedrows.h"
#include "core/catalogue/formatjson.h"

#include <limits>

namespace chancery {

namespace {

struct Failed
{
    ImportRunRecord run;
    QList<RowRecord> rows;
    QByteArray format;
};

Result<Nothing> isUnchanged(const ImportRunRecord &run)
{
    const auto file = catalogue::FileSource::open(run.file);
    if (!file)
        return file.error();
    const auto content = catalogue::ContentHash(*file).take();
    if (!content)
        return content.error();
    if (QByteArray::fromHex(content->sha256) == run.fileSha256)
        return Nothing{};
    return catalogue::inputError(Cause::FileChanged, run.file);
}

Result<qint64> write(const Failed &failed, const QString &outFile)
{
    const auto kept = json::parse(failed.format.isEmpty() ? QByteArray("{}") : failed.format);
    const auto format = kept ? catalogue::formatChoiceFromJson(*kept) : kept.error();
    if (!format)
        return format.error();
    if (const auto same = isUnchanged(failed.run); !same)
        return same.error();
    QHash<qint64, QString> reasonByLine;
    for (const RowRecord &row : failed.rows)
        reasonByLine.insert(row.line, row.reason);
    catalogue::ImportSpec spec;
    spec.file = failed.run.file;
    spec.format = *format;
    return catalogue::exportRows(spec, reasonByLine, outFile);
}

} // namespace

Pending<qint64> exportFailedRows(Ledger &ledger, const QString &runId, const QString &outFile)
{
    const RowQuery all{.limit = std::numeric_limits<qint64>::max(), .outcome = RowOutcome::Failed};
    return ledger.run(runId)
        .andThen([&ledger, all](const ImportRunRecord &run) {
            return ledger.rows(run.id, all).transform([run](const QList<RowRecord> &rows) {
                return Failed{run, rows, {}};
            });
        })
        .andThen([&ledger](const Failed &failed) {
            return ledger.basis(failed.run.id)
                .orElse([](const Error &error) -> Result<RunBasis> {
                    return error.cause == Cause::RunUnknown ? Result<RunBasis>(RunBasis()) : error;
                })
                .transform([failed](const RunBasis &basis) {
                    Failed whole = failed;
                    whole.format = basis.format;
                    return whole;
                });
        })
        .andThen([outFile](const Failed &failed) {
            return background([failed, outFile](std::stop_token) { return write(failed, outFile); });
        });
}

} // namespace chancery
