// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace chancery::catalogue {

/// A number as decimal digits, to the 15 places that a spreadsheet calculates with, so that 28.5 % is not 28.499….
class Decimal
{
public:
    explicit Decimal(double value);

    /// Multiplies by a power of ten.
    void shift(int places) { m_point += places; }
    /// Half away from zero.
    void round(int decimals);

    bool isZero() const { return m_digits.isEmpty(); }
    bool isNegative() const { return m_isNegative && !isZero(); }
    /// Without leading zeros: empty below one.
    QByteArray whole() const;
    /// Behind the point, without trailing zeros.
    QByteArray fraction() const;
    /// Where the first digit that is not zero stands: 1 for the ones, 0 for the tenths.
    int magnitude() const { return m_point; }

private:
    bool m_isNegative;
    QByteArray m_digits; ///< neither end is a zero
    int m_point;         ///< digits before the point
};

} // namespace chancery::catalogue
