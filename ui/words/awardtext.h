// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/awardrun.h"
#include "ui/words/findingtext.h"

namespace chancery {

FindingText describe(const AwardFinding &finding);
/// "line 7, column amount", or "line 7".
QString placeText(const AwardFinding &finding);
/// Why a line ended as it did, in a sentence, with what the service says.
QString reasonText(const AwardOutcome &outcome);
/// "12 awards: 9 done, 1 failed, 2 not sent."
QString countsText(const AwardCounts &counts);
/// "18 points are minted."
QString mintedText(const AwardCounts &counts);
/// How a batch ended, and what to do where not all is done.
QString describe(const AwardReport &report);

} // namespace chancery
