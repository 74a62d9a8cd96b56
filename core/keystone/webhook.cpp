// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/webhook.h"

#include "core/keystone/decode.h"

namespace chancery::keystone {

using namespace Qt::StringLiterals;

Result<WebhookEndpoint> decodeWebhook(const json::Value &row)
{
    WebhookEndpoint endpoint;
    endpoint.id = row[u"id"].toText();
    if (endpoint.id.isEmpty())
        return unexpectedShape(u"id"_s);
    endpoint.url = row[u"url"].toText();
    endpoint.description = row[u"description"].toText();
    endpoint.events = textsOf(row[u"events"]);
    endpoint.isActive = row[u"is_active"].toBool(true);
    endpoint.createdAt = timeOf(row[u"created_at"]);
    endpoint.updatedAt = timeOf(row[u"updated_at"]);
    endpoint.raw = row;
    endpoint.raw.remove(u"secret");
    return endpoint;
}

Result<CreatedWebhook> decodeCreatedWebhook(const json::Value &row)
{
    Result<WebhookEndpoint> endpoint = decodeWebhook(row);
    if (!endpoint)
        return endpoint.error();
    Secret secret = Secret::fromText(row[u"secret"].toText());
    if (secret.isEmpty())
        return unexpectedShape(u"secret"_s);
    return CreatedWebhook{std::move(*endpoint), std::move(secret)};
}

Result<RotatedSecret> decodeRotatedSecret(const json::Value &body)
{
    Secret secret = Secret::fromText(body[u"new_secret"].toText());
    if (secret.isEmpty())
        return unexpectedShape(u"new_secret"_s);
    return RotatedSecret{std::move(secret), timeOf(body[u"previous_secret_valid_until"])};
}

Result<WebhookTestResult> decodeWebhookTest(const json::Value &body)
{
    if (!body.isObject())
        return unexpectedShape(u"success"_s);
    return WebhookTestResult{.success = body[u"success"].toBool(),
                             .statusCode = integerOf(body[u"status_code"]),
                             .durationMs = integerOf(body[u"duration_ms"]),
                             .error = body[u"error"].toText()};
}

Result<WebhookDelivery> decodeDelivery(const json::Value &row)
{
    WebhookDelivery delivery;
    delivery.id = row[u"id"].toText();
    if (delivery.id.isEmpty())
        return unexpectedShape(u"id"_s);
    delivery.endpointId = row[u"endpoint_id"].toText();
    delivery.event = row[u"event"].toText();
    delivery.responseStatus = integerOf(row[u"response_status"]);
    delivery.durationMs = integerOf(row[u"duration_ms"]);
    delivery.success = row[u"success"].toBool();
    delivery.error = row[u"error"].toText();
    delivery.createdAt = timeOf(row[u"created_at"]);
    delivery.raw = row;
    return delivery;
}

json::Value encodeDraft(const WebhookDraft &draft)
{
    json::Value body = json::Value::object();
    body.set(u"url"_s, draft.url);
    setUnlessEmpty(body, u"description"_s, draft.description);
    draft.secret.use([&body](QByteArrayView bytes) { setUnlessEmpty(body, u"secret"_s, QString::fromUtf8(bytes)); });
    body.set(u"events"_s, textArray(draft.events));
    return body;
}

json::Value encodePatch(const WebhookPatch &patch)
{
    json::Value body = json::Value::object();
    if (patch.url)
        body.set(u"url"_s, *patch.url);
    if (patch.description)
        body.set(u"description"_s, patch.description->isEmpty() ? json::Value() : json::Value(*patch.description));
    if (patch.events)
        body.set(u"events"_s, textArray(*patch.events));
    if (patch.isActive)
        body.set(u"is_active"_s, *patch.isActive);
    return body;
}

} // namespace chancery::keystone
