// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace chancery::catalogue {

enum class Severity {
    Warning, ///< the row is sent
    Error,   ///< the row is left out
};

enum class FindingCode {
    // errors
    MissingKey,
    DuplicateKey,
    TooManyFields,
    TooFewFields,
    ControlCharacter,
    InvalidText,
    UnclosedQuote,
    TextAfterQuote,
    RecordTooLong,
    UnknownGranularity,
    NotANumber,
    NotABoolean,
    NotADate,
    NotJson,
    // warnings
    StrayQuote,
    GtinCheckDigit,
    GtinLength,
    NameTooLong,
    BlanksInKey,
    NumberBelowGranularity,
};
inline constexpr int findingCodeCount = int(FindingCode::NumberBelowGranularity) + 1;

/// The stable name in JSON, such as `missingKey`.
QString wireName(FindingCode code);
/// `error` or `warning`.
QString wireName(Severity severity);
/// What a code weighs unless a profile raises it.
Severity severityOf(FindingCode code);

/// One remark about one row. Words for people are made in ui/words.
struct Finding
{
    qint64 line = 0; ///< physical line on which the record starts; the header is line 1
    int column = -1; ///< index of the column, -1 when the finding is about the whole row
    QString columnName;
    Severity severity = Severity::Error;
    FindingCode code = FindingCode::MissingKey;
    /// What was found: the cell (shortened), the key of a duplicate, a count of fields or characters.
    QString value;
    qint64 firstLine = 0; ///< of a duplicate: the line of the row that has the key
    bool operator==(const Finding &) const = default;
};

} // namespace chancery::catalogue
