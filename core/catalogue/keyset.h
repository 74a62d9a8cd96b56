// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/hashing.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <future>
#include <memory>
#include <new>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/mman.h>
#endif

namespace chancery::catalogue {

/// A set of well-mixed 64-bit hashes in one flat table, at 10 to 15 bytes each. Told roughly how many will come, it
/// moves once at most; otherwise it grows by half.
class KeySet
{
public:
    /// Makes room for `count` hashes in all, or more where prepare() was asked for more.
    void reserve(std::size_t count)
    {
        if (m_prepared.valid())
            moveTo(m_prepared.get());
        if (count > roomFor(m_size))
            moveTo(zeros(sizeFor(count)));
    }
    /// Has another thread make the table for `count` hashes, for the next reserve(): a system takes its time to give
    /// that much memory.
    void prepare(std::size_t count) { m_prepared = std::async(std::launch::async, zeros, sizeFor(count)); }
    bool hasRoomFor(std::size_t more) const { return m_used + more <= roomFor(m_size); }
    std::size_t count() const { return m_used; }

    void prefetch(quint64 hash) const
    {
        if (m_size > 0)
            __builtin_prefetch(&m_slots[slotOf(hash)], 1);
    }

    /// Whether the hash was new.
    bool insert(quint64 hash)
    {
        if (!hasRoomFor(1))
            reserve(m_size);
        return place(hash + (hash == 0));
    }

private:
    struct Freed
    {
        void operator()(quint64 *slots) const { std::free(slots); }
    };

    struct Table
    {
        std::unique_ptr<quint64, Freed> slots; ///< 0 is a free one
        std::size_t size = 0;
    };

    static std::size_t roomFor(std::size_t size) { return size / 5 * 4; }
    static std::size_t sizeFor(std::size_t count) { return std::max<std::size_t>(count + count / 2, 1024); }
    /// Keeps the order of the hashes, so that moving to a larger table reads and writes in sequence.
    std::size_t slotOf(quint64 hash) const { return std::size_t(detail::Wide(hash) * m_size >> 64); }

    bool place(quint64 hash)
    {
        for (std::size_t slot = slotOf(hash);; slot = slot + 1 == m_size ? 0 : slot + 1) {
            quint64 &held = m_slots[slot];
            if (held == hash)
                return false;
            if (held == 0) {
                held = hash;
                ++m_used;
                return true;
            }
        }
    }

    void moveTo(Table table)
    {
        const Table old = std::exchange(m_table, std::move(table));
        m_slots = m_table.slots.get();
        m_size = m_table.size;
        m_used = 0;
        for (std::size_t slot = 0; slot < old.size; ++slot) {
            if (old.slots.get()[slot] != 0)
                place(old.slots.get()[slot]);
        }
    }

    /// Filled at once and in large pages where there are such: a page that is first read and then written, anywhere in
    /// the table, costs two faults, which took a tenth of a check's time.
    static Table zeros(std::size_t count)
    {
        constexpr std::size_t page = 2 * 1024 * 1024;
        const std::size_t bytes = count * sizeof(quint64);
        const std::size_t align = bytes < page ? 64 : page;
        const std::size_t whole = (bytes + align - 1) / align * align;
        std::unique_ptr<quint64, Freed> slots(static_cast<quint64 *>(std::aligned_alloc(align, whole)));
        if (!slots)
            throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
        ::madvise(slots.get(), whole, MADV_HUGEPAGE); // only a wish
#endif
        std::memset(slots.get(), 0, bytes);
        return {std::move(slots), count};
    }

    Table m_table;
    std::future<Table> m_prepared;
    quint64 *m_slots = nullptr;
    std::size_t m_size = 0;
    std::size_t m_used = 0;
};

} // namespace chancery::catalogue
