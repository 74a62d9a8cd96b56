// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/importresume.h"

#include "core/async/background.h"
#include "core/async/errorof.h"
#include "core/catalogue/formatjson.h"
#include "core/catalogue/mappingjson.h"
#include "core/runs/importplan.h"

#include <limits>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::RecordSet;

namespace {

/// A member that this version can't read is as bad as one that is damaged: it would send other rows.
template <class T, class Read>
Result<T> decoded(const QByteArray &text, const QString &ledger, Read read)
{
    const auto value = text.isEmpty() ? Result<json::Value>(json::Value()) : json::parse(text);
    auto result = value ? read(*value) : Result<T>(value.error());
    return result ? result : errorOf(ErrorKind::Storage, Cause::StorageCorrupt, ledger);
}

struct Kept
{
    ImportRunRecord run;
    RunBasis basis;
};

Result<ImportOrder> orderOf(const Kept &kept, const QString &file, const QString &ledger)
{
    const auto format = decoded<catalogue::FormatChoice>(kept.basis.format, ledger, catalogue::formatChoiceFromJson);
    if (!format)
        return format.error();
    const auto mapping = decoded<catalogue::Mapping>(kept.run.mapping, ledger, catalogue::mappingFromJson);
    if (!mapping)
        return mapping.error();
    const auto edits = decoded<catalogue::Edits>(kept.basis.edits, ledger, [](const json::Value &value) {
        return value.isNull() ? Result<catalogue::Edits>(catalogue::Edits()) : catalogue::Edits::fromJson(value);
    });
    if (!edits)
        return edits.error();
    const auto unchanged = RecordSet::fromBytes(kept.basis.unchanged);
    if (!unchanged)
        return errorOf(ErrorKind::Storage, Cause::StorageCorrupt, ledger);
    ImportOrder order;
    order.spec = {file.isEmpty() ? kept.run.file : file, *format, *mapping, *edits, kept.basis.fieldProfile};
    order.profileId = kept.run.profileId;
    order.profileName = kept.run.profileName;
    order.host = kept.run.host;
    order.user = kept.run.user;
    order.unchanged = *unchanged;
    order.templateName = kept.run.templateName;
    order.planHash = kept.run.planHash;
    order.resumes = kept.run.id;
    return order;
}

/// The field profile only makes findings here: a file that is gone is no reason to leave the run as it is.
Result<catalogue::CheckReport> checked(catalogue::ImportSpec &spec, const catalogue::CheckOptions &options)
{
    auto report = catalogue::check(spec, options);
    const bool lacksProfile = !report && (report.error().cause == Cause::FieldProfileUnknown ||
                                          report.error().cause == Cause::FieldProfileUnusable);
    if (!lacksProfile)
        return report;
    spec.fieldProfile.clear();
    return catalogue::check(spec, options);
}

bool isTheFileOf(const Kept &kept, const catalogue::CheckReport &report)
{
    return QByteArray::fromHex(report.sha256) == kept.run.fileSha256 && report.rows == kept.run.rows;
}

/// The rows that were left out stay left out, whatever this version would find.
Result<Nothing> adopt(catalogue::CheckReport &report, const Kept &kept, const QString &ledger)
{
    if (!isTheFileOf(kept, report))
        return errorOf(ErrorKind::Input, Cause::FileChanged, report.file);
    if (kept.basis.format.isEmpty()) { // of a version that kept no set
        return report.leftOut == kept.run.leftOut ? Result<Nothing>(Nothing{})
                                                  : errorOf(ErrorKind::Input, Cause::FileChanged, report.file);
    }
    const auto leftOut = RecordSet::fromBytes(kept.basis.leftOut);
    if (!leftOut || leftOut->count() != kept.run.leftOut)
        return errorOf(ErrorKind::Storage, Cause::StorageCorrupt, ledger);
    report.leftOutRecords = *leftOut;
    report.leftOut = leftOut->count();
    return Nothing{};
}

/// As far as its outcome can be held against it.
Result<SharedPlan> planOf(const Kept &kept, const ImportOrder &order, const QString &ledger)
{
    if (kept.basis.plan.isEmpty())
        return SharedPlan();
    auto classes = catalogue::PlanClasses::fromBytes(kept.basis.plan);
    if (!classes)
        return errorOf(ErrorKind::Storage, Cause::StorageCorrupt, ledger);
    const auto plan = std::make_shared<ImportPlan>();
    plan->spec = order.spec;
    plan->report = order.report;
    plan->target.application = kept.run.application;
    plan->target.dialect = order.spec.mapping.dialect;
    plan->target.network = kept.run.network;
    plan->hash = kept.run.planHash.toLatin1();
    plan->facts.resize(std::size_t(classes->end()));
    plan->classes = std::move(*classes);
    return SharedPlan(plan);
}

Pending<ImportOrder> checkedAgain(ImportOrder order, const Kept &kept, const ResumeRequest &request,
                                  const QString &ledger)
{
    return background([order = std::move(order), kept, progress = request.progress,
                       ledger](std::stop_token stop) mutable -> Result<ImportOrder> {
        catalogue::CheckOptions options;
        options.stop = std::move(stop);
        options.progress = progress;
        auto report = checked(order.spec, options);
        if (!report)
            return report.error();
        if (const auto adopted = adopt(*report, kept, ledger); !adopted)
            return adopted.error();
        order.report = std::move(*report);
        auto plan = planOf(kept, order, ledger);
        if (!plan)
            return plan.error();
        order.plan = std::move(*plan);
        return order;
    });
}

Pending<Kept> keptOf(Ledger &ledger, const ResumeRequest &request)
{
    return ledger.run(request.runId).andThen([&ledger, request](const ImportRunRecord &run) {
        if (run.host != request.host || run.application != request.application)
            return Pending<Kept>::failed(errorOf(ErrorKind::Conflict, Cause::RunElsewhere, run.id));
        return ledger.basis(run.id)
            .transform([run](const RunBasis &basis) {
                return Kept{run, basis};
            })
            .orElse([run](const Error &error) -> Result<Kept> {
                return error.cause == Cause::RunUnknown ? Result<Kept>(Kept{run, {}}) : error;
            });
    });
}

struct Failed
{
    Kept kept;
    QList<RowRecord> rows;
};

/// For a background thread.
Result<ReopenedRun> reopened(const Failed &failed, ImportOrder order, const std::stop_token &stop)
{
    catalogue::CheckOptions options;
    options.stop = stop;
    auto report = checked(order.spec, options);
    if (!report)
        return report.error();
    if (!isTheFileOf(failed.kept, *report))
        return errorOf(ErrorKind::Input, Cause::FileChanged, report->file);
    auto preview = catalogue::preview(order.spec.file, order.spec.format, catalogue::previewRows, order.spec.edits);
    if (!preview)
        return preview.error();
    ReopenedRun run{order.spec, std::move(*preview), std::move(*report), order.templateName, {}};
    for (const RowRecord &row : failed.rows)
        run.reasonByLine.insert(row.line, row.reason);
    return run;
}

} // namespace

