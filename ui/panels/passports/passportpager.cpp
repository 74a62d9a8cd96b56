// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportpager.h"

namespace chancery {

using keyban::Passport;

PassportPager::PassportPager(keyban::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_step(std::make_unique<QObject>())
{}

PassportPager::~PassportPager() = default;

void PassportPager::setQuery(const keyban::PassportQuery &query)
{
    m_step = std::make_unique<QObject>();
    m_query = query;
    m_ids.clear();
    m_pages = 0;
    m_total = 0;
    m_complete = false;
    m_all = false;
    m_refused = false;
    m_refreshing = false;
    Q_EMIT restarted();
    ask(1);
}

void PassportPager::loadMore()
{
    if (!m_loading && !m_complete)
        ask(m_pages + 1);
}

void PassportPager::loadAll()
{
    m_all = true;
    loadMore();
    Q_EMIT changed();
}

void PassportPager::stop()
{
    m_step = std::make_unique<QObject>();
    m_loading = false;
    m_all = false;
    m_refreshing = false;
    Q_EMIT changed();
}

void PassportPager::refresh()
{
    m_step = std::make_unique<QObject>();
    m_again.clear();
    m_refreshing = m_pages > 0;
    ask(1);
}

QList<keyban::Filter> PassportPager::localFilters() const
{
    return m_refused ? m_query.filters : keyban::divide(m_query, m_client.settings().dialect).local;
}

void PassportPager::ask(int page)
{
    m_loading = true;
    m_client.listPassports(m_refused ? keyban::PassportQuery() : m_query, page)
        .then(m_step.get(), [this](const Result<keyban::Page<Passport>> &answer) {
            m_loading = false;
            if (!answer)
                refused(answer.error());
            else if (m_refreshing)
                takeAgain(*answer);
            else
                take(*answer);
        });
    Q_EMIT changed();
}

void PassportPager::take(const keyban::Page<Passport> &page)
{
    m_pages = page.number;
    QList<Passport> fresh;
    for (const Passport &row : page.rows) {
        if (m_ids.contains(row.id))
            continue;
        m_ids.insert(row.id);
        fresh << row;
    }
    noteEnd(page);
    Q_EMIT appended(fresh);
    if (m_all && !m_complete)
        loadMore();
    Q_EMIT changed();
}

void PassportPager::takeAgain(const keyban::Page<Passport> &page)
{
    m_again << page.rows;
    noteEnd(page);
    if (!m_complete && page.number < m_pages)
        return ask(page.number + 1);
    m_refreshing = false;
    m_pages = page.number;
    m_ids.clear();
    for (const Passport &row : std::as_const(m_again))
        m_ids.insert(row.id);
    Q_EMIT replaced(std::exchange(m_again, {}));
    Q_EMIT changed();
}

void PassportPager::refused(const Error &error)
{
    const bool filtered = !keyban::divide(m_query, m_client.settings().dialect).server.isEmpty();
    if (error.kind == ErrorKind::Invalid && filtered && !m_refused && m_pages == 0) {
        m_refused = true;
        return ask(1);
    }
    m_all = false;
    m_refreshing = false;
    Q_EMIT failed(error);
    Q_EMIT changed();
}

void PassportPager::noteEnd(const keyban::Page<Passport> &page)
{
    m_total = page.total;
    m_complete = page.rows.isEmpty() || qint64(page.number) * keyban::maxPageSize >= page.total;
}

} // namespace chancery
