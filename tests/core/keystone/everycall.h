// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/calls.h"
#include "tests/core/keystone/keystonebench.h"

#include <QTest>

namespace chancery::test {

using namespace keystone;
using namespace Qt::StringLiterals;

using Send = std::function<std::optional<Error>(Client &)>;

/// Why it failed, if it did.
template <class T>
std::optional<Error> failureIn(Pending<T> pending)
{
    const Result<T> result = awaited(std::move(pending));
    return result ? std::nullopt : std::optional(result.error());
}

inline SettlementDraft settlementDraft()
{
    return {.idempotencyKey = u"test-key"_s,
            .templateSlug = u"dvp"_s,
            .parties = {{.role = u"seller"_s, .externalReference = u"A"_s, .walletAddress = u"0xa"_s}},
            .legs = {{.instrumentId = u"B"_s, .quantity = u"1"_s, .direction = u"deliver"_s, .partyRole = u"seller"_s}},
            .timeoutAt = QDateTime({2026, 4, 1}, {0, 0}, Qt::UTC)};
}

inline InstructionDraft instructionDraft()
{
    return {.templateSlug = u"dvp"_s,
            .role = u"seller"_s,
            .party = {.externalReference = u"A"_s, .walletAddress = u"0xa"_s},
            .legs = {{.instrumentId = u"B"_s, .quantity = u"1"_s, .direction = u"deliver"_s}},
            .timeoutAt = QDateTime({2026, 4, 1}, {0, 0}, Qt::UTC),
            .idempotencyKey = u"test-key"_s};
}

struct Row
{
    const char *name;
    const char *method;
    const char *target; ///< below /ks/v1
    Send send;
};

/// Every call of the service but the one for tokens.
inline QList<Row> everyCall()
{
    const QString one = someId();
    const auto sure = [](const Call &call) { return reviewed(call); };
    return {
        {"keystone.listSettlements", "GET", "/settlements?state=FINALIZED&limit=20&offset=40",
         [](Client &c) {
             return failureIn(c.listSettlements({20, 40}, u"FINALIZED"_s));
         }},
        {"keystone.readSettlement", "GET", "/settlements/{id}",
         [=](Client &c) { return failureIn(c.readSettlement(one)); }},
        {"keystone.createSettlement", "POST", "/settlements",
         [](Client &c) { return failureIn(c.createSettlement(settlementDraft())); }},
        {"keystone.listEvents", "GET", "/settlements/{id}/events?limit=50&offset=0",
         [=](Client &c) { return failureIn(c.listEvents(one)); }},
        {"keystone.relatedSettlements", "GET", "/settlements/{id}/related",
         [=](Client &c) { return failureIn(c.relatedSettlements(one)); }},
        {"keystone.decideCompliance", "POST", "/settlements/{id}/compliance-decision",
         [=](Client &c) {
             return failureIn(c.decideCompliance(one, Decision::Approve, sure(calls::decideCompliance)));
         }},
        {"keystone.submitInstruction", "POST", "/instructions",
         [](Client &c) { return failureIn(c.submitInstruction(instructionDraft())); }},
        {"keystone.listInstructions", "GET", "/instructions?status=matched&limit=50&offset=0",
         [](Client &c) { return failureIn(c.listInstructions({}, u"matched"_s)); }},
        {"keystone.readInstruction", "GET", "/instructions/{id}",
         [=](Client &c) { return failureIn(c.readInstruction(one)); }},
        {"keystone.cancelInstruction", "DELETE", "/instructions/{id}",
         [=](Client &c) { return failureIn(c.cancelInstruction(one, sure(calls::cancelInstruction))); }},
        {"keystone.listTemplates", "GET", "/settlement-templates?limit=50&offset=0",
         [](Client &c) { return failureIn(c.listTemplates()); }},
        {"keystone.readTemplate", "GET", "/settlement-templates/{id}",
         [=](Client &c) { return failureIn(c.readTemplate(one)); }},
        {"keystone.createWebhook", "POST", "/platforms/me/webhooks",
         [](Client &c) { return failureIn(c.createWebhook({.url = u"https://a.test"_s})); }},
        {"keystone.listWebhooks", "GET", "/platforms/me/webhooks?limit=50&offset=0",
         [](Client &c) { return failureIn(c.listWebhooks()); }},
        {"keystone.readWebhook", "GET", "/platforms/me/webhooks/{id}",
         [=](Client &c) { return failureIn(c.readWebhook(one)); }},
        {"keystone.updateWebhook", "PATCH", "/platforms/me/webhooks/{id}",
         [=](Client &c) { return failureIn(c.updateWebhook(one, {})); }},
        {"keystone.deleteWebhook", "DELETE", "/platforms/me/webhooks/{id}",
         [=](Client &c) { return failureIn(c.deleteWebhook(one, sure(calls::deleteWebhook))); }},
        {"keystone.testWebhook", "POST", "/platforms/me/webhooks/{id}/test",
         [=](Client &c) { return failureIn(c.testWebhook(one)); }},
        {"keystone.rotateSecret", "POST", "/platforms/me/webhooks/{id}/rotate-secret",
         [=](Client &c) { return failureIn(c.rotateSecret(one, sure(calls::rotateSecret))); }},
        {"keystone.listDeliveries", "GET", "/platforms/me/webhooks/{id}/deliveries?limit=50&offset=0",
         [=](Client &c) { return failureIn(c.listDeliveries(one)); }},
        {"keystone.createEnvironment", "POST", "/platforms/me/environments",
         [](Client &c) {
             return failureIn(c.createEnvironment({.name = u"N"_s, .slug = u"n"_s, .auth0ClientId = u"m2m"_s}));
         }},
        {"keystone.listEnvironments", "GET", "/platforms/me/environments?limit=50&offset=0",
         [](Client &c) { return failureIn(c.listEnvironments()); }},
        {"keystone.readEnvironment", "GET", "/platforms/me/environments/{id}",
         [=](Client &c) { return failureIn(c.readEnvironment(one)); }},
        {"keystone.updateEnvironment", "PATCH", "/platforms/me/environments/{id}",
         [=](Client &c) { return failureIn(c.updateEnvironment(one, {})); }},
        {"keystone.deactivateEnvironment", "DELETE", "/platforms/me/environments/{id}",
         [=](Client &c) { return failureIn(c.deactivateEnvironment(one, sure(calls::deactivateEnvironment))); }},
    };
}

inline const Call &callNamed(const char *name)
{
    for (const Call &call : calls::all)
        if (call.name == name)
            return call;
    qFatal("no call %s", name);
}

inline void addEveryCall()
{
    QTest::addColumn<Row>("row");
    for (const Row &row : everyCall())
        QTest::newRow(row.name) << row;
}

} // namespace chancery::test

Q_DECLARE_METATYPE(chancery::test::Row)
