// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/environment.h"

#include "core/keystone/decode.h"

namespace chancery::keystone {

using namespace Qt::StringLiterals;

namespace {

void setSecret(json::Value &body, const Secret &secret)
{
    secret.use([&body](QByteArrayView bytes) { setUnlessEmpty(body, u"webhook_secret"_s, QString::fromUtf8(bytes)); });
}

} // namespace

Result<Environment> decodeEnvironment(const json::Value &row)
{
    Environment environment;
    environment.id = row[u"id"].toText();
    if (environment.id.isEmpty())
        return unexpectedShape(u"id"_s);
    environment.platformId = row[u"platform_id"].toText();
    environment.name = row[u"name"].toText();
    environment.slug = row[u"slug"].toText();
    environment.auth0ClientId = row[u"auth0_client_id"].toText();
    environment.webhookUrl = row[u"webhook_url"].toText();
    environment.apiVersion = row[u"api_version"].toText();
    environment.defaultTimeoutSeconds = integerOf(row[u"default_timeout_seconds"]).value_or(0);
    environment.isActive = row[u"is_active"].toBool(true);
    environment.rateLimitRpm = integerOf(row[u"rate_limit_rpm"]);
    environment.createdAt = timeOf(row[u"created_at"]);
    environment.updatedAt = timeOf(row[u"updated_at"]);
    environment.raw = row;
    return environment;
}

json::Value encodeDraft(const EnvironmentDraft &draft)
{
    json::Value body = json::Value::object();
    body.set(u"name"_s, draft.name);
    body.set(u"slug"_s, draft.slug);
    body.set(u"auth0_client_id"_s, draft.auth0ClientId);
    setUnlessEmpty(body, u"webhook_url"_s, draft.webhookUrl);
    setSecret(body, draft.webhookSecret);
    body.set(u"default_timeout_seconds"_s, json::Value::integer(draft.defaultTimeoutSeconds));
    return body;
}

json::Value encodePatch(const EnvironmentPatch &patch)
{
    json::Value body = json::Value::object();
    if (patch.name)
        body.set(u"name"_s, *patch.name);
    if (patch.webhookUrl)
        body.set(u"webhook_url"_s, patch.webhookUrl->isEmpty() ? json::Value() : json::Value(*patch.webhookUrl));
    setSecret(body, patch.webhookSecret);
    if (patch.defaultTimeoutSeconds)
        body.set(u"default_timeout_seconds"_s, json::Value::integer(*patch.defaultTimeoutSeconds));
    if (patch.isActive)
        body.set(u"is_active"_s, *patch.isActive);
    if (patch.rateLimitRpm)
        body.set(u"rate_limit_rpm"_s, json::Value::integer(*patch.rateLimitRpm));
    return body;
}

} // namespace chancery::keystone
