// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/mirrorsync.h"
#include "ui/models/passportstablemodel.h"
#include "ui/models/passportstreemodel.h"

#include <QStackedWidget>
#include <QTimer>

#include <memory>

class QAbstractItemView;

namespace chancery {

class EmptyState;
class TableView;
class TreeView;

/// The passports that the mirror holds, as a table or as a tree, read as they are looked at.
class PassportList : public QStackedWidget
{
    Q_OBJECT

public:
    struct Parts
    {
        Mirror &mirror;
        MirrorSync &sync;
        keyban::Dialect dialect;
    };
    explicit PassportList(Parts parts, QWidget *parent = nullptr);

    /// Text and filters; the order is the header's.
    void setQuery(const MirrorQuery &query);
    void setTree(bool tree);
    bool isTree() const { return m_isTree; }
    bool isNarrowed() const;
    /// Rows that match, or lines at the top of the tree; nothing before the first answer.
    std::optional<qint64> total() const { return m_total; }

    qint64 selectedCount() const;
    /// The selected rows that are here, of some thousands at most; see isSelectionHere().
    QList<keyban::Passport> selected() const;
    /// Whether selected() is all that is selected.
    bool isSelectionHere() const;
    /// How many of the selected rows are drafts; nothing where only the mirror knows.
    std::optional<qint64> selectedDrafts() const;
    /// All selected drafts of the table, however many. PlanChanged when the list has moved below the selection.
    Pending<QList<keyban::Passport>> readSelectedDrafts();
    /// Drafts among the rows on show.
    qint64 draftsOnShow() const { return m_drafts; }
    Pending<QList<keyban::Passport>> readDraftsOnShow();
    const keyban::Passport *find(const QString &id) const;
    /// Makes the row current, at once or as soon as it is among the rows on show.
    void select(const QString &id);
    bool isWaitingFor(const QString &id) const { return !id.isEmpty() && m_wantedId == id; }
    /// Newer knowledge of one row, in place.
    void update(const keyban::Passport &passport);
    void setUnsaved(const QSet<QString> &ids);

Q_SIGNALS:
    void selectionChanged();
    /// Rows came on show.
    void rowsShown(const QList<chancery::keyban::Passport> &rows);
    void failed(const chancery::Error &error);
    /// Counts or what is on show have changed.
    void stateChanged();
    void importWanted();
    void creationWanted();
    void filtersUnwanted();

private:
    enum Page { Table, Tree, Skeleton, NothingThere, NothingMatches, NothingLoaded };

    void buildViews();
    void buildEmptyStates();
    void connectModels();
    void ask();
    void askAgain();
    void answered();
    void askTable();
    void askTree();
    void countDrafts();
    void take(const MirrorPage &page);
    void takeBranch(const keyban::PassportKey &parent, const MirrorBranches &lines);
    void fetch(qint64 first, int count);
    void fetchBranch(const keyban::PassportKey &parent, qint64 first, int count);
    void setOrder(int column, Qt::SortOrder order);
    void pickWanted();
    void refreshPage();
    struct Span
    {
        qint64 first;
        qint64 count;
    };
    Pending<QList<keyban::Passport>> readDrafts(const MirrorQuery &query, QList<Span> spans,
                                                QList<keyban::Passport> soFar);
    bool isAsSelected(const MirrorPage &page, const Span &span) const;
    Page pageFor() const;
    MirrorQuery below(const keyban::PassportKey &parent) const;
    int topRow() const;
    void scrollBy(int rows);
    QAbstractItemView *view() const;
    template <class T, class Then>
    void follow(QObject *context, Pending<T> pending, Then then);

    Parts m_parts;
    PassportsTableModel m_table;
    PassportsTreeModel m_tree;
    TableView *m_tableView;
    TreeView *m_treeView;
    MirrorQuery m_query;
    QTimer m_clock;     ///< relative times and long waits
    QTimer m_refresh;   ///< gathers what changes in the mirror
    QString m_wantedId; ///< to be selected once it is here
    std::optional<qint64> m_total;
    qint64 m_drafts = 0;
    bool m_isTree = false;
    bool m_isNew = true;                 ///< the rows on show are those of another question
    bool m_isAsking = false;             ///< the question has no answer yet
    bool m_isOutdated = false;           ///< there is news since it was asked
    std::unique_ptr<QObject> m_question; ///< context of what was asked; replacing it supersedes that
};

} // namespace chancery