bool isResumable(const ImportRunRecord &run)
{
    if (run.state == runstate::interrupted)
        return true;
    return run.state != runstate::running && run.unknown + run.notSent > 0;
}

Pending<ImportOrder> orderToResume(Ledger &ledger, const ResumeRequest &request)
{
    return keptOf(ledger, request).andThen([path = ledger.path(), request](const Kept &kept) {
        if (!isResumable(kept.run) && kept.run.state != runstate::running)
            return Pending<ImportOrder>::failed(errorOf(ErrorKind::Conflict, Cause::RunNotRunning, kept.run.id));
        auto order = orderOf(kept, request.file, path);
        return order ? checkedAgain(std::move(*order), kept, request, path)
                     : Pending<ImportOrder>::failed(order.error());
    });
}

bool isUncompared(const ImportRunRecord &run)
{
    return run.plan && !run.outcome && run.state != runstate::running && !isResumable(run) &&
           run.completed + run.failed > 0;
}

Pending<ImportOrder> orderToCompare(Ledger &ledger, const ResumeRequest &request)
{
    return keptOf(ledger, request).andThen([path = ledger.path(), request](const Kept &kept) {
        auto order = orderOf(kept, request.file, path);
        return order ? checkedAgain(std::move(*order), kept, request, path)
                     : Pending<ImportOrder>::failed(order.error());
    });
}

Pending<ReopenedRun> reopenedRun(Ledger &ledger, const ResumeRequest &request)
{
    const RowQuery all{.limit = std::numeric_limits<qint64>::max(), .outcome = RowOutcome::Failed};
    return keptOf(ledger, request)
        .andThen([&ledger, all](const Kept &kept) {
            return ledger.rows(kept.run.id, all).transform([kept](const QList<RowRecord> &rows) {
                return Failed{kept, rows};
            });
        })
        .andThen([path = ledger.path(), request](const Failed &failed) {
            auto order = orderOf(failed.kept, request.file, path);
            if (!order)
                return Pending<ReopenedRun>::failed(order.error());
            return background([failed, order = std::move(*order)](const std::stop_token &stop) {
                return reopened(failed, order, stop);
            });
        });
}

} // namespace chancery
