// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeysigner.h"

#include <QCryptographicHash>
#include <QUuid>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 longAgo = 3600;
constexpr qint64 skew = 120;
constexpr qsizetype tooLong = 8193;

/// A key known by its number; key 0 is published by nobody.
SigningKey keyOf(int kid)
{
    QByteArray seed = QByteArray::fromHex("2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40");
    const QByteArray name = "test-bkey-signing-key-" + QByteArray::number(kid);
    if (kid != 1)
        seed = QCryptographicHash::hash(name, QCryptographicHash::Sha256);
    return SigningKey(seed);
}

QString nameOf(int kid)
{
    return u"demo-%1"_s.arg(kid);
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

void shift(json::Value &claims, const QString &name, qint64 seconds)
{
    claims.set(name, json::Value::integer(claims[name].toInteger() + seconds));
}

} // namespace

void BkeySigner::rotate()
{
    m_published.push_back(++m_kid);
}

json::Value BkeySigner::published(int kid) const
{
    json::Value key = json::Value::object();
    key.set(u"kty"_s, u"OKP"_s);
    key.set(u"crv"_s, u"Ed25519"_s);
    key.set(u"x"_s, QString::fromLatin1(base64Url(keyOf(kid).publicKey())));
    if (m_publishing == u"private")
        key.set(u"d"_s, QString::fromLatin1(base64Url(keyOf(kid).seed())));
    key.set(u"use"_s, u"sig"_s);
    key.set(u"alg"_s, u"EdDSA"_s);
    key.set(u"kid"_s, nameOf(kid));
    return key;
}

QByteArray BkeySigner::keySet() const
{
    json::Value::Array keys;
    if (m_publishing != u"none") {
        for (const int kid : m_published)
            keys.push_back(published(kid));
    }
    for (int kid = 1001; m_publishing == u"many" && keys.size() < 11; ++kid)
        keys.push_back(published(kid));
    json::Value set = json::Value::object();
    set.set(u"keys"_s, std::move(keys));
    return json::write(set);
}

bool BkeySigner::setPublishing(const QString &word)
{
    if (!QStringList{u"normal"_s, u"none"_s, u"many"_s, u"private"_s}.contains(word))
        return false;
    m_publishing = word;
    return true;
}

const QStringList &BkeySigner::forgeries()
{
    static const QStringList words{
        u"otherKey"_s,     u"unknownKid"_s, u"noKid"_s,       u"algNone"_s,       u"hs256"_s,
        u"malleable"_s,    u"changed"_s,    u"noSubject"_s,   u"noScope"_s,       u"badSignature"_s,
        u"wrongIssuer"_s,  u"noIssuer"_s,   u"noAudience"_s,  u"wrongAudience"_s, u"wrongSubject"_s,
        u"missingScope"_s, u"expired"_s,    u"textTimes"_s,   u"noExpiry"_s,      u"notYet"_s,
        u"stale"_s,        u"clockAhead"_s, u"clockBehind"_s, u"noId"_s,          u"replayedId"_s,
        u"replayed"_s,     u"tooLong"_s,    u"noToken"_s,     u"otherStatus"_s,   u"unknownStatus"_s};
    return words;
}

void BkeySigner::setForgeries(const QStringList &words)
{
    m_forgeries = QSet<QString>(words.begin(), words.end());
}

json::Value BkeySigner::claimsOf(const BkeyGrant &grant, qint64 seconds) const
{
    const qint64 now = grant.now / 1000;
    json::Value claims = json::Value::object();
    claims.set(u"iss"_s, grant.issuer);
    claims.set(u"sub"_s, grant.subject);
    claims.set(u"aud"_s, grant.audience);
    claims.set(u"scope"_s, grant.scope);
    claims.set(u"jti"_s, newId());
    claims.set(u"iat"_s, json::Value::integer(now));
    claims.set(u"exp"_s, json::Value::integer(now + seconds));
    return claims;
}

