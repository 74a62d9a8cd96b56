// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/blockreader.h"

namespace chancery::catalogue {

/// The bytes of a text, in order.
class ByteSource
{
public:
    virtual ~ByteSource() = default;
    /// Writes up to BlockReader::blockSize bytes; 0 at the end.
    virtual Result<qint64> read(char *to) = 0;
    /// Where the reading stands in the file.
    virtual qint64 position() const = 0;
    /// Whether what read() wrote last is known to be text inside (textcheck.h).
    virtual bool lastIsText() const { return false; }
};

/// The file's own bytes.
class PlainBytes : public ByteSource
{
public:
    explicit PlainBytes(BlockReader &blocks)
        : m_blocks(blocks)
    {}
    Result<qint64> read(char *to) override { return m_blocks.next(to); }
    qint64 position() const override { return m_blocks.position(); }
    bool lastIsText() const override { return m_blocks.lastIsText(); }

private:
    BlockReader &m_blocks;
};

/// Stops what unpacks to far more than real catalogues do. Errors: Input/FileUnpacksTooLarge.
class UnpackLimit
{
public:
    static constexpr qint64 alwaysAllowed = 64 * 1024 * 1024;
    static constexpr qint64 largestRatio = 400;

    static bool isExceeded(qint64 packed, qint64 unpacked)
    {
        return unpacked > alwaysAllowed && unpacked / largestRatio > packed;
    }
};

} // namespace chancery::catalogue
