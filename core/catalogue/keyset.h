// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <array>
#include <vector>

namespace chancery::catalogue {

/// A set of well-mixed 64-bit hashes at 10 to 14 bytes each. It is cut into parts by the leading bits, so that growing
/// never copies more than a small part and stays in the processor's cache.
class KeySet
{
public:
    void prefetch(quint64 hash) const
    {
        const Part &part = partOf(hash);
        if (!part.slots.empty())
            __builtin_prefetch(&part.slots[slotOf(part, hash)]);
    }

    /// Whether the hash was new.
    bool insert(quint64 hash)
    {
        hash += hash == 0;
        Part &part = partOf(hash);
        if (part.used * 5 >= part.slots.size() * 4)
            grow(part);
        return place(part, hash);
    }

private:
    struct Part
    {
        std::vector<quint64> slots; ///< 0 is a free one
        std::size_t used = 0;
    };

    const Part &partOf(quint64 hash) const { return m_parts[hash >> 56]; }
    Part &partOf(quint64 hash) { return m_parts[hash >> 56]; }
    static std::size_t slotOf(const Part &part, quint64 hash) { return (hash & 0xFFFFFFFFU) * part.slots.size() >> 32; }

    static bool place(Part &part, quint64 hash)
    {
        const std::size_t size = part.slots.size();
        for (std::size_t slot = slotOf(part, hash);; slot = slot + 1 == size ? 0 : slot + 1) {
            quint64 &held = part.slots[slot];
            if (held == hash)
                return false;
            if (held == 0) {
                held = hash;
                ++part.used;
                return true;
            }
        }
    }

    static void grow(Part &part)
    {
        Part larger;
        larger.slots.resize(part.slots.size() + part.slots.size() * 2 / 5 + 64);
        for (const quint64 hash : part.slots) {
            if (hash != 0)
                place(larger, hash);
        }
        part = std::move(larger);
    }

    std::array<Part, 256> m_parts;
};

} // namespace chancery::catalogue
