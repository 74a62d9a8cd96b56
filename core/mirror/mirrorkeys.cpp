// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirrorkeys.h"

#include "core/mirror/mirrorschema.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t readAtOnce = 500;

Error cancelled()
{
    Error error;
    error.kind = ErrorKind::Cancelled;
    error.cause = Cause::Cancelled;
    return error;
}

} // namespace

MirrorKeys::MirrorKeys(std::unique_ptr<SqliteConnection> connection)
    : m_connection(std::move(connection))
{}

MirrorKeys::MirrorKeys(MirrorKeys &&) noexcept = default;
MirrorKeys &MirrorKeys::operator=(MirrorKeys &&) noexcept = default;
MirrorKeys::~MirrorKeys() = default;

Result<MirrorKeys> MirrorKeys::read(const QString &path, const std::stop_token &stop)
{
    auto connection = std::make_unique<SqliteConnection>(mirrorFile(path));
    if (auto opened = connection->openToRead(); !opened)
        return opened.error();
    // What is read later must be of the same moment.
    if (auto began = connection->run(u"BEGIN"_s); !began)
        return began.error();
    MirrorKeys keys(std::move(connection));
    {
        auto query = keys.m_connection->run(u"SELECT key_hash, content_hash, state_hash, row FROM passport"_s);
        if (!query)
            return query.error();
        while (query->next()) {
            keys.m_entries.push_back({quint64(query->value(0).toLongLong()), quint64(query->value(1).toLongLong()),
                                      quint64(query->value(2).toLongLong()), query->value(3).toUInt()});
            if (keys.m_entries.size() % 4096 == 0 && stop.stop_requested())
                return cancelled();
        }
        if (query->lastError().isValid())
            return keys.m_connection->failure(query->lastError());
    }
    std::sort(keys.m_entries.begin(), keys.m_entries.end(),
              [](const Entry &a, const Entry &b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });
    return keys;
}

std::span<const MirrorKeys::Entry> MirrorKeys::find(quint64 keyHash) const
{
    const auto first = std::lower_bound(m_entries.begin(), m_entries.end(), keyHash,
                                        [](const Entry &entry, quint64 key) { return entry.key < key; });
    auto last = first;
    while (last != m_entries.end() && last->key == keyHash)
        ++last;
    return {first, last};
}

Result<Nothing> MirrorKeys::rawRows(std::vector<quint32> rows,
                                    const std::function<bool(quint32 row, QByteArrayView json)> &take)
{
    std::sort(rows.begin(), rows.end());
    for (std::size_t from = 0; from < rows.size(); from += readAtOnce) {
        QStringList numbers;
        for (std::size_t i = from; i < std::min(from + readAtOnce, rows.size()); ++i)
            numbers << QString::number(rows[i]);
        auto query =
            m_connection->run(u"SELECT row, json FROM raw WHERE row IN (%1) ORDER BY row"_s.arg(numbers.join(u',')));
        if (!query)
            return query.error();
        while (query->next()) {
            if (!take(query->value(0).toUInt(), query->value(1).toByteArray()))
                return cancelled();
        }
        if (query->lastError().isValid())
            return m_connection->failure(query->lastError());
    }
    return Nothing{};
}

} // namespace chancery
