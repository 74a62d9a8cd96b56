// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/planrows.h"

#include "core/async/background.h"

namespace chancery {

namespace {

constexpr qsizetype mostWanted = 3;

using FoundEffect = std::optional<catalogue::RowEffect>;

/// Nothing where the passport has gone since.
Result<FoundEffect> effectOn(const std::optional<keyban::Passport> &passport, const QByteArray &body,
                             keyban::Dialect dialect)
{
    const auto row = json::parse(body);
    if (!row)
        return row.error();
    if (!passport)
        return FoundEffect();
    auto effect = catalogue::effectOf(*row, passport->raw, dialect);
    return effect ? Result<FoundEffect>(std::move(*effect)) : effect.error();
}

} // namespace

PlanRows::PlanRows(Mirror &mirror, QObject *parent)
    : QObject(parent)
    , m_mirror(mirror)
{}

PlanRows::~PlanRows() = default;

/// The thread that may still be reading keeps its own reader.
void PlanRows::setPlan(const SharedPlan &plan, catalogue::PlanFilter filter)
{
    m_step = std::make_unique<QObject>();
    m_isReading = false;
    m_wanted.clear();
    m_plan = plan;
    m_filter = filter;
    m_rows = plan ? std::make_shared<PlannedRows>(plan) : nullptr;
}

void PlanRows::want(qint64 first, int count)
{
    if (!m_plan)
        return;
    m_wanted.append({first, count});
    while (m_wanted.size() > mostWanted)
        Q_EMIT dropped(m_wanted.takeFirst().first);
    readNext();
}

void PlanRows::readNext()
{
    if (m_isReading || m_wanted.isEmpty())
        return;
    m_isReading = true;
    const Wanted wanted = m_wanted.takeLast();
    background([rows = m_rows, filter = m_filter, wanted](const std::stop_token &stop) {
        return rows->read(filter, wanted.first, wanted.count, stop);
    }).then(m_step.get(), [this, wanted](const Result<QList<PlannedRow>> &rows) {
        m_isReading = false;
        if (!rows)
            return Q_EMIT failed(rows.error());
        Q_EMIT came(wanted.first, *rows);
        for (const PlannedRow &row : *rows) {
            if (catalogue::PlanFilter::updates().contains(row.planClass))
                findEffect(row);
        }
        readNext();
    });
}

void PlanRows::findEffect(const PlannedRow &row)
{
    m_mirror.find(row.key)
        .andThen([body = row.body, dialect = m_plan->target.dialect](std::optional<keyban::Passport> passport) {
            return background([body, dialect, passport = std::move(passport)](const std::stop_token &) {
                return effectOn(passport, body, dialect);
            });
        })
        .then(m_step.get(), [this, record = row.record](const Result<FoundEffect> &effect) {
            if (effect && *effect)
                Q_EMIT effectFound(record, **effect);
        });
}

} // namespace chancery
