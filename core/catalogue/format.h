// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace chancery::catalogue {

/// The encodings a catalogue file may be written in.
enum class Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Latin1,
    Latin9,
    Windows1250,
    Windows1251,
    Windows1252,
    ShiftJis,
    Gbk,
};

/// The IANA name: `UTF-8`, `UTF-16LE`, `ISO-8859-15`, `windows-1252`, `Shift_JIS`, `GBK` …
QString encodingName(Encoding encoding);
/// Understands the IANA names and usual spellings (`utf8`, `latin1`, `cp1252`, `sjis`), in any case.
std::optional<Encoding> encodingFromName(QStringView name);
/// Every encoding, in the order in which a person is offered them.
QList<Encoding> allEncodings();

/// How a file is written. A certainty runs from 0 (a guess) to 1 (stated by a byte order mark or chosen by a person).
struct Format
{
    Encoding encoding = Encoding::Utf8;
    char separator = ',';
    bool bom = false;     ///< begins with a byte order mark, which is no part of the header
    bool sepLine = false; ///< begins with a `sep=;` line, which is no record
    double encodingCertainty = 0;
    double separatorCertainty = 0;
    bool operator==(const Format &) const = default;
};

/// What a person or a script decided about the format; everything else is detected.
struct FormatChoice
{
    std::optional<Encoding> encoding;
    std::optional<char> separator;
    bool operator==(const FormatChoice &) const = default;
};

/// Whether a character can part fields: an ASCII character that is not a quote, a letter, a digit, CR, LF or NUL.
bool isUsableSeparator(char c);

/// Looks at the beginning of the file (64 KiB, more when unsure). Errors: Input with FileNotFound, FileUnreadable,
/// FileIsDirectory, FileNotRegular or FileEmpty; never blocks on a pipe or device.
Result<Format> detectFormat(const QString &file, const FormatChoice &choice = {});

} // namespace chancery::catalogue
