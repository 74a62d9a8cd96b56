// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/filesource.h"

#include <thread>

namespace chancery::catalogue {

/// SHA-256 of a file, worked out on a thread of its own while the file is checked; going away ends the work. Its own
/// reading yields block digests too, so that it can be proven to have seen the same bytes.
class ContentHash
{
public:
    explicit ContentHash(const FileSource &file);

    struct Value
    {
        QByteArray sha256;
        std::vector<quint64> digests;
    };
    /// Waits for the end.
    Result<Value> take();

private:
    void run(const std::stop_token &stop);

    FileSource m_file;
    std::optional<Result<Value>> m_result;
    std::jthread m_thread; ///< last, so that it ends before what it writes to
};

} // namespace chancery::catalogue
