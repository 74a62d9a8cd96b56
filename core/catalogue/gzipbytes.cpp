// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/gzipbytes.h"

#include <zlib.h>

namespace chancery::catalogue {

struct GzipBytes::Stream
{
    Stream() { isOpen = ::inflateInit2(&z, 15 + 16) == Z_OK; }
    ~Stream() { ::inflateEnd(&z); }
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;
    z_stream z = {};
    bool isOpen = false;
};

GzipBytes::GzipBytes(BlockReader &blocks)
    : m_blocks(blocks)
    , m_stream(std::make_unique<Stream>())
{
    m_packed.resize(std::size_t(BlockReader::blockSize));
}

GzipBytes::~GzipBytes() = default;

Error GzipBytes::error(Cause cause) const
{
    return inputError(cause, m_blocks.file().path());
}

qint64 GzipBytes::position() const
{
    return m_blocks.position() - qint64(m_stream->z.avail_in);
}

Result<qint64> GzipBytes::read(char *to)
{
    qint64 done = 0;
    while (!m_error && !m_atEnd && done < BlockReader::blockSize)
        m_error = unpack(to, done);
    if (done == 0 && m_error)
        return *m_error;
    return done;
}

/// One step: fetch packed bytes, pass from one member to the next, or unpack.
std::optional<Error> GzipBytes::unpack(char *to, qint64 &done)
{
    z_stream &z = m_stream->z;
    if (!m_stream->isOpen)
        return error(Cause::Unexpected);
    if (z.avail_in == 0) {
        const auto got = m_blocks.next(m_packed.data());
        if (!got)
            return got.error();
        z.next_in = reinterpret_cast<Bytef *>(m_packed.data());
        z.avail_in = uInt(*got);
        if (*got == 0) {
            m_atEnd = m_isBetween;
            return m_isBetween ? std::nullopt : std::optional(error(Cause::FileCutShort));
        }
    }
    if (m_isBetween)
        return betweenMembers();
    const auto room = uInt(BlockReader::blockSize - done);
    z.next_out = reinterpret_cast<Bytef *>(to + done);
    z.avail_out = room;
    const int code = ::inflate(&z, Z_NO_FLUSH);
    done += qint64(room - z.avail_out);
    m_unpacked += qint64(room - z.avail_out);
    if (code == Z_STREAM_END)
        m_isBetween = true;
    else if (code != Z_OK && code != Z_BUF_ERROR)
        return error(Cause::FileDamaged);
    if (UnpackLimit::isExceeded(position(), m_unpacked))
        return error(Cause::FileUnpacksTooLarge);
    return std::nullopt;
}

std::optional<Error> GzipBytes::betweenMembers()
{
    z_stream &z = m_stream->z;
    while (z.avail_in > 0 && *z.next_in == 0) {
        ++z.next_in;
        --z.avail_in;
    }
    if (z.avail_in == 0)
        return std::nullopt;
    constexpr uchar firstOfMember = 0x1F;
    if (*z.next_in != firstOfMember)
        return error(Cause::FileTrailingBytes);
    m_isBetween = false;
    return ::inflateReset(&z) == Z_OK ? std::nullopt : std::optional(error(Cause::Unexpected));
}

} // namespace chancery::catalogue
