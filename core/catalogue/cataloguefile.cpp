// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/cataloguefile.h"

#include "core/catalogue/textof.h"

namespace chancery::catalogue {

QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

/// A, B, … Z, AA, AB …, as spreadsheets call the columns.
QString columnLetters(int column)
{
    QString letters;
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.prepend(QChar(u'A' + (rest - 1) % 26));
    return letters;
}

CatalogueFile::CatalogueFile(const FileSource &source, const Format &format)
    : m_format(format)
    , m_blocks(source)
{}

Result<std::unique_ptr<CatalogueFile>> CatalogueFile::open(const QString &file, const FormatChoice &choice,
                                                           std::optional<std::vector<quint64>> digests, Depth depth)
{
    const auto source = FileSource::open(file);
    if (!source)
        return source.error();
    return open(*source, choice, std::move(digests), depth);
}

Result<std::unique_ptr<CatalogueFile>> CatalogueFile::open(const FileSource &source, const FormatChoice &choice,
                                                           std::optional<std::vector<quint64>> digests, Depth depth)
{
    const auto format = detectFormat(source, choice, depth);
    if (!format)
        return format.error();
    std::unique_ptr<CatalogueFile> opened(new CatalogueFile(source, *format));
    if (digests)
        opened->m_blocks.expect(std::move(*digests));
    if (const auto text = opened->openText(depth); !text)
        return text.error();
    if (const auto read = opened->readHeader(); !read)
        return read.error();
    return opened;
}

Result<Nothing> CatalogueFile::openText(Depth depth)
{
    auto text = catalogue::openText(m_blocks, m_format, depth);
    if (!text)
        return text.error();
    m_text = std::move(text).value();
    m_reader.emplace(*m_text, m_format.separator, m_format.quote);
    return Nothing{};
}

Result<Nothing> CatalogueFile::readHeader()
{
    const QString file = source().path();
    if (m_format.sepLine)
        m_reader->skipLine();
    const auto step = m_reader->next();
    if (step == RecordReader::Step::Failed)
        return m_reader->error();
    if (step == RecordReader::Step::End)
        return inputError(Cause::FileEmpty, file);
    const RawRecord &header = m_reader->record();
    for (const Defect &defect : header.defects) {
        const bool isFatal = m_format.hasHeader ? severityOf(defect.code) == Severity::Error : header.isBroken;
        if (isFatal)
            return inputError(Cause::FileHeaderUnreadable, file, wireName(defect.code));
    }
    if (header.fieldCount > header.keptFields())
        return inputError(Cause::FileHeaderUnreadable, file, wireName(FindingCode::TooManyFields));
    for (int column = 0; column < header.fieldCount; ++column)
        m_headers.append(m_format.hasHeader ? toText(header.text(column)) : columnLetters(column));
    if (!m_format.hasHeader)
        m_reader->repeat();
    return Nothing{};
}

Result<std::vector<quint64>> CatalogueFile::digests()
{
    if (const auto done = m_blocks.complete(); !done)
        return done.error();
    return m_blocks.digests();
}

QList<Finding> readingFindings(const RawRecord &record, const QStringList &headers)
{
    QList<Finding> findings;
    for (const Defect &defect : record.defects) {
        const QString text =
            defect.column >= 0 && defect.column < record.keptFields() ? toText(record.text(defect.column)) : QString();
        findings.append({record.line, defect.column, headers.value(defect.column), severityOf(defect.code), defect.code,
                         text.left(80)});
    }
    if (!record.isBroken && record.fieldCount != headers.size()) {
        const auto code = record.fieldCount > headers.size() ? FindingCode::TooManyFields : FindingCode::TooFewFields;
        findings.append({record.line, -1, {}, severityOf(code), code, QString::number(record.fieldCount)});
    }
    return findings;
}

} // namespace chancery::catalogue
