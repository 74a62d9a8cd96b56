// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/correctedfile.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/encoder.h"
#include "core/catalogue/replacedfile.h"

namespace chancery::catalogue {

namespace {

using Step = RecordReader::Step;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

void appendCell(QByteArray &line, std::string_view cell, char separator)
{
    const bool needsQuotes =
        !cell.empty() && (isBlank(cell.front()) || isBlank(cell.back()) ||
                          cell.find_first_of("\"\r\n") != std::string_view::npos || cell.find(separator) != cell.npos);
    if (!needsQuotes) {
        line.append(cell.data(), qsizetype(cell.size()));
        return;
    }
    line += '"';
    for (const char c : cell) {
        line += c;
        if (c == '"')
            line += c;
    }
    line += '"';
}

QByteArray lineOf(const RawRecord &row, char separator)
{
    QByteArray line;
    for (int column = 0; column < row.keptFields(); ++column) {
        if (column > 0)
            line += separator;
        appendCell(line, row.text(column), separator);
    }
    // A line with nothing on it would be no record.
    return line.isEmpty() ? QByteArray("\"\"") : line;
}

/// The record as it stands in the file, without its line end.
QByteArray rawLine(std::string_view raw)
{
    while (!raw.empty() && (raw.back() == '\n' || raw.back() == '\r'))
        raw.remove_suffix(1);
    return {raw.data(), qsizetype(raw.size())};
}

class Saving
{
public:
    Saving(const ImportSpec &spec, CatalogueFile &file, Encoding encoding, ReplacedFile &out)
        : m_edits(spec.edits)
        , m_file(file)
        , m_encoder(encoding)
        , m_out(out)
    {}

    bool writeHead();
    bool writeRow(const RawRecord &row);

private:
    bool write(const QByteArray &line)
    {
        m_encoded.clear();
        const bool isWhole = m_encoder.append(m_encoded, line) && m_encoder.append(m_encoded, "\r\n");
        if (!isWhole)
            return false;
        m_out.write(m_encoded);
        return true;
    }

    const Edits &m_edits;
    CatalogueFile &m_file;
    Encoder m_encoder;
    ReplacedFile &m_out;
    QByteArray m_encoded;
};

bool Saving::writeHead()
{
    const Format &format = m_file.format();
    m_out.write(m_encoder.mark());
    if (format.sepLine && !write(QByteArray("sep=") + format.separator))
        return false;
    if (!format.hasHeader)
        return true;
    QByteArray line;
    for (qsizetype column = 0; column < m_file.headers().size(); ++column) {
        if (column > 0)
            line += format.separator;
        appendCell(line, m_file.headers()[column].toStdString(), format.separator);
    }
    return write(line);
}

bool Saving::writeRow(const RawRecord &row)
{
    // Fields enclosed by another sign, or by none, are written as everybody reads them.
    if (m_edits.touches(row.number - 1) || (m_file.format().quote != '"' && !row.isBroken))
        return write(lineOf(row, m_file.format().separator));
    return write(rawLine(row.raw()));
}

} // namespace

Result<qint64> saveCorrected(const ImportSpec &spec, const QString &outFile, CorrectedEncoding encoding,
                             const std::stop_token &stop)
{
    const auto opened = CatalogueFile::open(spec.file, spec.format);
    if (!opened)
        return opened.error();
    CatalogueFile &file = **opened;
    file.apply(spec.edits);
    file.reader().keepRaw();
    ReplacedFile out(outFile, spec.file);
    if (const auto done = out.open(); !done)
        return done.error();
    const bool isUtf8 = encoding == CorrectedEncoding::Utf8;
    Saving saving(spec, file, isUtf8 ? Encoding::Utf8 : file.format().encoding, out);
    if (!saving.writeHead())
        return inputError(Cause::NotEncodable, spec.file, QStringLiteral("1"));
    qint64 rows = 0;
    Step step = Step::End;
    while (!out.hasFailed() && (step = file.reader().next()) == Step::Record) {
        const RawRecord &row = file.reader().record();
        if (!saving.writeRow(row))
            return inputError(Cause::NotEncodable, spec.file, QString::number(row.line));
        ++rows;
        if (rows % 1024 == 0 && stop.stop_requested()) {
            Error error = inputError(Cause::Cancelled, spec.file);
            error.kind = ErrorKind::Cancelled;
            return error;
        }
    }
    if (step == Step::Failed)
        return file.reader().error();
    if (const auto done = out.commit(); !done)
        return done.error();
    return rows;
}

} // namespace chancery::catalogue
