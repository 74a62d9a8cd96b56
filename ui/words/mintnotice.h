// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/mintrun.h"

#include <QString>

namespace chancery {

/// How a mint ended, parted as a banner shows it.
struct MintNotice
{
    QString headline; ///< one sentence
    QString remedy;   ///< what is known besides, and what to do; may be empty
    QString details;  ///< lines of facts
};
MintNotice noticeOf(const MintReport &report);

/// Why it ended as it did, in a sentence.
QString mintWhyText(const MintRecord &record);

/// How sure evidence is, in a sentence for those who have to decide by it.
QString strengthText(const MintEvidence &evidence);

/// What a limit leaves: "1,000 points a day for the account, of which 400 are left". A sentence for each there is.
QStringList limitTexts(const MintOutlook &outlook);
/// All limits in one line.
QString limitsLine(const MintLimits &limits);

} // namespace chancery
