// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorfinder.h"
#include "ui/models/passportcolumns.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <memory>
#include <vector>

namespace chancery {

/// Passports as model → batch → item. A branch is read when it is opened, and further as it is scrolled: whoever shows
/// the tree brings what is wanted. Lines differ, they are never reset. A number without a passport stands for itself.
class PassportsTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    static constexpr int linesAtOnce = 200;

    explicit PassportsTreeModel(keyban::Dialect dialect, QObject *parent = nullptr);
    ~PassportsTreeModel() override;

    /// The lines below a number; below the root for an empty key. Those that are here already stay, with what is below.
    void setLines(const keyban::PassportKey &parent, const MirrorBranches &lines);
    bool update(const keyban::Passport &row);
    void clear();
    void setUnsaved(const QSet<QString> &ids);
    void setNow(const QDateTime &now);

    const keyban::Passport *passportAt(const QModelIndex &index) const;
    const keyban::Passport *find(const QString &id) const;
    QModelIndex indexOf(const QString &id) const;
    /// The line with something below; the root for an empty key.
    QModelIndex indexOf(const keyban::PassportKey &key) const;
    /// How many lines there are at the top, read or not.
    qint64 topLines() const;
    /// The branches that were read, the widest first, with how many of their lines are here.
    QList<std::pair<keyban::PassportKey, int>> openBranches() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// The lines below this number are looked at and not here.
    void branchWanted(const chancery::keyban::PassportKey &parent, qint64 first, int count);

private:
    struct Node;

    Node *node(const QModelIndex &index) const;
    QModelIndex indexOf(const Node &node, int column = 0) const;
    void append(Node &parent, const QList<MirrorBranch> &lines);
    void arrange(Node &parent, const QList<MirrorBranch> &lines);
    void removeLine(Node &parent, int row);
    void insertLine(Node &parent, int row, const MirrorBranch &line);
    void assign(Node &known, const MirrorBranch &line);
    void enter(Node &fresh);
    void leave(const Node &gone);
    void number(Node &parent, int from);
    void changed(const Node &known);
    QVariant placeholderCell(const Node &known, int column, int role) const;

    keyban::Dialect m_dialect;
    QDateTime m_now;
    std::unique_ptr<Node> m_root;
    QHash<QString, Node *> m_byId;
    QHash<keyban::PassportKey, Node *> m_byKey; ///< lines with something below
    QSet<QString> m_unsaved;
};

} // namespace chancery
