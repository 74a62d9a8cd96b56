// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/mintjournal.h"

#include "core/async/errorof.h"
#include "core/json/value.h"
#include "core/ledger/approvaljournal.h"
#include "core/ledger/auditjournal.h"
#include "core/ledger/columns.h"
#include "core/ledger/instancelock.h"
#include "core/ledger/ledgerreader.h"

#include <algorithm>
#include <limits>

namespace chancery {

using namespace Qt::StringLiterals;
using column::text;

namespace {

constexpr QLatin1StringView columns{
    "SELECT sequence, id, service, account_id, wallet_id, points, reason, user_name, profile_id, profile_name, "
    "idempotency_key, digest, balance_before, batch_id, line, intended_at, settled_at, outcome, why, detail, "
    "new_amount, order_id, lost_at, balance_lost, closed_by, owner, despite, service_ahead_ms FROM mint"};

/// What is written of one whose end is not known.
constexpr QLatin1StringView openWord{""};

json::Value toJson(const MintIntent &intent)
{
    json::Value object = json::Value::object();
    object.set(u"id"_s, intent.id);
    object.set(u"service"_s, intent.service);
    object.set(u"points"_s, json::Value::integer(intent.points));
    object.set(u"reason"_s, intent.reason);
    object.set(u"idempotencyKey"_s, intent.idempotencyKey);
    object.set(u"sha256"_s, QString::fromLatin1(intent.digest.toHex()));
    if (!intent.batchId.isEmpty()) {
        object.set(u"batch"_s, intent.batchId);
        object.set(u"line"_s, json::Value::integer(intent.line));
    }
    if (!intent.despite.isEmpty()) {
        json::Value::Array ids;
        for (const QString &id : intent.despite)
            ids.emplace_back(id);
        object.set(u"despite"_s, std::move(ids));
    }
    return object;
}

AuditEvent eventOf(const QString &event, const MintIntent &intent, const json::Value &content)
{
    return {.event = event, .subject = intent.accountId, .author = intent.author, .content = json::write(content)};
}

/// Without ever wrapping round.
bool isOver(qint64 used, qint64 points, qint64 limit)
{
    return limit > 0 && (used > limit || points > limit - used);
}

} // namespace

Result<Nothing> MintJournal::run(const QString &sql, const QVariantList &values)
{
    const auto done = m_connection.run(sql, values);
    return done ? Result<Nothing>(Nothing{}) : done.error();
}

/// A clock that is set back does not make the day before again: time in this ledger only goes forward, so that what was
/// given keeps counting.
Result<MintJournal::Moment> MintJournal::moment()
{
    auto found = m_connection.run(u"SELECT sequence, day FROM mint ORDER BY sequence DESC LIMIT 1"_s, QVariantList());
    if (!found)
        return found.error();
    Moment now{.sequence = 1, .at = column::now(), .day = {}};
    now.day = now.at.left(10);
    if (found->next()) {
        now.sequence = found->value(0).toLongLong() + 1;
        now.day = std::max(now.day, found->value(1).toString());
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return now;
}

Result<qint64> MintJournal::given(const mintsql::Given &what)
{
    const mintsql::Clause since = mintsql::givenSince(what);
    auto found = m_connection.run(u"SELECT coalesce(sum(points), 0) FROM mint"_s + since.sql, since.values);
    if (!found)
        return found.error();
    if (!found->next())
        return m_connection.failure(found->lastError());
    return found->value(0).toLongLong();
}

Result<MintAdmission> MintJournal::openOf(const MintIntent &intent)
{
    const auto open = select(mintsql::openLike(intent));
    if (!open)
        return open.error();
    MintAdmission admission;
    for (const MintRecord &record : *open) {
        if (!record.isUnderWay && intent.despite.contains(record.intent.id))
            continue;
        admission.blocking << record;
        const bool isUnderWay = record.isUnderWay || admission.bar == MintBar::UnderWay;
        admission.bar = isUnderWay ? MintBar::UnderWay : MintBar::Unresolved;
    }
    return admission;
}

Result<MintAdmission> MintJournal::judge(const MintIntent &intent)
{
    if (intent.reason.trimmed().isEmpty())
        return MintAdmission{MintBar::ReasonMissing};
    if (intent.points < 1 || intent.points > 9'007'199'254'740'991)
        return MintAdmission{MintBar::AmountUnusable};
    const auto same = select(mintsql::underKey(intent.idempotencyKey, intent.service));
    if (!same)
        return same.error();
    if (!same->isEmpty())
        return MintAdmission{MintBar::SameRecorded, 0, 0, *same};
    return MintAdmission{};
}

Result<MintAdmission> MintJournal::measure(const MintIntent &intent, const Moment &now)
{
    const auto limits = this->limits(intent.author.profileId);
    if (!limits)
        return limits.error();
    if (isOver(0, intent.points, limits->action))
        return MintAdmission{MintBar::OverAction, limits->action};
    struct Daily
    {
        MintBar bar;
        qint64 limit;
        QLatin1StringView column;
        QString value;
    };
    for (const Daily &daily :
         {Daily{MintBar::OverAccountDay, limits->accountDay, "account_id"_L1, intent.accountId},
          Daily{MintBar::OverOperatorDay, limits->operatorDay, "user_name"_L1, intent.author.user},
          Daily{MintBar::OverProfileDay, limits->profileDay, "profile_id"_L1, intent.author.profileId}}) {
        if (daily.limit <= 0)
            continue;
        const auto used = given({daily.column, daily.value, intent.service, now.day});
        if (!used)
            return used.error();
        if (isOver(*used, intent.points, daily.limit))
            return MintAdmission{daily.bar, daily.limit, *used};
    }
    return MintAdmission{};
}

Result<MintAdmission> MintJournal::barOf(const MintIntent &intent, const Moment &now, WithLimits limits)
{
    auto bar = judge(intent);
    if (bar && bar->bar == MintBar::None && limits == WithLimits::Yes)
        bar = measure(intent, now);
    return bar && bar->bar == MintBar::None ? openOf(intent) : bar;
}

Result<Nothing> MintJournal::admit(const MintIntent &intent, const std::optional<ApprovalUse> &approval,
                                   MintAdmission &admission)
{
    const auto now = moment();
    if (!now)
        return now.error();
    const auto told = barOf(intent, *now, approval ? WithLimits::No : WithLimits::Yes);
    if (!told)
        return told.error();
    admission = *told;
    if (admission.bar != MintBar::None)
        return Nothing{};
    if (approval) {
        const auto spent = ApprovalJournal(m_connection, {m_signature.path, m_signature.owner}).spendWithin(*approval);
        if (!spent)
            return spent.error();
        if (*spent != ApprovalBar::None)
            return approvalVoid(approval->plan, *spent);
    }
    return write(intent, *now);
}

Result<MintAdmission> MintJournal::intend(const MintIntent &intent, const std::optional<ApprovalUse> &approval)
{
    MintAdmission admission;
    // The questions and the answer are one transaction: of two that ask, one may send, and a yes is spent for what is
    // sent or not at all.
    const auto done = m_connection.transact([&]() -> Result<Nothing> {
        auto taken = m_connection.run(u"SELECT 1 FROM mint WHERE id = ?"_s, {text(intent.id)});
        if (!taken)
            return taken.error();
        if (taken->next())
            return errorOf(ErrorKind::Conflict, Cause::AlreadyRecorded, intent.id);
        taken->finish();
        return admit(intent, approval, admission);
    });
    return done ? Result<MintAdmission>(admission) : done.error();
}

Result<Nothing> MintJournal::write(const MintIntent &intent, const Moment &now)
{
    auto written =
        run(u"INSERT INTO mint (sequence, id, owner, service, account_id, wallet_id, points, reason, user_name, "
            "profile_id, profile_name, idempotency_key, digest, balance_before, batch_id, line, day, intended_at, "
            "settled_at, outcome, why, detail, new_amount, order_id, lost_at, balance_lost, closed_by, despite, "
            "service_ahead_ms) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, '', '', '', '', '', '', '', ?, ?)"_s,
            {now.sequence,
             text(intent.id),
             m_signature.owner,
             text(intent.service),
             text(intent.accountId),
             text(intent.walletId),
             intent.points,
             text(intent.reason),
             text(intent.author.user),
             text(intent.author.profileId),
             text(intent.author.profileName),
             text(intent.idempotencyKey),
             column::digest(intent.digest),
             text(intent.balanceBefore),
             text(intent.batchId),
             intent.line,
             now.day,
             now.at,
             QString(openWord),
             text(intent.despite.join(u' ')),
             intent.serviceAheadMs});
    return written ? AuditJournal(m_connection).append(eventOf(u"mint.intended"_s, intent, toJson(intent))) : written;
}

Result<Nothing> MintJournal::writeEnd(const MintRecord &record, const MintEnd &end, const QString &event)
{
    const QString word = rowOutcomeWord(end.outcome);
    auto written =
        run(u"UPDATE mint SET settled_at = ?, outcome = ?, why = ?, detail = ?, new_amount = ?, order_id = ?, "
            "lost_at = ?, balance_lost = ?, closed_by = ? WHERE id = ?"_s,
            {end.outcome == RowOutcome::Unknown ? QString(openWord) : column::now(), word, text(end.why),
             text(end.detail), text(end.newAmount), text(end.orderId), column::time(end.lost), text(end.balanceLost),
             text(end.closedBy), record.intent.id});
    if (!written)
        return written;
    json::Value content = json::Value::object();
    content.set(u"id"_s, record.intent.id);
    content.set(u"points"_s, json::Value::integer(record.intent.points));
    content.set(u"outcome"_s, word);
    content.set(u"why"_s, end.why);
    content.set(u"detail"_s, end.detail);
    content.set(u"order"_s, end.orderId);
    content.set(u"closedBy"_s, end.closedBy);
    return AuditJournal(m_connection).append(eventOf(event, record.intent, content));
}

Result<Nothing> MintJournal::settle(const QString &id, const MintEnd &end)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto found = select({u" WHERE id = ?"_s, {text(id)}});
        if (!found)
            return found.error();
        if (found->isEmpty())
            return runUnknown(id);
        if (found->first().settled.isValid())
            return errorOf(ErrorKind::Conflict, Cause::AlreadyRecorded, id);
        MintEnd told = end;
        if (!told.lost.isValid()) { // what was seen when the answer was lost stays
            told.lost = found->first().end.lost;
            told.balanceLost = found->first().end.balanceLost;
        }
        return writeEnd(found->first(), told, told.closedBy.isEmpty() ? u"mint.settled"_s : u"mint.closed"_s);
    });
}

