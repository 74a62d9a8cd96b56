// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/token.h"

#include "core/bkey/base64url.h"
#include "core/bkey/ed25519.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cmath>

namespace chancery::bkey {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestToken = 8192;
constexpr auto clockPlay = 30s;
constexpr double lastSecond = 253'402'300'799.0; ///< of the year 9999

// In the order of the enumeration.
constexpr std::array faultWords{"none"_L1,      "nothingExpected"_L1, "malformed"_L1, "algorithm"_L1, "keyUnknown"_L1,
                                "signature"_L1, "claimMissing"_L1,    "issuer"_L1,    "expired"_L1,   "notYetValid"_L1,
                                "audience"_L1,  "scope"_L1,           "approver"_L1,  "tooOld"_L1};
static_assert(faultWords.size() == size_t(TokenFault::TooOld) + 1);

TokenVerdict refused(TokenFault fault, const QString &subject = {})
{
    return {.fault = fault, .subject = subject};
}

/// A fault, or nothing to say against it.
using Objection = std::optional<TokenVerdict>;

/// `header.claims.signature`, each as its bytes.
struct Parts
{
    QByteArrayView signedBytes;
    json::Value header;
    json::Value claims;
    QByteArray signature;
};

/// An object that says nothing twice: readers differ in which of two they believe.
std::optional<json::Value> objectFrom(QByteArrayView encoded)
{
    const auto bytes = fromBase64Url(encoded);
    if (!bytes)
        return std::nullopt;
    const Result<json::Value> parsed = json::parse(*bytes);
    if (!parsed || !parsed->isObject())
        return std::nullopt;
    QStringList names;
    for (const json::Member &member : parsed->members())
        names << member.key;
    return names.removeDuplicates() == 0 ? std::optional(*parsed) : std::nullopt;
}

Objection takeApart(QByteArrayView token, Parts &parts)
{
    if (token.isEmpty() || token.size() > longestToken)
        return refused(TokenFault::Malformed, u"length"_s);
    const QByteArray whole = QByteArray::fromRawData(token.data(), token.size());
    const qsizetype first = whole.indexOf('.');
    const qsizetype second = first < 0 ? -1 : whole.indexOf('.', first + 1);
    if (first < 1 || second <= first + 1 || second + 1 == whole.size() || whole.indexOf('.', second + 1) >= 0)
        return refused(TokenFault::Malformed, u"parts"_s);
    const auto header = objectFrom(token.first(first));
    if (!header)
        return refused(TokenFault::Malformed, u"header"_s);
    const auto claims = objectFrom(token.sliced(first + 1, second - first - 1));
    if (!claims)
        return refused(TokenFault::Malformed, u"claims"_s);
    const auto signature = fromBase64Url(token.sliced(second + 1));
    if (!signature)
        return refused(TokenFault::Malformed, u"signature"_s);
    parts = {token.first(second), *header, *claims, *signature};
    return {};
}

Objection examineSignature(const Parts &parts, const QList<SigningKey> &keys)
{
    if (parts.header[u"alg"].toString() != "EdDSA"_L1)
        return refused(TokenFault::Algorithm, parts.header[u"alg"].toText().left(40));
    if (parts.header.contains(u"crit"))
        return refused(TokenFault::Malformed, u"crit"_s);
    const QString id = parts.header[u"kid"].toString();
    const auto key = std::find_if(keys.cbegin(), keys.cend(), [&id](const SigningKey &one) { return one.id == id; });
    if (id.isEmpty() || key == keys.cend())
        return refused(TokenFault::KeyUnknown, id.left(120));
    if (!isSignedBy(key->publicKey, parts.signedBytes, parts.signature))
        return refused(TokenFault::Signature, id.left(120));
    return {};
}

QString withoutEndSlashes(QString address)
{
    while (address.endsWith(u'/'))
        address.chop(1);
    return address;
}

/// Seconds since 1970 (RFC 7519 §2), parts of a second let go; invalid for anything else.
QDateTime timeOf(const json::Value &claim)
{
    const double seconds = claim.isNumber() ? claim.toText().toDouble() : -1;
    if (!(seconds >= 0 && seconds <= lastSecond))
        return {};
    return QDateTime::fromSecsSinceEpoch(qint64(std::floor(seconds)), Qt::UTC);
}

Objection examineTimes(const json::Value &claims, const QDateTime &now, ApprovalToken &token)
{
    token.expires = timeOf(claims[u"exp"]);
    if (!token.expires.isValid())
        return refused(TokenFault::ClaimMissing, u"exp"_s);
    token.issued = timeOf(claims[u"iat"]);
    if (!token.issued.isValid())
        return refused(TokenFault::ClaimMissing, u"iat"_s);
    if (now >= token.expires.addDuration(clockPlay))
        return refused(TokenFault::Expired, token.expires.toString(Qt::ISODate));
    QDateTime from = token.issued;
    if (claims.contains(u"nbf")) {
        const QDateTime notBefore = timeOf(claims[u"nbf"]);
        if (!notBefore.isValid())
            return refused(TokenFault::Malformed, u"nbf"_s);
        from = std::max(from, notBefore);
    }
    if (now < from.addDuration(-clockPlay))
        return refused(TokenFault::NotYetValid, from.toString(Qt::ISODate));
    return {};
}

/// One text, or a list that holds it.
bool isMeantFor(const json::Value &audience, const QString &client)
{
    if (audience.isString())
        return audience.toString() == client;
    const auto &entries = audience.items();
    return audience.isArray() && std::any_of(entries.begin(), entries.end(), [&client](const json::Value &entry) {
               return entry.isString() && entry.toString() == client;
           });
}

Objection examinePurpose(const json::Value &claims, const TokenExpectation &expected, ApprovalToken &token)
{
    if (!isMeantFor(claims[u"aud"], expected.audience))
        return refused(TokenFault::Audience, claims[u"aud"].toText().left(120));
    token.scopes = claims[u"scope"].toString().split(u' ', Qt::SkipEmptyParts);
    for (const QString &scope : expected.scopes) {
        if (scope != "openid"_L1 && !token.scopes.contains(scope))
            return refused(TokenFault::Scope, scope);
    }
    token.approver = claims[u"sub"].toString();
    if (token.approver != expected.approver)
        return refused(TokenFault::Approver, token.approver.left(256));
    if (token.issued < expected.asked.addDuration(-clockPlay))
        return refused(TokenFault::TooOld, token.issued.toString(Qt::ISODate));
    return {};
}

/// Without all of this, a token would prove something, but nothing that was asked.
Objection examineExpectation(const TokenExpectation &expected)
{
    for (const auto &[name, value] : {std::pair{u"issuer"_s, expected.issuer},
                                      {u"audience"_s, expected.audience},
                                      {u"approver"_s, expected.approver}}) {
        if (value.isEmpty())
            return refused(TokenFault::NothingExpected, name);
    }
    const auto says = [](const QString &scope) { return !scope.isEmpty() && scope != "openid"_L1; };
    if (!std::any_of(expected.scopes.cbegin(), expected.scopes.cend(), says))
        return refused(TokenFault::NothingExpected, u"scopes"_s);
    return expected.asked.isValid() ? Objection() : refused(TokenFault::NothingExpected, u"asked"_s);
}

Objection examine(QByteArrayView text, const QList<SigningKey> &keys, const TokenExpectation &expected,
                  const QDateTime &now, ApprovalToken &token)
{
    if (auto objection = examineExpectation(expected))
        return objection;
    Parts parts;
    if (auto objection = takeApart(text, parts))
        return objection;
    if (auto objection = examineSignature(parts, keys))
        return objection;
    const json::Value &claims = parts.claims;
    token.issuer = withoutEndSlashes(claims[u"iss"].toString());
    if (token.issuer != withoutEndSlashes(expected.issuer))
        return refused(TokenFault::Issuer, token.issuer.left(256));
    if (auto objection = examineTimes(claims, now, token))
        return objection;
    if (auto objection = examinePurpose(claims, expected, token))
        return objection;
    if (claims.contains(u"jti") && !claims[u"jti"].isString())
        return refused(TokenFault::Malformed, u"jti"_s);
    token.id = claims[u"jti"].toString();
    if (token.id.isEmpty())
        token.id =
            u"sha256:"_s + QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
    return {};
}

} // namespace

QLatin1StringView tokenFaultWord(TokenFault fault)
{
    return faultWords[size_t(fault)];
}

TokenVerdict verifyToken(QByteArrayView token, const QList<SigningKey> &keys, const TokenExpectation &expected,
                         const QDateTime &now)
{
    ApprovalToken read;
    const Objection objection = examine(token, keys, expected, now, read);
    return objection ? *objection : TokenVerdict{.token = std::move(read)};
}

} // namespace chancery::bkey
