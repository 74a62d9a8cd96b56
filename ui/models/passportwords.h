// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/certification.h"
#include "ui/theme/tokens.h"

namespace chancery {

/// A state as a person sees it: a tone and always a word.
struct StateWords
{
    Tone tone = Tone::Neutral;
    QString word;
    QString brief{}; ///< for a narrow column, where it is another
    bool operator==(const StateWords &) const = default;
};

/// "Draft", "Published", …; a word this program does not know is shown as it is.
StateWords statusWords(const QString &status);

/// "Pending since 14:02", "Certified", "Not started", …; pending for longer than two minutes is "Still pending since"
/// and wants a look (Keyban fact sheet U6).
StateWords certificationWords(const keyban::CertificationState &state, const QDateTime &now);

/// Of one kind, without a time: for filters.
QString certificationName(keyban::Certification certification);

/// "Model", "Batch", "Item"; an unknown word as it is.
QString levelName(const QString &granularity);

/// "StarknetSepolia (test)", "BaseMainnet (live)".
QString networkText(const QString &network);

} // namespace chancery
