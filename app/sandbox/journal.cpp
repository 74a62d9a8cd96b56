// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/journal.h"

#include "app/sandbox/identifiers.h"

#include <QDataStream>
#include <QFileInfo>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr QByteArrayView magic = "chancery-sandbox 1\n";
constexpr qsizetype frameSize = 16;
constexpr quint64 recordLimit = 1ULL << 31;

QByteArray packed(const Record &record)
{
    QByteArray payload;
    QDataStream stream(&payload, QIODevice::WriteOnly);
    stream << quint8(record.kind) << record.time << record.number;
    return payload + record.bytes;
}

Record unpacked(const QByteArray &payload)
{
    Record record;
    quint8 kind = 0;
    QDataStream stream(payload);
    stream >> kind >> record.time >> record.number;
    record.kind = Record::Kind(kind);
    record.bytes = payload.mid(17);
    return record;
}

QByteArray frame(quint64 size, quint64 hash)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << size << hash;
    return bytes;
}

} // namespace

QString Journal::open(const QString &path, const std::function<void(const Record &)> &replay)
{
    if (QFileInfo(path).isDir())
        return u"is a folder; name a file"_s;
    m_lock = std::make_unique<QLockFile>(path + u".lock"_s);
    m_lock->setStaleLockTime(0);
    if (!m_lock->tryLock(0)) {
        return m_lock->error() == QLockFile::LockFailedError
                   ? u"is in use by another sandbox; stop that one or name another file"_s
                   : u"cannot be locked: the folder does not exist or cannot be written"_s;
    }
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return u"cannot be opened for writing: "_s + m_file.errorString();
    if (m_file.size() == 0 && m_file.write(magic.data(), magic.size()) != magic.size())
        return u"cannot be written: "_s + m_file.errorString();
    m_file.seek(0);
    if (m_file.read(magic.size()) != magic)
        return u"is not a data file of this version of the sandbox; name another one"_s;
    if (!readAll(replay))
        return u"cannot be repaired: "_s + m_file.errorString();
    return {};
}

bool Journal::readAll(const std::function<void(const Record &)> &replay)
{
    qint64 good = m_file.pos();
    for (;;) {
        const QByteArray head = m_file.read(frameSize);
        quint64 size = 0;
        quint64 hash = 0;
        QDataStream(head) >> size >> hash;
        if (head.size() != frameSize || size > recordLimit)
            break;
        const QByteArray payload = m_file.read(qint64(size));
        if (payload.size() != qsizetype(size) || stableHash(payload) != hash)
            break;
        good = m_file.pos();
        replay(unpacked(payload));
    }
    return m_file.resize(good) && m_file.seek(good);
}

bool Journal::append(const Record &record)
{
    if (!m_file.isOpen())
        return true;
    const QByteArray payload = packed(record);
    const QByteArray bytes = frame(quint64(payload.size()), stableHash(payload)) + payload;
    return m_file.write(bytes) == bytes.size();
}

} // namespace chancery::sandbox
