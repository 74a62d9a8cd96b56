// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QByteArray>
#include <QString>

namespace chancery {

/// Replaces a small file as a whole: whoever reads it sees the old or the new one. Makes its folder; only the owner may
/// read it. Error: Storage / DiskFull or NotWritable, the path in `subject`, the system's word in `detail`.
Result<Nothing> writeAtomically(const QString &path, const QByteArray &bytes);

/// The whole of a small file. Error: Storage / FileNotFound or FileUnreadable, the path in `subject`.
Result<QByteArray> readWhole(const QString &path);

/// An Error of kind Storage about the file at `path`.
Error storageError(Cause cause, const QString &path);

} // namespace chancery
