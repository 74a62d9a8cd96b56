// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirrorfinder.h"

#include "core/mirror/mirrorschema.h"

#include <QHash>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;

namespace {

constexpr int loadedAtOnce = 20'000;
constexpr std::size_t readAtOnce = 500;
constexpr qsizetype shortestId = 8;

Error failure(const QString &path, Cause cause)
{
    Error error;
    error.kind = cause == Cause::Cancelled ? ErrorKind::Cancelled : ErrorKind::Storage;
    error.cause = cause;
    error.subject = path;
    return error;
}

} // namespace

void MirrorFinder::WordList::add(std::string_view word)
{
    if (word.empty() || std::find(m_known.begin(), m_known.end(), word) != m_known.end())
        return;
    m_known.emplace_back(word);
    const QString text = QString::fromUtf8(word.data(), qsizetype(word.size()));
    m_sorted.insert(std::lower_bound(m_sorted.begin(), m_sorted.end(), text), text);
}

MirrorFinder::MirrorFinder(MirrorPlace place)
    : m_place(std::move(place))
{}

Result<Nothing> MirrorFinder::open()
{
    close();
    m_connection = std::make_unique<SqliteConnection>(mirrorFile(m_place.path));
    Result<Nothing> opened = m_connection->openToRead();
    if (!opened)
        m_connection.reset();
    m_isLoading = opened.ok();
    return opened;
}

void MirrorFinder::close()
{
    m_connection.reset();
    m_index.clear();
    m_loadedTo = 0;
    m_isLoading = false;
    m_goneWhileLoading.clear();
    m_statuses = {};
    m_networks = {};
}

Result<bool> MirrorFinder::loadMore()
{
    if (!m_isLoading)
        return false;
    auto query =
        m_connection->run(u"SELECT row, CAST(id AS BLOB), fields FROM passport WHERE row > ? ORDER BY row LIMIT ?"_s,
                          {m_loadedTo, loadedAtOnce});
    if (!query)
        return query.error();
    std::vector<MirrorRecord> records;
    int count = 0;
    for (; query->next(); ++count) {
        MirrorRecord record;
        m_loadedTo = record.row = query->value(0).toUInt();
        // What changed meanwhile came here by apply(), which is newer.
        if (m_index.holds(record.row) || m_goneWhileLoading.contains(record.row))
            continue;
        record.id = query->value(1).toByteArray();
        record.packed = query->value(2).toByteArray();
        const auto fields = unpacked(record.packed);
        if (!fields)
            return failure(m_place.path, Cause::StorageCorrupt);
        learn(*fields);
        records.push_back(std::move(record));
    }
    if (query->lastError().isValid())
        return m_connection->failure(query->lastError());
    m_index.put(records);
    m_isLoading = count == loadedAtOnce;
    if (!m_isLoading)
        m_goneWhileLoading.clear();
    return m_isLoading;
}

void MirrorFinder::apply(const MirrorChanges &changes)
{
    if (!changes.put.empty())
        m_index.put(changes.put);
    for (const MirrorRecord &record : changes.put)
        learn(record.fields());
    if (!changes.removed.empty())
        m_index.remove(changes.removed);
    if (m_isLoading)
        m_goneWhileLoading.insert(changes.removed.begin(), changes.removed.end());
}

void MirrorFinder::learn(const MirrorFields &fields)
{
    m_statuses.add(fields.status);
    m_networks.add(fields.network);
}

Result<quint32> MirrorFinder::rowOf(const QString &id)
{
    if (!m_connection)
        return failure(m_place.path, Cause::Unexpected);
    auto indexed = m_connection->run(u"SELECT count(*) FROM sqlite_master WHERE name = 'passport_by_id'"_s);
    if (!indexed)
        return indexed.error();
    QString among;
    if (!m_isLoading && indexed->next() && indexed->value(0).toInt() == 0) { // while it is filled for the first time
        QStringList rows;
        for (const quint32 row : m_index.rowsWithId(id))
            rows << QString::number(row);
        among = u"row IN (%1) AND "_s.arg(rows.join(u','));
    }
    auto query = m_connection->run(u"SELECT row FROM passport WHERE "_s + among + u"id = ?"_s, {id});
    if (!query)
        return query.error();
    return query->next() ? query->value(0).toUInt() : 0U;
}

/// In the order of `rows`; one that is gone meanwhile is left out.
Result<QList<Passport>> MirrorFinder::read(const std::vector<quint32> &rows)
{
    if (!m_connection)
        return failure(m_place.path, Cause::Unexpected);
    QHash<quint32, Passport> found;
    found.reserve(qsizetype(rows.size()));
    for (std::size_t from = 0; from < rows.size(); from += readAtOnce) {
        const auto read = readSome({rows.data() + from, std::min(readAtOnce, rows.size() - from)}, found);
        if (!read)
            return read.error();
    }
    QList<Passport> passports;
    passports.reserve(found.size());
    for (const quint32 row : rows) {
        if (const auto known = found.constFind(row); known != found.constEnd())
            passports << *known;
    }
    return passports;
}

