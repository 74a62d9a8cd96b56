// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace chancery::catalogue {

/// What the text of a cell becomes in `data`.
enum class ValueType {
    Text,    ///< as it stands; empty text too
    Number,  ///< the digits as they stand, never through a double: `1.50` stays `1.50`
    Boolean, ///< yes and no in five languages, 1 and 0
    List,    ///< texts, parted by a separator
    Date,    ///< ISO 8601
    Json,    ///< the cell is a JSON literal, kept to the letter
};

/// How dates such as 03/04/2026 are read. Unstated: dates with dots begin with the day, others must be unmistakable.
enum class DateOrder {
    Unstated,
    DayFirst,
    MonthFirst,
};

struct ValueFormat
{
    ValueType type = ValueType::Text;
    char decimalMark = '.';                  ///< of numbers: `.` or `,`
    QString separator = QStringLiteral(";"); ///< of lists; never empty
    DateOrder dateOrder = DateOrder::Unstated;
    bool operator==(const ValueFormat &) const = default;
};

/// `text`, `number`, `boolean`, `list`, `date`, `json`.
QString wireName(ValueType type);
std::optional<ValueType> valueTypeFromWire(QStringView word);

} // namespace chancery::catalogue
