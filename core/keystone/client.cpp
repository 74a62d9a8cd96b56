// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/client.h"

#include "core/keystone/calls.h"
#include "core/keystone/send.h"

namespace chancery::keystone {

using namespace Qt::StringLiterals;

namespace {

QStringList settlementPath(const QStringList &rest = {})
{
    return pathTo(QStringList{u"settlements"_s} + rest);
}

QStringList instructionPath(const QStringList &rest = {})
{
    return pathTo(QStringList{u"instructions"_s} + rest);
}

QStringList templatePath(const QStringList &rest = {})
{
    return pathTo(QStringList{u"settlement-templates"_s} + rest);
}

/// Some services say in this way that a settlement is no repo.
bool meansNone(const Error &error)
{
    return error.httpStatus == 404 || error.httpStatus == 409 || error.httpStatus == 422;
}

} // namespace

Client::Client(HttpClient &http, QObject *parent)
    : QObject(parent)
    , m_http(http)
{
    connect(&m_http, &HttpClient::waiting, this, &Client::waiting);
    connect(&m_http, &HttpClient::resumed, this, &Client::resumed);
}

Pending<Page<Settlement>> Client::listSettlements(const Window &window, const QString &state)
{
    HttpRequest request{.call = calls::listSettlements, .path = settlementPath()};
    if (!state.isEmpty())
        request.query = {{u"state"_s, state}};
    return sendForPage<Settlement>(m_http, std::move(request), window, maxPageSize, decodeSettlement);
}

Pending<Settlement> Client::readSettlement(const QString &id)
{
    return sendFor<Settlement>(m_http, id, {.call = calls::readSettlement, .path = settlementPath({id})},
                               decodeSettlement);
}

Pending<Settlement> Client::createSettlement(const SettlementDraft &draft, std::optional<Confirmation> confirmation)
{
    return sendAndDecode<Settlement>(
        m_http, writing(calls::createSettlement, settlementPath(), encodeDraft(draft), std::move(confirmation)),
        decodeSettlement);
}

Pending<Page<SettlementEvent>> Client::listEvents(const QString &settlementId, const Window &window)
{
    if (!isId(settlementId))
        return Pending<Page<SettlementEvent>>::failed(refusedSetting(settlementId));
    return sendForPage<SettlementEvent>(
        m_http, {.call = calls::listEvents, .path = settlementPath({settlementId, u"events"_s})}, window, maxPageSize,
        decodeSettlementEvent);
}

Pending<RelatedSettlements> Client::relatedSettlements(const QString &settlementId)
{
    return sendFor<RelatedSettlements>(
               m_http, settlementId,
               {.call = calls::relatedSettlements, .path = settlementPath({settlementId, u"related"_s})}, decodeRelated)
        .orElse([](const Error &error) -> Result<RelatedSettlements> {
            if (meansNone(error))
                return RelatedSettlements{};
            return error;
        });
}

Pending<std::optional<Settlement>> Client::decideCompliance(const QString &settlementId, Decision decision,
                                                            Confirmation confirmation)
{
    json::Value body = json::Value::object();
    body.set(u"decision"_s, wireName(decision));
    return sendOnce<Settlement>(m_http, settlementId,
                                writing(calls::decideCompliance,
                                        settlementPath({settlementId, u"compliance-decision"_s}), body,
                                        std::move(confirmation)),
                                decodeSettlement);
}

Pending<Instruction> Client::submitInstruction(const InstructionDraft &draft, std::optional<Confirmation> confirmation)
{
    return sendAndDecode<Instruction>(
        m_http, writing(calls::submitInstruction, instructionPath(), encodeDraft(draft), std::move(confirmation)),
        decodeInstruction);
}

Pending<Page<Instruction>> Client::listInstructions(const Window &window, const QString &status)
{
    HttpRequest request{.call = calls::listInstructions, .path = instructionPath()};
    if (!status.isEmpty())
        request.query = {{u"status"_s, status}};
    return sendForPage<Instruction>(m_http, std::move(request), window, maxPageSize, decodeInstruction);
}

Pending<Instruction> Client::readInstruction(const QString &id)
{
    return sendFor<Instruction>(m_http, id, {.call = calls::readInstruction, .path = instructionPath({id})},
                                decodeInstruction);
}

Pending<std::optional<Instruction>> Client::cancelInstruction(const QString &id, Confirmation confirmation)
{
    return sendOnce<Instruction>(
        m_http, id,
        {.call = calls::cancelInstruction, .path = instructionPath({id}), .confirmation = std::move(confirmation)},
        decodeInstruction);
}

Pending<Page<SettlementTemplate>> Client::listTemplates(const Window &window)
{
    return sendForPage<SettlementTemplate>(m_http, {.call = calls::listTemplates, .path = templatePath()}, window,
                                           maxShortPageSize, decodeTemplate);
}

Pending<SettlementTemplate> Client::readTemplate(const QString &id)
{
    return sendFor<SettlementTemplate>(m_http, id, {.call = calls::readTemplate, .path = templatePath({id})},
                                       decodeTemplate);
}

} // namespace chancery::keystone

#include "moc_client.cpp"
