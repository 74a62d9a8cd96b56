// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/blockfeed.h"

#include "core/catalogue/blockreader.h"

namespace chancery::catalogue {

char *BlockFeed::room(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    // Once there was no room, half of it must be free: each waiting costs two turns of the scheduler.
    if (m_given - m_taken == places)
        m_changed.wait(lock, stop, [this] { return m_given - m_taken <= places / 2 || m_isClosed; });
    if (m_isClosed || stop.stop_requested())
        return nullptr;
    ByteBuffer &room = m_room[m_given % places];
    room.resize(std::size_t(BlockReader::blockSize));
    return room.data();
}

void BlockFeed::give(const Block &block)
{
    const std::lock_guard lock(m_mutex);
    m_blocks[m_given % places] = block;
    ++m_given;
    m_changed.notify_all();
}

void BlockFeed::fail(Error error)
{
    const std::lock_guard lock(m_mutex);
    m_error = std::move(error);
    m_hasEnded = true;
    m_changed.notify_all();
}

void BlockFeed::end()
{
    const std::lock_guard lock(m_mutex);
    m_hasEnded = true;
    m_changed.notify_all();
}

void BlockFeed::close()
{
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    m_changed.notify_all();
}

} // namespace chancery::catalogue
