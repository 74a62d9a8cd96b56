// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sqlite/sqliteconnection.h"

namespace chancery {

/// The file of a mirror, as SQLite is to keep it: nothing in it but what the service can tell again.
SqliteFile mirrorFile(const QString &path);

/// The mirror's schema, version by version. A file of a later version is thrown away and read anew.
QList<Migration> mirrorMigrations();

/// The indexes of its rows, which are missing while it is filled for the first time.
QStringList makingIndexes();
QStringList droppingIndexes();

} // namespace chancery
