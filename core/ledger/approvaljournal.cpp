// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/approvaljournal.h"

#include "core/async/errorof.h"
#include "core/json/value.h"
#include "core/ledger/auditjournal.h"
#include "core/ledger/columns.h"
#include "core/ledger/conditions.h"
#include "core/ledger/instancelock.h"
#include "core/ledger/ledgerreader.h"

#include <chrono>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using column::text;

namespace {

constexpr QLatin1StringView columns{
    "SELECT id, way, action, plan, message, amount, recipient, resource, issuer, scope, approver_asked, approver_user, "
    "may_approve_own, user_name, profile_id, profile_name, state, asked_at, request_id, deadline, ended_at, approver, "
    "token_id, valid_until, detail, spent_at, spent_for, owner FROM approval"};

/// How far the clock may be set back before a yes counts as stale: nobody knows then how old it is.
constexpr auto clockPlay = 2min;

json::Value toJson(const ApprovalIntent &intent)
{
    json::Value object = json::Value::object();
    object.set(u"id"_s, intent.id);
    object.set(u"way"_s, QString(approvalWayWord(intent.way)));
    object.set(u"plan"_s, QString::fromLatin1(intent.plan.toHex()));
    object.set(u"message"_s, intent.message);
    for (const auto &[name, value] : {std::pair{u"amount"_s, intent.amount},
                                      {u"recipient"_s, intent.recipient},
                                      {u"resource"_s, intent.resource},
                                      {u"issuer"_s, intent.issuer},
                                      {u"scope"_s, intent.scope},
                                      {u"approver"_s, intent.approver}}) {
        if (!value.isEmpty())
            object.set(name, value);
    }
    if (intent.selfApproval == SelfApproval::Allowed)
        object.set(u"selfApproval"_s, true);
    return object;
}

/// What every later entry says: which approval, and of which plan.
json::Value reference(const ApprovalIntent &intent)
{
    json::Value object = json::Value::object();
    object.set(u"id"_s, intent.id);
    object.set(u"plan"_s, QString::fromLatin1(intent.plan.toHex()));
    return object;
}

AuditEvent eventOf(const QString &event, const ApprovalIntent &intent, const json::Value &content)
{
    return {.event = event, .subject = intent.action, .author = intent.author, .content = json::write(content)};
}

bool isOpen(ApprovalState state)
{
    return state == ApprovalState::Asking || state == ApprovalState::Waiting;
}

/// Whether the answer can still be heard.
bool isAwaitable(const ApprovalRecord &record, const QDateTime &now)
{
    return record.intent.way == ApprovalWay::Phone && record.state == ApprovalState::Waiting && now < record.deadline;
}

ApprovalBar barOf(const ApprovalRecord &record, const ApprovalUse &use, const QDateTime &now)
{
    if (record.state == ApprovalState::Spent)
        return ApprovalBar::AlreadySpent;
    if (record.state != ApprovalState::Granted)
        return ApprovalBar::NotGranted;
    const ApprovalIntent &intent = record.intent;
    if (intent.author.user != use.author.user || intent.author.profileId != use.author.profileId)
        return ApprovalBar::OtherAuthor;
    if (intent.way < use.least)
        return ApprovalBar::OtherWay;
    if (intent.action != use.action)
        return ApprovalBar::OtherAction;
    if (intent.plan != use.plan)
        return ApprovalBar::PlanChanged;
    const bool isFresh = now < record.grant.validUntil && now.addDuration(clockPlay) >= record.ended;
    return isFresh ? ApprovalBar::None : ApprovalBar::Stale;
}

} // namespace

Result<ApprovalBar> ApprovalJournal::decide(const Step &step)
{
    ApprovalBar bar = ApprovalBar::None;
    const auto done = m_connection.transact([&]() -> Result<Nothing> {
        const auto told = step();
        if (!told)
            return told.error();
        bar = *told;
        return Nothing{};
    });
    return done ? Result<ApprovalBar>(bar) : done.error();
}

