// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/guard.h"
#include "core/json/value.h"
#include "core/keyban/dialect.h"
#include "core/profiles/approvalservice.h"
#include "core/profiles/gatepolicy.h"
#include "core/secrets/secret.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <QUuid>

#include <optional>

namespace chancery {

/// Whose credential it is.
enum class Service {
    Keyban,
    Keystone,
    Bkey,
};

/// The wire dialect that one host showed to one API key (Keyban fact sheet §4.4).
struct RememberedDialect
{
    QString host;        ///< with its port where it has one
    QString fingerprint; ///< of the key: tells keys apart without telling them
    keyban::Dialect dialect = keyban::Dialect::Flat;
    bool operator==(const RememberedDialect &) const = default;
};

/// Where product passports are and how they are spoken of.
struct KeybanService
{
    QUrl base; ///< a path prefix is kept; `/v1/…` follows it
    QString applicationId;
    QString network;                        ///< as the service names it; the list is open-ended
    std::optional<keyban::Dialect> dialect; ///< what the person decided; nothing: as the server shows
    QList<RememberedDialect> remembered;
    QString eventStreamPath; ///< empty: progress is polled
    json::Value source;      ///< as it was read, with the members that we do not know
    bool operator==(const KeybanService &) const = default;
};

/// Where settlements are. The client's secret is in the keychain.
struct KeystoneService
{
    QUrl base; ///< a path prefix is kept; `/v1/…` follows it
    QUrl auth; ///< `/oauth/token` follows it
    QString clientId;
    json::Value source; ///< as it was read, with the members that we do not know
    bool operator==(const KeystoneService &) const = default;
};

/// Who brings the token for the credential proxy.
enum class ProxyTokenFrom {
    Person,      ///< types it
    Environment, ///< KEYCHAINS_TOKEN when the program started
    EnvFile,     ///< the same name in the file .env beside the data folder
    Command,     ///< a program prints it
};

/// The credential proxy (Keychains fact sheet §9): the services that go through it, each by the name that its
/// credential has there. An empty name means straight to the service. No key is kept for those that go through.
struct KeychainsService
{
    QUrl base; ///< of the proxy; a path prefix is kept
    QString account;
    QString passports;   ///< such as KEYBAN_API_KEY
    QString settlements; ///< of a bearer token, such as OAUTH2_ACCESS_TOKEN
    QStringList trusted; ///< addresses of other proxies that this one may send us to
    ProxyTokenFrom tokenFrom = ProxyTokenFrom::Person;
    QString program; ///< for ProxyTokenFrom::Command; run without a shell
    QStringList arguments;
    json::Value source; ///< as it was read, with the members that we do not know
    bool operator==(const KeychainsService &) const = default;
};

/// A connection as it is kept on disk: everything but the credentials.
struct Profile
{
    QUuid id;
    QString name;
    GuardLevel guard = GuardLevel::Normal;
    bool isSandbox = false; ///< the local sandbox, which the console starts by itself
    KeybanService keyban;
    std::optional<KeystoneService> keystone;   ///< nothing: this connection has no settlements
    std::optional<KeychainsService> keychains; ///< nothing: straight to every service
    std::optional<BkeyService> bkey;           ///< nothing: nobody is asked on a phone
    GatePolicy gate;                           ///< which actions need another person's yes
    bool isTest = false;                       ///< for trying things out: who asks may also approve
    bool needsFourEyes = false;                ///< who decides must be another person than who prepared it
    json::Value source;                        ///< as it was read, with the members that we do not know
    bool operator==(const Profile &) const = default;
};

/// A new one with an id of its own and the guides' default address.
Profile makeProfile(const QString &name);

/// The production addresses, without a client.
KeystoneService makeKeystoneService();

/// The public proxy, with no service going through it yet.
KeychainsService makeKeychainsService();

/// Whether requests to this service go through the credential proxy.
bool goesThroughProxy(const Profile &profile, Service service);

/// The name of the keychain entry for a service's credential.
QString secretKey(const Profile &profile, Service service);

/// What this key was shown by this profile's host.
std::optional<keyban::Dialect> rememberedDialect(const Profile &profile, const Secret &key);
void rememberDialect(Profile &profile, const Secret &key, keyban::Dialect dialect);

/// The form on disk; members that we do not know stay as they were read.
json::Value toJson(const Profile &profile);
/// Error: Storage / StorageCorrupt when this is not an object or has no id. A guard level that we do not know is
/// read-only.
Result<Profile> profileFromJson(const json::Value &value);

} // namespace chancery
