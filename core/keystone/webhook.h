// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/json/value.h"
#include "core/secrets/secret.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace chancery::keystone {

// Where the service tells what happened (KeyStone fact sheet §3, §6).

struct WebhookEndpoint
{
    QString id;
    QString url;
    QString description;
    QStringList events; ///< patterns: `*`, `settlement.*`, `settlement.state.*`, `compliance.*`, exact names
    bool isActive = true;
    QDateTime createdAt;
    QDateTime updatedAt;
    json::Value raw; ///< without the secret

    bool operator==(const WebhookEndpoint &other) const { return id == other.id && raw == other.raw; }
};

/// The only time at which the service tells the secret.
struct CreatedWebhook
{
    WebhookEndpoint endpoint;
    Secret secret;
};

struct RotatedSecret
{
    Secret secret;
    QDateTime previousValidUntil; ///< until then receivers must take both
};

struct WebhookTestResult
{
    bool success = false;
    std::optional<qint64> statusCode;
    std::optional<qint64> durationMs;
    QString error;
};

/// One attempt at delivery. It holds neither the payload nor the number of the attempt.
struct WebhookDelivery
{
    QString id;
    QString endpointId;
    QString event;
    std::optional<qint64> responseStatus;
    std::optional<qint64> durationMs;
    bool success = false;
    QString error;
    QDateTime createdAt;
    json::Value raw;

    bool operator==(const WebhookDelivery &other) const { return id == other.id && raw == other.raw; }
};

// Errors of these: Protocol / UnexpectedShape when there is no object with an `id`, or no secret.
Result<WebhookEndpoint> decodeWebhook(const json::Value &row);
Result<CreatedWebhook> decodeCreatedWebhook(const json::Value &row);
Result<RotatedSecret> decodeRotatedSecret(const json::Value &body);
Result<WebhookTestResult> decodeWebhookTest(const json::Value &body);
Result<WebhookDelivery> decodeDelivery(const json::Value &row);

struct WebhookDraft
{
    QString url;
    QString description{};
    Secret secret{}; ///< empty: the service makes one
    QStringList events{QStringLiteral("*")};
};

/// Only what is set is sent; an empty description takes it away.
struct WebhookPatch
{
    std::optional<QString> url{};
    std::optional<QString> description{};
    std::optional<QStringList> events{};
    std::optional<bool> isActive{};
};

json::Value encodeDraft(const WebhookDraft &draft);
json::Value encodePatch(const WebhookPatch &patch);

} // namespace chancery::keystone
