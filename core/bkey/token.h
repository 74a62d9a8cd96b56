// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/keyset.h"

#include <QDateTime>
#include <QStringList>

namespace chancery::bkey {

/// What makes an approval's token no proof (BKey fact sheet §6). That it was shown before is for the ledger to say:
/// ApprovalBar::TokenSeen.
enum class TokenFault {
    None,
    NothingExpected, ///< nobody said what it has to prove; the subject is what is missing
    Malformed,       ///< no signed token; the subject is the part or member
    Algorithm,       ///< signed in another way, or not at all
    KeyUnknown,      ///< by no key that the issuer publishes
    Signature,       ///< not by that key, or changed afterwards
    ClaimMissing,    ///< without something that it must say
    Issuer,
    Expired,
    NotYetValid,
    Audience, ///< meant for another program
    Scope,    ///< for something else; the subject is the scope that it lacks
    Approver, ///< somebody else's
    TooOld,   ///< from before it was asked for
};
/// `malformed`, `keyUnknown` and so on, in the ledger and in JSON.
QLatin1StringView tokenFaultWord(TokenFault fault);

/// What a token has to prove. Every member is required.
struct TokenExpectation
{
    QString issuer;     ///< the address of the service; slashes at its end do not count
    QString audience;   ///< our client id
    QString approver;   ///< the DID that was asked
    QStringList scopes; ///< that were asked for; `openid` says nothing
    QDateTime asked;    ///< by the service's clock
};

/// What a token that passed every check says.
struct ApprovalToken
{
    QString id; ///< `jti`; without one, the SHA-256 of the token after `sha256:`
    QString issuer;
    QString approver;
    QStringList scopes;
    QDateTime issued;
    QDateTime expires;
    bool operator==(const ApprovalToken &) const = default;
};

struct TokenVerdict
{
    TokenFault fault = TokenFault::None;
    QString subject{};     ///< what it concerns; never a part of the token but names and public values
    ApprovalToken token{}; ///< only without a fault
    bool isProof() const { return fault == TokenFault::None; }
};

/// Checks a token against the keys and what was asked for, at the time `now` by the service's clock; half a minute of
/// difference between clocks is let pass. What counts is the first fault, and what the token claims counts for nothing
/// before its signature fits.
TokenVerdict verifyToken(QByteArrayView token, const QList<SigningKey> &keys, const TokenExpectation &expected,
                         const QDateTime &now);

} // namespace chancery::bkey
