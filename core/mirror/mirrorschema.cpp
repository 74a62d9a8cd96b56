// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirrorschema.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

// Times are milliseconds since 1970. Hashes are signed, as SQLite has no other integers.

constexpr QLatin1StringView passport{R"(CREATE TABLE passport (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    key_hash INTEGER NOT NULL,
    content_hash INTEGER NOT NULL,
    state_hash INTEGER NOT NULL,
    fields BLOB NOT NULL))"}; // chancery::packed()

// Missing while an empty mirror is filled for the first time: random pages of two indexes would be most of what that
// writes.
constexpr QLatin1StringView byId{"CREATE UNIQUE INDEX IF NOT EXISTS passport_by_id ON passport (id)"};
constexpr QLatin1StringView byKey{"CREATE INDEX IF NOT EXISTS passport_by_key ON passport (key_hash, content_hash)"};

// Apart from the decoded fields, which are read whole at each start.
constexpr QLatin1StringView raw{"CREATE TABLE raw (row INTEGER PRIMARY KEY, json BLOB NOT NULL)"};

// A row that has not changed costs a synchronisation no more than this.
constexpr QLatin1StringView seen{
    "CREATE TABLE seen (row INTEGER PRIMARY KEY, pass INTEGER NOT NULL, at INTEGER NOT NULL)"};

constexpr QLatin1StringView state{R"(CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    origin TEXT NOT NULL,
    pass INTEGER NOT NULL,
    running INTEGER NOT NULL,
    started INTEGER NOT NULL,
    sweep INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    total INTEGER NOT NULL,
    complete_from INTEGER NOT NULL,
    complete_at INTEGER NOT NULL))"};

} // namespace

SqliteFile mirrorFile(const QString &path)
{
    return {path, 0x43686e6d, SqliteFile::Content::Disposable}; // "Chnm"
}

QList<Migration> mirrorMigrations()
{
    // Version 1 had its indexes within the table. What it held comes from the service again.
    const Migration fromScratch{u"DROP TABLE IF EXISTS passport"_s, u"DROP TABLE IF EXISTS raw"_s,
                                u"DROP TABLE IF EXISTS seen"_s, u"DROP TABLE IF EXISTS state"_s};
    return {{}, fromScratch + Migration{passport, byId, byKey, raw, seen, state}};
}

QStringList makingIndexes()
{
    return {byId, byKey};
}

QStringList droppingIndexes()
{
    return {u"DROP INDEX IF EXISTS passport_by_id"_s, u"DROP INDEX IF EXISTS passport_by_key"_s};
}

} // namespace chancery
