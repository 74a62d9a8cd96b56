// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirrorwriter.h"

#include "core/catalogue/hashing.h"
#include "core/mirror/mirrorschema.h"
#include "core/mirror/mirrorsql.h"

#include <QSet>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

std::string_view view(const QByteArray &id)
{
    return {id.constData(), std::size_t(id.size())};
}

quint64 idHash(const QByteArray &id)
{
    return catalogue::hashOf(view(id), 0);
}

QString idList(const QByteArrayList &ids)
{
    QByteArray list = "[";
    for (const QByteArray &id : ids) {
        if (list.size() > 1)
            list += ',';
        json::appendQuoted(list, view(id));
    }
    return QString::fromUtf8(list + ']');
}

QString rowList(const std::vector<quint32> &rows)
{
    QByteArray list = "[";
    for (const quint32 row : rows)
        list += (list.size() > 1 ? "," : "") + QByteArray::number(row);
    return QString::fromLatin1(list + ']');
}

Error damaged()
{
    Error error;
    error.kind = ErrorKind::Storage;
    error.cause = Cause::StorageCorrupt;
    return error;
}

} // namespace

struct MirrorWriter::Statements
{
    QSqlQuery findIds;
    QSqlQuery findRows;
    QSqlQuery insertMany;
    QSqlQuery insert;
    QSqlQuery update;
    QSqlQuery rawMany;
    QSqlQuery raw;
    QSqlQuery see;
};

MirrorWriter::MirrorWriter(SqliteConnection &connection)
    : m_connection(connection)
{}

MirrorWriter::~MirrorWriter() = default;

Result<Nothing> MirrorWriter::open(Pass pass)
{
    if (auto prepared = prepare(); !prepared)
        return prepared;
    auto query = m_connection.run(
        u"SELECT max(coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = 'passport'), 0), coalesce((SELECT "
        "max(row) FROM passport), 0)), (SELECT count(*) FROM sqlite_master WHERE name IN ('passport_by_id', "
        "'passport_by_key')), (SELECT count(*) FROM sqlite_master WHERE name = 'hurried')"_s);
    if (!query)
        return query.error();
    if (!query->next())
        return m_connection.failure(query->lastError());
    m_lastRow = query->value(0).toUInt();
    const bool hasIndexes = query->value(1).toInt() == 2;
    m_isHurrying = query->value(2).toInt() == 1;
    query->finish();
    const bool wasFilling = !hasIndexes && pass == Pass::Running;
    if (m_isHurrying || wasFilling) {
        if (auto sound = check(); !sound)
            return sound;
    }
    if (wasFilling)
        return loadFilled();
    if (auto made = runAll(hasIndexes ? QStringList() : makingIndexes()); !made)
        return made;
    return settle();
}

Result<Nothing> MirrorWriter::prepare()
{
    m_statements = std::make_unique<Statements>();
    const QString found = u"SELECT CAST(id AS BLOB), row, fields FROM passport WHERE %1 IN (SELECT value FROM "
                          "json_each(?))"_s;
    const std::pair<QSqlQuery *, QString> wanted[] = {
        {&m_statements->findIds, found.arg(u"id")},
        {&m_statements->findRows, found.arg(u"row")},
        {&m_statements->insertMany, passportInsertion(u"INSERT", insertedAtOnce)},
        {&m_statements->insert, passportInsertion(u"INSERT", 1)},
        {&m_statements->update, passportInsertion(u"INSERT OR REPLACE", 1)},
        {&m_statements->rawMany, rawInsertion(insertedAtOnce)},
        {&m_statements->raw, rawInsertion(1)},
        {&m_statements->see, u"INSERT OR REPLACE INTO seen (row, pass, at) SELECT value, ?, ? FROM json_each(?)"_s}};
    for (const auto &[query, sql] : wanted) {
        auto prepared = m_connection.prepare(sql);
        if (!prepared)
            return prepared.error();
        *query = std::move(*prepared);
    }
    return Nothing{};
}

Result<Nothing> MirrorWriter::runAll(const QStringList &statements)
{
    for (const QString &statement : statements) {
        if (auto ran = m_connection.run(statement); !ran)
            return ran.error();
    }
    return Nothing{};
}

