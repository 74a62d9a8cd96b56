// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QList>
#include <QString>
#include <QStringList>

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

/// What a catalogue may be. Told by the content, whatever the name says.
enum class FileKind {
    Csv,
    Workbook,  ///< .xlsx
    JsonArray, ///< passports in the import endpoint's own shape
};

/// How a file is written. A certainty runs from 0 (a guess) to 1 (stated by the file itself or chosen by a person).
struct Format
{
    FileKind kind = FileKind::Csv;
    bool isPacked = false; ///< compressed by gzip
    Encoding encoding = Encoding::Utf8;
    char separator = ',';
    char quote = '"';      ///< 0 for none
    bool hasHeader = true; ///< otherwise the columns are called A, B, C …, as in a spreadsheet
    bool bom = false;      ///< begins with a byte order mark, which is no part of the header
    bool sepLine = false;  ///< begins with a `sep=;` line, which is no record
    double encodingCertainty = 0;
    double separatorCertainty = 0;
    double quoteCertainty = 1;
    double headerCertainty = 1;
    QStringList sheets{};      ///< of a workbook
    QString sheet{};           ///< the one that is read
    QStringList members{};     ///< of the passports of a JSON array: its columns
    bool areAllMembers = true; ///< else those of its first passports, and later ones may have more
    QList<int> jsonColumns{};  ///< those whose cells are JSON literals, since not every passport has a text there
    bool operator==(const Format &) const = default;
};

/// What a person or a script decided about the format; everything else is detected.
struct FormatChoice
{
    std::optional<Encoding> encoding{};
    std::optional<char> separator{};
    std::optional<char> quote{}; ///< 0 for none
    std::optional<bool> hasHeader{};
    std::optional<QString> sheet{};
    bool operator==(const FormatChoice &) const = default;
};

/// Whether a character can part fields: an ASCII character that is not a quote, a letter, a digit, CR, LF or NUL.
bool isUsableSeparator(char c);

/// Whether a character can enclose fields: `"`, `'`, or 0 for none.
bool isUsableQuote(char c);

/// Looks at the beginning of the file (64 KiB, more when unsure). Errors: Input with FileNotFound, FileUnreadable,
/// FileIsDirectory, FileNotRegular, FileEmpty, and what keeps a file of its kind from being opened
/// (CatalogueFile::open()); never blocks on a pipe or device.
Result<Format> detectFormat(const QString &file, const FormatChoice &choice = {});

} // namespace chancery::catalogue
