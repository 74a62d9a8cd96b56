// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/signature.h"

#include "core/keystone/decode.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace chancery::keystone {

using namespace Qt::StringLiterals;

const QByteArray signatureHeader = QByteArrayLiteral("X-Keystone-Signature");

namespace {

constexpr qsizetype hexDigits = 64;

/// Lower-case digits, or nothing when that is no signature.
QByteArray digitsOf(QByteArrayView signature)
{
    QByteArray digits = signature.trimmed().toByteArray().toLower();
    if (digits.startsWith("sha256="))
        digits.remove(0, 7);
    const bool isHex = std::all_of(digits.begin(), digits.end(),
                                   [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return isHex && digits.size() == hexDigits ? digits : QByteArray();
}

bool sameInConstantTime(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= unsigned(uchar(a[i]) ^ uchar(b[i]));
    return difference == 0;
}

} // namespace

QByteArray signatureOf(QByteArrayView payload, const Secret &secret)
{
    return secret.use([payload](QByteArrayView key) {
        QMessageAuthenticationCode code(QCryptographicHash::Sha256, QByteArray::fromRawData(key.data(), key.size()));
        code.addData(payload.data(), payload.size());
        return code.result().toHex();
    });
}

SignatureVerdict verifySignature(QByteArrayView payload, QByteArrayView signature,
                                 std::span<const SigningSecret> secrets, const QDateTime &now)
{
    if (signature.trimmed().isEmpty())
        return SignatureVerdict::SignatureMissing;
    const QByteArray digits = digitsOf(signature);
    if (digits.isEmpty())
        return SignatureVerdict::SignatureUnreadable;
    if (secrets.empty())
        return SignatureVerdict::NoSecret;

    SignatureVerdict verdict = SignatureVerdict::DoesNotFit;
    for (const SigningSecret &kept : secrets) {
        if (!sameInConstantTime(signatureOf(payload, kept.secret), digits))
            continue;
        if (!kept.validUntil.isValid())
            return SignatureVerdict::Valid;
        verdict = now < kept.validUntil ? SignatureVerdict::ValidWithOldSecret : SignatureVerdict::OldSecretExpired;
    }
    return verdict;
}

Result<WebhookPayload> decodePayload(QByteArrayView payload)
{
    const Result<json::Value> body = json::parse(payload);
    if (!body)
        return body.error();
    WebhookPayload read;
    read.event = (*body)[u"event"].toText();
    if (read.event.isEmpty())
        return unexpectedShape(u"event"_s);
    const json::Value &data = (*body)[u"data"];
    const auto either = [&data](QStringView name, QStringView alias) {
        return (data[name].isNull() ? data[alias] : data[name]).toText();
    };
    read.settlementId = data[u"settlement_id"].toText();
    read.toState = either(u"to_state", u"state");
    read.fromState = either(u"from_state", u"previous_state");
    read.settlementType = data[u"settlement_type"].toText();
    read.timestamp = timeOf(data[u"timestamp"]);
    return read;
}

} // namespace chancery::keystone
