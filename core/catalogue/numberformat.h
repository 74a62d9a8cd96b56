// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace chancery::catalogue {

/// The day that a workbook's dates are counted from.
enum class Epoch {
    From1900,
    From1904,
};

/// How a workbook shows a number (ECMA-376 part 1, §18.8.31), as far as a catalogue is served by it: percent, decimals,
/// leading zeros and units as shown; dates and times in ISO 8601; never a thousands separator, since it depends on who
/// looks; never an exponent, since it hides digits. A format that would hide the value shows it in full.
class NumberFormat
{
public:
    NumberFormat() = default; ///< General
    static NumberFormat of(const QString &code);

    /// `text` as it stands in the file; unchanged when it is not a number.
    QByteArray shown(QByteArrayView text, Epoch epoch) const;

private:
    enum class Kind {
        General,
        Digits,
        Moment,
        Duration,
    };
    /// A digit's place or a sign between digits.
    struct Place
    {
        char kind = 0; ///< `0`, `#`, `?`, or 0 for a literal
        QString literal{};
    };
    struct Section
    {
        Kind kind = Kind::General;
        bool hasDate = false;
        bool hasTime = false;
        bool isPercent = false;
        int thousands = 0; ///< trailing commas, each of which divides by 1,000
        QString before{};
        QList<Place> whole{};
        QList<Place> decimals{};
        QString after{};
    };
    friend class SectionReader;

    QByteArray shownDigits(const Section &section, double value) const;

    QList<Section> m_sections;
};

/// The code of a format that workbooks do not spell out (§18.8.30); empty, General, for one that is not fixed.
QString builtInFormat(int id);

} // namespace chancery::catalogue
