// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/decisionjournal.h"

#include "core/async/errorof.h"
#include "core/json/value.h"
#include "core/ledger/auditjournal.h"
#include "core/ledger/columns.h"
#include "core/ledger/conditions.h"
#include "core/ledger/instancelock.h"
#include "core/ledger/ledgerreader.h"

namespace chancery {

using namespace Qt::StringLiterals;
using column::text;

namespace {

constexpr QLatin1StringView columns{
    "SELECT id, service, settlement_id, decision, reason, user_name, profile_id, profile_name, state_before, "
    "updated_before, digest_before, prepared_by, intended_at, settled_at, outcome, why, detail, state_after, "
    "updated_after, digest_after, owner FROM decision"};

/// What is written of one whose end is not known.
constexpr QLatin1StringView openWord{""};

json::Value toJson(const Sighting &sighting)
{
    json::Value object = json::Value::object();
    object.set(u"state"_s, sighting.state);
    object.set(u"updatedAt"_s, sighting.updatedAt);
    object.set(u"sha256"_s, QString::fromLatin1(sighting.digest.toHex()));
    return object;
}

json::Value toJson(const DecisionIntent &intent)
{
    json::Value object = json::Value::object();
    object.set(u"id"_s, intent.id);
    object.set(u"service"_s, intent.service);
    object.set(u"decision"_s, intent.decision);
    object.set(u"reason"_s, intent.reason);
    object.set(u"before"_s, toJson(intent.before));
    return object;
}

AuditEvent eventOf(const QString &event, const DecisionIntent &intent, const json::Value &content)
{
    return {.event = event, .subject = intent.settlementId, .author = intent.author, .content = json::write(content)};
}

Result<DecisionBar> barOf(const Result<Nothing> &done, DecisionBar bar)
{
    return done ? Result<DecisionBar>(bar) : done.error();
}

} // namespace

Result<Nothing> DecisionJournal::run(const QString &sql, const QVariantList &values)
{
    const auto done = m_connection.run(sql, values);
    return done ? Result<Nothing>(Nothing{}) : done.error();
}

Result<DecisionBar> DecisionJournal::prepare(const DecisionIntent &intent)
{
    if (intent.reason.trimmed().isEmpty())
        return DecisionBar::ReasonMissing;
    const auto done = m_connection.transact([&]() -> Result<Nothing> {
        auto written =
            run(u"INSERT INTO decision_preparation (service, settlement_id, decision, reason, user_name, prepared_at, "
                "state_before, updated_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (service, settlement_id) "
                "DO UPDATE SET decision = excluded.decision, reason = excluded.reason, user_name = excluded.user_name, "
                "prepared_at = excluded.prepared_at, state_before = excluded.state_before, "
                "updated_before = excluded.updated_before"_s,
                {text(intent.service), text(intent.settlementId), text(intent.decision), text(intent.reason),
                 text(intent.author.user), column::now(), text(intent.before.state), text(intent.before.updatedAt)});
        return written ? AuditJournal(m_connection).append(eventOf(u"decision.prepared"_s, intent, toJson(intent)))
                       : written;
    });
    return barOf(done, DecisionBar::None);
}

Result<DecisionJournal::Prepared> DecisionJournal::preparedFor(const DecisionIntent &intent, Eyes eyes)
{
    auto found = m_connection.run(u"SELECT decision, user_name, state_before, updated_before FROM decision_preparation "
                                  "WHERE service = ? AND settlement_id = ?"_s,
                                  {text(intent.service), text(intent.settlementId)});
    if (!found)
        return found.error();
    const bool isThere = found->next();
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    const Sighting seen{
        isThere ? found->value(2).toString() : QString(), isThere ? found->value(3).toString() : QString(), {}};
    const bool isAboutThis = isThere && isUnchanged(seen, intent.before);
    const QString by = isAboutThis ? found->value(1).toString() : QString();
    if (eyes == Eyes::Two)
        return Prepared{by};
    if (!isAboutThis)
        return Prepared{by, DecisionBar::NotPrepared};
    if (by == intent.author.user || intent.author.user.isEmpty())
        return Prepared{by, DecisionBar::SameOfficer};
    const bool isTheSame = found->value(0).toString() == intent.decision;
    return Prepared{by, isTheSame ? DecisionBar::None : DecisionBar::PreparedOtherwise};
}

Result<DecisionBar> DecisionJournal::openOf(const DecisionIntent &intent)
{
    const auto open = select(u" WHERE service = ? AND settlement_id = ? AND outcome IN ('', 'unknown')"_s,
                             {text(intent.service), text(intent.settlementId)});
    if (!open)
        return open.error();
    DecisionBar bar = DecisionBar::None;
    for (const DecisionRecord &record : *open) {
        if (record.isUnderWay)
            return DecisionBar::UnderWay;
        bar = DecisionBar::Unresolved;
    }
    return bar;
}

Result<Nothing> DecisionJournal::mustBeNew(const QString &id)
{
    auto found = m_connection.run(u"SELECT 1 FROM decision WHERE id = ?"_s, {text(id)});
    if (!found)
        return found.error();
    return found->next() ? Result<Nothing>(errorOf(ErrorKind::Conflict, Cause::AlreadyRecorded, id)) : Nothing{};
}

Result<DecisionBar> DecisionJournal::intend(const DecisionIntent &intent, Eyes eyes)
{
    if (intent.reason.trimmed().isEmpty())
        return DecisionBar::ReasonMissing;
    DecisionBar bar = DecisionBar::None;
    // The questions and the answer are one transaction: of two that ask, one may send.
    const auto done = m_connection.transact([&]() -> Result<Nothing> {
        if (const auto fresh = mustBeNew(intent.id); !fresh)
            return fresh;
        const auto open = openOf(intent);
        if (!open)
            return open.error();
        const auto prepared = preparedFor(intent, eyes);
        if (!prepared)
            return prepared.error();
        bar = *open == DecisionBar::None ? prepared->bar : *open;
        return bar == DecisionBar::None ? write(intent, prepared->by) : Nothing{};
    });
    return barOf(done, bar);
}

Result<Nothing> DecisionJournal::write(const DecisionIntent &intent, const QString &preparedBy)
{
    auto written =
        run(u"INSERT INTO decision (id, owner, service, settlement_id, decision, reason, user_name, profile_id, "
            "profile_name, state_before, updated_before, digest_before, prepared_by, intended_at, settled_at, outcome, "
            "why, detail, state_after, updated_after, digest_after) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, '', '', '', '', '')"_s,
            {text(intent.id), m_signature.owner, text(intent.service), text(intent.settlementId), text(intent.decision),
             text(intent.reason), text(intent.author.user), text(intent.author.profileId),
             text(intent.author.profileName), text(intent.before.state), text(intent.before.updatedAt),
             column::digest(intent.before.digest), text(preparedBy), column::now(), QString(openWord)});
    if (!written)
        return written;
    json::Value content = toJson(intent);
    content.set(u"preparedBy"_s, preparedBy);
    return AuditJournal(m_connection).append(eventOf(u"decision.intended"_s, intent, content));
}

Result<Nothing> DecisionJournal::writeEnd(const DecisionRecord &record, const DecisionEnd &end, const QString &event)
{
    const QString word = rowOutcomeWord(end.outcome);
    auto written = run(u"UPDATE decision SET settled_at = ?, outcome = ?, why = ?, detail = ?, state_after = ?, "
                       "updated_after = ?, digest_after = ? WHERE id = ?"_s,
                       {end.outcome == RowOutcome::Unknown ? QString(openWord) : column::now(), word, text(end.why),
                        text(end.detail), text(end.after.state), text(end.after.updatedAt),
                        column::digest(end.after.digest), record.intent.id});
    if (!written)
        return written;
    json::Value content = json::Value::object();
    content.set(u"id"_s, record.intent.id);
    content.set(u"decision"_s, record.intent.decision);
    content.set(u"outcome"_s, word);
    content.set(u"why"_s, end.why);
    content.set(u"detail"_s, end.detail);
    content.set(u"after"_s, end.after.isNull() ? json::Value() : toJson(end.after));
    return AuditJournal(m_connection).append(eventOf(event, record.intent, content));
}

Result<Nothing> DecisionJournal::settle(const QString &id, const DecisionEnd &end)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto found = select(u" WHERE id = ?"_s, {text(id)});
        if (!found)
            return found.error();
        if (found->isEmpty())
            return runUnknown(id);
        if (found->first().settled.isValid())
            return errorOf(ErrorKind::Conflict, Cause::AlreadyRecorded, id);
        return writeEnd(found->first(), end, u"decision.settled"_s);
    });
}

