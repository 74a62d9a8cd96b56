// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirrorwriter.h"

#include "core/catalogue/hashing.h"
#include "core/mirror/mirrorschema.h"

#include <QSet>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int insertedAtOnce = 20;

quint64 idHash(const QString &id)
{
    return catalogue::hashOf({reinterpret_cast<const char *>(id.utf16()), std::size_t(id.size()) * sizeof(char16_t)},
                             0);
}

QString idList(const QStringList &ids)
{
    QByteArray list = "[";
    for (const QString &id : ids) {
        if (list.size() > 1)
            list += ',';
        json::appendQuoted(list, id);
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

/// `(?, ?), (?, ?)` and so on.
QString places(int columns, int rows)
{
    const QString row = u'(' + QStringList(columns, u"?"_s).join(u',') + u')';
    return QStringList(rows, row).join(u',');
}

/// Qt writes a null text as NULL, which no column takes.
QString text(const QString &value)
{
    return value.isNull() ? u""_s : value;
}

constexpr int columns = 15;
constexpr QStringView columnNames =
    u"row, key_hash, content_hash, raw_hash, level, model_number, batch_number, item_number, network, name, status, "
    "certification, updated, rest, id";

void appendColumns(QVariantList &values, const MirrorRecord &record)
{
    values << record.row << qint64(record.key) << qint64(record.content) << qint64(record.raw) << text(record.level)
           << text(record.modelNumber) << text(record.batchNumber) << text(record.itemNumber) << text(record.network)
           << text(record.name) << text(record.status) << text(record.certification) << record.updated
           << (record.rest.isNull() ? QByteArray("") : record.rest) << record.id;
}

QString insertion(int rows)
{
    return u"INSERT INTO passport (%1) VALUES %2"_s.arg(columnNames, places(columns, rows));
}

QString rawInsertion(int rows)
{
    return u"INSERT OR REPLACE INTO raw (row, json) VALUES %1"_s.arg(places(2, rows));
}

} // namespace

MirrorRow mirrorRow(const keyban::Passport &passport, const MirrorPlace &place)
{
    MirrorRow row{recordOf(passport, place.application, place.dialect), json::write(passport.raw)};
    row.record.raw = catalogue::hashOf({row.json.constData(), std::size_t(row.json.size())}, 0);
    return row;
}

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
        "'passport_by_key'))"_s);
    if (!query)
        return query.error();
    if (!query->next())
        return m_connection.failure(query->lastError());
    m_lastRow = query->value(0).toUInt();
    const bool hasIndexes = query->value(1).toInt() == 2;
    query->finish();
    if (hasIndexes)
        return Nothing{};
    return pass == Pass::Running ? loadFilled() : runAll(makingIndexes());
}

