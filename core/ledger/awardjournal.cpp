// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/awardjournal.h"

#include "core/async/errorof.h"
#include "core/ledger/auditjournal.h"
#include "core/ledger/columns.h"
#include "core/ledger/conditions.h"
#include "core/ledger/instancelock.h"
#include "core/ledger/ledgerreader.h"

#include <QCryptographicHash>

namespace chancery {

using namespace Qt::StringLiterals;
using column::text;

namespace {

constexpr QLatin1StringView columns{
    "SELECT id, started_at, finished_at, service, batch_name, file_name, file_sha256, points, same_as, user_name, "
    "profile_id, profile_name, state, line_count, done, failed, unknown_count, not_sent, points_done FROM award_batch"};

constexpr QChar separator = u'\n'; // no name of a batch has one

/// By what a batch is known again, whatever the order of its lines.
QString contentOf(const QList<AwardLine> &lines)
{
    QStringList keys;
    keys.reserve(lines.size());
    for (const AwardLine &line : lines)
        keys << line.key;
    keys.sort();
    return QString::fromLatin1(
        QCryptographicHash::hash(keys.join(separator).toUtf8(), QCryptographicHash::Sha256).toHex());
}

AwardBatchRecord batchIn(Columns next)
{
    AwardBatchRecord batch{.id = next.text(),
                           .started = next.time(),
                           .finished = next.time(),
                           .service = next.text(),
                           .name = next.text(),
                           .file = next.text(),
                           .fileSha256 = next.digest(),
                           .points = next.number(),
                           .sameAs = next.text().split(separator, Qt::SkipEmptyParts)};
    batch.author = {next.text(), next.text(), next.text()};
    batch.state = next.text();
    batch.lines = next.number();
    batch.done = next.number();
    batch.failed = next.number();
    batch.unknown = next.number();
    batch.notSent = next.number();
    batch.pointsDone = next.number();
    return batch;
}

} // namespace

Result<Nothing> AwardJournal::run(const QString &sql, const QVariantList &values)
{
    const auto done = m_connection.run(sql, values);
    return done ? Result<Nothing>(Nothing{}) : done.error();
}

Result<Nothing> AwardJournal::append(const QString &event, const AwardBatchRecord &batch, const json::Value &content)
{
    return AuditJournal(m_connection)
        .append({.event = event, .subject = batch.name, .author = batch.author, .content = json::write(content)});
}

Result<std::optional<AwardJournal::Known>> AwardJournal::find(const QString &service, const QString &content)
{
    auto found =
        m_connection.run(u"SELECT id, state, owner FROM award_batch WHERE service = ? AND content_sha256 = ?"_s,
                         {text(service), content});
    if (!found)
        return found.error();
    std::optional<Known> known;
    if (found->next())
        known = {found->value(0).toString(), found->value(1).toString() == runstate::running &&
                                                 InstanceLock::isAlive(m_signature.path, found->value(2).toString())};
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return known;
}

Result<QString> AwardJournal::begin(const AwardBatchRecord &batch, const QList<AwardLine> &lines)
{
    QString id = batch.id;
    const auto done = m_connection.transact([&]() -> Result<Nothing> {
        const QString content = contentOf(lines);
        const auto known = find(batch.service, content);
        if (!known)
            return known.error();
        if (!*known)
            return write(batch, lines, content);
        id = (*known)->id;
        if ((*known)->isRunning)
            return errorOf(ErrorKind::Conflict, Cause::RunTaken, batch.name);
        return takeOver(id, batch);
    });
    return done ? Result<QString>(id) : done.error();
}

Result<Nothing> AwardJournal::write(const AwardBatchRecord &batch, const QList<AwardLine> &lines,
                                    const QString &content)
{
    auto written = run(
        u"INSERT INTO award_batch (id, owner, started_at, finished_at, service, batch_name, content_sha256, file_name, "
        "file_sha256, points, same_as, user_name, profile_id, profile_name, state, line_count, done, failed, "
        "unknown_count, not_sent, points_done) VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, 0)"_s,
        {text(batch.id), m_signature.owner, column::now(), text(batch.service), text(batch.name), content,
         text(batch.file), column::digest(batch.fileSha256), batch.points, text(batch.sameAs.join(separator)),
         text(batch.author.user), text(batch.author.profileId), text(batch.author.profileName),
         QString(runstate::running), lines.size(), lines.size()});
    if (!written)
        return written;
    auto each = m_connection.prepare(u"INSERT INTO award_line (batch_id, place, line, account_id, points, reason, "
                                     "idempotency_key) VALUES (?, ?, ?, ?, ?, ?, ?)"_s);
    if (!each)
        return each.error();
    qint64 place = 0;
    for (const AwardLine &line : lines) {
        if (auto put = m_connection.execute(*each, {text(batch.id), ++place, line.line, text(line.accountId),
                                                    line.points, text(line.reason), text(line.key)});
            !put)
            return put;
    }
    json::Value object = json::Value::object();
    object.set(u"id"_s, batch.id);
    object.set(u"service"_s, batch.service);
    object.set(u"lines"_s, json::Value::integer(lines.size()));
    object.set(u"points"_s, json::Value::integer(batch.points));
    object.set(u"sha256"_s, QString::fromLatin1(batch.fileSha256.toHex()));
    return append(u"awards.begun"_s, batch, object);
}

/// It stays what it was; only who is at it changes.
Result<Nothing> AwardJournal::takeOver(const QString &id, const AwardBatchRecord &batch)
{
    auto taken = run(u"UPDATE award_batch SET owner = ?, state = ?, finished_at = '', same_as = ? WHERE id = ?"_s,
                     {m_signature.owner, QString(runstate::running), text(batch.sameAs.join(separator)), id});
    if (!taken)
        return taken;
    json::Value object = json::Value::object();
    object.set(u"id"_s, id);
    return append(u"awards.resumed"_s, batch, object);
}

/// Each line by its latest mint; one without a mint was not sent.
Result<Nothing> AwardJournal::count(AwardBatchRecord &batch)
{
    auto found = m_connection.run(
        u"SELECT outcome, count(*), sum(points) FROM (SELECT l.points AS points, coalesce((SELECT m.outcome FROM mint "
        "m WHERE m.idempotency_key = l.idempotency_key AND m.service = ? ORDER BY m.sequence DESC LIMIT 1), ?) AS "
        "outcome FROM award_line l WHERE l.batch_id = ?) GROUP BY outcome"_s,
        {text(batch.service), QString(rowOutcomeWord(RowOutcome::NotSent)), batch.id});
    if (!found)
        return found.error();
    batch.done = batch.failed = batch.unknown = batch.notSent = batch.pointsDone = 0;
    while (found->next()) {
        const qint64 lines = found->value(1).toLongLong();
        switch (rowOutcomeFromWord(found->value(0).toString())) {
        case RowOutcome::Done:
            batch.done = lines;
            batch.pointsDone = found->value(2).toLongLong();
            break;
        case RowOutcome::Failed:
            batch.failed = lines;
            break;
        case RowOutcome::NotSent:
            batch.notSent = lines;
            break;
        case RowOutcome::Unknown: // those without an end, too
            batch.unknown += lines;
            break;
        }
    }
    return found->lastError().isValid() ? Result<Nothing>(m_connection.failure(found->lastError())) : Nothing{};
}

Result<Nothing> AwardJournal::end(const AwardBatchRecord &batch, const QString &state)
{
    AwardBatchRecord ended = batch;
    if (const auto counted = count(ended); !counted)
        return counted;
    auto told =
        run(u"UPDATE award_batch SET state = ?, finished_at = ?, done = ?, failed = ?, "
            "unknown_count = ?, not_sent = ?, points_done = ? WHERE id = ?"_s,
            {state, column::now(), ended.done, ended.failed, ended.unknown, ended.notSent, ended.pointsDone, ended.id});
    if (!told)
        return told;
    json::Value object = json::Value::object();
    object.set(u"id"_s, ended.id);
    object.set(u"done"_s, json::Value::integer(ended.done));
    object.set(u"failed"_s, json::Value::integer(ended.failed));
    object.set(u"unknown"_s, json::Value::integer(ended.unknown));
    object.set(u"notSent"_s, json::Value::integer(ended.notSent));
    object.set(u"points"_s, json::Value::integer(ended.pointsDone));
    return append(u"awards."_s + state, ended, object);
}

Result<Nothing> AwardJournal::finish(const QString &id, const QString &state)
{
    return m_connection.transact([&]() -> Result<Nothing> {
        const auto found = read({.limit = 1, .id = id});
        if (!found)
            return found.error();
        return found->isEmpty() ? Result<Nothing>(runUnknown(id)) : end(found->first(), state);
    });
}

Result<QList<AwardBatchRecord>> AwardJournal::read(const AwardBatchQuery &query)
{
    Conditions rows;
    rows.mustEqual("id"_L1, query.id);
    rows.mustEqual("service"_L1, query.service);
    auto found = m_connection.run(columns + rows.clause() + u" ORDER BY started_at DESC, id LIMIT ?"_s,
                                  rows.values() + QVariantList{query.limit});
    if (!found)
        return found.error();
    QList<AwardBatchRecord> batches;
    while (found->next())
        batches << batchIn(Columns(*found));
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    found->finish();
    // What is done stays done; of the rest, a line may have met another end since it was counted, in another batch,
    // too.
    for (AwardBatchRecord &batch : batches) {
        if (batch.done == batch.lines)
            continue;
        if (const auto counted = count(batch); !counted)
            return counted.error();
    }
    return batches;
}

Result<QList<AwardLineRecord>> AwardJournal::lines(const QString &id)
{
    const auto batch = read({.limit = 1, .id = id});
    if (!batch)
        return batch.error();
    if (batch->isEmpty())
        return runUnknown(id);
    MintJournal journal(m_connection, m_signature);
    const auto mints = journal.latestOfBatch(id, batch->first().service);
    if (!mints)
        return mints.error();
    auto found = m_connection.run(u"SELECT line, account_id, points, reason, idempotency_key FROM award_line "
                                  "WHERE batch_id = ? ORDER BY place"_s,
                                  {text(id)});
    if (!found)
        return found.error();
    QList<AwardLineRecord> lines;
    while (found->next()) {
        Columns next(*found);
        AwardLineRecord record{.line = {.line = next.number(),
                                        .accountId = next.text(),
                                        .points = next.number(),
                                        .reason = next.text(),
                                        .key = next.text()}};
        if (const auto mint = mints->constFind(record.line.key); mint != mints->constEnd())
            record.mint = *mint;
        lines << record;
    }
    if (found->lastError().isValid())
        return m_connection.failure(found->lastError());
    return lines;
}

Result<Nothing> AwardJournal::interruptThoseOfTheDead()
{
    return m_connection.transact([&]() -> Result<Nothing> {
        auto running =
            m_connection.run(u"SELECT id, owner FROM award_batch WHERE state = ?"_s, {QString(runstate::running)});
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
            const auto batch = read({.limit = 1, .id = id});
            if (!batch)
                return batch.error();
            if (const auto told = end(batch->first(), runstate::interrupted); !told)
                return told;
        }
        return Nothing{};
    });
}

} // namespace chancery
