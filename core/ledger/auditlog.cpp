// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/auditlog.h"

#include "core/async/errorof.h"
#include "core/json/value.h"

#include <QCryptographicHash>
#include <QFile>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView hashMember{",\"hash\":\""};
constexpr qsizetype tailSize = hashMember.size() + 64 + 2; ///< up to the closing quote and brace
constexpr qint64 longestLine = 1024 * 1024;

QByteArray hexDigest(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256).toHex();
}

struct SplitLine
{
    QByteArray entry;
    QByteArray hash;
};

/// Takes the hash off again, byte for byte.
std::optional<SplitLine> split(QByteArrayView line)
{
    if (line.size() <= tailSize || !line.endsWith("\"}"))
        return std::nullopt;
    const QByteArrayView tail = line.last(tailSize);
    if (!tail.startsWith(hashMember))
        return std::nullopt;
    return SplitLine{line.chopped(tailSize).toByteArray() + '}', tail.sliced(hashMember.size(), 64).toByteArray()};
}

struct Header
{
    qint64 entries = 0;
    QByteArray head;
};

std::optional<Header> headerFrom(const SplitLine &line)
{
    if (hexDigest(line.entry) != line.hash)
        return std::nullopt;
    const auto parsed = json::parse(line.entry);
    if (!parsed || (*parsed)[u"chancery"].toString() != u"audit" || (*parsed)[u"version"].toInteger() != 1)
        return std::nullopt;
    return Header{(*parsed)[u"entries"].toInteger(), (*parsed)[u"head"].toString().toLatin1()};
}

/// The line without its end; nothing where there is none, or no end to it.
std::optional<QByteArray> nextLine(QFile &file)
{
    QByteArray line = file.readLine(longestLine);
    if (!line.endsWith('\n'))
        return std::nullopt;
    line.chop(1);
    return line;
}

} // namespace

std::optional<ChainFault> ChainFollower::take(const QByteArray &entry, const QByteArray &hexHash)
{
    if (hexDigest(entry) != hexHash)
        return ChainFault::HashDiffers;
    const auto parsed = json::parse(entry);
    if (!parsed || !parsed->isObject())
        return ChainFault::Unreadable;
    if ((*parsed)[u"previous"].toString().toLatin1() != m_head)
        return ChainFault::PreviousDiffers;
    if ((*parsed)[u"sequence"].toInteger() != m_entries + 1)
        return ChainFault::SequenceDiffers;
    ++m_entries;
    m_head = hexHash;
    return std::nullopt;
}

std::optional<ChainFault> ChainFollower::conclude(qint64 entries, const QByteArray &hexHead) const
{
    if (m_entries < entries)
        return ChainFault::CutShort;
    if (m_entries > entries)
        return ChainFault::Surplus;
    return m_head == hexHead ? std::nullopt : std::optional(ChainFault::HeadDiffers);
}

QByteArray exportedLine(const QByteArray &entry, const QByteArray &hexHash)
{
    return entry.chopped(1) + hashMember.toByteArray() + hexHash + "\"}\n";
}

QByteArray exportHeader(qint64 entries, const QByteArray &hexHead, const QDateTime &at)
{
    json::Value header = json::Value::object();
    header.set(u"chancery"_s, u"audit"_s);
    header.set(u"version"_s, json::Value::integer(1));
    header.set(u"exported"_s, at.toUTC().toString(Qt::ISODateWithMs));
    header.set(u"entries"_s, json::Value::integer(entries));
    header.set(u"head"_s, QString::fromLatin1(hexHead));
    const QByteArray bytes = json::write(header);
    return exportedLine(bytes, hexDigest(bytes));
}

Result<ChainVerdict> verifyAuditFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return errorOf(ErrorKind::Storage, file.exists() ? Cause::FileUnreadable : Cause::FileNotFound, path);
    ChainFollower chain;
    qint64 number = 1;
    const auto broken = [&](ChainFault fault) {
        return ChainVerdict{chain.entries(), QByteArray::fromHex(chain.head()),
                            ChainBreak{fault, chain.entries() + 1, number}};
    };
    const auto first = nextLine(file);
    const auto firstParts = first ? split(*first) : std::nullopt;
    const auto header = firstParts ? headerFrom(*firstParts) : std::nullopt;
    if (!header)
        return broken(ChainFault::Unreadable);
    while (!file.atEnd()) {
        ++number;
        const auto line = nextLine(file);
        const auto parts = line ? split(*line) : std::nullopt;
        if (!parts)
            return broken(ChainFault::Unreadable);
        if (const auto fault = chain.take(parts->entry, parts->hash))
            return broken(*fault);
    }
    if (file.error() != QFileDevice::NoError)
        return errorOf(ErrorKind::Storage, Cause::FileUnreadable, path);
    if (const auto fault = chain.conclude(header->entries, header->head)) {
        ++number;
        return broken(*fault);
    }
    return ChainVerdict{chain.entries(), QByteArray::fromHex(chain.head()), {}};
}

Result<AuditEntry> decodeAuditEntry(const QByteArray &entry, const QByteArray &hexHash)
{
    const auto parsed = json::parse(entry);
    if (!parsed)
        return parsed.error();
    const json::Value &value = *parsed;
    return AuditEntry{
        .sequence = value[u"sequence"].toInteger(),
        .at = QDateTime::fromString(value[u"at"].toString(), Qt::ISODateWithMs),
        .event = value[u"event"].toString(),
        .subject = value[u"subject"].toString(),
        .author = {value[u"user"].toString(), value[u"profileId"].toString(), value[u"profile"].toString()},
        .content = json::write(value[u"content"]),
        .hash = QByteArray::fromHex(hexHash),
        .previous = QByteArray::fromHex(value[u"previous"].toString().toLatin1())};
}

} // namespace chancery
