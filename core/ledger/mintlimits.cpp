// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/mintjournal.h"

#include "core/async/errorof.h"
#include "core/json/value.h"
#include "core/ledger/auditjournal.h"
#include "core/ledger/columns.h"

// How many points may go out, and how many of them went.

namespace chancery {

using namespace Qt::StringLiterals;
using column::text;

Result<MintOutlook> MintJournal::outlook(const MintIntent &intent)
{
    const auto now = moment();
    if (!now)
        return now.error();
    const auto limits = this->limits(intent.author.profileId);
    if (!limits)
        return limits.error();
    const auto admission = barOf(intent, *now, WithLimits::Yes);
    if (!admission)
        return admission.error();
    MintOutlook outlook{.admission = *admission, .limits = *limits, .used = {.action = 0}};
    struct Daily
    {
        qint64 limit;
        qint64 &used;
        QLatin1StringView column;
        QString value;
    };
    for (const Daily &daily :
         {Daily{limits->accountDay, outlook.used.accountDay, "account_id"_L1, intent.accountId},
          Daily{limits->operatorDay, outlook.used.operatorDay, "user_name"_L1, intent.author.user},
          Daily{limits->profileDay, outlook.used.profileDay, "profile_id"_L1, intent.author.profileId}}) {
        if (daily.limit <= 0)
            continue;
        const auto used = given({daily.column, daily.value, intent.service, now->day});
        if (!used)
            return used.error();
        daily.used = *used;
    }
    return outlook;
}

Result<MintLimits> MintJournal::limits(const QString &profileId)
{
    auto found = m_connection.run(
        u"SELECT per_action, account_day, operator_day, profile_day FROM mint_limit WHERE profile_id = ?"_s,
        {text(profileId)});
    if (!found)
        return found.error();
    MintLimits limits;
    if (found->next()) {
        Columns next(*found);
        limits = {next.number(), next.number(), next.number(), next.number()};
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return limits;
}

Result<Nothing> MintJournal::setLimits(const Author &author, const MintLimits &limits)
{
    for (const qint64 limit : {limits.action, limits.accountDay, limits.operatorDay, limits.profileDay})
        if (limit < 0)
            return errorOf(ErrorKind::Input, Cause::SettingInvalid, QString::number(limit));
    return m_connection.transact([&]() -> Result<Nothing> {
        auto written =
            run(u"INSERT INTO mint_limit (profile_id, per_action, account_day, operator_day, profile_day) "
                "VALUES (?, ?, ?, ?, ?) ON CONFLICT (profile_id) DO UPDATE SET per_action = excluded.per_action, "
                "account_day = excluded.account_day, operator_day = excluded.operator_day, "
                "profile_day = excluded.profile_day"_s,
                {text(author.profileId), limits.action, limits.accountDay, limits.operatorDay, limits.profileDay});
        if (!written)
            return written;
        json::Value content = json::Value::object();
        content.set(u"action"_s, json::Value::integer(limits.action));
        content.set(u"accountDay"_s, json::Value::integer(limits.accountDay));
        content.set(u"operatorDay"_s, json::Value::integer(limits.operatorDay));
        content.set(u"profileDay"_s, json::Value::integer(limits.profileDay));
        return AuditJournal(m_connection)
            .append({.event = u"mint.limitsSet"_s,
                     .subject = author.profileId,
                     .author = author,
                     .content = json::write(content)});
    });
}

} // namespace chancery