Result<bool> ApprovalJournal::occurs(const QString &condition, const QVariantList &values)
{
    auto found = m_connection.run(u"SELECT 1 FROM approval WHERE "_s + condition + u" LIMIT 1"_s, values);
    if (!found)
        return found.error();
    const bool isThere = found->next();
    return found->lastError().isValid() ? Result<bool>(m_connection.failure(found->lastError())) : isThere;
}

/// Whoever has a phone in the hand has to be able to tell which question it asks.
Result<ApprovalBar> ApprovalJournal::mayAsk(const ApprovalIntent &intent)
{
    const bool mustDiffer = intent.selfApproval == SelfApproval::Refused;
    if (mustDiffer && (intent.author.user.isEmpty() || intent.approverUser == intent.author.user))
        return ApprovalBar::SamePerson;
    if (intent.way == ApprovalWay::Desk)
        return ApprovalBar::None;
    if (mustDiffer && intent.approverUser.isEmpty())
        return ApprovalBar::ApproverUnknown;
    const auto waiting =
        occurs(u"issuer = ? AND approver_asked = ? AND action = ? AND state IN ('asking', 'waiting') AND "
               "(deadline = '' OR deadline > ?)"_s,
               {text(intent.issuer), text(intent.approver), text(intent.action), column::now()});
    if (!waiting)
        return waiting.error();
    return *waiting ? ApprovalBar::AlreadyWaiting : ApprovalBar::None;
}

Result<ApprovalBar> ApprovalJournal::ask(const ApprovalIntent &intent)
{
    return decide([&]() -> Result<ApprovalBar> {
        const auto taken = occurs(u"id = ?"_s, {text(intent.id)});
        if (!taken)
            return taken.error();
        if (*taken)
            return errorOf(ErrorKind::Conflict, Cause::AlreadyRecorded, intent.id);
        auto bar = mayAsk(intent);
        if (!bar || *bar != ApprovalBar::None)
            return bar;
        const bool isAtDesk = intent.way == ApprovalWay::Desk;
        const auto written = write(intent, isAtDesk ? ApprovalState::Waiting : ApprovalState::Asking);
        return written ? bar : written.error();
    });
}

Result<Nothing> ApprovalJournal::write(const ApprovalIntent &intent, ApprovalState state)
{
    const auto written = m_connection.run(
        u"INSERT INTO approval (id, owner, way, action, plan, message, amount, recipient, resource, issuer, scope, "
        "approver_asked, approver_user, may_approve_own, user_name, profile_id, profile_name, state, asked_at, "
        "request_id, deadline, ended_at, approver, token_id, valid_until, detail, spent_at, spent_for) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '', '', '', '', '', '')"_s,
        {text(intent.id), m_signature.owner, QString(approvalWayWord(intent.way)), text(intent.action),
         column::digest(intent.plan), text(intent.message), text(intent.amount), text(intent.recipient),
         text(intent.resource), text(intent.issuer), text(intent.scope), text(intent.approver),
         text(intent.approverUser), intent.selfApproval == SelfApproval::Allowed ? 1 : 0, text(intent.author.user),
         text(intent.author.profileId), text(intent.author.profileName), QString(approvalStateWord(state)),
         column::now()});
    if (!written)
        return written.error();
    return AuditJournal(m_connection).append(eventOf(u"approval.asked"_s, intent, toJson(intent)));
}

Result<Nothing> ApprovalJournal::change(const QString &sets, const QVariantList &values, const QString &id)
{
    const auto done =
        m_connection.run(u"UPDATE approval SET "_s + sets + u" WHERE id = ?"_s, QVariantList(values) << text(id));
    return done ? Result<Nothing>(Nothing{}) : done.error();
}

Result<Nothing> ApprovalJournal::await(const QString &id, const QString &requestId, const QDateTime &deadline)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto record = find(id);
        if (!record)
            return record.error();
        if (record->state != ApprovalState::Asking)
            return errorOf(ErrorKind::Conflict, Cause::AlreadyRecorded, id);
        return change(u"state = 'waiting', request_id = ?, deadline = ?"_s, {text(requestId), column::time(deadline)},
                      id);
    });
}

