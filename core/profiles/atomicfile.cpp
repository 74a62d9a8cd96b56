// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/atomicfile.h"

#include "core/async/errorof.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>

namespace chancery {

namespace {

/// QSaveFile reports a full disk while writing as ResourceError, and while opening like any other refusal.
Error failure(const QSaveFile &file, qsizetype size)
{
    const QStorageInfo disk(QFileInfo(file.fileName()).absolutePath());
    const bool full = file.error() == QFileDevice::ResourceError || (disk.isValid() && disk.bytesAvailable() < size);
    Error error = storageError(full ? Cause::DiskFull : Cause::NotWritable, file.fileName());
    error.detail = file.errorString();
    return error;
}

} // namespace

Error storageError(Cause cause, const QString &path)
{
    return errorOf(ErrorKind::Storage, cause, path);
}

Result<Nothing> writeAtomically(const QString &path, const QByteArray &bytes)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return storageError(Cause::NotWritable, folder);
    QSaveFile file(path);
    // Flushed by hand: QSaveFile 6.4 forgets that writing out its buffer failed, and commits an empty file on a full
    // disk.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.flush() || !file.commit())
        return failure(file, bytes.size());
    return Nothing();
}

Result<QByteArray> readWhole(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return storageError(Cause::FileNotFound, path);
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray bytes = file.readAll();
        if (file.error() == QFileDevice::NoError)
            return bytes;
    }
    Error error = storageError(Cause::FileUnreadable, path);
    error.detail = file.errorString();
    return error;
}

} // namespace chancery
