// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/environment.h"

#include "core/keystone/tokencredential.h"

#include <cstdlib>
#include <cstring>

#include <openssl/crypto.h>

namespace chancery {

namespace {

using namespace Qt::StringLiterals;

constexpr const char *apiName = "KEYBAN_API";
constexpr const char *keyName = "KEYBAN_API_KEY";
constexpr const char *applicationName = "KEYBAN_APP_ID";
constexpr const char *settlementsName = "KEYSTONE_API";
constexpr const char *authName = "KEYSTONE_AUTH";
constexpr const char *clientName = "KEYSTONE_CLIENT_ID";
constexpr const char *clientSecretName = "KEYSTONE_CLIENT_SECRET";

struct Settings
{
    QString api;
    QString application;
    Secret key;
    QString settlements{};
    QString auth{};
    QString client{};
    Secret clientSecret{};

    bool hasPassports() const { return !api.isEmpty() || !application.isEmpty() || !key.isEmpty(); }
    bool hasSettlements() const
    {
        return !settlements.isEmpty() || !auth.isEmpty() || !client.isEmpty() || !clientSecret.isEmpty();
    }
};

KeystoneService settlementsOf(const Settings &settings)
{
    KeystoneService service = makeKeystoneService();
    if (!settings.settlements.isEmpty())
        service.base = QUrl(settings.settlements);
    if (!settings.auth.isEmpty())
        service.auth = keystone::authAddress(settings.auth);
    service.clientId = settings.client;
    return service;
}

std::optional<EnvironmentProfile> assemble(Settings settings)
{
    if (!settings.hasPassports() && !settings.hasSettlements())
        return std::nullopt;
    Profile profile = makeProfile(u"Environment"_s);
    if (!settings.api.isEmpty())
        profile.keyban.base = QUrl(settings.api);
    profile.keyban.applicationId = settings.application;
    if (settings.hasSettlements())
        profile.keystone = settlementsOf(settings);
    return EnvironmentProfile{std::move(profile), std::move(settings.key), std::move(settings.clientSecret)};
}

/// A secret of this process's environment, which has it no longer then.
Secret taken(const char *name)
{
    char *const value = std::getenv(name);
    if (!value)
        return {};
    const std::size_t size = std::strlen(value);
    Secret secret = Secret::fromUtf8(QByteArrayView(value, qsizetype(size)).trimmed().toByteArray());
    // In place: unsetting only forgets the pointer, and the bytes stay readable from outside.
    OPENSSL_cleanse(value, size);
    qunsetenv(name);
    return secret;
}

/// The value without quotes, or without a trailing comment where it has none.
QByteArrayView unquoted(QByteArrayView value)
{
    value = value.trimmed();
    if (!value.isEmpty() && (value.front() == '"' || value.front() == '\'')) {
        const qsizetype end = value.indexOf(value.front(), 1);
        return end < 0 ? value : value.sliced(1, end - 1);
    }
    for (qsizetype i = 1; i < value.size(); ++i)
        if (value[i] == '#' && (value[i - 1] == ' ' || value[i - 1] == '\t'))
            return value.first(i).trimmed();
    return value;
}

void readLine(QByteArrayView line, Settings &settings)
{
    line = line.trimmed();
    if (line.startsWith("export "))
        line = line.sliced(7).trimmed();
    const qsizetype equals = line.indexOf('=');
    if (equals <= 0 || line.front() == '#')
        return;
    const QByteArrayView name = line.first(equals).trimmed();
    const QByteArrayView value = unquoted(line.sliced(equals + 1));
    if (name == apiName)
        settings.api = QString::fromUtf8(value);
    else if (name == applicationName)
        settings.application = QString::fromUtf8(value);
    else if (name == keyName)
        settings.key = Secret::fromUtf8(value.toByteArray());
    else if (name == settlementsName)
        settings.settlements = QString::fromUtf8(value);
    else if (name == authName)
        settings.auth = QString::fromUtf8(value);
    else if (name == clientName)
        settings.client = QString::fromUtf8(value);
    else if (name == clientSecretName)
        settings.clientSecret = Secret::fromUtf8(value.toByteArray());
}

} // namespace

std::optional<EnvironmentProfile> fromEnvironment(const QProcessEnvironment &environment)
{
    const auto value = [&](const char *name) { return environment.value(QString::fromLatin1(name)).trimmed(); };
    return assemble({value(apiName), value(applicationName), Secret::fromText(value(keyName)), value(settlementsName),
                     value(authName), value(clientName), Secret::fromText(value(clientSecretName))});
}

std::optional<EnvironmentProfile> takeFromEnvironment()
{
    const auto value = [](const char *name) { return qEnvironmentVariable(name).trimmed(); };
    return assemble({value(apiName), value(applicationName), taken(keyName), value(settlementsName), value(authName),
                     value(clientName), taken(clientSecretName)});
}

std::optional<EnvironmentProfile> fromEnvironmentText(QByteArray &&text)
{
    Settings settings;
    QByteArrayView rest(text);
    if (rest.startsWith("\xEF\xBB\xBF"))
        rest = rest.sliced(3);
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('\n');
        readLine(end < 0 ? rest : rest.first(end), settings);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    }
    wipe(text);
    return assemble(std::move(settings));
}

} // namespace chancery
