// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/json/value.h"
#include "core/secrets/secret.h"

#include <QDateTime>

#include <optional>

namespace chancery::keystone {

/// A separated part of a platform, which a machine client belongs to (KeyStone fact sheet §2, §3). The service never
/// tells its webhook secret.
struct Environment
{
    QString id;
    QString platformId;
    QString name;
    QString slug;
    QString auth0ClientId;
    QString webhookUrl;
    QString apiVersion;
    qint64 defaultTimeoutSeconds = 0;
    bool isActive = true;
    std::optional<qint64> rateLimitRpm;
    QDateTime createdAt;
    QDateTime updatedAt;
    json::Value raw;

    bool operator==(const Environment &other) const { return id == other.id && raw == other.raw; }
};

/// Error: Protocol / UnexpectedShape when it is no object with an `id`.
Result<Environment> decodeEnvironment(const json::Value &row);

struct EnvironmentDraft
{
    QString name;
    QString slug;          ///< for good
    QString auth0ClientId; ///< for good
    QString webhookUrl{};
    Secret webhookSecret{};
    qint64 defaultTimeoutSeconds = 3600; ///< 60 to 604,800
};

/// Only what is set is sent; an empty address takes it away.
struct EnvironmentPatch
{
    std::optional<QString> name{};
    std::optional<QString> webhookUrl{};
    Secret webhookSecret{}; ///< empty: stays
    std::optional<qint64> defaultTimeoutSeconds{};
    std::optional<bool> isActive{}; ///< true takes a deactivation back; for false there is a call of its own
    std::optional<qint64> rateLimitRpm{};
};

json::Value encodeDraft(const EnvironmentDraft &draft);
json::Value encodePatch(const EnvironmentPatch &patch);

} // namespace chancery::keystone
