// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/ledger/author.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace chancery {

/// An entry of the audit log, to be written. Entries never hold secrets, nor names of the service's customers.
struct AuditEvent
{
    QString event; ///< what happened, such as `decision.intended`
    QString subject;
    Author author;
    QByteArray content; ///< a JSON object
};

/// An entry as it was written.
struct AuditEntry
{
    qint64 sequence = 0; ///< from 1, without gaps
    QDateTime at = {};
    QString event = {};
    QString subject = {};
    Author author = {};
    QByteArray content = {};  ///< a JSON object
    QByteArray hash = {};     ///< of this entry, which holds that of the one before; the digest itself
    QByteArray previous = {}; ///< that of the one before
    bool operator==(const AuditEntry &) const = default;
};

/// Which entries, the latest first. Empty texts let everything through.
struct AuditQuery
{
    qint64 limit = 1000;
    qint64 before = 0; ///< only entries with a smaller sequence; 0: all
    QString event = {};
    QString subject = {};
    QString user = {};
    QString text = {};    ///< occurs in the subject, in who did it or in what the content says; case does not count
    QDateTime since = {}; ///< invalid: from the first on
    QDateTime until = {}; ///< that moment is not in it; invalid: to the last
};

/// What the log holds, to choose from.
struct AuditFacets
{
    qint64 entries = 0;
    QStringList events = {}; ///< in the order of their words
    QStringList users = {};
    bool operator==(const AuditFacets &) const = default;
};

/// What is wrong with a chain, where it breaks first.
enum class ChainFault {
    Unreadable,      ///< no entry of an audit log
    HashDiffers,     ///< the entry is not what it was when it was written
    PreviousDiffers, ///< it does not follow the one before
    SequenceDiffers, ///< its number is not the next one
    CutShort,        ///< the last entries are missing
    Surplus,         ///< there are more entries than were written
    HeadDiffers,     ///< the last entry is not the last one that was written
};

struct ChainBreak
{
    ChainFault fault = ChainFault::Unreadable;
    qint64 sequence = 0; ///< of the first entry that is not right, or would be there
    qint64 line = 0;     ///< of the file, from 1; 0 in a ledger
    bool operator==(const ChainBreak &) const = default;
};

struct ChainVerdict
{
    qint64 entries = 0; ///< that are right, from the first on
    QByteArray head = {};
    std::optional<ChainBreak> broken = std::nullopt;
    bool operator==(const ChainVerdict &) const = default;
};

/// Follows a chain entry by entry. An entry is a line of JSON without its hash; the hash is the SHA-256 of those bytes.
class ChainFollower
{
public:
    /// Nothing while the chain holds.
    std::optional<ChainFault> take(const QByteArray &entry, const QByteArray &hexHash);
    qint64 entries() const { return m_entries; }
    /// Hexadecimal; sixty-four zeros before the first entry.
    QByteArray head() const { return m_head; }
    /// What the head that somebody wrote down says against the chain that was followed.
    std::optional<ChainFault> conclude(qint64 entries, const QByteArray &hexHead) const;

private:
    qint64 m_entries = 0;
    QByteArray m_head = QByteArray(64, '0');
};

/// An entry as it stands in an export: with its hash as the last member.
QByteArray exportedLine(const QByteArray &entry, const QByteArray &hexHash);
/// The first line of an export. It has a hash of its own.
QByteArray exportHeader(qint64 entries, const QByteArray &hexHead, const QDateTime &at);

/// Examines an exported audit log; needs nothing but the file. Errors: Storage / FileNotFound or FileUnreadable, the
/// path in `subject`.
Result<ChainVerdict> verifyAuditFile(const QString &path);

Result<AuditEntry> decodeAuditEntry(const QByteArray &entry, const QByteArray &hexHash);

} // namespace chancery
