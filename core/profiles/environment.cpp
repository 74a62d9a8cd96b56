// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/environment.h"

#include "core/keychains/placeholder.h"
#include "core/keystone/tokencredential.h"
#include "core/secrets/environmenttext.h"

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
constexpr const char *approvalsName = "BKEY_API_URL";
constexpr const char *approvalClientName = "BKEY_CLIENT_ID";
constexpr const char *approvalSecretName = "BKEY_CLIENT_SECRET";
constexpr const char *proxyName = "KEYCHAINS_PROXY_URL";
constexpr const char *proxyTokenName = "KEYCHAINS_TOKEN";

struct Settings
{
    QString api;
    QString application;
    Secret key;
    QString settlements{};
    QString auth{};
    QString client{};
    Secret clientSecret{};
    QString approvals{};
    QString approvalClient{};
    Secret approvalSecret{};
    QString proxy{};
    Secret proxyToken{};

    bool hasPassports() const { return !api.isEmpty() || !application.isEmpty() || !key.isEmpty(); }
    bool hasSettlements() const
    {
        return !settlements.isEmpty() || !auth.isEmpty() || !client.isEmpty() || !clientSecret.isEmpty();
    }
    bool hasApprovals() const { return !approvals.isEmpty() || !approvalClient.isEmpty() || !approvalSecret.isEmpty(); }
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

BkeyService approvalsOf(const Settings &settings)
{
    BkeyService service = makeBkeyService();
    if (!settings.approvals.isEmpty())
        service.base = QUrl(settings.approvals);
    service.clientId = settings.approvalClient;
    return service;
}

/// The name in a credential that is a placeholder; the credential is empty then.
QString takenName(Secret &credential)
{
    const QString text = credential.use(
        [](QByteArrayView bytes) { return bytes.trimmed().startsWith("{{") ? QString::fromUtf8(bytes) : QString(); });
    const Result<QString> name = keychains::credentialNameFrom(text);
    if (!name)
        return {};
    credential = Secret();
    return *name;
}

std::optional<KeychainsService> proxyOf(Settings &settings)
{
    KeychainsService service = makeKeychainsService();
    if (!settings.proxy.isEmpty())
        service.base = QUrl(settings.proxy);
    service.tokenFrom = ProxyTokenFrom::Environment;
    service.passports = takenName(settings.key);
    service.settlements = takenName(settings.clientSecret);
    if (service.passports.isEmpty() && service.settlements.isEmpty())
        return std::nullopt;
    return service;
}

std::optional<EnvironmentProfile> assemble(Settings settings)
{
    if (!settings.hasPassports() && !settings.hasSettlements() && !settings.hasApprovals())
        return std::nullopt;
    Profile profile = makeProfile(u"Environment"_s);
    if (!settings.api.isEmpty())
        profile.keyban.base = QUrl(settings.api);
    profile.keyban.applicationId = settings.application;
    if (settings.hasSettlements())
        profile.keystone = settlementsOf(settings);
    if (settings.hasApprovals())
        profile.bkey = approvalsOf(settings);
    profile.keychains = proxyOf(settings);
    return EnvironmentProfile{.profile = std::move(profile),
                              .apiKey = std::move(settings.key),
                              .clientSecret = std::move(settings.clientSecret),
                              .approvalSecret = std::move(settings.approvalSecret),
                              .proxyToken = std::move(settings.proxyToken)};
}

void take(Settings &settings, QByteArrayView name, QByteArrayView value)
{
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
    else if (name == approvalsName)
        settings.approvals = QString::fromUtf8(value);
    else if (name == approvalClientName)
        settings.approvalClient = QString::fromUtf8(value);
    else if (name == approvalSecretName)
        settings.approvalSecret = Secret::fromUtf8(value.toByteArray());
    else if (name == proxyName)
        settings.proxy = QString::fromUtf8(value);
    else if (name == proxyTokenName)
        settings.proxyToken = Secret::fromUtf8(value.toByteArray());
}

/// `text(name)` and `secret(name)` are how the values of one name are had.
template <class Text, class Credential>
Settings settingsFrom(const Text &text, const Credential &secret)
{
    return {.api = text(apiName),
            .application = text(applicationName),
            .key = secret(keyName),
            .settlements = text(settlementsName),
            .auth = text(authName),
            .client = text(clientName),
            .clientSecret = secret(clientSecretName),
            .approvals = text(approvalsName),
            .approvalClient = text(approvalClientName),
            .approvalSecret = secret(approvalSecretName),
            .proxy = text(proxyName),
            .proxyToken = secret(proxyTokenName)};
}

} // namespace

std::optional<EnvironmentProfile> fromEnvironment(const QProcessEnvironment &environment)
{
    const auto value = [&](const char *name) { return environment.value(QString::fromLatin1(name)).trimmed(); };
    return assemble(settingsFrom(value, [&](const char *name) { return Secret::fromText(value(name)); }));
}

std::optional<EnvironmentProfile> takeFromEnvironment()
{
    const auto value = [](const char *name) { return qEnvironmentVariable(name).trimmed(); };
    return assemble(settingsFrom(value, takeSecretFromEnvironment));
}

std::optional<EnvironmentProfile> fromEnvironmentText(QByteArray &&text)
{
    Settings settings;
    readEnvironmentText(text, [&settings](auto name, auto value) { take(settings, name, value); });
    wipe(text);
    return assemble(std::move(settings));
}

} // namespace chancery
