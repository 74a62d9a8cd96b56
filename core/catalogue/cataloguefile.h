// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/csvreader.h"
#include "core/catalogue/spec.h"

namespace chancery::catalogue {

/// How much is looked at before the first record.
enum class Depth {
    Whole,
    Glance,    ///< a few rows: findings that need the end of a large sheet are missing
    FirstRows, ///< likewise, and the columns of a JSON array are those of its first passports
};

/// An opened catalogue: its format known, its header read, standing before the first record.
class CatalogueFile
{
public:
    /// Errors: those of FileSource::open(); FileKindUnsupported, FileOldWorkbook, FileEncrypted; FileCutShort,
    /// FileDamaged, FileTrailingBytes or FileUnpacksTooLarge of what is packed; SheetUnknown, SheetTextTooLarge,
    /// SheetCellTooLarge of workbooks; FileNotPassports, JsonUnreadable; FileHeaderUnreadable when the first
    /// record is malformed, is not text or has more than RecordReader::maxFields columns. With `digests`, the content
    /// must be that of an earlier pass.
    static Result<std::unique_ptr<CatalogueFile>> open(const QString &file, const FormatChoice &choice,
                                                       std::optional<std::vector<quint64>> digests = {},
                                                       Depth depth = Depth::Whole);
    /// The same for a file that is open already.
    static Result<std::unique_ptr<CatalogueFile>> open(const FileSource &source, const FormatChoice &choice,
                                                       std::optional<std::vector<quint64>> digests = {},
                                                       Depth depth = Depth::Whole);
    CatalogueFile(const CatalogueFile &) = delete;
    CatalogueFile &operator=(const CatalogueFile &) = delete;

    /// From now on records come as edited.
    void apply(const Edits &edits) { m_reader->setEdits(edits, int(m_headers.size())); }

    const Format &format() const { return m_format; }
    const QStringList &headers() const { return m_headers; }
    RecordReader &reader() { return *m_reader; }
    const FileSource &source() const { return m_blocks.file(); }
    /// How far into the file the reading is.
    qint64 position() const { return m_text->position(); }
    /// Where the reading that is in order goes on, in whole blocks.
    qint64 nextBlock() const { return m_blocks.position() / BlockReader::blockSize; }
    /// From there on it takes what another thread reads.
    void take(std::shared_ptr<BlockFeed> feed) { m_blocks.take(std::move(feed)); }
    /// Of every block of the file; reads what the records did not need.
    Result<std::vector<quint64>> digests();

private:
    CatalogueFile(const FileSource &source, const Format &format);
    Result<Nothing> openText(Depth depth);
    Result<Nothing> readHeader();

    Format m_format;
    BlockReader m_blocks;
    std::unique_ptr<TextSource> m_text;
    std::optional<RecordReader> m_reader;
    QStringList m_headers;
};

QString toText(std::string_view utf8);
/// What spreadsheets call a column: 0 is A, 26 is AA.
QString columnLetters(int column);

/// Detection on a file that is already open.
Result<Format> detectFormat(const FileSource &file, const FormatChoice &choice, Depth depth = Depth::Whole);

/// The reader's own findings about a record, ready to be shown.
QList<Finding> readingFindings(const RawRecord &record, const QStringList &headers);

} // namespace chancery::catalogue
