// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorrecord.h"

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace chancery {

class SqliteConnection;

/// Every row of a mirror by the hash of its five-part key, for whoever has a million keys to look up: 32 bytes a row,
/// read in one go, then answered without the file. A picture of one moment, raw rows included, for as long as it lives.
/// For one thread, any thread.
class MirrorKeys
{
public:
    struct Entry
    {
        quint64 key = 0;     ///< keyHash()
        quint64 content = 0; ///< contentDigest()
        quint64 state = 0;   ///< hash of its id and status
        quint32 row = 0;
    };

    /// Reads the keys of the mirror at `path`, which a Mirror has opened. Errors: Storage; Cancelled when it was
    /// stopped.
    static Result<MirrorKeys> read(const QString &path, const std::stop_token &stop = {});
    MirrorKeys(MirrorKeys &&) noexcept;
    MirrorKeys &operator=(MirrorKeys &&) noexcept;
    ~MirrorKeys();

    /// The rows with this hash: nearly always none or one. Compare the keys of what you read, as hashes may agree.
    std::span<const Entry> find(quint64 keyHash) const;
    std::size_t size() const { return m_entries.size(); }

    /// Hands over the raw rows of these rows in the order of their numbers; false from `take` ends it. One that is gone
    /// meanwhile is left out. Errors: Storage; Cancelled.
    Result<Nothing> rawRows(std::vector<quint32> rows,
                            const std::function<bool(quint32 row, QByteArrayView json)> &take);

private:
    explicit MirrorKeys(std::unique_ptr<SqliteConnection> connection);

    std::unique_ptr<SqliteConnection> m_connection;
    std::vector<Entry> m_entries; ///< by key, then row
};

} // namespace chancery
