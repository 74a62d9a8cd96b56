// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/spec.h"

#include <stop_token>

namespace chancery::catalogue {

enum class CorrectedEncoding {
    Utf8,     ///< with a byte order mark
    AsInFile, ///< the catalogue's own
};

/// Writes the file with its edits applied: the same separator, the same rows but those that the edits remove, each
/// untouched one as it stands. Read back, it holds the same rows; nothing is neutralised, since it goes back into the
/// import and not into a spreadsheet. Replaces `outFile` as a whole or not at all. Yields the number of rows written.
/// Errors: Input as check(), and NotEncodable (the line in `detail`); Storage with DiskFull, or NotWritable, also when
/// the target is a folder, a device or the catalogue itself; Cancelled.
Result<qint64> saveCorrected(const ImportSpec &spec, const QString &outFile,
                             CorrectedEncoding encoding = CorrectedEncoding::Utf8, const std::stop_token &stop = {});

} // namespace chancery::catalogue
