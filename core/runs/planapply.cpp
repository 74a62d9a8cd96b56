// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/planapply.h"

#include <QFile>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::PlanFilter;

namespace {

constexpr std::size_t namedMoves = 5;

constexpr qsizetype shortestCode = 8;
constexpr qsizetype wholeHash = 64;
constexpr qint64 rowsAtOnce = 4096;

bool isHash(const QString &text)
{
    return text.size() >= shortestCode && text.size() <= wholeHash &&
           std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
           });
}

Result<QList<PlannedRow>> refusedRows(const SharedPlan &plan, const std::stop_token &stop)
{
    QList<PlannedRow> all;
    PlannedRows rows(plan);
    while (all.size() < plan->refused()) {
        auto some = rows.read(PlanFilter::refused(), all.size(), rowsAtOnce, stop);
        if (!some)
            return some.error();
        if (some->isEmpty())
            break;
        for (PlannedRow &row : *some) {
            row.body.clear();
            all.append(std::move(row));
        }
    }
    return all;
}

} // namespace

AgreedPlan::AgreedPlan(SharedPlan plan)
    : m_hash(plan->hash)
    , m_basis(plan->basis)
    , m_plan(std::move(plan))
{}

Result<AgreedPlan> AgreedPlan::read(const QString &hashOrFile)
{
    AgreedPlan agreed;
    QFile file(hashOrFile);
    if (isHash(hashOrFile) && !file.exists()) {
        agreed.m_hash = hashOrFile.toLatin1().toLower();
        return agreed;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        Error error;
        error.kind = ErrorKind::Input;
        error.cause = Cause::FileVanished;
        error.subject = hashOrFile;
        return error;
    }
    const auto value = json::parse(file.readAll());
    auto basis = value ? PlanBasis::fromJson((*value)[u"basis"]) : Result<PlanBasis>(value.error());
    if (!basis)
        return basis.error();
    agreed.m_hash = basis->hash();
    agreed.m_basis = std::move(*basis);
    return agreed;
}

PlanMoves AgreedPlan::movesTo(const ImportPlan &now) const
{
    if (m_plan)
        return movesBetween(*m_plan, now);
    return m_basis ? movesBetween(*m_basis, now.basis) : PlanMoves();
}

namespace {

/// Which rows have moved: a person looks for them by line and number.
Result<PlanApplication> nameRows(PlanApplication application, const std::stop_token &stop)
{
    PlanMoves &moves = application.moves;
    if (moves.file || moves.rows.empty())
        return application;
    std::vector<qint64> first = moves.rows;
    first.resize(std::min(first.size(), namedMoves));
    auto rows = PlannedRows(application.plan).readRecords(first, stop);
    if (!rows)
        return rows.error();
    for (const PlannedRow &row : std::as_const(*rows))
        moves.named.append({row.line, row.key});
    return application;
}

} // namespace

Result<PlanApplication> applyPlan(const AgreedPlan &agreed, const SharedPlan &now, const std::stop_token &stop)
{
    PlanApplication application{.plan = now, .holds = agreed.holds(*now)};
    if (!application.holds) {
        application.moves = agreed.movesTo(*now);
        return nameRows(application, stop);
    }
    auto refused = refusedRows(now, stop);
    if (!refused)
        return refused.error();
    application.refused = std::move(*refused);
    ImportOrder order;
    order.spec = now->spec;
    order.report = now->report;
    order.unchanged = now->recordsOf({catalogue::PlanClass::Unchanged});
    order.planHash = QString::fromLatin1(now->hash);
    order.plan = now;
    for (const PlannedRow &row : application.refused)
        order.report.leftOutRecords.insert(row.record);
    order.report.leftOut += application.refused.size();
    application.order = std::move(order);
    return application;
}

} // namespace chancery
