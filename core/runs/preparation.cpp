// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/preparation.h"

#include "core/json/value.h"
#include "core/runs/decision.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int fewest = 20; ///< another service may have settlements of the same id

std::optional<Preparation> latest(const QList<AuditEntry> &entries, const QString &service, const Sighting &seen)
{
    for (const AuditEntry &entry : entries) {
        const auto content = json::parse(entry.content);
        if (!content || (*content)[u"service"].toString() != service)
            continue;
        const json::Value &before = (*content)[u"before"];
        const Sighting then{before[u"state"].toString(), before[u"updatedAt"].toString(), {}};
        if (!isUnchanged(then, seen))
            return std::nullopt;
        return Preparation{.decision = (*content)[u"decision"].toString() == u"approve" ? keystone::Decision::Approve
                                                                                        : keystone::Decision::Reject,
                           .by = entry.author.user,
                           .reason = (*content)[u"reason"].toString(),
                           .at = entry.at};
    }
    return std::nullopt;
}

} // namespace

Pending<std::optional<Preparation>> preparationOf(Ledger &ledger, const QString &service,
                                                  const keystone::Settlement &settlement)
{
    return ledger.auditEntries({.limit = fewest, .event = u"decision.prepared"_s, .subject = settlement.id})
        .transform([service, seen = sightingOf(settlement)](const QList<AuditEntry> &entries) {
            return latest(entries, service, seen);
        });
}

} // namespace chancery