Result<Nothing> MirrorWriter::prepare()
{
    m_statements = std::make_unique<Statements>();
    const QString found = u"SELECT id, row, raw_hash, updated FROM passport WHERE %1 IN (SELECT value FROM "
                          "json_each(?))"_s;
    const std::pair<QSqlQuery *, QString> wanted[] = {
        {&m_statements->findIds, found.arg(u"id")},
        {&m_statements->findRows, found.arg(u"row")},
        {&m_statements->insertMany, insertion(insertedAtOnce)},
        {&m_statements->insert, insertion(1)},
        {&m_statements->update,
         u"INSERT OR REPLACE INTO passport (%1) VALUES %2"_s.arg(columnNames, places(columns, 1))},
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

Result<Nothing> MirrorWriter::loadFilled()
{
    auto query = m_connection.run(u"SELECT row, id FROM passport"_s);
    if (!query)
        return query.error();
    while (query->next())
        m_filled.insert_or_assign(idHash(query->value(1).toString()), query->value(0).toUInt());
    if (query->lastError().isValid())
        return m_connection.failure(query->lastError());
    m_isFilling = true;
    return Nothing{};
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
    while (query.next())
        found.insert(query.value(0).toString(),
                     {query.value(1).toUInt(), quint64(query.value(2).toLongLong()), query.value(3).toLongLong()});
    const QSqlError error = query.lastError();
    query.finish();
    return error.isValid() ? Result<Nothing>(m_connection.failure(error)) : Result<Nothing>(Nothing{});
}

Result<MirrorWriter::KnownRows> MirrorWriter::known(const QStringList &ids)
{
    KnownRows found;
    QStringList byId = ids;
    if (m_isFilling) {
        byId.clear();
        std::vector<quint32> rows;
        for (const QString &id : ids) {
            const auto held = m_filled.find(idHash(id));
            if (held == m_filled.end())
                continue;
            rows.push_back(held->second);
            byId << id;
        }
        if (rows.empty())
            return found;
        if (auto read = findBy(m_statements->findRows, rowList(rows), found); !read)
            return read.error();
        // What is left has the hash of another id, or was removed: rare, as it reads the whole table.
        byId.removeIf([&found](const QString &id) { return found.contains(id); });
    }
    if (byId.isEmpty())
        return found;
    const auto read = findBy(m_statements->findIds, idList(byId), found);
    return read ? Result<KnownRows>(found) : read.error();
}

Result<std::vector<quint32>> MirrorWriter::rowsOf(const QStringList &ids)
{
    const auto found = known(ids);
    if (!found)
        return found.error();
    std::vector<quint32> rows;
    for (const QString &id : ids) {
        if (const auto row = found->constFind(id); row != found->constEnd())
            rows.push_back(row->row);
    }
    return rows;
}

Result<MirrorChanges> MirrorWriter::put(std::vector<MirrorRow> rows, Meeting meeting)
{
    QStringList ids;
    for (const MirrorRow &row : rows)
        ids << row.record.id;
    auto found = known(ids);
    if (!found)
        return found.error();
    MirrorChanges changes;
    changes.put.reserve(rows.size()); // so that what waits below stays in its place
    std::vector<std::pair<const MirrorRecord *, const QByteArray *>> waiting;
    QSet<quint32> waitingRows;
    std::vector<quint32> seen;
    const auto insertWaiting = [&] {
        waitingRows.clear();
        return insert(std::exchange(waiting, {}));
    };
    for (MirrorRow &row : rows) {
        MirrorRecord &record = row.record;
        const auto held = found->constFind(record.id);
        const bool isKnown = held != found->constEnd();
        // A page may have been on its way while the row was saved here.
        const bool isOlder = isKnown && record.updated != 0 && record.updated < held->updated;
        record.row = isKnown ? held->row : ++m_lastRow;
        seen.push_back(record.row);
        if (isOlder || (isKnown && held->raw == record.raw))
            continue;
        found->insert(record.id, {record.row, record.raw, record.updated});
        changes.put.push_back(std::move(record));
        const MirrorRecord &kept = changes.put.back();
        if (!isKnown) {
            ++changes.fresh;
            waiting.emplace_back(&kept, &row.json);
            waitingRows.insert(kept.row);
            continue;
        }
        if (waitingRows.contains(kept.row)) { // twice in one page
            if (auto inserted = insertWaiting(); !inserted)
                return inserted.error();
        }
        if (auto updated = update(kept, row.json); !updated)
            return updated.error();
    }
    if (auto inserted = insertWaiting(); !inserted)
        return inserted.error();
    if (auto noted = see(seen, meeting); !noted)
        return noted.error();
    return changes;
}

Result<Nothing> MirrorWriter::insert(const std::vector<std::pair<const MirrorRecord *, const QByteArray *>> &rows)
{
    for (std::size_t at = 0; at < rows.size();) {
        const bool isMany = rows.size() - at >= std::size_t(insertedAtOnce);
        const std::size_t behind = at + (isMany ? std::size_t(insertedAtOnce) : 1);
        QVariantList values;
        QVariantList raws;
        for (; at < behind; ++at) {
            const auto &[record, json] = rows[at];
            appendColumns(values, *record);
            raws << record->row << *json;
            if (m_isFilling)
                m_filled.insert_or_assign(idHash(record->id), record->row);
        }
        if (auto wrote = m_connection.execute(isMany ? m_statements->insertMany : m_statements->insert, values); !wrote)
            return wrote;
        if (auto wrote = m_connection.execute(isMany ? m_statements->rawMany : m_statements->raw, raws); !wrote)
            return wrote;
    }
    return Nothing{};
}

Result<Nothing> MirrorWriter::update(const MirrorRecord &record, const QByteArray &json)
{
    QVariantList values;
    appendColumns(values, record);
    if (auto wrote = m_connection.execute(m_statements->update, values); !wrote)
        return wrote;
    return m_connection.execute(m_statements->raw, {record.row, json});
}

Result<Nothing> MirrorWriter::see(const std::vector<quint32> &rows, Meeting meeting)
{
    return m_connection.execute(m_statements->see, {meeting.pass, meeting.now, rowList(rows)});
}

} // namespace chancery
