// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportlist.h"

#include "core/runs/publishplan.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/tableview.h"

#include <QPushButton>
#include <QScrollBar>

#include <algorithm>
#include <chrono>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using keyban::Filter;
using keyban::FilterField;
using keyban::Passport;
using keyban::PassportKey;

PassportList::PassportList(keyban::Client &client, QWidget *parent)
    : QStackedWidget(parent)
    , m_client(client)
    , m_pager(client)
    , m_branches(client)
    , m_table(client.settings().dialect)
    , m_filtered(client.settings().dialect)
    , m_tree(client.settings().dialect)
{
    m_filtered.setSourceModel(&m_table);
    buildViews();
    buildEmptyStates();
    connectModels();
    m_clock.setInterval(15s);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_table.setNow(QDateTime::currentDateTimeUtc());
        m_tree.setNow(QDateTime::currentDateTimeUtc());
    });
    m_clock.start();
}

void PassportList::connectModels()
{
    connect(&m_pager, &PassportPager::restarted, this, [this] { m_isStale = true; });
    connect(&m_pager, &PassportPager::appended, this, &PassportList::take);
    connect(&m_pager, &PassportPager::replaced, this, &PassportList::takeAgain);
    connect(&m_pager, &PassportPager::failed, this, [this](const Error &error) {
        m_isBroken = true;
        Q_EMIT failed(error);
    });
    connect(&m_pager, &PassportPager::changed, this, &PassportList::refreshPage);
    connect(&m_branches, &BranchLoader::found, this, &PassportList::branchFound);
    connect(&m_branches, &BranchLoader::completed, this, &PassportList::branchCompleted);
    connect(&m_branches, &BranchLoader::failed, this, [this](const PassportKey &parent, const Error &error) {
        m_branchSeen.remove(parent);
        Q_EMIT failed(error);
    });
    connect(&m_branches, &BranchLoader::changed, this, &PassportList::refreshPage);
}

void PassportList::setFilters(const QList<Filter> &filters)
{
    if (filters == m_filters && m_pager.hasAnswered())
        return;
    m_filters = filters;
    m_filtered.setFilters(filters); // at once over what is loaded; the service's answer follows
    ask();
}

void PassportList::setTree(bool tree)
{
    if (m_isTree == tree)
        return;
    m_wantedId = current() ? current()->id : QString();
    m_isTree = tree;
    ask();
}

void PassportList::ask()
{
    m_everything = false;
    m_isBroken = false;
    m_branches.stop();
    m_branchSeen.clear();
    const QList<Filter> models{{FilterField::Granularity, keyban::wireName(keyban::Granularity::Model)}};
    m_pager.setQuery({isLazyTree() ? models : m_filters});
}

void PassportList::refresh()
{
    m_isBroken = false;
    if (!m_pager.hasAnswered())
        return ask();
    m_pager.refresh();
    for (int row = 0; isLazyTree() && row < m_tree.rowCount(); ++row) {
        const QModelIndex index = m_tree.index(row, 0);
        if (m_treeView->isExpanded(index))
            m_branches.load(m_tree.keyAt(index));
    }
}

void PassportList::loadAll()
{
    m_isBroken = false;
    m_pager.loadAll();
}

void PassportList::lookForOrphans()
{
    m_everything = true;
    m_branches.stop();
    m_pager.setQuery({});
    m_isStale = false; // what the tree holds is part of the whole
    m_pager.loadAll();
}

void PassportList::stop()
{
    m_pager.stop();
    m_branches.stop();
}

void PassportList::take(const QList<Passport> &rows)
{
    m_isBroken = false;
    const bool first = std::exchange(m_isStale, false);
    if (m_isTree) {
        if (first)
            m_tree.clear();
        fillTree(rows);
    } else if (first) {
        m_table.replace(rows);
    } else {
        m_table.append(rows);
    }
    reselect();
    Q_EMIT rowsLoaded(rows);
    QMetaObject::invokeMethod(this, &PassportList::loadIfNotFilled, Qt::QueuedConnection);
}

void PassportList::takeAgain(const QList<Passport> &rows)
{
    m_isBroken = false;
    if (m_isTree) {
        QSet<QString> ids;
        for (const Passport &row : rows)
            ids.insert(row.id);
        for (const QString &id : m_tree.idsBelow({})) {
            const Passport *known = m_tree.passportAt(m_tree.indexOf(id));
            const bool told = !isLazyTree() || known->key.granularity == keyban::wireName(keyban::Granularity::Model);
            if (told && !ids.contains(id))
                m_tree.remove(id);
        }
        fillTree(rows);
    } else {
        m_table.replace(rows);
    }
    Q_EMIT rowsLoaded(rows);
}