Result<Nothing> MirrorWriter::beginFilling()
{
    if (auto dropped = runAll(droppingIndexes()); !dropped)
        return dropped;
    m_isFilling = true;
    m_filled.clear();
    return Nothing{};
}

/// The mark goes with the first that is written, and stays until all of it is on the disk.
Result<Nothing> MirrorWriter::hurry()
{
    m_isHurrying = true;
    return runAll({u"PRAGMA synchronous = OFF"_s, u"CREATE TABLE IF NOT EXISTS hurried (one INTEGER)"_s});
}

Result<Nothing> MirrorWriter::settle()
{
    if (!m_isHurrying)
        return Nothing{};
    // A log in which nothing is left to be moved would not have the file itself on the disk.
    if (auto slow = runAll({u"PRAGMA synchronous = NORMAL"_s, u"INSERT INTO hurried VALUES (1)"_s}); !slow)
        return slow;
    auto done = m_connection.run(u"PRAGMA wal_checkpoint(PASSIVE)"_s);
    if (!done)
        return done.error();
    // Somebody may read what was there before: then the mark stays.
    if (!done->next() || done->value(1).toLongLong() != done->value(2).toLongLong())
        return Nothing{};
    done->finish();
    m_isHurrying = false;
    return runAll({u"DROP TABLE hurried"_s});
}

/// What was written in a hurry is looked at, as the interruption may have been a power cut.
Result<Nothing> MirrorWriter::check()
{
    auto checked = m_connection.run(u"PRAGMA quick_check(1)"_s);
    if (!checked)
        return checked.error();
    return checked->next() && checked->value(0).toString() == u"ok" ? Result<Nothing>(Nothing{}) : damaged();
}

Result<Nothing> MirrorWriter::loadFilled()
{
    auto query = m_connection.run(u"SELECT row, CAST(id AS BLOB) FROM passport"_s);
    if (!query)
        return query.error();
    while (query->next())
        m_filled.insert(idHash(query->value(1).toByteArray()), query->value(0).toUInt());
    if (query->lastError().isValid())
        return m_connection.failure(query->lastError());
    m_isFilling = true;
    return hurry();
}

Result<Nothing> MirrorWriter::endFilling()
{
    if (!m_isFilling)
        return Nothing{};
    if (auto made = runAll(makingIndexes()); !made)
        return made;
    m_isFilling = false;
    m_filled = {};
    return Nothing{};
}

Result<Nothing> MirrorWriter::findBy(QSqlQuery &query, const QString &wanted, KnownRows &found)
{
    if (auto ran = m_connection.execute(query, {wanted}); !ran)
        return ran;
    while (query.next()) {
        const QByteArray packed = query.value(2).toByteArray();
        const MirrorFields fields = unpacked(packed).value_or(MirrorFields()); // what cannot be read is written anew
        found.insert(query.value(0).toByteArray(), {query.value(1).toUInt(), fields.raw, fields.updated});
    }
    const QSqlError error = query.lastError();
    query.finish();
    return error.isValid() ? Result<Nothing>(m_connection.failure(error)) : Result<Nothing>(Nothing{});
}

Result<MirrorWriter::KnownRows> MirrorWriter::known(const QByteArrayList &ids)
{
    KnownRows found;
    QByteArrayList byId = ids;
    if (m_isFilling) {
        byId.clear();
        std::vector<quint32> rows;
        for (const QByteArray &id : ids) {
            const auto held = m_filled.constFind(idHash(id));
            if (held == m_filled.constEnd())
                continue;
            rows.push_back(*held);
            byId << id;
        }
        if (rows.empty())
            return found;
        if (auto read = findBy(m_statements->findRows, rowList(rows), found); !read)
            return read.error();
        // What is left has the hash of another id, or was removed: rare, as it reads the whole table.
        byId.removeIf([&found](const QByteArray &id) { return found.contains(id); });
    }
    if (byId.isEmpty())
        return found;
    const auto read = findBy(m_statements->findIds, idList(byId), found);
    return read ? Result<KnownRows>(found) : read.error();
}

