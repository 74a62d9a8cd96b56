// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/blockfeed.h"
#include "core/catalogue/filesource.h"

#include <memory>
#include <thread>

namespace chancery::catalogue {

/// SHA-256 of a file that is read in a moment. Error: Input / FileUnreadable.
Result<QByteArray> sha256OfFile(const QString &path);

/// SHA-256 of a file, where it is wanted, worked out on a thread of its own while the file is checked; going away ends
/// the work. Its own reading yields block digests too, so that it can be proven to have seen the same bytes; what it
/// reads it also gives to the feed, so that the file is read once.
class ContentHash
{
public:
    explicit ContentHash(const FileSource &file, std::shared_ptr<BlockFeed> feed = nullptr,
                         FileHash hash = FileHash::Wanted);

    struct Value
    {
        QByteArray sha256; ///< empty when it is not wanted
        std::vector<quint64> digests;
    };
    /// Waits for the end. Precondition: the feed has come to its end or is closed.
    Result<Value> take();

private:
    void run(const std::stop_token &stop);
    Result<Value> read(const std::stop_token &stop);

    FileSource m_file;
    std::shared_ptr<BlockFeed> m_feed; ///< may be null
    FileHash m_hash;
    std::optional<Result<Value>> m_result;
    std::jthread m_thread; ///< last, so that it ends before what it writes to
};

} // namespace chancery::catalogue