void PassportList::fillTree(const QList<Passport> &rows)
{
    m_tree.setLazy(isLazyTree());
    QList<Passport> fitting = rows;
    fitting.removeIf(
        [this](const Passport &row) { return !keyban::matches(row, m_filters, m_client.settings().dialect); });
    m_tree.merge(fitting);
    for (int row = 0; m_everything && m_pager.isComplete() && row < m_tree.rowCount(); ++row)
        m_tree.setComplete(m_tree.keyAt(m_tree.index(row, 0)));
    if (!m_filters.isEmpty())
        m_treeView->expandAll();
}

void PassportList::openBranch(const QModelIndex &index)
{
    if (m_tree.wantsChildren(index))
        m_branches.load(m_tree.keyAt(index));
}

void PassportList::branchFound(const PassportKey &parent, const QList<Passport> &rows)
{
    for (const Passport &row : rows)
        m_branchSeen[parent].insert(row.id);
    m_tree.merge(rows);
    Q_EMIT rowsLoaded(rows);
}

void PassportList::branchCompleted(const PassportKey &parent)
{
    const QSet<QString> seen = m_branchSeen.take(parent);
    for (const QString &id : m_tree.idsBelow(parent)) {
        if (!seen.contains(id))
            m_tree.remove(id);
    }
    m_tree.setComplete(parent);
}

void PassportList::loadIfNearEnd()
{
    const QScrollBar *bar = view()->verticalScrollBar();
    if (bar->value() >= bar->maximum() - bar->pageStep() && !m_isBroken && m_pager.hasAnswered())
        m_pager.loadMore();
}

void PassportList::loadIfNotFilled()
{
    const bool filled = view()->indexAt({1, view()->viewport()->height() - 1}).isValid();
    // A filter of ours may hide whole pages: going on by itself could read the catalogue to the end unasked.
    if (!filled && !m_isBroken && m_pager.localFilters().isEmpty())
        m_pager.loadMore();
}

void PassportList::reselect()
{
    if (m_wantedId.isEmpty() || !find(m_wantedId))
        return;
    select(std::exchange(m_wantedId, {}));
}

void PassportList::refreshPage()
{
    const bool byName = std::any_of(m_filters.begin(), m_filters.end(),
                                    [](const Filter &filter) { return filter.field == FilterField::Name; });
    m_searchNumbers->setVisible(byName);
    setCurrentIndex(pageFor());
    Q_EMIT stateChanged();
}

PassportList::Page PassportList::pageFor() const
{
    if (shown() > 0)
        return m_isTree ? Tree : Table;
    if (m_pager.isLoading())
        return Skeleton;
    if (m_isBroken)
        return NothingLoaded;
    return m_filters.isEmpty() && !isLazyTree() && m_pager.total() == 0 ? NothingThere : NothingMatches;
}

qint64 PassportList::shown() const
{
    return m_isTree ? m_tree.passports() : m_filtered.rowCount();
}

std::optional<Passport> PassportList::passportAt(const QModelIndex &index) const
{
    return find(index.data(PassportIdRole).toString());
}

std::optional<Passport> PassportList::find(const QString &id) const
{
    if (m_isTree) {
        const QModelIndex index = m_tree.indexOf(id);
        return index.isValid() ? std::optional<Passport>(*m_tree.passportAt(index)) : std::nullopt;
    }
    const Passport *row = m_table.find(id);
    return row ? std::optional<Passport>(*row) : std::nullopt;
}

std::optional<Passport> PassportList::current() const
{
    return passportAt(view()->currentIndex());
}

QList<Passport> PassportList::selected() const
{
    QList<Passport> passports;
    for (const QModelIndex &index : view()->selectionModel()->selectedRows()) {
        if (const auto passport = passportAt(index))
            passports << *passport;
    }
    return passports;
}

QList<Passport> PassportList::publishable() const
{
    QList<Passport> drafts = selected();
    drafts.removeIf([](const Passport &passport) { return !isDraft(passport); });
    if (!drafts.isEmpty() || !m_pager.isComplete() || m_isTree)
        return drafts;
    for (int row = 0; row < m_filtered.rowCount(); ++row) {
        const Passport &passport = m_table.rows().at(m_filtered.mapToSource(m_filtered.index(row, 0)).row());
        if (isDraft(passport))
            drafts << passport;
    }
    return drafts;
}

void PassportList::update(const Passport &passport)
{
    m_table.update(passport);
    m_tree.update(passport);
    Q_EMIT stateChanged();
}

void PassportList::add(const Passport &passport)
{
    if (m_isTree)
        m_tree.merge({passport});
    else
        m_table.append({passport});
    refreshPage();
}

void PassportList::remove(const QString &id)
{
    m_table.remove(id);
    m_tree.remove(id);
    refreshPage();
}

void PassportList::setUnsaved(const QSet<QString> &ids)
{
    m_table.setUnsaved(ids);
    m_tree.setUnsaved(ids);
}

} // namespace chancery