Result<Nothing> MintJournal::giveUpThoseOfTheDead()
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto open = select({u" WHERE outcome = ''"_s, {}});
        if (!open)
            return open.error();
        for (const MintRecord &record : *open) {
            if (record.isUnderWay)
                continue;
            const MintEnd lost{.outcome = RowOutcome::Unknown, .why = u"interrupted"_s};
            if (const auto told = writeEnd(record, lost, u"mint.interrupted"_s); !told)
                return told;
        }
        return Nothing{};
    });
}

Result<QList<MintRecord>> MintJournal::read(const MintQuery &query)
{
    return select(mintsql::matching(query));
}

Result<QHash<QString, MintRecord>> MintJournal::latestOfBatch(const QString &batchId, const QString &service)
{
    const auto records =
        select({u" WHERE sequence IN (SELECT max(m.sequence) FROM award_line l JOIN mint m ON m.idempotency_key = "
                "l.idempotency_key AND m.service = ? WHERE l.batch_id = ? GROUP BY l.idempotency_key)"_s,
                {text(service), text(batchId)}});
    if (!records)
        return records.error();
    QHash<QString, MintRecord> latest;
    for (const MintRecord &record : *records)
        latest.insert(record.intent.idempotencyKey, record);
    return latest;
}

Result<QList<MintRecord>> MintJournal::select(const mintsql::Clause &clause)
{
    auto found = m_connection.run(columns + clause.sql, clause.values);
    if (!found)
        return found.error();
    QList<MintRecord> records;
    while (found->next()) {
        Columns next(*found);
        MintRecord record;
        record.sequence = next.number();
        record.intent = {.id = next.text(),
                         .service = next.text(),
                         .accountId = next.text(),
                         .walletId = next.text(),
                         .points = next.number(),
                         .reason = next.text()};
        record.intent.author = {next.text(), next.text(), next.text()};
        record.intent.idempotencyKey = next.text();
        record.intent.digest = next.digest();
        record.intent.balanceBefore = next.text();
        record.intent.batchId = next.text();
        record.intent.line = next.number();
        record.intended = next.time();
        record.settled = next.time();
        const QString outcome = next.text();
        record.end = {.outcome = rowOutcomeFromWord(outcome),
                      .why = next.text(),
                      .detail = next.text(),
                      .newAmount = next.text(),
                      .orderId = next.text(),
                      .lost = next.time(),
                      .balanceLost = next.text(),
                      .closedBy = next.text()};
        const QString owner = next.text();
        record.isUnderWay = outcome.isEmpty() && InstanceLock::isAlive(m_signature.path, owner);
        record.intent.despite = next.text().split(u' ', Qt::SkipEmptyParts);
        record.intent.serviceAheadMs = next.number();
        records << record;
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return records;
}

} // namespace chancery
