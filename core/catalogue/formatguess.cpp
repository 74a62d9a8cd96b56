// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/formatguess.h"

#include "core/catalogue/cataloguefile.h"

#include <algorithm>
#include <array>

namespace chancery::catalogue {

namespace {

constexpr int sampleRecords = 300;
constexpr std::array candidates{',', ';', '\t', '|'};

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

QStringList cellsOf(const RawRecord &record)
{
    QStringList cells;
    for (int column = 0; column < record.keptFields(); ++column)
        cells.append(toText(record.text(column)));
    return cells;
}

bool isKnownName(const ColumnMapping &column)
{
    return column.basis != ColumnMapping::Basis::Rest;
}

Score scoreOf(const TextSample &sample, char separator, char quote)
{
    MemoryText source(sample.text);
    RecordReader reader(source, separator, quote);
    if (reader.next() != RecordReader::Step::Record)
        return {};
    Score score;
    score.fields = reader.record().fieldCount;
    const QStringList headers = cellsOf(reader.record());
    const auto spaced =
        std::count_if(headers.cbegin(), headers.cend(), [](const QString &h) { return h.startsWith(u' '); });
    score.spaced = double(spaced) / double(std::max<qsizetype>(headers.size(), 1));
    const auto columns = autoMap(headers).columns;
    score.isKnown = std::any_of(columns.cbegin(), columns.cend(), isKnownName);
    QList<bool> agree;
    while (agree.size() < sampleRecords && reader.next() == RecordReader::Step::Record)
        agree.append(reader.record().fieldCount == score.fields);
    if (!sample.isWhole && agree.size() < sampleRecords && !agree.isEmpty())
        agree.removeLast(); // it may be cut
    score.agreeing = agree.isEmpty() ? 1 : double(agree.count(true)) / double(agree.size());
    return score;
}

bool isBoundary(char c)
{
    return c == '\n' || c == '\r' || std::find(candidates.begin(), candidates.end(), c) != candidates.end();
}

struct Enclosed
{
    int well = 0; ///< fields that a quote opens and closes
    int ill = 0;  ///< fields that a quote only opens
};

/// Where the quote that opens at `at` is closed, -1 when it is not; behind it stands a boundary or the end.
qsizetype closingOf(const QByteArray &text, qsizetype at, char quote)
{
    constexpr qsizetype longest = 4096;
    const qsizetype end = std::min(text.size(), at + longest);
    for (qsizetype i = at + 1; i < end; ++i) {
        if (text[i] != quote)
            continue;
        if (i + 1 == text.size() || isBoundary(text[i + 1]))
            return i;
        if (text[i + 1] != quote)
            return -1;
        ++i;
    }
    return -1;
}

Enclosed enclosedBy(char quote, const QByteArray &text)
{
    Enclosed found;
    bool isFieldStart = true;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isFieldStart && text[i] == quote) {
            const qsizetype closing = closingOf(text, i, quote);
            found.well += closing >= 0;
            found.ill += closing < 0;
            i = std::max(i, closing);
        }
        isFieldStart = isBoundary(text[i]);
    }
    return found;
}

/// What of a table's first record speaks for its being the names of the columns.
class HeaderEvidence
{
public:
    explicit HeaderEvidence(const QList<QStringList> &records)
        : m_records(records)
    {}
    bool isKnown() const;
    /// From -1, surely a row like the others, to 1, surely names.
    double weight() const;

private:
    double weightOf(int column) const;
    QStringList bodyOf(int column) const;
    const QList<QStringList> &m_records;
};

bool isNumber(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.isDigit() || c == u'.' || c == u',' || c == u'-' || c == u'/' || c == u':' || c == u'%' || c == u' ';
    }) && std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isDigit(); });
}

QStringList HeaderEvidence::bodyOf(int column) const
{
    QStringList body;
    for (qsizetype row = 1; row < m_records.size(); ++row) {
        if (column < m_records[row].size() && !m_records[row][column].isEmpty())
            body.append(m_records[row][column]);
    }
    return body;
}

/// A name that comes again below is a value: `model` can be both.
bool HeaderEvidence::isKnown() const
{
    const auto columns = autoMap(m_records.first()).columns;
    for (int column = 0; column < int(columns.size()); ++column) {
        if (isKnownName(columns[column]) && !bodyOf(column).contains(columns[column].header))
            return true;
    }
    return false;
}

double HeaderEvidence::weightOf(int column) const
{
    const QString first = m_records.first().value(column);
    const QStringList body = bodyOf(column);
    if (body.isEmpty())
        return 0;
    if (first.isEmpty())
        return -0.25;
    const double numbers = double(std::count_if(body.cbegin(), body.cend(), isNumber)) / double(body.size());
    if (isNumber(first))
        return numbers >= 0.9 ? -1 : -0.5;
    if (numbers >= 0.9)
        return 1;
    return body.contains(first) ? -1 : 0;
}

double HeaderEvidence::weight() const
{
    const int columns = int(m_records.first().size());
    double sum = 0;
    for (int column = 0; column < columns; ++column)
        sum += weightOf(column);
    return columns == 0 ? 0 : sum / columns;
}

} // namespace

void guessQuote(Format &format, const TextSample &sample)
{
    const Enclosed doubled = enclosedBy('"', sample.text);
    const Enclosed single = enclosedBy('\'', sample.text);
    format.quote = '"';
    format.quoteCertainty = 1;
    if (doubled.well == 0 && doubled.ill == 0 && single.well >= 3 && single.well > single.ill * 4) {
        format.quote = '\'';
        format.quoteCertainty = 0.8;
    } else if (doubled.ill >= 3 && doubled.ill > doubled.well * 2) {
        format.quote = 0;
        format.quoteCertainty = 0.6;
    } else if (doubled.ill > 0) {
        format.quoteCertainty = std::max(0.5, double(doubled.well) / double(doubled.well + doubled.ill));
    }
}

void guessSeparator(Format &format, const TextSample &sample)
{
    double best = 0;
    double second = 0;
    double agreeing = 0;
    for (const char candidate : candidates) {
        const Score score = scoreOf(sample, candidate, format.quote);
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

void guessHeader(Format &format, const TextSample &sample)
{
    MemoryText source(sample.text);
    RecordReader reader(source, format.separator, format.quote);
    QList<QStringList> records;
    while (records.size() < sampleRecords && reader.next() == RecordReader::Step::Record) {
        if (!reader.record().isBroken)
            records.append(cellsOf(reader.record()));
    }
    format.hasHeader = true;
    format.headerCertainty = 0.6;
    if (records.isEmpty())
        return;
    const HeaderEvidence evidence(records);
    if (evidence.isKnown()) {
        format.headerCertainty = 1;
        return;
    }
    const double weight = evidence.weight();
    format.hasHeader = weight > -0.3;
    format.headerCertainty = weight > -0.3 && weight < 0.3 ? 0.6 : 0.8 + std::abs(weight) * 0.15;
}

} // namespace chancery::catalogue
