// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/instructionjournal.h"

#include "core/async/errorof.h"
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
    "SELECT service, client_id, idempotency_key, digest, trade_reference, template_slug, role, user_name, profile_id, "
    "profile_name, batch_id, line, intended_at, settled_at, sends, outcome, why, detail, instruction_id, owner "
    "FROM instruction"};

constexpr QLatin1StringView batchColumns{
    "SELECT id, started_at, finished_at, service, client_id, file_name, file_sha256, batch_name, instruction_count, "
    "user_name, profile_id, profile_name, state, done, failed, unknown_count, not_sent FROM instruction_batch"};

constexpr QLatin1StringView byKey{" WHERE service = ? AND client_id = ? AND idempotency_key = ?"};

/// What is written of one whose end is not known.
constexpr QLatin1StringView openWord{""};

QVariantList valuesOf(const InstructionKey &key)
{
    return {text(key.service), text(key.clientId), text(key.key)};
}

json::Value toJson(const InstructionIntent &intent)
{
    json::Value object = json::Value::object();
    object.set(u"service"_s, intent.key.service);
    object.set(u"client"_s, intent.key.clientId);
    object.set(u"idempotencyKey"_s, intent.key.key);
    object.set(u"sha256"_s, QString::fromLatin1(intent.digest.toHex()));
    object.set(u"template"_s, intent.templateSlug);
    object.set(u"role"_s, intent.role);
    if (!intent.batchId.isEmpty()) {
        object.set(u"batch"_s, intent.batchId);
        object.set(u"line"_s, json::Value::integer(intent.line));
    }
    return object;
}

json::Value toJson(const InstructionCancel &cancel)
{
    json::Value object = json::Value::object();
    object.set(u"service"_s, cancel.key.service);
    object.set(u"client"_s, cancel.key.clientId);
    object.set(u"instruction"_s, cancel.instructionId);
    return object;
}

/// Something else is, or may be, under the key.
bool isOther(const InstructionRecord &known, const InstructionIntent &intent)
{
    const bool mayBeThere = known.end.outcome == RowOutcome::Done || known.end.outcome == RowOutcome::Unknown;
    return mayBeThere && known.intent.digest != intent.digest;
}

InstructionBar barOf(const std::optional<InstructionRecord> &known, const InstructionIntent &intent)
{
    if (!known)
        return InstructionBar::None;
    if (known->isUnderWay)
        return InstructionBar::UnderWay;
    if (isOther(*known, intent))
        return InstructionBar::OtherContent;
    return known->end.outcome == RowOutcome::Done ? InstructionBar::AlreadyDone : InstructionBar::None;
}

} // namespace

Result<Nothing> InstructionJournal::run(const QString &sql, const QVariantList &values)
{
    const auto done = m_connection.run(sql, values);
    return done ? Result<Nothing>(Nothing{}) : done.error();
}

Result<Nothing> InstructionJournal::append(const QString &event, const InstructionIntent &intent,
                                           const json::Value &content)
{
    return AuditJournal(m_connection)
        .append({.event = event,
                 .subject = intent.tradeReference,
                 .author = intent.author,
                 .content = json::write(content)});
}

Result<std::optional<InstructionRecord>> InstructionJournal::find(const InstructionKey &key)
{
    auto found = select(byKey, valuesOf(key));
    if (!found)
        return found.error();
    return found->isEmpty() ? std::optional<InstructionRecord>() : std::optional(found->first());
}

Result<InstructionAdmission> InstructionJournal::intend(const InstructionIntent &intent)
{
    InstructionAdmission admission;
    // The question and the answer are one transaction: of two that ask, one may send.
    const auto done = m_connection.transact([&]() -> Result<Nothing> {
        auto known = find(intent.key);
        if (!known)
            return known.error();
        admission.known = *std::move(known);
        admission.bar = barOf(admission.known, intent);
        return admission.bar == InstructionBar::None ? write(intent, admission.known.has_value()) : Nothing{};
    });
    return done ? Result<InstructionAdmission>(admission) : done.error();
}

Result<Nothing> InstructionJournal::write(const InstructionIntent &intent, bool isKnown)
{
    const QVariantList told{m_signature.owner,
                            column::digest(intent.digest),
                            text(intent.tradeReference),
                            text(intent.templateSlug),
                            text(intent.role),
                            text(intent.author.user),
                            text(intent.author.profileId),
                            text(intent.author.profileName),
                            text(intent.batchId),
                            intent.line,
                            column::now(),
                            QString(openWord)};
    const auto written =
        isKnown
            ? run(u"UPDATE instruction SET owner = ?, digest = ?, trade_reference = ?, template_slug = ?, role = ?, "
                  "user_name = ?, profile_id = ?, profile_name = ?, batch_id = ?, line = ?, intended_at = ?, "
                  "outcome = ?, settled_at = '', why = '', detail = '', sends = sends + 1"_s +
                      byKey,
                  told + valuesOf(intent.key))
            : run(u"INSERT INTO instruction (owner, digest, trade_reference, template_slug, role, user_name, "
                  "profile_id, profile_name, batch_id, line, intended_at, outcome, service, client_id, "
                  "idempotency_key, settled_at, why, detail, instruction_id, sends) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '', 1)"_s,
                  told + valuesOf(intent.key));
    return written ? append(u"instruction.intended"_s, intent, toJson(intent)) : written;
}

