// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/textsource.h"

namespace chancery::catalogue {

namespace {

qint64 markSize(const Format &format)
{
    if (!format.bom)
        return 0;
    return format.encoding == Encoding::Utf8 ? 3 : 2;
}

} // namespace

FileText::FileText(std::unique_ptr<ByteSource> bytes, const Format &format)
    : m_bytes(std::move(bytes))
    , m_toSkip(markSize(format))
    , m_transcoder(Transcoder::from(format.encoding))
{}

Result<qint64> FileText::read(char *to)
{
    if (m_transcoder)
        return readTranscoded(to);
    auto got = m_bytes->read(to);
    if (!got || m_toSkip == 0)
        return got;
    const qint64 skipped = std::min(m_toSkip, *got);
    m_toSkip -= skipped;
    std::memmove(to, to + skipped, std::size_t(*got - skipped));
    if (*got == skipped && skipped > 0)
        return read(to);
    return *got - skipped;
}

Result<qint64> FileText::readTranscoded(char *to)
{
    qint64 written = 0;
    while (written == 0) {
        if (m_rawUsed == m_raw.size() && !m_atEnd) {
            m_raw.resize(std::size_t(BlockReader::blockSize));
            const auto got = m_bytes->read(m_raw.data());
            if (!got)
                return got;
            m_raw.resize(std::size_t(*got));
            m_rawUsed = std::size_t(std::min(m_toSkip, *got));
            m_toSkip -= qint64(m_rawUsed);
            m_atEnd = *got == 0;
        }
        if (m_rawUsed == m_raw.size()) {
            if (!m_atEnd)
                continue;
            return m_transcoder->finish(to);
        }
        const std::size_t piece = std::min(m_raw.size() - m_rawUsed, Transcoder::inputSize);
        written = m_transcoder->convert({m_raw.data() + m_rawUsed, piece}, to);
        m_rawUsed += piece;
    }
    return written;
}

Result<qint64> MemoryText::read(char *to)
{
    const qint64 piece = std::min<qint64>(pieceSize, m_text.size() - m_position);
    std::memcpy(to, m_text.constData() + m_position, std::size_t(piece));
    m_position += piece;
    return piece;
}

} // namespace chancery::catalogue
