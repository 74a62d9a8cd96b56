// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytesource.h"

#include <memory>

namespace chancery::catalogue {

/// What is packed in a gzip file (RFC 1952), of one member or several. Zeros behind the last one, which tapes leave,
/// are passed over. Errors, each after what came before it: Input with FileCutShort, FileDamaged, FileTrailingBytes,
/// FileUnpacksTooLarge, and those of reading.
class GzipBytes : public ByteSource
{
public:
    explicit GzipBytes(BlockReader &blocks);
    ~GzipBytes() override;

    Result<qint64> read(char *to) override;
    qint64 position() const override;

private:
    struct Stream;

    std::optional<Error> unpack(char *to, qint64 &done);
    std::optional<Error> betweenMembers();
    Error error(Cause cause) const;

    BlockReader &m_blocks;
    ByteBuffer m_packed;
    std::unique_ptr<Stream> m_stream;
    qint64 m_unpacked = 0;
    bool m_isBetween = false;
    bool m_atEnd = false;
    std::optional<Error> m_error; ///< waits behind what was unpacked before it
};

} // namespace chancery::catalogue