Result<Nothing> InstructionJournal::writeEnd(const InstructionRecord &record, const InstructionEnd &end,
                                             const QString &event)
{
    const QString word = rowOutcomeWord(end.outcome);
    auto written =
        run(u"UPDATE instruction SET settled_at = ?, outcome = ?, why = ?, detail = ?, instruction_id = ?"_s + byKey,
            QVariantList{end.outcome == RowOutcome::Unknown ? QString(openWord) : column::now(), word, text(end.why),
                         text(end.detail), text(end.instructionId)} +
                valuesOf(record.intent.key));
    if (!written)
        return written;
    json::Value content = toJson(record.intent);
    content.set(u"outcome"_s, word);
    content.set(u"why"_s, end.why);
    content.set(u"instruction"_s, end.instructionId);
    return append(event, record.intent, content);
}

Result<Nothing> InstructionJournal::settle(const InstructionKey &key, const InstructionEnd &end)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto known = find(key);
        if (!known)
            return known.error();
        if (!*known)
            return runUnknown(key.key);
        if ((*known)->settled.isValid())
            return errorOf(ErrorKind::Conflict, Cause::AlreadyRecorded, key.key);
        return writeEnd(**known, end, u"instruction.settled"_s);
    });
}

Result<QList<InstructionRecord>> InstructionJournal::read(const InstructionQuery &query)
{
    Conditions conditions;
    conditions.mustEqual("service"_L1, query.service);
    conditions.mustEqual("client_id"_L1, query.clientId);
    conditions.mustEqual("batch_id"_L1, query.batchId);
    conditions.mustEqual("trade_reference"_L1, query.tradeReference);
    if (query.which == InstructionQuery::Which::Unresolved)
        conditions.must(u"outcome IN ('', 'unknown')"_s);
    return select(conditions.clause() + u" ORDER BY intended_at DESC, line DESC, idempotency_key LIMIT ?"_s,
                  QVariantList(conditions.values()) << query.limit);
}

Result<QHash<QString, InstructionRecord>> InstructionJournal::known(const InstructionKey &common,
                                                                    const QStringList &keys)
{
    QHash<QString, InstructionRecord> records;
    for (const QString &key : keys) {
        const auto found = find({common.service, common.clientId, key});
        if (!found)
            return found.error();
        if (*found)
            records.insert(key, **found);
    }
    return records;
}

Result<QList<InstructionRecord>> InstructionJournal::select(const QString &clause, const QVariantList &values)
{
    auto found = m_connection.run(columns + clause, values);
    if (!found)
        return found.error();
    QList<InstructionRecord> records;
    while (found->next()) {
        Columns next(*found);
        InstructionRecord record;
        record.intent.key = {next.text(), next.text(), next.text()};
        record.intent.digest = next.digest();
        record.intent.tradeReference = next.text();
        record.intent.templateSlug = next.text();
        record.intent.role = next.text();
        record.intent.author = {next.text(), next.text(), next.text()};
        record.intent.batchId = next.text();
        record.intent.line = next.number();
        record.intended = next.time();
        record.settled = next.time();
        record.sends = next.smallNumber();
        const QString outcome = next.text();
        record.end = {.outcome = rowOutcomeFromWord(outcome),
                      .why = next.text(),
                      .detail = next.text(),
                      .instructionId = next.text()};
        record.isUnderWay = outcome.isEmpty() && InstanceLock::isAlive(m_signature.path, next.text());
        records << record;
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return records;
}

Result<Nothing> InstructionJournal::beginBatch(const InstructionBatchRecord &batch)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        auto taken = m_connection.run(u"SELECT 1 FROM instruction_batch WHERE id = ?"_s, {text(batch.id)});
        if (!taken)
            return taken.error();
        if (taken->next())
            return errorOf(ErrorKind::Conflict, Cause::AlreadyRecorded, batch.id);
        taken->finish();
        return run(u"INSERT INTO instruction_batch (id, owner, started_at, finished_at, service, client_id, file_name, "
                   "file_sha256, batch_name, instruction_count, user_name, profile_id, profile_name, state, done, "
                   "failed, unknown_count, not_sent) VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)"_s,
                   {text(batch.id), m_signature.owner,
                    batch.started.isValid() ? column::time(batch.started) : column::now(), text(batch.service),
                    text(batch.clientId), text(batch.file), column::digest(batch.fileSha256), text(batch.name),
                    batch.instructions, text(batch.author.user), text(batch.author.profileId),
                    text(batch.author.profileName), QString(runstate::running)});
    });
}

