// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/gate/gatedplan.h"

#include <QString>

namespace chancery {

/// What a sensitive action is called: "Mint points", and so on.
QString actionName(GatedAction action);
/// The same of an approval's own word; that of what was asked for by hand, and of a later version, too.
QString actionName(const QString &word);
/// What a plan would do, in one sentence of the person's locale.
QString planSentence(const GatedPlan &plan);
/// What the phone shows: the same with the plan's short code at its end, at most 120 characters on one line.
QString phoneMessage(const GatedPlan &plan);
/// The first characters of a plan's hash in pairs, to be compared by eye: "3f a2 9c 01".
QString codeInPairs(const QString &code);
/// What a policy asks for, such as "a yes on a phone".
QString needText(GateNeed need);
/// What the connection calls one of its approvers; the DID or user name itself of anybody else.
QString approverName(const Profile &profile, const QString &approver);
/// An approval's state in a word.
QString stateName(ApprovalState state);

} // namespace chancery
