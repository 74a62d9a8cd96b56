// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/catalogue/check.h"

#include <memory>

namespace chancery::catalogue {

Error inputError(Cause cause, const QString &file, const QString &detail = {});
/// Storage with DiskFull or NotWritable, by what the device said.
Error storageError(const QString &file, bool isFull, const QString &detail);

/// A regular file, read by position (a mapped file that is cut short would end the program). Opening never blocks.
/// Copies share the opened file and may be used from several threads.
class FileSource
{
public:
    /// Errors: Input with FileNotFound, FileUnreadable, FileIsDirectory, FileNotRegular, FileEmpty.
    static Result<FileSource> open(const QString &path);

    const QString &path() const { return m_path; }
    const FileIdentity &identity() const { return m_identity; }
    qint64 size() const { return m_identity.size; }

    /// Fills `to` from `offset` on: `count` bytes, or those up to the size at opening. Errors: FileUnreadable, and
    /// FileChanged when the file has become shorter.
    Result<qint64> read(qint64 offset, char *to, qint64 count) const;

    /// FileChanged or FileVanished unless the path still leads to what was opened, unchanged.
    Result<Nothing> verify() const;

private:
    struct Descriptor
    {
        explicit Descriptor(int number)
            : fd(number)
        {}
        ~Descriptor();
        Descriptor(const Descriptor &) = delete;
        Descriptor &operator=(const Descriptor &) = delete;
        int fd;
    };
    FileSource(QString path, std::shared_ptr<const Descriptor> descriptor, FileIdentity identity);

    QString m_path;
    std::shared_ptr<const Descriptor> m_descriptor;
    FileIdentity m_identity;
};

} // namespace chancery::catalogue
