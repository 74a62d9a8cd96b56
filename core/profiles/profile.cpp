// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/profile.h"

#include <QMessageAuthenticationCode>

namespace chancery {

namespace {

using namespace Qt::StringLiterals;

QString wordFor(GuardLevel level)
{
    switch (level) {
    case GuardLevel::Normal:
        return u"normal"_s;
    case GuardLevel::Confirm:
        return u"confirm"_s;
    case GuardLevel::ReadOnly:
        break;
    }
    return u"readOnly"_s;
}

GuardLevel guardFrom(const json::Value &word)
{
    if (word.isNull() || word.toString() == u"normal")
        return GuardLevel::Normal;
    return word.toString() == u"confirm" ? GuardLevel::Confirm : GuardLevel::ReadOnly;
}

QString hostOf(const Profile &profile)
{
    return profile.keyban.base.authority(QUrl::FullyEncoded).section(u'@', -1).toLower();
}

/// Keyed with the profile's id, so that one key in two profiles does not show.
QString fingerprintOf(const Profile &profile, const Secret &key)
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, profile.id.toRfc4122());
    key.use([&code](QByteArrayView bytes) { code.addData(bytes.data(), bytes.size()); });
    return QString::fromLatin1(code.result().left(8).toHex());
}

void setOrRemove(json::Value &object, const QString &key, const QString &text)
{
    if (text.isEmpty())
        object.remove(key);
    else
        object.set(key, text);
}

json::Value toJson(const QList<RememberedDialect> &remembered)
{
    json::Value::Array entries;
    for (const RememberedDialect &one : remembered) {
        auto entry = json::Value::object();
        entry.set(u"host"_s, one.host);
        entry.set(u"fingerprint"_s, one.fingerprint);
        entry.set(u"dialect"_s, keyban::wireName(one.dialect));
        entries.push_back(std::move(entry));
    }
    return entries;
}

json::Value toJson(const KeybanService &service)
{
    auto object = service.source.isObject() ? service.source : json::Value::object();
    object.set(u"base"_s, service.base.toString(QUrl::FullyEncoded));
    setOrRemove(object, u"applicationId"_s, service.applicationId);
    setOrRemove(object, u"network"_s, service.network);
    setOrRemove(object, u"dialect"_s, service.dialect ? keyban::wireName(*service.dialect) : QString());
    setOrRemove(object, u"eventStreamPath"_s, service.eventStreamPath);
    if (service.remembered.isEmpty())
        object.remove(u"remembered"_s);
    else
        object.set(u"remembered"_s, toJson(service.remembered));
    return object;
}

KeybanService keybanFromJson(const json::Value &value)
{
    KeybanService service;
    service.base = QUrl(value[u"base"].toString());
    service.applicationId = value[u"applicationId"].toString();
    service.network = value[u"network"].toString();
    service.dialect = keyban::dialectFromWire(value[u"dialect"].toString());
    service.eventStreamPath = value[u"eventStreamPath"].toString();
    for (const json::Value &entry : value[u"remembered"].items())
        if (const auto dialect = keyban::dialectFromWire(entry[u"dialect"].toString()))
            service.remembered.append({entry[u"host"].toString(), entry[u"fingerprint"].toString(), *dialect});
    service.source = value;
    return service;
}

json::Value toJson(const KeystoneService &service)
{
    auto object = service.source.isObject() ? service.source : json::Value::object();
    object.set(u"base"_s, service.base.toString(QUrl::FullyEncoded));
    object.set(u"auth"_s, service.auth.toString(QUrl::FullyEncoded));
    setOrRemove(object, u"clientId"_s, service.clientId);
    return object;
}

KeystoneService keystoneFromJson(const json::Value &value)
{
    return {QUrl(value[u"base"].toString()), QUrl(value[u"auth"].toString()), value[u"clientId"].toString(), value};
}

QString wordFor(ProxyTokenFrom from)
{
    switch (from) {
    case ProxyTokenFrom::Environment:
        return u"environment"_s;
    case ProxyTokenFrom::EnvFile:
        return u"envFile"_s;
    case ProxyTokenFrom::Command:
        return u"command"_s;
    case ProxyTokenFrom::Person:
        break;
    }
    return {};
}

ProxyTokenFrom tokenFromWord(const QString &word)
{
    for (const auto from : {ProxyTokenFrom::Environment, ProxyTokenFrom::EnvFile, ProxyTokenFrom::Command})
        if (word == wordFor(from))
            return from;
    return ProxyTokenFrom::Person;
}

void setOrRemove(json::Value &object, const QString &key, const QStringList &texts)
{
    if (texts.isEmpty())
        return object.remove(key);
    json::Value::Array entries;
    for (const QString &text : texts)
        entries.push_back(text);
    object.set(key, std::move(entries));
}

QStringList textsFrom(const json::Value &entries)
{
    QStringList texts;
    for (const json::Value &entry : entries.items())
        if (entry.isString())
            texts << entry.toString();
    return texts;
}

json::Value toJson(const KeychainsService &service)
{
    auto object = service.source.isObject() ? service.source : json::Value::object();
    object.set(u"base"_s, service.base.toString(QUrl::FullyEncoded));
    setOrRemove(object, u"account"_s, service.account);
    setOrRemove(object, u"passports"_s, service.passports);
    setOrRemove(object, u"settlements"_s, service.settlements);
    setOrRemove(object, u"trusted"_s, service.trusted);
    setOrRemove(object, u"tokenFrom"_s, wordFor(service.tokenFrom));
    setOrRemove(object, u"program"_s, service.program);
    setOrRemove(object, u"arguments"_s, service.arguments);
    return object;
}