Result<Nothing> InstructionJournal::finishBatch(const QString &id, const InstructionBatchEnd &end)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto changed = m_connection.run(
            u"UPDATE instruction_batch SET state = ?, finished_at = ?, done = ?, failed = ?, "
            "unknown_count = ?, not_sent = ? WHERE id = ?"_s,
            {text(end.state), column::now(), end.done, end.failed, end.unknown, end.notSent, text(id)});
        if (!changed)
            return changed.error();
        return changed->numRowsAffected() == 0 ? Result<Nothing>(runUnknown(id)) : Nothing{};
    });
}

Result<QList<InstructionBatchRecord>> InstructionJournal::batches(qint64 limit)
{
    auto found = m_connection.run(batchColumns + u" ORDER BY started_at DESC, id LIMIT ?"_s, {limit});
    if (!found)
        return found.error();
    QList<InstructionBatchRecord> batches;
    while (found->next()) {
        Columns next(*found);
        InstructionBatchRecord batch;
        batch.id = next.text();
        batch.started = next.time();
        batch.finished = next.time();
        batch.service = next.text();
        batch.clientId = next.text();
        batch.file = next.text();
        batch.fileSha256 = next.digest();
        batch.name = next.text();
        batch.instructions = next.number();
        batch.author = {next.text(), next.text(), next.text()};
        batch.state = next.text();
        batch.done = next.number();
        batch.failed = next.number();
        batch.unknown = next.number();
        batch.notSent = next.number();
        batches << batch;
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return batches;
}

Result<Nothing> InstructionJournal::intendCancel(const InstructionCancel &cancel)
{
    return m_connection.transact([&] {
        return append(u"instruction.cancelIntended"_s,
                      {.tradeReference = cancel.tradeReference, .author = cancel.author}, toJson(cancel));
    });
}

Result<Nothing> InstructionJournal::settleCancel(const InstructionCancel &cancel, const InstructionEnd &end)
{
    json::Value content = toJson(cancel);
    content.set(u"outcome"_s, QString(rowOutcomeWord(end.outcome)));
    content.set(u"why"_s, end.why);
    return m_connection.transact([&] {
        return append(u"instruction.cancelSettled"_s,
                      {.tradeReference = cancel.tradeReference, .author = cancel.author}, content);
    });
}

Result<Nothing> InstructionJournal::giveUpThoseOfTheDead()
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto open = select(u" WHERE outcome = ''"_s, {});
        if (!open)
            return open.error();
        for (const InstructionRecord &record : *open) {
            if (record.isUnderWay)
                continue;
            const InstructionEnd lost{.outcome = RowOutcome::Unknown, .why = u"interrupted"_s};
            if (const auto told = writeEnd(record, lost, u"instruction.interrupted"_s); !told)
                return told;
        }
        return interruptBatchesOfTheDead();
    });
}

/// The counts are those of the instructions that were last intended by the batch; the rest was not sent.
Result<Nothing> InstructionJournal::interruptBatchesOfTheDead()
{
    auto running =
        m_connection.run(u"SELECT id, owner FROM instruction_batch WHERE state = ?"_s, {QString(runstate::running)});
    if (!running)
        return running.error();
    QStringList orphans;
    while (running->next())
        if (!InstanceLock::isAlive(m_signature.path, running->value(1).toString()))
            orphans << running->value(0).toString();
    if (running->lastError().isValid())
        return m_connection.failure(running->lastError());
    running->finish();
    for (const QString &id : std::as_const(orphans)) {
        const QString counted =
            u"(SELECT count(*) FROM instruction WHERE batch_id = instruction_batch.id AND outcome "_s;
        auto told = run(u"UPDATE instruction_batch SET state = ?, finished_at = ?, done = "_s + counted +
                            u"= 'done'), failed = "_s + counted + u"= 'failed'), unknown_count = "_s + counted +
                            u"= 'unknown') WHERE id = ?"_s,
                        {QString(runstate::interrupted), column::now(), id});
        if (!told)
            return told;
        if (const auto rest = run(u"UPDATE instruction_batch SET not_sent = instruction_count - done - failed - "
                                  "unknown_count WHERE id = ?"_s,
                                  {id});
            !rest)
            return rest;
    }
    return Nothing{};
}

} // namespace chancery
