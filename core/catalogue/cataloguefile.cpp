// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/cataloguefile.h"

namespace chancery::catalogue {

QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

CatalogueFile::CatalogueFile(BlockReader blocks, const Format &format)
    : m_format(format)
    , m_text(std::move(blocks), format)
    , m_reader(m_text, format.separator)
{}

Result<std::unique_ptr<CatalogueFile>> CatalogueFile::open(const QString &file, const FormatChoice &choice,
                                                           std::optional<std::vector<quint64>> digests)
{
    const auto source = FileSource::open(file);
    if (!source)
        return source.error();
    return open(*source, choice, std::move(digests));
}

Result<std::unique_ptr<CatalogueFile>> CatalogueFile::open(const FileSource &source, const FormatChoice &choice,
                                                           std::optional<std::vector<quint64>> digests)
{
    const auto format = detectFormat(source, choice);
    if (!format)
        return format.error();
    BlockReader blocks(source);
    if (digests)
        blocks.expect(std::move(*digests));
    std::unique_ptr<CatalogueFile> opened(new CatalogueFile(std::move(blocks), *format));
    if (const auto read = opened->readHeader(); !read)
        return read.error();
    return opened;
}

Result<Nothing> CatalogueFile::readHeader()
{
    const QString file = source().path();
    if (m_format.sepLine)
        m_reader.skipLine();
    const auto step = m_reader.next();
    if (step == RecordReader::Step::Failed)
        return m_reader.error();
    if (step == RecordReader::Step::End)
        return inputError(Cause::FileEmpty, file);
    const RawRecord &header = m_reader.record();
    for (const Defect &defect : header.defects) {
        if (severityOf(defect.code) == Severity::Error)
            return inputError(Cause::FileHeaderUnreadable, file, wireName(defect.code));
    }
    if (header.fieldCount > header.keptFields())
        return inputError(Cause::FileHeaderUnreadable, file, wireName(FindingCode::TooManyFields));
    for (int column = 0; column < header.fieldCount; ++column)
        m_headers.append(toText(header.text(column)));
    return Nothing{};
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
