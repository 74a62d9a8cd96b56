// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/passportcolumns.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <memory>
#include <vector>

namespace chancery {

/// Passports as model → batch → item, parents found by number (Keyban fact sheet §6.1). Rows may come in any order: a
/// parent whose passport is not here stands as its number until it comes. A parent that was not asked for its children
/// can be opened; whoever shows the tree asks, merges the answer and says setComplete().
class PassportsTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    explicit PassportsTreeModel(keyban::Dialect dialect, QObject *parent = nullptr);
    ~PassportsTreeModel() override;

    /// Puts rows in their places; a row that is here already is brought up to date.
    void merge(const QList<keyban::Passport> &rows);
    bool update(const keyban::Passport &row);
    void remove(const QString &id);
    void clear();
    /// Everything there is below this number, at any depth, is here or will not be asked for.
    void setComplete(const keyban::PassportKey &key);
    /// New parents count as complete: a filtered tree shows what matched, nothing to open.
    void setLazy(bool lazy) { m_lazy = lazy; }
    void setUnsaved(const QSet<QString> &ids);
    void setNow(const QDateTime &now);

    const keyban::Passport *passportAt(const QModelIndex &index) const;
    /// Level and numbers of a row, also of one without a passport.
    keyban::PassportKey keyAt(const QModelIndex &index) const;
    /// Whether it can be opened but its children were not asked for.
    bool wantsChildren(const QModelIndex &index) const;
    QModelIndex indexOf(const QString &id) const;
    /// The ids of the passports of a level below a number; of the whole tree for an empty key.
    QStringList idsBelow(const keyban::PassportKey &key) const;
    qsizetype passports() const { return m_byId.size(); }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node;

    Node *node(const QModelIndex &index) const;
    QModelIndex indexOf(const Node &node, int column = 0) const;
    Node &parentFor(const keyban::PassportKey &key);
    Node &placeholder(const keyban::PassportKey &key);
    Node &insert(Node &parent, const keyban::PassportKey &key, const keyban::Passport *passport);
    void add(const keyban::Passport &row);
    void setComplete(Node &node);
    void prune(Node &node);
    void changed(const Node &node);
    void collect(const Node &node, QStringList &ids) const;
    QVariant placeholderCell(const Node &node, int column, int role) const;

    keyban::Dialect m_dialect;
    QDateTime m_now;
    bool m_lazy = true;
    std::unique_ptr<Node> m_root;
    QHash<QString, Node *> m_byId;
    QHash<keyban::PassportKey, Node *> m_byKey; ///< parents, the first of several
    QSet<QString> m_unsaved;
};

} // namespace chancery
