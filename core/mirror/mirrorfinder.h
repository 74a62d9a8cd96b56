// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorstore.h"
#include "core/mirror/searchindex.h"

#include <QHash>

#include <span>
#include <stop_token>
#include <string>
#include <unordered_set>

namespace chancery {

/// A row and its place in a query's order, from 0.
struct LocatedPassport
{
    qint64 place = 0;
    keyban::Passport passport;
};

/// A part of the rows that a query lets through.
struct MirrorPage
{
    qint64 total = 0; ///< exact; of what is loaded so far while isLoading
    qint64 first = 0; ///< place of the first of `rows` among the total
    QList<keyban::Passport> rows;
    bool isLoading = false;           ///< the search text is still being read from the disk
    QList<LocatedPassport> located{}; ///< rows that were asked for by id and are among the total
};

/// A line of the tree: a number with what is below it, or one passport that stands alone.
struct MirrorBranch
{
    keyban::PassportKey key;
    std::optional<keyban::Passport> passport{}; ///< nothing: no passport has this number
    qint64 below = 0;                           ///< rows beneath that the query lets through
};

struct MirrorBranches
{
    qint64 total = 0;
    qint64 first = 0;
    QList<MirrorBranch> lines;
};

/// The words that rows have in the columns of few words.
struct MirrorWords
{
    QStringList statuses;
    QStringList networks;
    bool operator==(const MirrorWords &) const = default;
};

/// Searches the mirror: the text in memory, the rows in the file. Lives in one thread of its own.
class MirrorFinder
{
public:
    explicit MirrorFinder(MirrorPlace place);

    /// Connects to the file, which the store has opened before, and forgets what was in memory.
    Result<Nothing> open();
    void close();
    /// Reads the next part of the file into memory; false when all of it is there.
    Result<bool> loadMore();
    void apply(const MirrorChanges &changes);

    /// Cancelled when it was stopped.
    Result<MirrorPage> page(const MirrorQuery &query, mirror::SearchIndex::Window window, const std::stop_token &stop);
    Result<MirrorBranches> branches(const MirrorQuery &query, mirror::SearchIndex::Window window);
    /// Those of the rows that the query lets through.
    Result<QList<LocatedPassport>> locate(const MirrorQuery &query, const QStringList &ids);
    Result<QList<keyban::Passport>> passports(const QStringList &ids);
    /// Those of the rows that a query lets through, `limit` at most.
    Result<QList<keyban::Passport>> passportsOf(const MirrorQuery &query, int limit);
    Result<std::optional<keyban::Passport>> find(const keyban::PassportKey &key);
    MirrorWords words() const { return {m_statuses.sorted(), m_networks.sorted()}; }
    qint64 bytes() const { return m_index.bytes(); }
    qint64 count() const { return m_index.count(); }

private:
    /// The few words of a column that a million rows have.
    class WordList
    {
    public:
        void add(std::string_view word);
        const QStringList &sorted() const { return m_sorted; }

    private:
        std::vector<std::string> m_known;
        QStringList m_sorted;
    };

    Result<QList<keyban::Passport>> read(const std::vector<quint32> &rows);
    Result<Nothing> readSome(std::span<const quint32> rows, QHash<quint32, keyban::Passport> &found);
    Result<quint32> rowOf(const QString &id);
    void learn(const MirrorFields &fields);

    const MirrorPlace m_place;
    std::unique_ptr<SqliteConnection> m_connection;
    mirror::SearchIndex m_index;
    quint32 m_loadedTo = 0; ///< rows up to here were read
    bool m_isLoading = false;
    std::unordered_set<quint32> m_goneWhileLoading;
    WordList m_statuses;
    WordList m_networks;
};

} // namespace chancery
