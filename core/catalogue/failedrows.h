// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/spec.h"

#include <QHash>

namespace chancery::catalogue {

/// Writes the rows whose line is named, with their original columns and a last column `reason`, as UTF-8 CSV with a
/// byte order mark. Replaces `outFile` as a whole or not at all. Yields the number of rows written.
///
/// Formula-safe (CWE-1236) and reversible: a cell that begins with `=`, `+`, `-`, `@`, TAB or CR gets one apostrophe in
/// front, and so does a cell that begins with apostrophes followed by one of these. unneutralised() takes one
/// apostrophe away from exactly such cells, so that any cell reads back as it was. Errors: Input as check(); Storage
/// with DiskFull, or NotWritable, also when the target is a folder, a device or the catalogue itself.
Result<qint64> exportRows(const ImportSpec &spec, const QHash<qint64, QString> &reasonByLine, const QString &outFile);

QByteArray neutralised(QByteArrayView cell);
QByteArray unneutralised(QByteArrayView cell);

} // namespace chancery::catalogue
