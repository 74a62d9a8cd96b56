// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/format.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/encodingguess.h"

#include <array>

namespace chancery::catalogue {

namespace {

constexpr qint64 sampleSize = 64 * 1024;
constexpr int sampleRecords = 300;
constexpr std::array candidates{',', ';', '\t', '|'};

qint64 markSize(const Format &format)
{
    return !format.bom ? 0 : format.encoding == Encoding::Utf8 ? 3 : 2;
}

/// The beginning of the text as UTF-8.
Result<QByteArray> textSample(const FileSource &file, const Format &format)
{
    QByteArray raw(sampleSize, Qt::Uninitialized);
    const auto got = file.read(0, raw.data(), sampleSize);
    if (!got)
        return got.error();
    raw.truncate(*got);
    raw.remove(0, markSize(format));
    const auto transcoder = Transcoder::from(format.encoding);
    if (!transcoder)
        return raw;
    QByteArray text(TextSource::pieceSize, Qt::Uninitialized);
    text.truncate(transcoder->convert({raw.constData(), std::size_t(raw.size())}, text.data()));
    return text;
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

struct Score
{
    int fields = 0;
    double agreeing = 0;  ///< share of the records with as many fields as the header
    bool isKnown = false; ///< the header names fields that we know
    double spaced = 0;    ///< share of the header's cells that begin with a blank, as words behind a comma do
    double weight() const
    {
        return fields < 2 ? 0 : agreeing + (isKnown ? 0.5 : 0) - spaced * 0.3 + std::min(fields, 50) * 0.001;
    }
};

Score scoreOf(const QByteArray &text, char separator, bool isWhole)
{
    MemoryText source(text);
    RecordReader reader(source, separator);
    if (reader.next() != RecordReader::Step::Record)
        return {};
    Score score;
    score.fields = reader.record().fieldCount;
    QStringList headers;
    for (int column = 0; column < reader.record().keptFields(); ++column)
        headers.append(toText(reader.record().text(column)));
    const auto spaced =
        std::count_if(headers.cbegin(), headers.cend(), [](const QString &h) { return h.startsWith(u' '); });
    score.spaced = double(spaced) / double(headers.size());
    const auto columns = autoMap(headers).columns;
    score.isKnown = std::any_of(columns.cbegin(), columns.cend(),
                                [](const ColumnMapping &column) { return column.basis != ColumnMapping::Basis::Rest; });
    QList<bool> agree;
    while (agree.size() < sampleRecords && reader.next() == RecordReader::Step::Record)
        agree.append(reader.record().fieldCount == score.fields);
    if (!isWhole && agree.size() < sampleRecords && !agree.isEmpty())
        agree.removeLast(); // it may be cut
    score.agreeing = agree.isEmpty() ? 1 : double(agree.count(true)) / double(agree.size());
    return score;
}

void detectSeparator(Format &format, const QByteArray &text, bool isWhole)
{
    double best = 0;
    double second = 0;
    double agreeing = 0;
    for (const char candidate : candidates) {
        const Score score = scoreOf(text, candidate, isWhole);
        if (score.weight() > best) {
            second = std::exchange(best, score.weight());
            agreeing = score.agreeing;
            format.separator = candidate;
        } else {
            second = std::max(second, score.weight());
        }
    }
    // Without any separator it is a file of one column, most likely.
    format.separatorCertainty = best == 0 ? 0.5 : agreeing * best / (best + second * 0.5);
}

} // namespace

Result<Format> detectFormat(const FileSource &file, const FormatChoice &choice)
{
    const auto guess = guessEncoding(file);
    if (!guess)
        return guess.error();
    Format format;
    format.encoding = choice.encoding.value_or(guess->encoding);
    format.encodingCertainty = choice.encoding ? 1 : guess->certainty;
    format.bom = guess->bom && format.encoding == guess->encoding;
    const auto text = textSample(file, format);
    if (!text)
        return text.error();
    const auto stated = statedSeparator(*text);
    format.sepLine = stated.has_value();
    if (choice.separator || stated) {
        format.separator = choice.separator ? *choice.separator : *stated;
        format.separatorCertainty = 1;
    } else {
        detectSeparator(format, *text, file.size() <= sampleSize);
    }
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
