// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/importrecords.h"

#include "core/catalogue/formatjson.h"
#include "core/catalogue/mappingjson.h"

#include <QFileInfo>

namespace chancery {

namespace {

PlanCounts countsOf(const ImportPlan &plan)
{
    using catalogue::PlanClass;
    return {.create = plan.count(PlanClass::Create),
            .update = plan.count(PlanClass::Update),
            .recertify = plan.count(PlanClass::Recertify),
            .notKnown = plan.count(PlanClass::NotKnown),
            .refused = plan.refused(),
            .asOf = plan.mirror.completeFrom};
}

} // namespace

ImportRunRecord recordOf(const ImportOrder &order, const ImportCounts &counts)
{
    ImportRunRecord record;
    record.profileId = order.profileId;
    record.profileName = order.profileName;
    record.host = order.host;
    record.network = catalogue::effectiveNetwork(order.spec.mapping);
    record.dialect = keyban::wireName(order.spec.mapping.dialect);
    record.file = QFileInfo(order.report.file).absoluteFilePath(); // another process has another folder
    record.fileSha256 = QByteArray::fromHex(order.report.sha256);
    record.rows = counts.rows;
    record.leftOut = counts.leftOut;
    record.unchanged = counts.unchanged;
    record.templateName = order.templateName;
    record.planHash = order.planHash;
    if (order.plan)
        record.plan = countsOf(*order.plan);
    record.mapping = json::write(catalogue::toJson(order.spec.mapping));
    record.user = order.user;
    return record;
}

RunBasis basisOf(const ImportOrder &order)
{
    const catalogue::ImportSpec &spec = order.spec;
    return {.format = json::write(catalogue::toJson(spec.format)),
            .edits = spec.edits.isEmpty() ? QByteArray() : json::write(spec.edits.toJson()),
            .leftOut = order.report.leftOutRecords.toBytes(),
            .unchanged = order.unchanged.toBytes(),
            .plan = order.plan ? order.plan->classes.toBytes() : QByteArray(),
            .fieldProfile = spec.fieldProfile};
}

RunEnd endOf(const ImportSummary &summary)
{
    const ImportCounts &counts = summary.counts;
    RunEnd end{
        .completed = counts.completed, .failed = counts.failed, .unknown = counts.unknown, .notSent = counts.notSent()};
    if (summary.state == ImportState::Stopped)
        end.state = runstate::stopped;
    else if (summary.state == ImportState::Broken)
        end.state = runstate::interrupted;
    return end;
}

} // namespace chancery
