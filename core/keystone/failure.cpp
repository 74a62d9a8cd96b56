// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/failure.h"

#include "core/http/retry.h"
#include "core/keystone/calls.h"

#include <QUuid>

namespace chancery::keystone {

using namespace Qt::StringLiterals;

namespace {

/// Of the token endpoint, whose refusals come with any status of the 400s (RFC 6749 §5.2).
bool refusesClient(const Error &error)
{
    return error.code == u"invalid_client" || error.code == u"unauthorized_client" || error.code == u"access_denied" ||
           error.code == u"invalid_grant";
}

bool isAboutToken(const Error &error)
{
    return error.subject == QLatin1StringView(calls::fetchToken.name.data(), qsizetype(calls::fetchToken.name.size()));
}

} // namespace

Failure failureOf(const Error &error, const Call &call)
{
    const bool aboutToken = isAboutToken(error);
    const bool mayMeanClient = error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::Invalid;
    if (error.kind == ErrorKind::Unauthorized || (aboutToken && mayMeanClient && refusesClient(error)))
        return Failure::Authentication;
    if (isTransient(error)) {
        if (mayRepeat(call) || aboutToken)
            return Failure::RetriesExhausted;
        const bool turnedAway = error.reach == Reach::NotSent || error.kind == ErrorKind::RateLimited;
        return turnedAway ? Failure::Other : Failure::Unclear;
    }
    if (aboutToken)
        return Failure::Other;
    switch (error.kind) {
    case ErrorKind::Forbidden:
        return Failure::Forbidden;
    case ErrorKind::NotFound:
        return Failure::NotFound;
    case ErrorKind::Conflict:
        return Failure::Conflict;
    case ErrorKind::Invalid:
        return Failure::Invalid;
    default:
        break;
    }
    const bool isTaken = error.reach == Reach::Answered && error.httpStatus >= 200 && error.httpStatus < 300;
    const bool mayHaveActed = call.effect != Effect::Read && (error.reach == Reach::Unknown || isTaken);
    return mayHaveActed ? Failure::Unclear : Failure::Other;
}

QString newIdempotencyKey(const QString &prefix)
{
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return prefix.isEmpty() ? id : prefix + u'-' + id;
}

} // namespace chancery::keystone
