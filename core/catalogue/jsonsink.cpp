// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/jsonsink.h"

#include "core/catalogue/filesource.h"

#include <QFileDevice>

namespace chancery::catalogue {

JsonSink::JsonSink(QIODevice *device)
    : m_device(device)
{
    if (m_device)
        m_buffer.append("[");
}

Result<Nothing> JsonSink::finish()
{
    if (!m_device)
        return Nothing{};
    m_buffer.append("\n]\n");
    return flush();
}

Result<Nothing> JsonSink::flush()
{
    const auto size = qint64(m_buffer.size());
    const qint64 written = m_device->write(m_buffer.data(), size);
    m_buffer.clear();
    if (written == size)
        return Nothing{};
    const auto *file = qobject_cast<QFileDevice *>(m_device);
    const bool isFull =
        !file || file->error() == QFileDevice::ResourceError || file->error() == QFileDevice::WriteError;
    return storageError(file ? file->fileName() : QString(), isFull, m_device->errorString());
}

} // namespace chancery::catalogue