/// Parsed as one text, so that what its rows have in common is made once.
Result<Nothing> MirrorFinder::readSome(std::span<const quint32> rows, QHash<quint32, Passport> &found)
{
    QByteArray numbers;
    for (const quint32 row : rows)
        numbers += (numbers.isEmpty() ? "" : ",") + QByteArray::number(row);
    auto query = m_connection->run(u"SELECT row, json FROM raw WHERE row IN (%1)"_s.arg(QString::fromLatin1(numbers)));
    if (!query)
        return query.error();
    std::vector<quint32> came;
    QByteArray text = "[";
    text.reserve(qsizetype(rows.size()) * 1024);
    while (query->next()) {
        came.push_back(query->value(0).toUInt());
        text += (came.size() > 1 ? "," : "") + query->value(1).toByteArray();
    }
    if (query->lastError().isValid())
        return m_connection->failure(query->lastError());
    text += ']';
    const Result<json::Value> list = json::parse(text);
    if (!list || list->items().size() != came.size())
        return failure(m_place.path, Cause::StorageCorrupt);
    for (std::size_t i = 0; i < came.size(); ++i) {
        const Result<Passport> passport = keyban::decodePassport(list->items()[i]);
        if (!passport)
            return failure(m_place.path, Cause::StorageCorrupt);
        found.insert(came[i], *passport);
    }
    return Nothing{};
}

Result<MirrorPage> MirrorFinder::page(const MirrorQuery &query, mirror::SearchIndex::Window window,
                                      const std::stop_token &stop)
{
    if (stop.stop_requested())
        return failure(m_place.path, Cause::Cancelled);
    quint32 extra = 0;
    if (const QString id = query.text.trimmed(); id.size() >= shortestId && !id.contains(u' ')) {
        const Result<quint32> row = rowOf(id);
        if (!row)
            return row.error();
        extra = *row;
    }
    const auto hits = m_index.find(query, window, extra, stop);
    if (!hits)
        return failure(m_place.path, Cause::Cancelled);
    Result<QList<Passport>> rows = read(hits->rows);
    if (!rows)
        return rows.error();
    return MirrorPage{hits->total, window.first, std::move(*rows), m_isLoading};
}

Result<MirrorBranches> MirrorFinder::branches(const MirrorQuery &query, mirror::SearchIndex::Window window)
{
    const mirror::Branches found = m_index.branches(query, window);
    std::vector<quint32> rows;
    rows.reserve(std::size_t(found.lines.size()));
    for (const mirror::Branch &line : found.lines)
        rows.push_back(line.head != 0 ? line.head : line.row);
    const Result<QList<Passport>> passports = read(rows);
    if (!passports)
        return passports.error();
    MirrorBranches branches{found.total, window.first, {}};
    for (qsizetype i = 0; i < passports->size() && passports->size() == qsizetype(found.lines.size()); ++i) {
        const mirror::Branch &line = found.lines[std::size_t(i)];
        const Passport &passport = passports->at(i);
        MirrorBranch branch{passport.key, {}, line.below};
        if (line.head != 0)
            branch.passport = passport;
        else if (query.model)
            branch.key = {
                keyban::wireName(keyban::Granularity::Batch), passport.key.modelNumber, passport.key.batchNumber, {}};
        else
            branch.key = {keyban::wireName(keyban::Granularity::Model), passport.key.modelNumber, {}, {}};
        branches.lines << branch;
    }
    return branches;
}

Result<QList<LocatedPassport>> MirrorFinder::locate(const MirrorQuery &query, const QStringList &ids)
{
    const Result<QList<Passport>> kept = passports(ids);
    if (!kept)
        return kept.error();
    QList<LocatedPassport> located;
    for (const Passport &passport : *kept) {
        const Result<quint32> row = rowOf(passport.id);
        if (!row)
            return row.error();
        const qint64 place = *row == 0 ? -1 : m_index.placeOf(query, *row);
        if (place >= 0)
            located.append({place, passport});
    }
    return located;
}

Result<QList<Passport>> MirrorFinder::passports(const QStringList &ids)
{
    std::vector<quint32> rows;
    for (const QString &id : ids) {
        const Result<quint32> row = rowOf(id);
        if (!row)
            return row.error();
        if (*row != 0)
            rows.push_back(*row);
    }
    return read(rows);
}

Result<QList<Passport>> MirrorFinder::passportsOf(const MirrorQuery &query, int limit)
{
    const auto hits = m_index.find(query, {0, limit});
    return read(hits ? hits->rows : std::vector<quint32>());
}

Result<std::optional<Passport>> MirrorFinder::find(const keyban::PassportKey &key)
{
    using Found = std::optional<Passport>;
    if (!m_connection)
        return failure(m_place.path, Cause::Unexpected);
    auto query = m_connection->run(u"SELECT row FROM passport WHERE key_hash = ?"_s,
                                   {qint64(keyHash(m_place.application, key))});
    if (!query)
        return query.error();
    std::vector<quint32> rows;
    while (query->next())
        rows.push_back(query->value(0).toUInt());
    const Result<QList<Passport>> passports = read(rows);
    if (!passports)
        return passports.error();
    const auto found = std::find_if(passports->begin(), passports->end(),
                                    [&key](const Passport &passport) { return passport.key == key; });
    return found == passports->end() ? Found() : Found(*found);
}

} // namespace chancery
