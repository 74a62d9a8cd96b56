// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QSaveFile>

namespace chancery::catalogue {

/// A file that takes the place of another as a whole or not at all, but never that of the catalogue it is made from.
class ReplacedFile
{
public:
    /// QSaveFile replaces what it finds: for who may do that, even a device node; so only a regular file is replaced.
    ReplacedFile(const QString &path, const QString &catalogue);

    Result<Nothing> open();
    /// Collects, and writes when there is enough of it. The first failure is kept for commit().
    void write(const QByteArray &bytes);
    bool hasFailed() const { return m_hasFailed; }
    /// Errors: Storage with DiskFull or NotWritable.
    Result<Nothing> commit();

private:
    void flush();

    QString m_catalogue;
    QSaveFile m_file;
    QByteArray m_pending;
    bool m_hasFailed = false;
};

} // namespace chancery::catalogue
