// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystoneenvironments.h"

#include "app/sandbox/clock.h"
#include "app/sandbox/keystonebook.h"
#include "app/sandbox/keystonetokens.h"

#include <algorithm>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 leastTimeout = 60;
constexpr qint64 largestTimeout = 604'800;
constexpr qint64 largestRate = 100'000;
constexpr qint64 defaultTimeout = 3600;

json::Value textOrNull(const QString &text)
{
    return text.isEmpty() ? json::Value() : json::Value(text);
}

} // namespace

KeystoneEnvironments::KeystoneEnvironments(qint64 now)
{
    json::Value desk = json::Value::object();
    desk.set(u"name"_s, u"Demo desk"_s);
    desk.set(u"slug"_s, u"demo-desk"_s);
    desk.set(u"auth0_client_id"_s, QString::fromUtf8(keystoneClientId));
    append(desk, now);
    json::Value rehearsal = json::Value::object();
    rehearsal.set(u"name"_s, u"Rehearsal"_s);
    rehearsal.set(u"slug"_s, u"rehearsal"_s);
    rehearsal.set(u"auth0_client_id"_s, u"test-keystone-rehearsal"_s);
    rehearsal.set(u"rate_limit_rpm"_s, json::Value::integer(120));
    append(rehearsal, now);
}

quint32 KeystoneEnvironments::append(const json::Value &members, qint64 now)
{
    const auto place = quint32(m_records.size());
    const QString time = QString::fromLatin1(isoTime(now));
    json::Value record = json::Value::object();
    record.set(u"id"_s, environmentId(place));
    record.set(u"platform_id"_s, ownPlatform());
    for (const auto &key : {u"name"_s, u"slug"_s, u"auth0_client_id"_s, u"webhook_url"_s})
        record.set(key, members[key]);
    record.set(u"api_version"_s, u"0.1.0"_s);
    record.set(u"default_timeout_seconds"_s,
               json::Value::integer(members[u"default_timeout_seconds"].toInteger(defaultTimeout)));
    record.set(u"is_active"_s, true);
    record.set(u"rate_limit_rpm"_s, members[u"rate_limit_rpm"]);
    record.set(u"created_at"_s, time);
    record.set(u"updated_at"_s, time);
    m_records.push_back(std::move(record));
    return place;
}

std::optional<quint32> KeystoneEnvironments::activeOf(const QString &clientId) const
{
    for (quint32 place = 0; place < count(); ++place)
        if (m_records[place][u"auth0_client_id"].toString() == clientId && m_records[place][u"is_active"].toBool())
            return place;
    return {};
}

std::optional<quint32> KeystoneEnvironments::find(const QString &id) const
{
    for (quint32 place = 0; place < count(); ++place)
        if (m_records[place][u"id"].toString() == id.toLower())
            return place;
    return {};
}

bool KeystoneEnvironments::hasOther(QStringView key, const QString &text) const
{
    return std::any_of(m_records.begin(), m_records.end(),
                       [&](const json::Value &record) { return record[key].toString() == text; });
}

KeystoneEnvironments::Changed KeystoneEnvironments::create(KeystoneBody body, qint64 now)
{
    json::Value members = json::Value::object();
    for (const auto &key : {u"name"_s, u"slug"_s, u"auth0_client_id"_s})
        members.set(key, body.text(key));
    members.set(u"webhook_url"_s, textOrNull(body.text(u"webhook_url"_s, {Need::Optional, 2048})));
    body.text(u"webhook_secret"_s, {Need::Optional});
    if (const auto seconds = body.integer(u"default_timeout_seconds"_s, Need::Optional, leastTimeout, largestTimeout))
        members.set(u"default_timeout_seconds"_s, json::Value::integer(*seconds));
    if (const KeystoneRefusal refusal = body.refusal())
        return {refusal};
    for (const auto &key : {u"slug"_s, u"auth0_client_id"_s})
        if (hasOther(key, members[key].toString()))
            return {keystoneRefusal(409, u"An environment with this %1 exists already"_s.arg(key))};
    return {{}, append(members, now)};
}

KeystoneRefusal KeystoneEnvironments::update(quint32 place, KeystoneBody body, qint64 now)
{
    json::Value changed = m_records[place];
    if (body.has(u"name"_s))
        changed.set(u"name"_s, body.text(u"name"_s));
    if (body.has(u"webhook_url"_s))
        changed.set(u"webhook_url"_s, textOrNull(body.text(u"webhook_url"_s, {Need::Optional, 2048})));
    body.text(u"webhook_secret"_s, {Need::Optional});
    if (body.has(u"default_timeout_seconds"_s)) {
        const auto seconds = body.integer(u"default_timeout_seconds"_s, Need::Required, leastTimeout, largestTimeout);
        changed.set(u"default_timeout_seconds"_s, json::Value::integer(seconds.value_or(defaultTimeout)));
    }
    if (const auto active = body.boolean(u"is_active"_s))
        changed.set(u"is_active"_s, *active);
    if (body.has(u"rate_limit_rpm"_s)) {
        const auto rate = body.integer(u"rate_limit_rpm"_s, Need::Optional, 1, largestRate);
        changed.set(u"rate_limit_rpm"_s, rate ? json::Value::integer(*rate) : json::Value());
    }
    if (KeystoneRefusal refusal = body.refusal())
        return refusal;
    changed.set(u"updated_at"_s, QString::fromLatin1(isoTime(now)));
    m_records[place] = std::move(changed);
    return {};
}

void KeystoneEnvironments::deactivate(quint32 place, qint64 now)
{
    m_records[place].set(u"is_active"_s, false);
    m_records[place].set(u"updated_at"_s, QString::fromLatin1(isoTime(now)));
}

} // namespace chancery::sandbox