void BkeySigner::spoilClaims(json::Value &claims, const BkeyGrant &grant) const
{
    if (forges(u"wrongIssuer"_s))
        claims.set(u"iss"_s, u"https://issuer.example"_s);
    if (forges(u"noIssuer"_s))
        claims.remove(u"iss");
    if (forges(u"wrongAudience"_s))
        claims.set(u"aud"_s, u"test-other-client"_s);
    if (forges(u"noAudience"_s))
        claims.remove(u"aud");
    if (forges(u"wrongSubject"_s))
        claims.set(u"sub"_s, u"did:bkey:zTestSomebodyElse"_s);
    if (forges(u"noSubject"_s))
        claims.remove(u"sub");
    if (forges(u"noScope"_s))
        claims.remove(u"scope");
    if (forges(u"missingScope"_s))
        claims.set(u"scope"_s, u"openid"_s);
    if (forges(u"noId"_s))
        claims.remove(u"jti");
    if (forges(u"replayedId"_s) && !m_lastId.isEmpty())
        claims.set(u"jti"_s, m_lastId);
    if (forges(u"stale"_s))
        claims.set(u"iat"_s, json::Value::integer(grant.startedAt / 1000 - longAgo));
    if (forges(u"expired"_s))
        shift(claims, u"exp"_s, -m_life - skew);
    if (forges(u"notYet"_s))
        claims.set(u"nbf"_s, json::Value::integer(grant.now / 1000 + longAgo));
    const qint64 ahead = (forges(u"clockAhead"_s) ? skew : 0) - (forges(u"clockBehind"_s) ? skew : 0);
    for (const QString &name : {u"iat"_s, u"exp"_s}) {
        shift(claims, name, ahead);
        if (forges(u"textTimes"_s))
            claims.set(name, QString::number(claims[name].toInteger()));
    }
    if (forges(u"noExpiry"_s))
        claims.remove(u"exp");
    if (forges(u"tooLong"_s))
        claims.set(u"padding"_s, QString(tooLong, u'x'));
}

QByteArray BkeySigner::signedToken(const json::Value &claims) const
{
    json::Value header = json::Value::object();
    const bool isNone = forges(u"algNone"_s);
    const bool isShared = forges(u"hs256"_s);
    header.set(u"alg"_s, isNone ? u"none"_s : isShared ? u"HS256"_s : u"EdDSA"_s);
    if (!forges(u"noKid"_s))
        header.set(u"kid"_s, forges(u"unknownKid"_s) ? u"demo-unknown"_s : nameOf(m_kid));
    header.set(u"typ"_s, u"JWT"_s);
    const QByteArray body = base64Url(json::write(header)) + '.' + base64Url(json::write(claims));
    const SigningKey key = keyOf(forges(u"otherKey"_s) ? 0 : m_kid);
    if (isNone)
        return body + '.';
    QByteArray signature = isShared ? hmacSha256(key.publicKey(), body) : key.sign(body);
    if (forges(u"malleable"_s))
        signature = malleated(signature);
    if (forges(u"badSignature"_s))
        signature[0] = char(signature[0] ^ 1);
    if (!forges(u"changed"_s))
        return body + '.' + base64Url(signature);
    json::Value others = claims;
    others.set(u"amount"_s, u"999999999"_s);
    return base64Url(json::write(header)) + '.' + base64Url(json::write(others)) + '.' + base64Url(signature);
}

QByteArray BkeySigner::approvalToken(const BkeyGrant &grant)
{
    if (forges(u"replayed"_s) && !m_lastToken.isEmpty())
        return m_lastToken;
    json::Value claims = claimsOf(grant, m_life);
    spoilClaims(claims, grant);
    m_lastId = claims[u"jti"].toString();
    m_lastToken = signedToken(claims);
    return m_lastToken;
}

QByteArray BkeySigner::clientToken(const BkeyGrant &grant, qint64 seconds) const
{
    BkeySigner honest;
    honest.m_kid = m_kid;
    return honest.signedToken(claimsOf(grant, seconds));
}

} // namespace chancery::sandbox