/// In one transaction: of two that would go on listening, one does.
Result<ApprovalPickUp> ApprovalJournal::pickUp(const QString &id, const Author &author)
{
    ApprovalPickUp picked;
    const auto done = m_connection.transact([&]() -> Result<Nothing> {
        auto record = find(id);
        if (!record)
            return record.error();
        picked.record = *std::move(record);
        const Author &asker = picked.record.intent.author;
        if (asker.user != author.user || asker.profileId != author.profileId)
            picked.bar = ApprovalBar::OtherAuthor;
        else if (!isAwaitable(picked.record, QDateTime::currentDateTimeUtc()))
            picked.bar = ApprovalBar::NotWaiting;
        else if (picked.record.isUnderWay)
            picked.bar = ApprovalBar::AlreadyWaiting;
        else
            return change(u"owner = ?"_s, {m_signature.owner}, id);
        return Nothing{};
    });
    return done ? Result<ApprovalPickUp>(picked) : done.error();
}

Result<ApprovalBar> ApprovalJournal::mayGrant(const ApprovalRecord &record, const ApprovalGrant &grant)
{
    const ApprovalIntent &intent = record.intent;
    if (record.state != ApprovalState::Waiting)
        return ApprovalBar::NotWaiting;
    if (grant.approver.isEmpty())
        return ApprovalBar::OtherApprover;
    if (intent.way == ApprovalWay::Desk) {
        const bool isSame = grant.approver == intent.author.user;
        return isSame && intent.selfApproval == SelfApproval::Refused ? ApprovalBar::SamePerson : ApprovalBar::None;
    }
    if (grant.approver != intent.approver)
        return ApprovalBar::OtherApprover;
    const auto seen = occurs(u"issuer = ? AND token_id = ?"_s, {text(intent.issuer), text(grant.tokenId)});
    if (!seen)
        return seen.error();
    return *seen || grant.tokenId.isEmpty() ? ApprovalBar::TokenSeen : ApprovalBar::None;
}

Result<ApprovalBar> ApprovalJournal::grant(const QString &id, const ApprovalGrant &grant)
{
    return decide([&]() -> Result<ApprovalBar> {
        const auto record = find(id);
        if (!record)
            return record.error();
        auto bar = mayGrant(*record, grant);
        if (!bar || *bar != ApprovalBar::None)
            return bar;
        auto written =
            change(u"state = 'granted', ended_at = ?, approver = ?, token_id = ?, valid_until = ?"_s,
                   {column::now(), text(grant.approver), text(grant.tokenId), column::time(grant.validUntil)}, id);
        if (!written)
            return written.error();
        json::Value content = reference(record->intent);
        content.set(u"approver"_s, grant.approver);
        if (!grant.tokenId.isEmpty())
            content.set(u"tokenId"_s, grant.tokenId);
        written = AuditJournal(m_connection).append(eventOf(u"approval.granted"_s, record->intent, content));
        return written ? bar : written.error();
    });
}

Result<Nothing> ApprovalJournal::writeEnd(const ApprovalRecord &record, const ApprovalEnd &end)
{
    const QString word = approvalStateWord(end.state);
    auto written =
        change(u"state = ?, ended_at = ?, detail = ?"_s, {word, column::now(), text(end.detail)}, record.intent.id);
    if (!written)
        return written;
    json::Value content = reference(record.intent);
    content.set(u"detail"_s, end.detail);
    return AuditJournal(m_connection).append(eventOf(u"approval."_s + word, record.intent, content));
}

Result<Nothing> ApprovalJournal::end(const QString &id, const ApprovalEnd &end)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto record = find(id);
        if (!record)
            return record.error();
        // What was granted may be given back before it is spent; nothing else that has ended may change.
        const bool mayEnd =
            isOpen(record->state) || (record->state == ApprovalState::Granted && end.state == ApprovalState::Withdrawn);
        if (!mayEnd || isOpen(end.state) || end.state == ApprovalState::Granted || end.state == ApprovalState::Spent)
            return errorOf(ErrorKind::Conflict, Cause::AlreadyRecorded, id);
        return writeEnd(*record, end);
    });
}

Result<ApprovalBar> ApprovalJournal::spend(const ApprovalUse &use)
{
    return decide([&] { return spendWithin(use); });
}

