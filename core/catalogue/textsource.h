// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytesource.h"
#include "core/catalogue/defect.h"
#include "core/catalogue/transcoder.h"

namespace chancery::catalogue {

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
    /// Whether what read() wrote last is known to be text inside (textcheck.h).
    virtual bool lastIsText() const { return false; }

    /// Whether the text is CSV written by this source, one well-formed record for each row; then nextRow() tells of
    /// each record in its turn.
    virtual bool statesRows() const { return false; }
    virtual RowFacts nextRow() { return {}; }
};

/// A text as it stands in its bytes, without its byte order mark.
class FileText : public TextSource
{
public:
    FileText(std::unique_ptr<ByteSource> bytes, const Format &format);

    Result<qint64> read(char *to) override;
    qint64 position() const override { return m_bytes->position(); }
    bool lastIsText() const override { return !m_transcoder && m_bytes->lastIsText(); }

private:
    Result<qint64> readTranscoded(char *to);

    std::unique_ptr<ByteSource> m_bytes;
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
