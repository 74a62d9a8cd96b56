// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace chancery::catalogue {

struct FieldRule;

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
    FormulaError,       ///< `#N/A`, `#REF!` and the like in a workbook
    UnreadablePassport, ///< an element of a JSON array that is no object, or malformed
    MemberTwice,        ///< the same member again, in JSON
    // warnings
    StrayQuote,
    GtinCheckDigit,
    GtinLength,
    NameTooLong,
    BlanksInKey,
    NumberBelowGranularity,
    MergedCell,    ///< empty, since it is shown as one with another cell
    MixedNetworks, ///< one for the file: rows go to a main and to another network
    // of a field profile, which says what they weigh
    FieldMissing,
    FieldNotApplicable,
    FieldWrongType,
    FieldWrongPattern,
    FieldOutOfRange,
    FieldNotAllowed,
    FieldTooLong,
};
inline constexpr int findingCodeCount = int(FindingCode::FieldTooLong) + 1;

/// The stable name in JSON, such as `missingKey`.
QString wireName(FindingCode code);
std::optional<FindingCode> findingCodeFromWire(QStringView name);
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
    qint64 firstLine = 0;                       ///< of a duplicate: the line of the row that has the key
    std::shared_ptr<const FieldRule> rule = {}; ///< of the field profile, for the codes that speak of a field
    bool operator==(const Finding &) const = default;
};

} // namespace chancery::catalogue
