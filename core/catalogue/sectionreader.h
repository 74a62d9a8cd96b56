// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/numberformat.h"

namespace chancery::catalogue {

/// Reads one section of a number format's code.
class SectionReader
{
public:
    explicit SectionReader(QStringView code)
        : m_code(code)
    {}
    NumberFormat::Section read();

    /// The sections of a code, parted by semicolons outside quotes and brackets.
    static QList<QStringView> split(QStringView code);

private:
    QChar at(qsizetype index) const { return index < m_code.size() ? m_code[index] : QChar(); }
    void readSign();
    void readBracket();
    void readDigit(char kind);
    void readComma();
    void readPoint();
    bool readMoment();
    void literal(const QString &text) { m_pending += text; }

    QStringView m_code;
    qsizetype m_at = 0;
    NumberFormat::Section m_section;
    QString m_pending; ///< literals of which it is not known yet what follows
    bool m_hasDigits = false;
    bool m_isBehindPoint = false;
    bool m_isGeneral = false;
    bool m_isDuration = false;
    bool m_hasMonthOrMinute = false;
};

} // namespace chancery::catalogue
