// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/json/value.h"

#include <QStringList>

#include <chrono>
#include <optional>

namespace chancery::bkey {

// Asking a person for a yes, and how the service takes it (BKey fact sheet §2, row 2).

/// Whether the service could know a person by this: `did:`, a method, and what the method names them by.
bool isDid(const QString &text);

/// What is shown beside the message. They are not in the token: only this program ties a yes to what is done.
struct ActionDetails
{
    QString type{};
    QString description{};
    QString amount{}; ///< a decimal, sent as a number of the same digits; in which unit a phone reads it is not known
    QString currency{};
    QString resource{};
    QString recipient{};
};

struct ApprovalRequest
{
    QString approver; ///< a DID
    QStringList scopes{QStringLiteral("approve:action")};
    QString message{}; ///< one line of up to 120 characters; may be empty
    std::optional<ActionDetails> details{};
    std::chrono::seconds expiry{300}; ///< 30 s to 600 s
};

/// What is not set is left out, and `openid` stands first. Error: Refused / SettingInvalid with the member in `subject`
/// for what the service would refuse or a phone could not show.
Result<json::Value> encodeRequest(const ApprovalRequest &request);

struct ApprovalStart
{
    QString id;                       ///< by which it is polled for
    std::chrono::seconds life;        ///< as the service grants it, not as it was asked
    std::optional<qint64> interval{}; ///< seconds between polls, for PollPace
    bool operator==(const ApprovalStart &) const = default;
};

/// Where the service does not say how long it waits, it is as long as it was asked to. Error: Protocol /
/// UnexpectedShape without an id.
Result<ApprovalStart> decodeStart(const json::Value &body, std::chrono::seconds expiry);

} // namespace chancery::bkey
