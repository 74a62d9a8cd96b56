// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/catalogue/bytebuffer.h"

class QIODevice;

namespace chancery::catalogue {

/// Collects rows into a JSON array on a device, or nowhere.
class JsonSink
{
public:
    explicit JsonSink(QIODevice *device);

    bool isWanted() const { return m_device != nullptr; }
    /// Where the next row is written.
    ByteBuffer &beginRow()
    {
        m_buffer.append(m_isEmpty ? "\n" : ",\n");
        m_isEmpty = false;
        return m_buffer;
    }
    /// Where a row begun now would start, for dropFrom(); good until the next flushIfLarge().
    std::size_t mark() const { return m_buffer.size(); }
    /// Forgets the rows begun since the mark, but never the first of the array.
    void dropFrom(std::size_t mark) { m_buffer.resize(mark); }
    Result<Nothing> flushIfLarge() { return m_buffer.size() < flushSize ? Result<Nothing>(Nothing{}) : flush(); }
    /// Closes the array.
    Result<Nothing> finish();

private:
    static constexpr std::size_t flushSize = 256 * 1024;
    Result<Nothing> flush();

    QIODevice *m_device;
    ByteBuffer m_buffer;
    bool m_isEmpty = true;
};

} // namespace chancery::catalogue
