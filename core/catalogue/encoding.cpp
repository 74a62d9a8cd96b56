// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/format.h"

#include <array>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

struct Spelling
{
    Encoding encoding;
    QLatin1StringView name;
    std::array<QLatin1StringView, 4> others; ///< without the signs that normalised() drops
};

constexpr std::array<Spelling, 10> spellings{{
    {Encoding::Utf8, "UTF-8"_L1, {"ascii"_L1, "usascii"_L1, "utf8bom"_L1, "utf8sig"_L1}},
    {Encoding::Utf16Le, "UTF-16LE"_L1, {"utf16"_L1, "unicode"_L1, "ucs2le"_L1, {}}},
    {Encoding::Utf16Be, "UTF-16BE"_L1, {"ucs2be"_L1, {}, {}, {}}},
    {Encoding::Windows1252, "windows-1252"_L1, {"cp1252"_L1, "win1252"_L1, "ansi"_L1, {}}},
    {Encoding::Latin1, "ISO-8859-1"_L1, {"latin1"_L1, "88591"_L1, "l1"_L1, {}}},
    {Encoding::Latin9, "ISO-8859-15"_L1, {"latin9"_L1, "885915"_L1, "l9"_L1, {}}},
    {Encoding::Windows1250, "windows-1250"_L1, {"cp1250"_L1, "win1250"_L1, {}, {}}},
    {Encoding::Windows1251, "windows-1251"_L1, {"cp1251"_L1, "win1251"_L1, {}, {}}},
    {Encoding::ShiftJis, "Shift_JIS"_L1, {"sjis"_L1, "cp932"_L1, "windows31j"_L1, "mskanji"_L1}},
    {Encoding::Gbk, "GBK"_L1, {"cp936"_L1, "gb2312"_L1, "windows936"_L1, {}}},
}};

QString normalised(QStringView name)
{
    QString plain;
    for (const QChar c : name) {
        if (c.isLetterOrNumber())
            plain += c.toLower();
    }
    return plain;
}

} // namespace

QString encodingName(Encoding encoding)
{
    for (const Spelling &spelling : spellings) {
        if (spelling.encoding == encoding)
            return spelling.name;
    }
    Q_UNREACHABLE();
}

std::optional<Encoding> encodingFromName(QStringView name)
{
    const QString wanted = normalised(name);
    for (const Spelling &spelling : spellings) {
        if (wanted == normalised(QString(spelling.name)))
            return spelling.encoding;
        for (const QLatin1StringView other : spelling.others) {
            if (!other.isEmpty() && wanted == other)
                return spelling.encoding;
        }
    }
    return std::nullopt;
}

QList<Encoding> allEncodings()
{
    QList<Encoding> all;
    for (const Spelling &spelling : spellings)
        all.append(spelling.encoding);
    return all;
}

bool isUsableQuote(char c)
{
    return c == '"' || c == '\'' || c == 0;
}

bool isUsableSeparator(char c)
{
    const bool isWordSign = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return c == '\t' || (c >= ' ' && c < 0x7F && c != '"' && !isWordSign);
}

} // namespace chancery::catalogue
