// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/mintstatements.h"

#include "core/ledger/columntext.h"
#include "core/ledger/conditions.h"

#include <QStringList>

namespace chancery::mintsql {

using namespace Qt::StringLiterals;
using column::text;

namespace {

/// Outcomes that count against a limit: what was minted, and what may have been.
constexpr QLatin1StringView counting{"outcome IN ('', 'done', 'unknown')"};

QList<QLatin1StringView> wordsOf(MintQuery::Which which)
{
    switch (which) {
    case MintQuery::Which::Unresolved:
        return {""_L1, "unknown"_L1};
    case MintQuery::Which::Done:
        return {rowOutcomeWord(RowOutcome::Done)};
    case MintQuery::Which::Failed:
        return {rowOutcomeWord(RowOutcome::Failed)};
    case MintQuery::Which::NotSent:
        return {rowOutcomeWord(RowOutcome::NotSent)};
    case MintQuery::Which::All:
        break;
    }
    return {""_L1, rowOutcomeWord(RowOutcome::Unknown), rowOutcomeWord(RowOutcome::Done),
            rowOutcomeWord(RowOutcome::Failed), rowOutcomeWord(RowOutcome::NotSent)};
}

void limitSequence(Conditions &rows, const MintQuery &query)
{
    if (query.after > 0)
        rows.must(u"sequence > ?"_s, query.after);
    if (query.before > 0)
        rows.must(u"sequence < ?"_s, query.before);
}

/// Of one mint, or of all services: there is little to read, or nothing to choose by.
Clause plainly(const MintQuery &query)
{
    Conditions rows;
    rows.mustEqual("id"_L1, query.id);
    rows.mustEqual("service"_L1, query.service);
    rows.mustEqual("account_id"_L1, query.accountId);
    rows.mustEqual("batch_id"_L1, query.batchId);
    rows.mustEqual("user_name"_L1, query.user);
    if (query.which != MintQuery::Which::All) {
        QStringList words;
        for (const QLatin1StringView word : wordsOf(query.which))
            words << u"'"_s + word + u"'"_s;
        rows.must(u"outcome IN ("_s + words.join(u", "_s) + u")"_s);
    }
    limitSequence(rows, query);
    return {rows.clause() + u" ORDER BY sequence DESC LIMIT ?"_s, rows.values() + QVariantList{query.limit}};
}

/// What every index by a column ends in: service, outcome and sequence. The column that tells rows apart best leads;
/// the others are kept from being looked up by.
Conditions conditionsOf(const MintQuery &query)
{
    Conditions rows;
    bool hasLead = false;
    const std::pair<QLatin1StringView, const QString &> columns[] = {
        {"account_id"_L1, query.accountId}, {"batch_id"_L1, query.batchId}, {"user_name"_L1, query.user}};
    for (const auto &[column, value] : columns) {
        if (value.isEmpty())
            continue;
        rows.must(std::exchange(hasLead, true) ? column + u" || '' = ?"_s : column + u" = ?"_s, value);
    }
    rows.mustEqual("service"_L1, query.service);
    limitSequence(rows, query);
    return rows;
}

} // namespace

/// The latest of each outcome are read off an index, and the latest of these are what is wanted: so a filter that
/// nothing fits takes no longer than another.
Clause matching(const MintQuery &query)
{
    if (!query.id.isEmpty() || query.service.isEmpty())
        return plainly(query);
    const Conditions rows = conditionsOf(query);
    QStringList parts;
    QVariantList values;
    for (const QLatin1StringView word : wordsOf(query.which)) {
        parts << u"SELECT * FROM (SELECT sequence FROM mint"_s + rows.clause() + u" AND outcome = '"_s + word +
                     u"' ORDER BY sequence DESC LIMIT ?) AS part"_s;
        values << rows.values() << query.limit;
    }
    return {u" WHERE sequence IN (SELECT sequence FROM ("_s + parts.join(u" UNION ALL "_s) +
                u") AS parts ORDER BY sequence DESC LIMIT ?) ORDER BY sequence DESC"_s,
            values << query.limit};
}

Clause underKey(const QString &key, const QString &service)
{
    return {u" WHERE idempotency_key = ? AND service || '' = ? AND "_s + counting, {text(key), text(service)}};
}

Clause openLike(const MintIntent &intent)
{
    return {u" WHERE account_id = ? AND service = ? AND outcome IN ('', 'unknown') AND points = ? ORDER BY sequence"_s,
            {text(intent.accountId), text(intent.service), intent.points}};
}

Clause givenSince(const Given &what)
{
    return {u" WHERE "_s + what.column + u" = ? AND service = ? AND "_s + counting +
                u" AND sequence >= (SELECT sequence FROM mint WHERE day >= ? ORDER BY day, sequence LIMIT 1)"_s,
            {text(what.value), text(what.service), what.day}};
}

} // namespace chancery::mintsql
