// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/filesource.h"

#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace chancery::catalogue {

namespace {

Cause causeOf(int number)
{
    return number == ENOENT || number == ENOTDIR ? Cause::FileNotFound : Cause::FileUnreadable;
}

FileIdentity identityOf(const struct stat &status)
{
    return {quint64(status.st_dev), quint64(status.st_ino), qint64(status.st_size),
            qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
}

/// What keeps a file of this kind from being a catalogue.
std::optional<Cause> objection(const struct stat &status)
{
    if (S_ISDIR(status.st_mode))
        return Cause::FileIsDirectory;
    if (!S_ISREG(status.st_mode))
        return Cause::FileNotRegular;
    if (status.st_size == 0)
        return Cause::FileEmpty;
    return std::nullopt;
}

} // namespace

Error inputError(Cause cause, const QString &file, const QString &detail)
{
    Error error;
    error.kind = ErrorKind::Input;
    error.cause = cause;
    error.subject = file;
    error.detail = detail;
    return error;
}

Error storageError(const QString &file, bool isFull, const QString &detail)
{
    Error error;
    error.kind = ErrorKind::Storage;
    error.cause = isFull ? Cause::DiskFull : Cause::NotWritable;
    error.subject = file;
    error.detail = detail;
    return error;
}

FileSource::Descriptor::~Descriptor()
{
    ::close(fd);
}

FileSource::FileSource(QString path, std::shared_ptr<const Descriptor> descriptor, FileIdentity identity)
    : m_path(std::move(path))
    , m_descriptor(std::move(descriptor))
    , m_identity(identity)
{}

Result<FileSource> FileSource::open(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status = {};
    // Asked before opening: the mere opening of a device can have effects.
    if (::stat(name.constData(), &status) != 0)
        return inputError(causeOf(errno), path, qt_error_string(errno));
    if (const auto cause = objection(status))
        return inputError(*cause, path);
    // O_NONBLOCK: a pipe that took the file's place in between must not hold us up.
    const int fd = ::open(name.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return inputError(causeOf(errno), path, qt_error_string(errno));
    auto descriptor = std::make_shared<const Descriptor>(fd);
    if (::fstat(fd, &status) != 0)
        return inputError(Cause::FileUnreadable, path, qt_error_string(errno));
    if (const auto cause = objection(status))
        return inputError(*cause, path);
    return FileSource(path, std::move(descriptor), identityOf(status));
}

Result<qint64> FileSource::read(qint64 offset, char *to, qint64 count) const
{
    const qint64 wanted = std::min(count, m_identity.size - offset);
    qint64 done = 0;
    while (done < wanted) {
        const ssize_t got = ::pread(m_descriptor->fd, to + done, std::size_t(wanted - done), off_t(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return inputError(Cause::FileUnreadable, m_path, qt_error_string(errno));
        if (got == 0)
            return inputError(Cause::FileChanged, m_path);
        done += got;
    }
    return done;
}

Result<Nothing> FileSource::verify() const
{
    struct stat status = {};
    if (::stat(QFile::encodeName(m_path).constData(), &status) != 0)
        return inputError(causeOf(errno) == Cause::FileNotFound ? Cause::FileVanished : Cause::FileUnreadable, m_path,
                          qt_error_string(errno));
    if (identityOf(status) != m_identity)
        return inputError(Cause::FileChanged, m_path);
    return Nothing{};
}

} // namespace chancery::catalogue
