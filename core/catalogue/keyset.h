// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/hashing.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#ifdef Q_OS_LINUX
#include <sys/mman.h>
#endif

namespace chancery::catalogue {

/// A set of well-mixed 64-bit hashes in one flat table, at 10 to 15 bytes each. Told roughly how many will come, it
/// never moves; otherwise it grows by half.
class KeySet
{
public:
    /// Makes room for `count` hashes in all.
    void reserve(std::size_t count)
    {
        if (count > roomFor(m_size))
            rebuild(std::max<std::size_t>(count + count / 2, 1024));
    }
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

    static std::size_t roomFor(std::size_t size) { return size / 5 * 4; }
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

    void rebuild(std::size_t size)
    {
        std::unique_ptr<quint64, Freed> slots = zeros(size);
        const auto old = std::exchange(m_storage, std::move(slots));
        const std::size_t oldSize = std::exchange(m_size, size);
        m_slots = m_storage.get();
        m_used = 0;
        for (std::size_t slot = 0; slot < oldSize; ++slot) {
            if (old.get()[slot] != 0)
                place(old.get()[slot]);
        }
    }

    /// Filled at once and in large pages where there are such: a page that is first read and then written, anywhere in
    /// the table, costs two faults, which took a tenth of a check's time.
    static std::unique_ptr<quint64, Freed> zeros(std::size_t count)
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
        return slots;
    }

    std::unique_ptr<quint64, Freed> m_storage; ///< 0 is a free slot
    quint64 *m_slots = nullptr;
    std::size_t m_size = 0;
    std::size_t m_used = 0;
};

} // namespace chancery::catalogue
