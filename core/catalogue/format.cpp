// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/format.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/encodingguess.h"
#include "core/catalogue/filekind.h"
#include "core/catalogue/formatguess.h"
#include "core/catalogue/jsonpassports.h"
#include "core/catalogue/preview.h"
#include "core/catalogue/textof.h"
#include "core/catalogue/workbook.h"

#include <limits>

namespace chancery::catalogue {

namespace {

constexpr qint64 sampleSize = 64 * 1024;

/// The beginning of a text, as UTF-8.
Result<TextSample> sampleOf(TextSource &source)
{
    QByteArray text;
    QByteArray piece(TextSource::pieceSize, Qt::Uninitialized);
    while (text.size() <= sampleSize) {
        const auto got = source.read(piece.data());
        if (!got && text.isEmpty())
            return got.error();
        if (!got)
            break; // said when the reading comes to it
        if (*got == 0)
            return TextSample{text, true};
        text.append(piece.constData(), *got);
    }
    text.truncate(sampleSize);
    return TextSample{text, false};
}

/// A first line `sep=;`, as spreadsheets write and read it.
std::optional<char> statedSeparator(const QByteArray &text)
{
    QByteArray line = text.left(text.indexOf('\n') < 0 ? text.size() : text.indexOf('\n'));
    if (const auto carriage = line.indexOf('\r'); carriage >= 0)
        line.truncate(carriage);
    if (line.startsWith('"') && line.endsWith('"'))
        line = line.sliced(1, line.size() - 2);
    const bool isStated = line.size() == 5 && line.left(4).toLower() == "sep=" && isUsableSeparator(line[4]);
    return isStated ? std::optional<char>(line[4]) : std::nullopt;
}

Result<Nothing> detectEncoding(Format &format, const FileSource &file, const FormatChoice &choice)
{
    BlockReader blocks(file);
    const auto guess = guessEncoding(*bytesOf(blocks, format.isPacked));
    if (!guess)
        return guess.error();
    format.encoding = choice.encoding.value_or(guess->encoding);
    format.encodingCertainty = choice.encoding ? 1 : guess->certainty;
    format.bom = guess->bom && format.encoding == guess->encoding;
    return Nothing{};
}

void decideHeader(Format &format, const TextSample &sample, const FormatChoice &choice)
{
    if (!choice.hasHeader) {
        guessHeader(format, sample);
        return;
    }
    format.hasHeader = *choice.hasHeader;
    format.headerCertainty = 1;
}

Result<Nothing> detectCsv(Format &format, const FileSource &file, const FormatChoice &choice)
{
    if (const auto known = detectEncoding(format, file, choice); !known)
        return known;
    BlockReader blocks(file);
    FileText text(bytesOf(blocks, format.isPacked), format);
    auto sample = sampleOf(text);
    if (!sample)
        return sample.error();
    const auto stated = statedSeparator(sample->text);
    format.sepLine = stated.has_value();
    if (stated)
        sample->text.remove(0, sample->text.indexOf('\n') + 1);
    if (choice.quote)
        format.quote = *choice.quote;
    else
        guessQuote(format, *sample);
    if (choice.separator || stated) {
        format.separator = choice.separator ? *choice.separator : *stated;
        format.separatorCertainty = 1;
    } else {
        guessSeparator(format, *sample);
    }
    decideHeader(format, *sample, choice);
    return Nothing{};
}

Result<Nothing> detectSheet(Format &format, const FileSource &file, const FormatChoice &choice)
{
    BlockReader blocks(file);
    const auto workbook = Workbook::open(blocks);
    if (!workbook)
        return workbook.error();
    for (const Sheet &sheet : (*workbook)->sheets())
        format.sheets.append(sheet.name);
    const auto sheet = (*workbook)->sheet(choice.sheet);
    if (!sheet)
        return sheet.error();
    format.sheet = sheet->name;
    format.encodingCertainty = format.separatorCertainty = 1;
    BlockReader again(file);
    const auto text = openText(again, format, Depth::Glance);
    if (!text)
        return text.error();
    const auto sample = sampleOf(**text);
    if (!sample)
        return sample.error();
    decideHeader(format, *sample, choice);
    return Nothing{};
}

Result<Nothing> detectPassports(Format &format, const FileSource &file, const FormatChoice &choice, Depth depth)
{
    if (const auto known = detectEncoding(format, file, choice); !known)
        return known;
    BlockReader blocks(file);
    FileText text(bytesOf(blocks, format.isPacked), format);
    const qint64 most = depth == Depth::FirstRows ? previewRows : std::numeric_limits<qint64>::max();
    auto columns = jsonColumns(text, file.path(), most);
    if (!columns)
        return columns.error();
    format.members = std::move(columns->names);
    format.jsonColumns = std::move(columns->literal);
    format.areAllMembers = columns->areAll;
    format.separatorCertainty = 1;
    return Nothing{};
}

} // namespace

Result<Format> detectFormat(const FileSource &file, const FormatChoice &choice, Depth depth)
{
    const auto nature = natureOf(file);
    if (!nature)
        return nature.error();
    Format format;
    format.kind = nature->kind;
    format.isPacked = nature->isPacked;
    const auto done = format.kind == FileKind::Workbook    ? detectSheet(format, file, choice)
                      : format.kind == FileKind::JsonArray ? detectPassports(format, file, choice, depth)
                                                           : detectCsv(format, file, choice);
    if (!done)
        return done.error();
    return format;
}

Result<Format> detectFormat(const QString &file, const FormatChoice &choice)
{
    const auto source = FileSource::open(file);
    if (!source)
        return source.error();
    return detectFormat(*source, choice);
}

} // namespace chancery::catalogue
