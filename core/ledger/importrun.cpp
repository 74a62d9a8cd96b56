// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/importrun.h"

#include <array>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct OutcomeWord
{
    RowOutcome outcome;
    QLatin1StringView word;
};
constexpr std::array outcomeWords{
    OutcomeWord{RowOutcome::Done, "done"_L1},
    OutcomeWord{RowOutcome::Failed, "failed"_L1},
    OutcomeWord{RowOutcome::Unknown, "unknown"_L1},
    OutcomeWord{RowOutcome::NotSent, "notSent"_L1},
};

} // namespace

QLatin1StringView rowOutcomeWord(RowOutcome outcome)
{
    for (const OutcomeWord &each : outcomeWords) {
        if (each.outcome == outcome)
            return each.word;
    }
    return "unknown"_L1;
}

RowOutcome rowOutcomeFromWord(QStringView word)
{
    for (const OutcomeWord &each : outcomeWords) {
        if (each.word == word)
            return each.outcome;
    }
    return RowOutcome::Unknown;
}

} // namespace chancery
