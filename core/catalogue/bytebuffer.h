// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

namespace chancery::catalogue {

/// Bytes that grow without being filled with zeros first. Behind the last byte there are always `padding` readable
/// and writable ones, so that vector instructions may run over the end.
class ByteBuffer
{
public:
    static constexpr std::size_t padding = 64;

    char *data() { return m_bytes.get(); }
    const char *data() const { return m_bytes.get(); }
    std::size_t size() const { return m_size; }
    std::size_t capacity() const { return m_capacity; }
    std::string_view view() const { return {m_bytes.get(), m_size}; }

    /// Room for `more` bytes behind the last one.
    void reserveMore(std::size_t more)
    {
        if (m_size + more > m_capacity)
            grow(m_size + more);
    }
    void resize(std::size_t size)
    {
        if (size > m_capacity)
            grow(size);
        m_size = size;
    }
    void clear() { m_size = 0; }
    void append(std::string_view text)
    {
        if (text.empty())
            return; // it may have no place at all, which memcpy forbids
        reserveMore(text.size());
        std::memcpy(m_bytes.get() + m_size, text.data(), text.size());
        m_size += text.size();
    }

private:
    struct Freed
    {
        void operator()(char *bytes) const { std::free(bytes); }
    };

    void grow(std::size_t needed)
    {
        const std::size_t capacity = std::max(needed, m_capacity + m_capacity / 2);
        char *const old = m_bytes.release();
        auto *bytes = static_cast<char *>(std::realloc(old, capacity + padding));
        if (!bytes) {
            m_bytes.reset(old);
            throw std::bad_alloc();
        }
        std::memset(bytes + capacity, 0, padding);
        m_bytes.reset(bytes);
        m_capacity = capacity;
    }

    std::unique_ptr<char, Freed> m_bytes;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace chancery::catalogue
