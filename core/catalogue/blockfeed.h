// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/catalogue/bytebuffer.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace chancery::catalogue {

/// Blocks of a file on their way from the thread that reads them, ahead, to the one that wants them next. The giver may
/// go on reading a block it gave; it is overwritten only by room().
class BlockFeed
{
public:
    struct Block
    {
        qint64 number = 0;
        quint64 digest = 0;
        bool isText = false;    ///< see isTextInside()
        std::string_view bytes; ///< in the room given
    };

    /// Blocks from this one on are given, in order and without a gap.
    explicit BlockFeed(qint64 first)
        : m_first(first)
    {}
    qint64 first() const { return m_first; }

    /// The giver's: room for a block, once there is some; nothing when nobody wants more or it was stopped.
    char *room(const std::stop_token &stop);
    void give(const Block &block);
    /// Instead of the next block.
    void fail(Error error);
    /// Nothing follows.
    void end();

    /// The taker's: waits for the next block and hands it to `use`. False at the end.
    template <class Use>
    Result<bool> take(Use use)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_given > m_taken || m_hasEnded; });
        if (m_given == m_taken)
            return m_error ? Result<bool>(*m_error) : Result<bool>(false);
        const Block block = m_blocks[m_taken % places];
        lock.unlock();
        use(block);
        lock.lock();
        ++m_taken;
        if (m_given - m_taken <= places / 2)
            m_changed.notify_all();
        return true;
    }
    /// The taker wants no more.
    void close();

private:
    static constexpr std::size_t places = 16;

    const qint64 m_first;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::array<ByteBuffer, places> m_room;
    std::array<Block, places> m_blocks;
    std::size_t m_given = 0;
    std::size_t m_taken = 0;
    bool m_hasEnded = false;
    bool m_isClosed = false;
    std::optional<Error> m_error;
};

} // namespace chancery::catalogue
