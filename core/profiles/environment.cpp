// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/environment.h"

#include <cstdlib>
#include <cstring>

#include <openssl/crypto.h>

namespace chancery {

namespace {

using namespace Qt::StringLiterals;

constexpr const char *apiName = "KEYBAN_API";
constexpr const char *keyName = "KEYBAN_API_KEY";
constexpr const char *applicationName = "KEYBAN_APP_ID";

struct Settings
{
    QString api;
    QString application;
    Secret key;
};

std::optional<EnvironmentProfile> assemble(Settings settings)
{
    if (settings.api.isEmpty() && settings.application.isEmpty() && settings.key.isEmpty())
        return std::nullopt;
    Profile profile = makeProfile(u"Environment"_s);
    if (!settings.api.isEmpty())
        profile.keyban.base = QUrl(settings.api);
    profile.keyban.applicationId = settings.application;
    return EnvironmentProfile{std::move(profile), std::move(settings.key)};
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
}

} // namespace

std::optional<EnvironmentProfile> fromEnvironment(const QProcessEnvironment &environment)
{
    const auto value = [&](const char *name) { return environment.value(QString::fromLatin1(name)).trimmed(); };
    return assemble({value(apiName), value(applicationName), Secret::fromText(value(keyName))});
}

std::optional<EnvironmentProfile> takeFromEnvironment()
{
    Settings settings{qEnvironmentVariable(apiName).trimmed(), qEnvironmentVariable(applicationName).trimmed(), {}};
    if (char *const value = std::getenv(keyName)) {
        const std::size_t size = std::strlen(value);
        settings.key = Secret::fromUtf8(QByteArrayView(value, qsizetype(size)).trimmed().toByteArray());
        // In place: unsetting only forgets the pointer, and the bytes stay readable from outside.
        OPENSSL_cleanse(value, size);
        qunsetenv(keyName);
    }
    return assemble(std::move(settings));
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