Result<ApprovalBar> ApprovalJournal::spendWithin(const ApprovalUse &use)
{
    const auto record = find(use.id);
    if (!record)
        return record.error();
    const ApprovalBar bar = barOf(*record, use, QDateTime::currentDateTimeUtc());
    if (bar != ApprovalBar::None)
        return bar;
    auto written =
        change(u"state = 'spent', spent_at = ?, spent_for = ?"_s, {column::now(), text(use.subject)}, use.id);
    if (!written)
        return written.error();
    json::Value content = reference(record->intent);
    content.set(u"approver"_s, record->grant.approver);
    content.set(u"tokenId"_s, record->grant.tokenId);
    content.set(u"for"_s, use.subject);
    written = AuditJournal(m_connection).append(eventOf(u"approval.spent"_s, record->intent, content));
    return written ? Result<ApprovalBar>(bar) : written.error();
}

/// One that was being asked for has rung a phone perhaps, and nobody knows the request by which to hear the answer. One
/// that waits can be heard by whoever picks it up, until its time is over.
Result<Nothing> ApprovalJournal::giveUpThoseOfTheDead()
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto left = select(u" WHERE way = ? AND (state = 'asking' OR (state = 'waiting' AND deadline <= ?))"_s,
                                 {QString(approvalWayWord(ApprovalWay::Phone)), column::now()});
        if (!left)
            return left.error();
        for (const ApprovalRecord &record : *left) {
            if (record.isUnderWay)
                continue;
            const bool wasAsked = record.state == ApprovalState::Waiting;
            const ApprovalState state = wasAsked ? ApprovalState::TimedOut : ApprovalState::Failed;
            if (const auto told = writeEnd(record, {state, u"interrupted"_s}); !told)
                return told;
        }
        return Nothing{};
    });
}

Result<ApprovalRecord> ApprovalJournal::find(const QString &id)
{
    const auto found = select(u" WHERE id = ?"_s, {text(id)});
    if (!found)
        return found.error();
    return found->isEmpty() ? Result<ApprovalRecord>(runUnknown(id)) : found->first();
}

Result<QList<ApprovalRecord>> ApprovalJournal::read(const ApprovalQuery &query)
{
    Conditions conditions;
    conditions.mustEqual("id"_L1, query.id);
    conditions.mustEqual("profile_id"_L1, query.profileId);
    if (!query.plan.isEmpty())
        conditions.must(u"plan = ?"_s, column::digest(query.plan));
    if (query.which == ApprovalQuery::Which::Open)
        conditions.must(u"state IN ('asking', 'waiting', 'granted')"_s);
    return select(conditions.clause() + u" ORDER BY asked_at DESC, id LIMIT ?"_s, QVariantList(conditions.values())
                                                                                      << query.limit);
}

Result<QList<ApprovalRecord>> ApprovalJournal::select(const QString &clause, const QVariantList &values)
{
    auto found = m_connection.run(columns + clause, values);
    if (!found)
        return found.error();
    QList<ApprovalRecord> records;
    while (found->next()) {
        Columns next(*found);
        ApprovalRecord record;
        record.intent = {.id = next.text(),
                         .way =
                             next.text() == approvalWayWord(ApprovalWay::Desk) ? ApprovalWay::Desk : ApprovalWay::Phone,
                         .action = next.text(),
                         .plan = next.digest(),
                         .message = next.text(),
                         .amount = next.text(),
                         .recipient = next.text(),
                         .resource = next.text(),
                         .issuer = next.text(),
                         .scope = next.text(),
                         .approver = next.text(),
                         .approverUser = next.text(),
                         .selfApproval = next.number() == 1 ? SelfApproval::Allowed : SelfApproval::Refused};
        record.intent.author = {next.text(), next.text(), next.text()};
        record.state = approvalStateFromWord(next.text());
        record.asked = next.time();
        record.requestId = next.text();
        record.deadline = next.time();
        record.ended = next.time();
        record.grant = {.approver = next.text(), .tokenId = next.text(), .validUntil = next.time()};
        record.detail = next.text();
        record.spent = next.time();
        record.spentFor = next.text();
        record.isUnderWay = isOpen(record.state) && InstanceLock::isAlive(m_signature.path, next.text());
        records << record;
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return records;
}

} // namespace chancery
