// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"
#include "core/ledger/author.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace chancery {

/// How somebody else says yes to what somebody wants to do.
enum class ApprovalWay {
    Desk,  ///< another user of this ledger
    Phone, ///< a named person, on a phone; a token proves it
};
QLatin1StringView approvalWayWord(ApprovalWay way);

/// Whether who asks may be who approves.
enum class SelfApproval {
    Refused,
    Allowed, ///< for trying things out, on a connection that is marked as a test
};

/// What somebody asks another person's yes for: exactly the plan, once.
struct ApprovalIntent
{
    QString id = {}; ///< a UUID, chosen by the caller
    ApprovalWay way = ApprovalWay::Phone;
    QString action = {};  ///< in a word of core/gate
    QByteArray plan = {}; ///< SHA-256 of what would happen; the digest itself
    QString message = {}; ///< as whoever approves reads it; no names of the service's customers
    QString amount = {};
    QString recipient = {};
    QString resource = {};
    QString issuer = {};       ///< whose tokens count; empty at the desk
    QString scope = {};        ///< that a token must have; empty at the desk
    QString approver = {};     ///< who is asked, as the issuer names them; empty at the desk
    QString approverUser = {}; ///< the user of this ledger who that is; empty where nobody said
    SelfApproval selfApproval = SelfApproval::Refused;
    Author author = {}; ///< who asks
    bool operator==(const ApprovalIntent &) const = default;
};

enum class ApprovalState {
    Asking,  ///< about to be sent; the phone may have rung
    Waiting, ///< for the answer
    Granted,
    Spent, ///< for what it was asked for
    Denied,
    Expired,  ///< the service says that it waited long enough
    TimedOut, ///< no answer came while it was awaited
    Withdrawn,
    Failed,
};
/// `asking`, `waiting` and so on, in the ledger and in JSON.
QLatin1StringView approvalStateWord(ApprovalState state);
ApprovalState approvalStateFromWord(QStringView word);

/// Somebody's yes, with what proves it.
struct ApprovalGrant
{
    QString approver = {}; ///< as the token or this system names them
    QString tokenId = {};  ///< empty at the desk
    QDateTime validUntil = {};
    bool operator==(const ApprovalGrant &) const = default;
};

/// How asking ended without a yes.
struct ApprovalEnd
{
    ApprovalState state = ApprovalState::Failed;
    QString detail = {}; ///< the service's own words, or a cause
    bool operator==(const ApprovalEnd &) const = default;
};

/// What an approval is to be spent for.
struct ApprovalUse
{
    QString id = {}; ///< of the approval
    QString action = {};
    QByteArray plan = {}; ///< of what is about to be done
    Author author = {};
    QString subject = {};                  ///< what is done, as its own journal names it
    ApprovalWay least = ApprovalWay::Desk; ///< Phone: a yes from the desk is too little
};

/// Why an approval can't be asked for, given or spent.
enum class ApprovalBar {
    None,
    SamePerson,      ///< who asks may not approve
    ApproverUnknown, ///< nobody said which user of this ledger the approver is
    AlreadyWaiting,  ///< the same person is being asked about that action
    NotWaiting,      ///< it has ended meanwhile: a late yes counts for nothing
    OtherApprover,   ///< somebody else answered
    TokenSeen,       ///< the proof was shown before
    NotGranted,
    AlreadySpent,
    OtherAction,
    PlanChanged, ///< what would be done is not what was approved
    OtherAuthor, ///< somebody else asked, or on another connection
    OtherWay,    ///< at the desk, where a phone is asked for
    Stale,       ///< too long ago
};
/// `samePerson`, `planChanged` and so on, in JSON.
QLatin1StringView approvalBarWord(ApprovalBar bar);
/// None for a word of a later version.
ApprovalBar approvalBarFromWord(QStringView word);

/// ApprovalNeeded / ApprovalVoid: the plan's short code in `subject`, the bar's word in `code`.
Error approvalVoid(const QByteArray &plan, ApprovalBar bar);

/// An approval and what is known of it.
struct ApprovalRecord
{
    ApprovalIntent intent = {};
    ApprovalState state = ApprovalState::Asking;
    QDateTime asked = {};
    QString requestId = {};  ///< by which the issuer knows it
    QDateTime deadline = {}; ///< of the answer; null while it is not known
    QDateTime ended = {};    ///< with a yes or without
    ApprovalGrant grant = {};
    QString detail = {};
    QDateTime spent = {};
    QString spentFor = {};   ///< ApprovalUse::subject
    bool isUnderWay = false; ///< in a living process
    bool operator==(const ApprovalRecord &) const = default;
};

/// One that a process asked for which has ended since, and which another one may go on listening for.
struct ApprovalPickUp
{
    ApprovalBar bar = ApprovalBar::None; ///< why it may not
    ApprovalRecord record = {};
};

/// Which approvals, the latest first. Empty texts let everything through.
struct ApprovalQuery
{
    qint64 limit = 1000;
    QString id = {};
    QString profileId = {};
    QByteArray plan = {}; ///< the digest itself
    enum class Which {
        All,
        Open, ///< that may still be granted, or spent
    };
    Which which = Which::All;
};

} // namespace chancery
