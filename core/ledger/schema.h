// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sqlite/sqliteconnection.h"

namespace chancery {

/// The file of a ledger, as SQLite is to keep it.
SqliteFile ledgerFile(const QString &path);

/// The ledger's schema, version by version, in SQL that PostgreSQL understands too. A step that was released is never
/// changed; a change of the schema is a new step at the end.
QList<QStringList> ledgerMigrations();

} // namespace chancery
