// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/approval.h"

#include "core/async/errorof.h"

#include <algorithm>
#include <array>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

// In the order of their enumerations.
constexpr std::array stateWords{"asking"_L1,  "waiting"_L1,  "granted"_L1,   "spent"_L1, "denied"_L1,
                                "expired"_L1, "timedOut"_L1, "withdrawn"_L1, "failed"_L1};
constexpr std::array barWords{"none"_L1,         "samePerson"_L1,    "approverUnknown"_L1, "alreadyWaiting"_L1,
                              "notWaiting"_L1,   "otherApprover"_L1, "tokenSeen"_L1,       "notGranted"_L1,
                              "alreadySpent"_L1, "otherAction"_L1,   "planChanged"_L1,     "otherAuthor"_L1,
                              "otherWay"_L1,     "stale"_L1};
static_assert(stateWords.size() == size_t(ApprovalState::Failed) + 1);
static_assert(barWords.size() == size_t(ApprovalBar::Stale) + 1);

} // namespace

QLatin1StringView approvalWayWord(ApprovalWay way)
{
    return way == ApprovalWay::Phone ? "phone"_L1 : "desk"_L1;
}

QLatin1StringView approvalStateWord(ApprovalState state)
{
    return stateWords[size_t(state)];
}

/// A word that a later version wrote is no yes.
ApprovalState approvalStateFromWord(QStringView word)
{
    for (size_t state = 0; state < stateWords.size(); ++state) {
        if (stateWords[state] == word)
            return ApprovalState(state);
    }
    return ApprovalState::Failed;
}

QLatin1StringView approvalBarWord(ApprovalBar bar)
{
    return barWords[size_t(bar)];
}

Error approvalVoid(const QByteArray &plan, ApprovalBar bar)
{
    constexpr qsizetype shortCode = 4; // bytes
    Error error =
        errorOf(ErrorKind::ApprovalNeeded, Cause::ApprovalVoid, QString::fromLatin1(plan.left(shortCode).toHex()));
    error.code = approvalBarWord(bar);
    return error;
}

ApprovalBar approvalBarFromWord(QStringView word)
{
    const auto found = std::find(barWords.begin(), barWords.end(), word);
    return found == barWords.end() ? ApprovalBar::None : ApprovalBar(found - barWords.begin());
}

} // namespace chancery
