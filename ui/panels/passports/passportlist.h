// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/passportsfiltermodel.h"
#include "ui/models/passportstablemodel.h"
#include "ui/models/passportstreemodel.h"
#include "ui/panels/passports/branchloader.h"
#include "ui/panels/passports/passportpager.h"

#include <QStackedWidget>
#include <QTimer>

class QAbstractItemView;
class QPushButton;
class QSettings;

namespace chancery {

class EmptyState;
class TableView;
class TreeView;

/// The passports as a table or as a tree, loaded as they are looked at.
class PassportList : public QStackedWidget
{
    Q_OBJECT

public:
    explicit PassportList(keyban::Client &client, QWidget *parent = nullptr);

    void setFilters(const QList<keyban::Filter> &filters);
    void setTree(bool tree);
    void refresh();
    void loadAll();
    void stop();

    const PassportPager &pager() const { return m_pager; }
    bool isLoading() const { return m_pager.isLoading() || m_branches.isLoading(); }
    bool isTree() const { return m_isTree; }
    /// Rows on show in the table, or passports in the tree.
    qint64 shown() const;
    /// The tree shows models only and opens them; nothing narrows it.
    bool isLazyTree() const { return m_isTree && m_filters.isEmpty() && !m_everything; }
    /// Merges the whole catalogue into the tree, so that batches and items without a parent show up.
    void lookForOrphans();

    QList<keyban::Passport> selected() const;
    /// The selected drafts; with none selected and everything loaded, all drafts on show.
    QList<keyban::Passport> publishable() const;
    std::optional<keyban::Passport> current() const;
    std::optional<keyban::Passport> find(const QString &id) const;
    const QList<keyban::Passport> &rows() const { return m_table.rows(); }
    void select(const QString &id);
    void focusRows();

    /// Newer knowledge of one row, in place; `add` puts it at the end when it is new.
    void update(const keyban::Passport &passport);
    void add(const keyban::Passport &passport);
    void remove(const QString &id);
    void setUnsaved(const QSet<QString> &ids);

    void saveLayout(QSettings &settings) const;
    void restoreLayout(const QSettings &settings);

Q_SIGNALS:
    void currentChanged();
    void selectionChanged();
    void rowsLoaded(const QList<chancery::keyban::Passport> &rows);
    void failed(const chancery::Error &error);
    /// Counts, progress or what is on show have changed.
    void stateChanged();
    void importWanted();
    void creationWanted();
    void filtersUnwanted();
    /// The text that no name contains may be a number.
    void numberSearchWanted();

private:
    enum Page { Table, Tree, Skeleton, NothingThere, NothingMatches, NothingLoaded };

    void buildViews();
    void buildEmptyStates();
    void connectModels();
    void ask();
    void take(const QList<keyban::Passport> &rows);
    void takeAgain(const QList<keyban::Passport> &rows);
    void fillTree(const QList<keyban::Passport> &rows);
    void reselect();
    void branchFound(const keyban::PassportKey &parent, const QList<keyban::Passport> &rows);
    void branchCompleted(const keyban::PassportKey &parent);
    void loadIfNearEnd();
    void loadIfNotFilled();
    void openBranch(const QModelIndex &index);
    void refreshPage();
    Page pageFor() const;
    QAbstractItemView *view() const;
    std::optional<keyban::Passport> passportAt(const QModelIndex &index) const;

    keyban::Client &m_client;
    PassportPager m_pager;
    BranchLoader m_branches;
    PassportsTableModel m_table;
    PassportsFilterModel m_filtered;
    PassportsTreeModel m_tree;
    TableView *m_tableView;
    TreeView *m_treeView;
    QList<keyban::Filter> m_filters;
    QTimer m_clock;                                         ///< relative times and long waits
    QString m_wantedId;                                     ///< to be selected again once it is here
    QHash<keyban::PassportKey, QSet<QString>> m_branchSeen; ///< ids told so far of each branch that is being read
    QPushButton *m_searchNumbers = nullptr;
    bool m_isTree = false;
    bool m_isStale = false;    ///< the rows are those of the question before
    bool m_everything = false; ///< the tree is filled with the whole catalogue
    bool m_isBroken = false;   ///< the last page failed
};

} // namespace chancery
