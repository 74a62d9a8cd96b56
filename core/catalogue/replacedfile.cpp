// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/replacedfile.h"

#include "core/catalogue/filesource.h"

#include <QFileInfo>

namespace chancery::catalogue {

namespace {

constexpr qsizetype enough = 64 * 1024;

} // namespace

ReplacedFile::ReplacedFile(const QString &path, const QString &catalogue)
    : m_catalogue(catalogue)
    , m_file(path)
{}

Result<Nothing> ReplacedFile::open()
{
    const QFileInfo target(m_file.fileName());
    const bool mayReplace = !target.exists() || (target.isFile() && target.canonicalFilePath() !=
                                                                        QFileInfo(m_catalogue).canonicalFilePath());
    if (!mayReplace)
        return storageError(m_file.fileName(), false, {});
    if (!m_file.open(QIODevice::WriteOnly))
        return storageError(m_file.fileName(), false, m_file.errorString());
    return Nothing{};
}

void ReplacedFile::write(const QByteArray &bytes)
{
    m_pending += bytes;
    if (m_pending.size() >= enough)
        flush();
}

/// A short count is a failure too: the disk filled up in the middle.
void ReplacedFile::flush()
{
    m_hasFailed = m_hasFailed || m_file.write(m_pending) != m_pending.size();
    m_pending.clear();
}

Result<Nothing> ReplacedFile::commit()
{
    flush();
    if (!m_hasFailed && m_file.commit())
        return Nothing{};
    const bool isFull = m_file.error() != QFileDevice::PermissionsError && m_file.error() != QFileDevice::RenameError;
    return storageError(m_file.fileName(), isFull, m_file.errorString());
}

} // namespace chancery::catalogue
