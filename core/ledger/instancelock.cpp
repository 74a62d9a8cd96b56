// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/instancelock.h"

#include "core/sqlite/sqliteconnection.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <chrono>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QString lockPath(const QString &ledgerPath, const QString &owner)
{
    return ledgerPath % u'.' % owner % u".lock"_s;
}

/// Only death makes a lock stale, never age: an import may run for days.
std::unique_ptr<QLockFile> lockAt(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path);
    lock->setStaleLockTime(0);
    return lock;
}

} // namespace

InstanceLock::InstanceLock(QString ledgerPath)
    : m_ledgerPath(std::move(ledgerPath))
    , m_owner(QUuid::createUuid().toString(QUuid::WithoutBraces))
{}

Result<Nothing> InstanceLock::take()
{
    m_lock = lockAt(lockPath(m_ledgerPath, m_owner));
    if (!m_lock->tryLock())
        return writeFailure(m_ledgerPath, {});
    return Nothing{};
}

bool InstanceLock::isAlive(const QString &ledgerPath, const QString &owner)
{
    if (QUuid::fromString(owner).isNull())
        return false;
    const QString path = lockPath(ledgerPath, owner);
    if (!QFileInfo::exists(path))
        return false;
    return !lockAt(path)->tryLock(); // a lock that was got is released, and its file removed, at once
}

void InstanceLock::sweep(const QString &ledgerPath)
{
    const QFileInfo ledger(ledgerPath);
    const QString prefix = ledger.fileName() % u'.';
    const QString suffix = u".lock"_s;
    const QStringList files = ledger.absoluteDir().entryList(QDir::Files | QDir::Hidden);
    for (const QString &file : files) {
        if (!file.startsWith(prefix) || !file.endsWith(suffix))
            continue;
        const QString owner = file.mid(prefix.size(), file.size() - prefix.size() - suffix.size());
        isAlive(ledgerPath, owner);
    }
}

} // namespace chancery
