// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/undo.h"

#include <algorithm>
#include <array>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

// In the order of their enumerations.
constexpr std::array originWords{"created"_L1, "draft"_L1, "published"_L1, "notKnown"_L1};
constexpr std::array outcomeWords{"open"_L1, "reverted"_L1, "kept"_L1, "couldNot"_L1, "unknown"_L1};
constexpr std::array reasonWords{
    ""_L1,         "asBefore"_L1,  "gone"_L1,          "editedSince"_L1, "published"_L1,  "publishedBefore"_L1,
    "notKnown"_L1, "deleted"_L1,   "sourceManaged"_L1, "noDeletion"_L1,  "notCleared"_L1, "refused"_L1,
    "notTaken"_L1, "answerLost"_L1};
static_assert(reasonWords.size() == std::size_t(UndoReason::AnswerLost) + 1);

template <class Enum, std::size_t size>
Enum fromWord(const std::array<QLatin1StringView, size> &words, QStringView word, Enum unknown)
{
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? unknown : Enum(found - words.begin());
}

} // namespace

QLatin1StringView rowOriginWord(RowOrigin origin)
{
    return originWords[std::size_t(origin)];
}

QLatin1StringView undoOutcomeWord(UndoOutcome outcome)
{
    return outcomeWords[std::size_t(outcome)];
}

UndoOutcome undoOutcomeFromWord(QStringView word)
{
    return fromWord(outcomeWords, word, UndoOutcome::Unknown);
}

QLatin1StringView undoReasonWord(UndoReason reason)
{
    return reasonWords[std::size_t(reason)];
}

UndoReason undoReasonFromWord(QStringView word)
{
    return fromWord(reasonWords, word, UndoReason::None);
}

qint64 *UndoCounts::of(UndoOutcome outcome)
{
    switch (outcome) {
    case UndoOutcome::Reverted:
        return &reverted;
    case UndoOutcome::Kept:
        return &kept;
    case UndoOutcome::CouldNot:
        return &couldNot;
    case UndoOutcome::Unknown:
        return &unknown;
    case UndoOutcome::Open:
        break;
    }
    return nullptr;
}

} // namespace chancery