KeychainsService keychainsFromJson(const json::Value &value)
{
    return {.base = QUrl(value[u"base"].toString()),
            .account = value[u"account"].toString(),
            .passports = value[u"passports"].toString(),
            .settlements = value[u"settlements"].toString(),
            .trusted = textsFrom(value[u"trusted"]),
            .tokenFrom = tokenFromWord(value[u"tokenFrom"].toString()),
            .program = value[u"program"].toString(),
            .arguments = textsFrom(value[u"arguments"]),
            .source = value};
}

/// What is not false, or not understood, is strict.
bool fourEyesFrom(const json::Value &value)
{
    return !value.isNull() && value.toBool(true);
}

} // namespace

KeystoneService makeKeystoneService()
{
    return {QUrl(u"https://api.keystoneos.xyz"_s), QUrl(u"https://auth.keystoneos.xyz"_s), {}, {}};
}

KeychainsService makeKeychainsService()
{
    KeychainsService service;
    service.base = QUrl(u"https://keychains.dev"_s);
    return service;
}

bool goesThroughProxy(const Profile &profile, Service service)
{
    if (!profile.keychains)
        return false;
    switch (service) {
    case Service::Keyban:
        return !profile.keychains->passports.isEmpty();
    case Service::Keystone:
        return !profile.keychains->settlements.isEmpty();
    case Service::Bkey:
        break; // who approves must not depend on who holds the keys
    }
    return false;
}

Profile makeProfile(const QString &name)
{
    Profile profile;
    profile.id = QUuid::createUuid();
    profile.name = name;
    profile.keyban.base = QUrl(u"https://api.prod.keyban.io"_s);
    return profile;
}

QString secretKey(const Profile &profile, Service service)
{
    const QString id = profile.id.toString(QUuid::WithoutBraces);
    switch (service) {
    case Service::Keyban:
        break;
    case Service::Keystone:
        return id + u"/keystone"_s;
    case Service::Bkey:
        return id + u"/bkey"_s;
    }
    return id + u"/keyban"_s;
}

std::optional<keyban::Dialect> rememberedDialect(const Profile &profile, const Secret &key)
{
    const QString fingerprint = fingerprintOf(profile, key);
    for (const RememberedDialect &one : profile.keyban.remembered)
        if (one.host == hostOf(profile) && one.fingerprint == fingerprint)
            return one.dialect;
    return std::nullopt;
}

void rememberDialect(Profile &profile, const Secret &key, keyban::Dialect dialect)
{
    const RememberedDialect fresh{hostOf(profile), fingerprintOf(profile, key), dialect};
    profile.keyban.remembered.removeIf([&fresh](const RememberedDialect &one) {
        return one.host == fresh.host && one.fingerprint == fresh.fingerprint;
    });
    profile.keyban.remembered.append(fresh);
}

json::Value toJson(const Profile &profile)
{
    auto object = profile.source.isObject() ? profile.source : json::Value::object();
    object.set(u"id"_s, profile.id.toString(QUuid::WithoutBraces));
    object.set(u"name"_s, profile.name);
    object.set(u"guard"_s, wordFor(profile.guard));
    if (profile.isSandbox)
        object.set(u"sandbox"_s, true);
    else
        object.remove(u"sandbox"_s);
    object.set(u"keyban"_s, toJson(profile.keyban));
    if (profile.keystone)
        object.set(u"keystone"_s, toJson(*profile.keystone));
    else
        object.remove(u"keystone"_s);
    if (profile.keychains)
        object.set(u"keychains"_s, toJson(*profile.keychains));
    else
        object.remove(u"keychains"_s);
    if (profile.bkey)
        object.set(u"bkey"_s, toJson(*profile.bkey));
    else
        object.remove(u"bkey"_s);
    if (profile.gate == GatePolicy())
        object.remove(u"gate"_s);
    else
        object.set(u"gate"_s, profile.gate.toJson());
    if (profile.isTest)
        object.set(u"test"_s, true);
    else
        object.remove(u"test"_s);
    if (profile.needsFourEyes)
        object.set(u"fourEyes"_s, true);
    else
        object.remove(u"fourEyes"_s);
    return object;
}

Result<Profile> profileFromJson(const json::Value &value)
{
    Profile profile;
    profile.id = QUuid::fromString(value[u"id"].toString());
    if (profile.id.isNull()) {
        Error error;
        error.kind = ErrorKind::Storage;
        error.cause = Cause::StorageCorrupt;
        return error;
    }
    profile.name = value[u"name"].toString();
    profile.guard = guardFrom(value[u"guard"]);
    profile.isSandbox = value[u"sandbox"].toBool();
    profile.keyban = keybanFromJson(value[u"keyban"]);
    if (value[u"keystone"].isObject())
        profile.keystone = keystoneFromJson(value[u"keystone"]);
    if (value[u"keychains"].isObject())
        profile.keychains = keychainsFromJson(value[u"keychains"]);
    if (value[u"bkey"].isObject())
        profile.bkey = bkeyFromJson(value[u"bkey"]);
    profile.gate = GatePolicy::fromJson(value[u"gate"]);
    profile.isTest = value[u"test"].toBool();
    profile.needsFourEyes = fourEyesFrom(value[u"fourEyes"]);
    profile.source = value;
    return profile;
}

} // namespace chancery
