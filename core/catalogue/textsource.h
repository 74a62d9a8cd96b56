// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytebuffer.h"
#include "core/catalogue/filesource.h"
#include "core/catalogue/transcoder.h"

namespace chancery::catalogue {

/// A file's bytes from the beginning, block by block. Remembers a digest of each block, or compares with those of an
/// earlier pass and fails with FileChanged at the first difference.
class BlockReader
{
public:
    static constexpr qint64 blockSize = 256 * 1024;

    explicit BlockReader(FileSource file)
        : m_file(std::move(file))
    {}
    const FileSource &file() const { return m_file; }
    const std::vector<quint64> &digests() const { return m_digests; }
    qint64 position() const { return m_position; }

    /// From now on each block must have its digest in `digests` and the path must still lead to this file.
    void expect(std::vector<quint64> digests)
    {
        m_expected = std::move(digests);
        m_isCompared = true;
    }

    /// The next block, into at least blockSize bytes at `to`; 0 at the end.
    Result<qint64> next(char *to);

    static quint64 digestOf(std::string_view block);

private:
    FileSource m_file;
    qint64 m_position = 0;
    std::vector<quint64> m_digests;
    std::vector<quint64> m_expected;
    bool m_isCompared = false;
};

/// Text as UTF-8, in pieces. A sequence that is wrong in the text's own encoding arrives as the byte 0xFF, which no
/// UTF-8 text contains, so that one check finds the wrong places of every encoding.
class TextSource
{
public:
    /// What read() may need at once.
    static constexpr qint64 pieceSize = BlockReader::blockSize;

    virtual ~TextSource() = default;
    /// Writes up to pieceSize bytes; 0 at the end.
    virtual Result<qint64> read(char *to) = 0;
    /// Where the reading stands in the original.
    virtual qint64 position() const = 0;
};

/// A file's text, without its byte order mark.
class FileText : public TextSource
{
public:
    FileText(BlockReader blocks, const Format &format);
    const BlockReader &blocks() const { return m_blocks; }

    Result<qint64> read(char *to) override;
    qint64 position() const override { return m_blocks.position(); }

private:
    Result<qint64> readTranscoded(char *to);

    BlockReader m_blocks;
    qint64 m_toSkip = 0; ///< bytes of the mark that are still ahead
    std::unique_ptr<Transcoder> m_transcoder;
    ByteBuffer m_raw;
    std::size_t m_rawUsed = 0;
    bool m_atEnd = false;
};

/// Bytes in memory that are UTF-8 already.
class MemoryText : public TextSource
{
public:
    explicit MemoryText(QByteArray text)
        : m_text(std::move(text))
    {}
    Result<qint64> read(char *to) override;
    qint64 position() const override { return m_position; }

private:
    QByteArray m_text;
    qint64 m_position = 0;
};

} // namespace chancery::catalogue
