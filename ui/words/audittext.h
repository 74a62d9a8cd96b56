// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/auditlog.h"
#include "core/ledger/importrun.h"

#include <QList>
#include <QString>

#include <optional>

namespace chancery {

/// An entry of the audit log as a person reads it.
struct AuditText
{
    QString what;                      ///< "Rejected", "Set out to approve"
    QString gist;                      ///< its reason, or what is known of its end, in one line
    QString reason;                    ///< as it was written; empty for none
    std::optional<RowOutcome> outcome; ///< of an entry about an end
};
AuditText describe(const AuditEntry &entry);

/// One of the things that an entry says.
struct AuditFact
{
    QString name;
    QString value;
    QString key; ///< as it is written in the entry, such as `before.state`
};
/// All that the content says but the reason, what is known under its name and the rest as it came.
QList<AuditFact> auditFacts(const AuditEntry &entry);

/// Entries of one kind, for choosing them: "Decision ended".
QString auditEventName(const QString &event);

/// "Verified at 14:00 · 1,204 entries", and where it is broken: "Broken at entry 17; before it 16 are whole".
QString verdictLine(const ChainVerdict &verdict, const QDateTime &at);
/// What to do about a broken chain; empty for a whole one.
QString verdictRemedy(const ChainVerdict &verdict, const QString &ledgerPath);

} // namespace chancery
