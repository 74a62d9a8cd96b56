// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/branchloader.h"

#include <algorithm>

namespace chancery {

using keyban::Filter;
using keyban::FilterField;
using keyban::Passport;
using keyban::PassportKey;

namespace {

QList<Filter> below(const PassportKey &parent, keyban::Granularity level)
{
    QList<Filter> filters{{FilterField::Granularity, keyban::wireName(level)}};
    if (!parent.modelNumber.isEmpty())
        filters.append({FilterField::ModelNumber, parent.modelNumber});
    if (!parent.batchNumber.isEmpty())
        filters.append({FilterField::BatchNumber, parent.batchNumber});
    return filters;
}

} // namespace

BranchLoader::BranchLoader(keyban::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_step(std::make_unique<QObject>())
{}

BranchLoader::~BranchLoader() = default;

void BranchLoader::load(const PassportKey &parent)
{
    const bool underWay = std::any_of(m_queue.begin(), m_queue.end(),
                                      [&parent](const Question &question) { return question.parent == parent; });
    if (underWay)
        return;
    const bool idle = m_queue.empty();
    if (parent.granularity == keyban::wireName(keyban::Granularity::Model))
        m_queue.push_back({parent, {below(parent, keyban::Granularity::Batch)}, false});
    m_queue.push_back({parent, {below(parent, keyban::Granularity::Item)}, true});
    if (idle)
        ask(1);
    Q_EMIT changed();
}

void BranchLoader::stop()
{
    m_step = std::make_unique<QObject>();
    m_queue.clear();
    Q_EMIT changed();
}

void BranchLoader::ask(int page)
{
    m_client.listPassports(m_queue.front().query, page)
        .then(m_step.get(), [this](const Result<keyban::Page<Passport>> &answer) {
            if (answer)
                return take(*answer);
            const PassportKey parent = m_queue.front().parent;
            while (!m_queue.empty() && m_queue.front().parent == parent)
                m_queue.pop_front();
            Q_EMIT failed(parent, answer.error());
            next();
        });
}

void BranchLoader::take(const keyban::Page<Passport> &page)
{
    const Question question = m_queue.front();
    QList<Passport> rows = page.rows;
    rows.removeIf([this, &question](const Passport &row) {
        return !keyban::matches(row, question.query.filters, m_client.settings().dialect);
    });
    Q_EMIT found(question.parent, rows);
    if (m_queue.empty()) // stopped by who listens
        return;
    if (!page.rows.isEmpty() && qint64(page.number) * keyban::maxPageSize < page.total)
        return ask(page.number + 1);
    m_queue.pop_front();
    if (question.last)
        Q_EMIT completed(question.parent);
    next();
}

void BranchLoader::next()
{
    if (!m_queue.empty())
        ask(1);
    Q_EMIT changed();
}

} // namespace chancery
