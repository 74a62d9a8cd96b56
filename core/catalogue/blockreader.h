// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytebuffer.h"
#include "core/catalogue/filesource.h"

#include <array>
#include <memory>
#include <string_view>
#include <vector>

namespace chancery::catalogue {

class BlockFeed;

/// A file's bytes in blocks, in order or anywhere. Remembers a digest of each block, or compares with those of an
/// earlier pass and fails with FileChanged at the first difference; so does a block that is read twice.
class BlockReader
{
public:
    static constexpr qint64 blockSize = 256 * 1024;

    explicit BlockReader(FileSource file)
        : m_file(std::move(file))
    {}
    const FileSource &file() const { return m_file; }
    /// One a block; of the whole file once next() came to the end, or complete() was called.
    const std::vector<quint64> &digests() const { return m_digests; }
    /// Behind the last block that next() gave.
    qint64 position() const { return m_position; }

    /// From now on each block must have its digest in `digests` and the path must still lead to this file.
    void expect(std::vector<quint64> digests)
    {
        m_expected = std::move(digests);
        m_isCompared = true;
    }

    /// From the feed's first block on, next() takes what another thread reads of the same file.
    void take(std::shared_ptr<BlockFeed> feed) { m_feed = std::move(feed); }

    /// The next block, into at least blockSize bytes at `to`; 0 at the end.
    Result<qint64> next(char *to);
    /// Whether the other thread has found the last block to be text inside (textcheck.h).
    bool lastIsText() const { return m_lastIsText; }
    /// Up to `count` bytes from `offset` on; fewer only at the end.
    Result<qint64> read(qint64 offset, char *to, qint64 count);
    /// Reads what nobody has needed so far.
    Result<Nothing> complete();

    static quint64 digestOf(std::string_view block);

private:
    struct Kept
    {
        qint64 block = -1;
        quint64 used = 0; ///< when
        ByteBuffer bytes{};
    };
    Result<qint64> load(qint64 block, char *to);
    Result<qint64> takeNext(char *to);
    Result<Nothing> note(qint64 block, quint64 digest);
    Result<const Kept *> kept(qint64 block);

    FileSource m_file;
    std::shared_ptr<BlockFeed> m_feed; ///< none mostly
    qint64 m_position = 0;
    bool m_lastIsText = false;
    std::vector<quint64> m_digests;
    std::vector<bool> m_isKnown;
    std::vector<quint64> m_expected;
    bool m_isCompared = false;
    std::array<Kept, 4> m_kept; ///< some parts of an archive are read in turns
    quint64 m_uses = 0;
};

} // namespace chancery::catalogue
