// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/gatedplans.h"

#include "core/catalogue/mappingjson.h"
#include "core/runs/awardrun.h"
#include "core/runs/importorder.h"
#include "core/runs/importplan.h"
#include "core/runs/mint.h"

#include <QFileInfo>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

json::Value textsOf(const QStringList &texts)
{
    json::Value::Array array;
    for (const QString &text : texts)
        array.push_back(text);
    return array;
}

} // namespace

GatedPlan planOf(const QString &service, const MintRequest &request)
{
    return {.action = GatedAction::Mint,
            .size = request.points,
            .service = service,
            .amount = QString::number(request.points),
            .recipient = request.accountId.trimmed(),
            .resource = u"points"_s,
            .content = json::Value::Array{request.reason.trimmed(), request.key, textsOf(request.despite)}};
}

GatedPlan planOf(const QString &service, const AwardOrder &order)
{
    json::Value::Array lines;
    for (const AwardLine &line : order.file.lines)
        lines.push_back(json::Value::Array{line.accountId, json::Value::integer(line.points), line.reason, line.key});
    const qint64 total = order.confirmed;
    return {.action = GatedAction::Mint,
            .size = total,
            .service = service,
            .amount = QString::number(total),
            .recipient = order.file.batch,
            .resource = u"points"_s,
            .content = lines};
}

GatedPlan planOf(const QString &service, const QList<DecisionRequest> &requests)
{
    const bool isApproval = requests.first().decision == keystone::Decision::Approve;
    json::Value::Array seen;
    for (const DecisionRequest &request : requests) {
        const Sighting sighting = sightingOf(request.seen);
        seen.push_back(json::Value::Array{request.seen.id, wireName(request.decision), sighting.state,
                                          sighting.updatedAt, request.reason.trimmed()});
    }
    const bool isOne = requests.size() == 1;
    return {.action = isApproval ? GatedAction::ApproveSettlement : GatedAction::RejectSettlement,
            .size = requests.size(),
            .service = service,
            .amount = isOne && !requests.first().seen.legs.isEmpty() ? requests.first().seen.legs.first().quantity
                                                                     : QString(),
            .recipient = {},
            .resource = isOne ? requests.first().seen.id : QString::number(requests.size()),
            .content = seen};
}

GatedPlan planOf(const QString &service, const PublishPlan &plan)
{
    return {.action = GatedAction::Publish,
            .size = plan.count(),
            .service = service,
            .amount = {},
            .recipient = {},
            .resource = QString::number(plan.count()),
            .content = plan.hash};
}

GatedPlan planOf(const GatePolicy &policy, const ImportPlan &plan)
{
    GatedPlan import{.action = GatedAction::Import,
                     .size = plan.sent(),
                     .service = plan.target.service,
                     .amount = {},
                     .recipient = plan.target.application,
                     .resource = QFileInfo(plan.report.file).fileName(),
                     .content = QString::fromLatin1(plan.hash)};
    GatedPlan certification = import;
    certification.action = GatedAction::Recertify;
    certification.size = 0;
    for (auto network = plan.recertifies.cbegin(); network != plan.recertifies.cend(); ++network) {
        if (!keyban::isMainNetwork(network.key()))
            continue;
        certification.size += network.value();
        certification.resource = network.key();
    }
    const bool isCertification = certification.size > 0 && policy.needOf(certification.action, certification.size) >
                                                               policy.needOf(import.action, import.size);
    return isCertification ? certification : import;
}

GatedPlan planOf(const GatePolicy &policy, const ImportOrder &order)
{
    if (order.plan)
        return planOf(policy, *order.plan);
    return {.action = GatedAction::Import,
            .size = order.report.sendable() - order.unchanged.count(),
            .service = order.host,
            .amount = {},
            .recipient = {},
            .resource = QFileInfo(order.report.file).fileName(),
            .content = json::Value::Array{QString::fromLatin1(order.report.sha256),
                                          catalogue::toJson(order.spec.mapping), order.spec.edits.toJson()}};
}

std::optional<GatedPlan> planOf(const QString &service, const keyban::Passport &before,
                                const keyban::ChangeForecast &forecast, const QString &digest)
{
    if (!forecast.recertifies || !keyban::isMainNetwork(forecast.network))
        return std::nullopt;
    return GatedPlan{.action = GatedAction::Recertify,
                     .size = 1,
                     .service = service,
                     .amount = {},
                     .recipient = before.id,
                     .resource = forecast.network,
                     .content = digest};
}

GatedPlan planOf(GatedAction action, const QString &service, const QString &id)
{
    return {
        .action = action, .size = 1, .service = service, .amount = {}, .recipient = {}, .resource = id, .content = {}};
}

} // namespace chancery
