// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/client.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace chancery {

/// Loads a list of passports page by page as it is looked at. Rows may come twice and the total may drift while it is
/// read (Keyban fact sheet U9); a filter that the service refuses becomes one of ours.
class PassportPager : public QObject
{
    Q_OBJECT

public:
    explicit PassportPager(keyban::Client &client, QObject *parent = nullptr);
    ~PassportPager() override;

    /// Starts over with another question.
    void setQuery(const keyban::PassportQuery &query);
    /// The next page, unless one is on its way or there is none.
    void loadMore();
    /// Page after page until the end or stop().
    void loadAll();
    void stop();
    /// Reads again what was read so far; ends in replaced().
    void refresh();

    bool isLoading() const { return m_loading; }
    bool isLoadingAll() const { return m_loading && m_all; }
    bool isComplete() const { return m_complete; }
    /// Whether any page has come yet.
    bool hasAnswered() const { return m_pages > 0; }
    qint64 total() const { return m_total; }
    qint64 loaded() const { return m_ids.size(); }
    /// What the service leaves to us.
    QList<keyban::Filter> localFilters() const;
    bool filtersRefused() const { return m_refused; }

Q_SIGNALS:
    /// A new question was asked; rows of the old one are no longer meant.
    void restarted();
    void appended(const QList<chancery::keyban::Passport> &rows);
    void replaced(const QList<chancery::keyban::Passport> &rows);
    void failed(const chancery::Error &error);
    /// Anything that the functions above tell has changed.
    void changed();

private:
    void ask(int page);
    void take(const keyban::Page<keyban::Passport> &page);
    void takeAgain(const keyban::Page<keyban::Passport> &page);
    void refused(const Error &error);
    void noteEnd(const keyban::Page<keyban::Passport> &page);

    keyban::Client &m_client;
    keyban::PassportQuery m_query;
    QSet<QString> m_ids;
    int m_pages = 0;
    qint64 m_total = 0;
    bool m_loading = false;
    bool m_complete = false;
    bool m_all = false;
    bool m_refused = false;
    bool m_refreshing = false;
    QList<keyban::Passport> m_again;
    std::unique_ptr<QObject> m_step; ///< context of the page on its way; replacing it abandons the page
};

} // namespace chancery
