// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/csvreader.h"
#include "core/catalogue/rowindex.h"

#include <QTemporaryFile>

namespace chancery::catalogue {

/// Records in order, from anywhere in a file, as edited; removed ones come too.
class RowCursor
{
public:
    using Step = RecordReader::Step;
    virtual ~RowCursor() = default;
    virtual Step next() = 0;
    virtual const RawRecord &record() const = 0;
    /// Precondition: next() said Failed.
    virtual Error error() const = 0;
};

/// Reads UTF-8 text from the middle of a file.
class TextCursor : public RowCursor
{
public:
    struct Place
    {
        qint64 offset = 0; ///< of the text's first byte in the file
        RowIndex::Mark mark;
    };
    TextCursor(const FileSource &file, const Format &format, const Place &place);

    RecordReader &reader() { return m_reader; }
    Step next() override { return m_reader.next(); }
    const RawRecord &record() const override { return m_reader.record(); }
    Error error() const override { return m_reader.error(); }

private:
    class Text : public TextSource
    {
    public:
        Text(FileSource file, qint64 offset)
            : m_file(std::move(file))
            , m_position(offset)
        {}
        Result<qint64> read(char *to) override;
        qint64 position() const override { return m_position; }

    private:
        FileSource m_file;
        qint64 m_position;
    };

    Text m_text;
    RecordReader m_reader;
};

/// Decoded records in a file of their own, which goes away with this.
class RowSpool
{
public:
    /// Error: Storage with DiskFull or NotWritable.
    static Result<std::unique_ptr<RowSpool>> create(const QString &folder);

    void append(const RawRecord &record);
    /// Ends the writing. Error: Storage with DiskFull.
    Result<Nothing> finish();

    const RowIndex &index() const { return m_index; }
    /// From the mark on; `columns` is what edited records have.
    std::unique_ptr<RowCursor> cursor(const RowIndex::Mark &mark, const Edits &edits, int columns) const;

private:
    class Cursor;
    explicit RowSpool(const QString &pattern);
    void flush();

    QTemporaryFile m_file;
    QByteArray m_pending;
    qint64 m_written = 0;
    bool m_hasFailed = false;
    RowIndex m_index; ///< offsets are those in the spool
    std::optional<FileSource> m_source;
};

} // namespace chancery::catalogue
