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
    /// Where the next row is written; it counts with commitRow() and is forgotten with dropRow().
    ByteBuffer &beginRow();
    Result<Nothing> commitRow()
    {
        m_isEmpty = false;
        m_rowBegin = none;
        return m_buffer.size() < flushSize ? Result<Nothing>(Nothing{}) : flush();
    }
    void dropRow();
    /// Closes the array.
    Result<Nothing> finish();

private:
    static constexpr std::size_t none = std::size_t(-1);
    static constexpr std::size_t flushSize = 256 * 1024;
    Result<Nothing> flush();

    QIODevice *m_device;
    ByteBuffer m_buffer;
    std::size_t m_rowBegin = none;
    bool m_isEmpty = true;
};

} // namespace chancery::catalogue
