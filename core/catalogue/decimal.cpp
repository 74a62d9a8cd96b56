// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/decimal.h"

#include <cmath>

namespace chancery::catalogue {

namespace {

constexpr int precision = 15;

void dropTrailingZeros(QByteArray &digits)
{
    while (digits.endsWith('0'))
        digits.chop(1);
}

} // namespace

Decimal::Decimal(double value)
    : m_isNegative(std::signbit(value))
{
    const QByteArray text = QByteArray::number(std::abs(value), 'e', precision - 1);
    const qsizetype exponent = text.indexOf('e');
    m_digits = text.left(exponent).replace('.', QByteArray());
    m_point = text.mid(exponent + 1).toInt() + 1;
    dropTrailingZeros(m_digits);
}

void Decimal::round(int decimals)
{
    const int kept = m_point + decimals;
    if (kept >= m_digits.size())
        return;
    const bool isUp = kept >= 0 && m_digits[kept] >= '5';
    m_digits.truncate(std::max(kept, 0));
    if (isUp) {
        while (m_digits.endsWith('9'))
            m_digits.chop(1);
        if (m_digits.isEmpty()) {
            m_digits = "1";
            ++m_point;
        } else {
            m_digits.back() = char(m_digits.back() + 1);
        }
    }
    dropTrailingZeros(m_digits);
}

QByteArray Decimal::whole() const
{
    return isZero() || m_point <= 0 ? QByteArray() : m_digits.left(m_point).leftJustified(m_point, '0');
}

QByteArray Decimal::fraction() const
{
    if (isZero())
        return {};
    return m_point >= 0 ? m_digits.mid(m_point) : QByteArray(-m_point, '0').append(m_digits);
}

} // namespace chancery::catalogue
