// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/profile.h"

namespace chancery {

enum class ProfileField {
    Name,
    KeybanBase,
    KeybanApplication,
    KeybanNetwork,
    KeybanDialect,
    KeybanEventStream,
    KeystoneBase,
    KeystoneAuth,
    KeystoneClient,
    BkeyBase,
    BkeyClient,
    BkeyApprovers,
    GateNeeds,
    KeychainsBase,
    KeychainsAccount,
    KeychainsPassports,   ///< the name of their credential
    KeychainsSettlements, ///< the same
    KeychainsTrusted,
    KeychainsProgram,
};

enum class ProfileFault {
    Empty,
    NotAnAddress,
    NotHttp,              ///< another scheme than http and https
    PlainHttpNotLoopback, ///< the credential would travel in the clear
    HasUserInformation,   ///< a name or password inside the address would be stored in the clear
    HasQuery,             ///< query or fragment, which no call would keep
    EndsWithVersion,      ///< ends with /v1, which every call adds by itself
    NotAUuid,
    UnknownNetwork,
    ContradictsNetwork, ///< the network's family speaks the other dialect
    NotAPath,           ///< does not begin with a slash
    NotAPlaceholder,    ///< no name that a credential may have at the proxy
    LooksLikeKey,       ///< a real key, where only a name belongs
    NotThroughProxy,    ///< the address has a port, no name, or another reason why the proxy cannot go there
    NotHeaderText,      ///< holds what no header can
    NotADid,            ///< no name of a person that the approval service could know
    UserUnknown,        ///< nobody said which user of the ledger it is, who must not be the one that asks
    NobodyToAsk,        ///< the policy wants a yes on a phone, and there is no approver
};

enum class ProfileSeverity {
    Warning, ///< may be meant so
    Error,   ///< cannot work
};

/// What is wrong with one field of a profile.
struct ProfileProblem
{
    ProfileField field;
    ProfileFault fault;
    ProfileSeverity severity;
    QString subject{}; ///< which one, of a field with several
    bool operator==(const ProfileProblem &) const = default;
};

/// All that can be said without asking the service, in the order of the fields. Whether the name is taken, the store
/// knows.
QList<ProfileProblem> problems(const Profile &profile);
bool hasErrors(const QList<ProfileProblem> &problems);

} // namespace chancery