Result<std::vector<quint32>> MirrorWriter::rowsOf(const QByteArrayList &ids)
{
    const auto found = known(ids);
    if (!found)
        return found.error();
    std::vector<quint32> rows;
    for (const QByteArray &id : ids) {
        if (const auto row = found->constFind(id); row != found->constEnd())
            rows.push_back(row->row);
    }
    return rows;
}

Result<MirrorChanges> MirrorWriter::put(std::vector<MirrorRow> rows, Meeting meeting)
{
    QByteArrayList ids;
    ids.reserve(qsizetype(rows.size()));
    for (const MirrorRow &row : rows)
        ids << row.record.id;
    auto found = known(ids);
    if (!found)
        return found.error();
    found->reserve(ids.size());
    MirrorChanges changes;
    std::vector<MirrorRow *> changed;
    std::vector<const MirrorRow *> waiting;
    QSet<quint32> waitingRows;
    std::vector<quint32> seen;
    const auto insertWaiting = [&] {
        waitingRows.clear();
        return insert(std::exchange(waiting, {}));
    };
    for (MirrorRow &row : rows) {
        MirrorRecord &record = row.record;
        const MirrorFields fields = record.fields();
        const auto held = found->constFind(record.id);
        const bool isKnown = held != found->constEnd();
        // A page may have been on its way while the row was saved here.
        const bool isOlder = isKnown && fields.updated != 0 && fields.updated < held->updated;
        record.row = isKnown ? held->row : ++m_lastRow;
        seen.push_back(record.row);
        if (isOlder || (isKnown && held->raw == fields.raw))
            continue;
        found->insert(record.id, {record.row, fields.raw, fields.updated});
        changed.push_back(&row);
        if (!isKnown) {
            ++changes.fresh;
            waiting.push_back(&row);
            waitingRows.insert(record.row);
            continue;
        }
        if (waitingRows.contains(record.row)) { // twice in one page
            if (auto inserted = insertWaiting(); !inserted)
                return inserted.error();
        }
        if (auto updated = update(row); !updated)
            return updated.error();
    }
    if (auto inserted = insertWaiting(); !inserted)
        return inserted.error();
    if (auto noted = see(seen, meeting); !noted)
        return noted.error();
    changes.put.reserve(changed.size());
    for (MirrorRow *row : changed)
        changes.put.push_back(std::move(row->record));
    return changes;
}

Result<Nothing> MirrorWriter::insert(const std::vector<const MirrorRow *> &rows)
{
    for (std::size_t at = 0; at < rows.size();) {
        const bool isMany = rows.size() - at >= std::size_t(insertedAtOnce);
        const std::size_t behind = at + (isMany ? std::size_t(insertedAtOnce) : 1);
        QSqlQuery &intoPassport = isMany ? m_statements->insertMany : m_statements->insert;
        QSqlQuery &intoRaw = isMany ? m_statements->rawMany : m_statements->raw;
        RowBinder passports(intoPassport);
        RowBinder raws(intoRaw);
        for (; at < behind; ++at) {
            const MirrorRow &row = *rows[at];
            passports.bindPassport(row.record);
            raws.bindRaw(row.record.row, row.json);
            if (m_isFilling)
                m_filled.insert(idHash(row.record.id), row.record.row);
        }
        if (auto wrote = m_connection.execute(intoPassport, {}); !wrote)
            return wrote;
        if (auto wrote = m_connection.execute(intoRaw, {}); !wrote)
            return wrote;
    }
    return Nothing{};
}

Result<Nothing> MirrorWriter::update(const MirrorRow &row)
{
    RowBinder(m_statements->update).bindPassport(row.record);
    if (auto wrote = m_connection.execute(m_statements->update, {}); !wrote)
        return wrote;
    RowBinder(m_statements->raw).bindRaw(row.record.row, row.json);
    return m_connection.execute(m_statements->raw, {});
}

Result<Nothing> MirrorWriter::see(const std::vector<quint32> &rows, Meeting meeting)
{
    return m_connection.execute(m_statements->see, {meeting.pass, meeting.now, rowList(rows)});
}

} // namespace chancery
