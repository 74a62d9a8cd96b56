// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/numberformat.h"

#include "core/catalogue/decimal.h"
#include "core/catalogue/sectionreader.h"

#include <QDate>
#include <QTime>

#include <algorithm>
#include <cmath>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

constexpr double lastDay = 2'958'465; ///< 9999-12-31
constexpr int secondsADay = 86'400;

/// The number in full: no exponent unless there is no other way.
QByteArray plain(QByteArrayView text, double value)
{
    constexpr qsizetype longest = 40;
    const QByteArrayView digits = text.startsWith('-') ? text.sliced(1) : text;
    const bool isWhole = !digits.isEmpty() && digits.size() <= longest &&
                         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    const Decimal decimal(value);
    if (isWhole || decimal.magnitude() > 21 || decimal.magnitude() < -15)
        return text.toByteArray();
    const QByteArray whole = decimal.whole();
    const QByteArray fraction = decimal.fraction();
    QByteArray shown = decimal.isNegative() ? "-" : "";
    shown += whole.isEmpty() ? QByteArray("0") : whole;
    return fraction.isEmpty() ? shown : shown + '.' + fraction;
}

/// Day 60 is the 29th of February 1900, which there was not; spreadsheets inherited it.
QByteArray dateOf(qint64 day, Epoch epoch)
{
    if (epoch == Epoch::From1900 && day == 60)
        return "1900-02-29";
    const QDate first = epoch == Epoch::From1904 ? QDate(1904, 1, 1)
                        : day < 60               ? QDate(1899, 12, 31)
                                                 : QDate(1899, 12, 30);
    return first.addDays(day).toString(Qt::ISODate).toLatin1();
}

QByteArray timeOf(qint64 seconds)
{
    return QTime(0, 0).addSecs(int(seconds)).toString(u"HH:mm:ss"_s).toLatin1();
}

QByteArray durationOf(double value)
{
    const auto seconds = qint64(std::llround(value * secondsADay));
    const auto two = [](qint64 number) { return QByteArray::number(number).rightJustified(2, '0'); };
    return QByteArray::number(seconds / 3600) + ':' + two(seconds / 60 % 60) + ':' + two(seconds % 60);
}

} // namespace

NumberFormat NumberFormat::of(const QString &code)
{
    constexpr qsizetype longestCode = 1024;
    NumberFormat format;
    if (code.isEmpty() || code.size() > longestCode)
        return format;
    for (const QStringView section : SectionReader::split(code))
        format.m_sections.append(SectionReader(section).read());
    return format;
}

QByteArray NumberFormat::shown(QByteArrayView text, Epoch epoch) const
{
    bool isNumber = false;
    const double value = text.toByteArray().toDouble(&isNumber);
    if (!isNumber || !std::isfinite(value))
        return text.toByteArray();
    const bool hasNegative = value < 0 && m_sections.size() > 1;
    const bool hasZero = value == 0 && m_sections.size() > 2;
    const Section section = m_sections.value(hasNegative ? 1 : hasZero ? 2 : 0);
    const bool isDay = value >= 0 && value <= lastDay;
    if (section.kind == Kind::Digits)
        return shownDigits(section, hasNegative ? -value : value);
    if (section.kind == Kind::General || !isDay)
        return plain(text, value);
    if (section.kind == Kind::Duration)
        return durationOf(value);
    const auto seconds = qint64(std::llround(value * secondsADay));
    const qint64 day = seconds / secondsADay;
    const QByteArray time = timeOf(seconds % secondsADay);
    if (day == 0 && section.hasTime)
        return time;
    return section.hasTime ? dateOf(day, epoch) + 'T' + time : dateOf(qint64(value), epoch);
}

QByteArray NumberFormat::shownDigits(const Section &section, double value) const
{
    const auto isPlace = [](const Place &place) { return place.kind != 0; };
    Decimal decimal(value);
    decimal.shift((section.isPercent ? 2 : 0) - 3 * section.thousands);
    decimal.round(int(std::count_if(section.decimals.cbegin(), section.decimals.cend(), isPlace)));
    QString whole;
    QByteArray digits = decimal.whole();
    auto places = std::count_if(section.whole.cbegin(), section.whole.cend(), isPlace);
    for (auto place = section.whole.crbegin(); place != section.whole.crend(); ++place) {
        if (place->kind == 0) {
            whole.prepend(digits.isEmpty() && !whole.contains(u'0') ? QString() : place->literal);
            continue;
        }
        const bool isFirst = --places == 0; // takes all that is left
        const QByteArray taken = isFirst ? digits : digits.right(1);
        digits.chop(taken.size());
        whole.prepend(QString::fromLatin1(taken.isEmpty() && place->kind == '0' ? QByteArray("0") : taken));
    }
    QString fraction;
    QByteArray rest = decimal.fraction();
    for (const Place &place : section.decimals) {
        fraction += place.kind == 0                       ? place.literal
                    : rest.isEmpty() && place.kind != '0' ? QString()
                    : rest.isEmpty()                      ? u"0"_s
                                                          : QString(QChar::fromLatin1(rest.front()));
        rest.remove(0, 1);
    }
    if (section.whole.isEmpty())
        whole = QString::fromLatin1(decimal.whole());
    if (whole.isEmpty())
        whole = u"0"_s;
    const QString number = fraction.isEmpty() ? whole : whole + u'.' + fraction;
    const QString sign = decimal.isNegative() ? u"-"_s : QString();
    const QString all = sign + section.before + number + section.after;
    return all.trimmed().toUtf8();
}

QString builtInFormat(int id)
{
    switch (id) {
    case 1:
        return u"0"_s;
    case 2:
        return u"0.00"_s;
    case 3:
        return u"#,##0"_s;
    case 4:
        return u"#,##0.00"_s;
    case 9:
        return u"0%"_s;
    case 10:
        return u"0.00%"_s;
    case 18:
    case 19:
    case 20:
    case 21:
    case 45:
    case 47:
        return u"h:mm:ss"_s;
    case 46:
        return u"[h]:mm:ss"_s;
    case 22:
        return u"yyyy-mm-dd h:mm"_s;
    case 37:
    case 38:
        return u"#,##0"_s;
    case 39:
    case 40:
        return u"#,##0.00"_s;
    default:
        break;
    }
    const bool isDate = (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    return isDate ? u"yyyy-mm-dd"_s : QString();
}

} // namespace chancery::catalogue