Result<Nothing> DecisionJournal::giveUpThoseOfTheDead()
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto open = select(u" WHERE outcome = ''"_s, {});
        if (!open)
            return open.error();
        for (const DecisionRecord &record : *open) {
            if (record.isUnderWay)
                continue;
            const DecisionEnd lost{.outcome = RowOutcome::Unknown, .why = u"interrupted"_s};
            if (const auto told = writeEnd(record, lost, u"decision.interrupted"_s); !told)
                return told;
        }
        return Nothing{};
    });
}

Result<QList<DecisionRecord>> DecisionJournal::read(const DecisionQuery &query)
{
    Conditions conditions;
    conditions.mustEqual("service"_L1, query.service);
    conditions.mustEqual("settlement_id"_L1, query.settlementId);
    if (query.which == DecisionQuery::Which::Unresolved)
        conditions.must(u"outcome IN ('', 'unknown')"_s);
    return select(conditions.clause() + u" ORDER BY intended_at DESC, id LIMIT ?"_s, QVariantList(conditions.values())
                                                                                         << query.limit);
}

Result<QList<DecisionRecord>> DecisionJournal::select(const QString &clause, const QVariantList &values)
{
    auto found = m_connection.run(columns + clause, values);
    if (!found)
        return found.error();
    QList<DecisionRecord> records;
    while (found->next()) {
        Columns next(*found);
        DecisionRecord record;
        record.intent = {.id = next.text(),
                         .service = next.text(),
                         .settlementId = next.text(),
                         .decision = next.text(),
                         .reason = next.text()};
        record.intent.author = {next.text(), next.text(), next.text()};
        record.intent.before = {next.text(), next.text(), next.digest()};
        record.preparedBy = next.text();
        record.intended = next.time();
        record.settled = next.time();
        const QString outcome = next.text();
        record.end = {.outcome = rowOutcomeFromWord(outcome), .why = next.text(), .detail = next.text()};
        record.end.after = {next.text(), next.text(), next.digest()};
        record.isUnderWay = outcome.isEmpty() && InstanceLock::isAlive(m_signature.path, next.text());
        records << record;
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return records;
}

} // namespace chancery
