// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/danger.h"
#include "core/profiles/problems.h"

namespace chancery {

/// What is wrong with a field and what to put there; it stands at the field, which it does not name.
QString describe(const ProfileProblem &problem);

/// `LIVE` or `TEST`, as everything that warns says it.
QString dangerWord(Danger danger);
/// What decided it: "the address is the production host".
QString dangerReason(DangerReason reason);
/// Both as a sentence: "LIVE: the address is the production host."
QString dangerSentence(const DangerVerdict &verdict);

/// Host and port of an address, without anything that could be a secret.
QString hostWords(const QUrl &address);

/// "Normal", "Confirm every write", "Read-only".
QString guardName(GuardLevel level);
/// What the level lets through.
QString guardSentence(GuardLevel level);

/// "flat", "product", inside a sentence.
QString dialectWord(keyban::Dialect dialect);

} // namespace chancery
