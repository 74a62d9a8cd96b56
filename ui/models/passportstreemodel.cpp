// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/passportstreemodel.h"

#include "ui/models/passportwords.h"

#include <algorithm>
#include <optional>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;
using keyban::PassportKey;

struct PassportsTreeModel::Node
{
    PassportKey key;
    std::optional<Passport> passport{};
    Node *parent = nullptr;
    std::vector<std::unique_ptr<Node>> children{};
    bool complete = false;
    int row = 0; ///< among its siblings
};

namespace {

bool isLevel(const PassportKey &key, keyban::Granularity level)
{
    return key.granularity == keyban::wireName(level);
}

PassportKey modelKey(const PassportKey &key)
{
    return {keyban::wireName(keyban::Granularity::Model), key.modelNumber, {}, {}};
}

PassportKey batchKey(const PassportKey &key)
{
    return {keyban::wireName(keyban::Granularity::Batch), key.modelNumber, key.batchNumber, {}};
}

} // namespace

PassportsTreeModel::PassportsTreeModel(keyban::Dialect dialect, QObject *parent)
    : QAbstractItemModel(parent)
    , m_dialect(dialect)
    , m_now(QDateTime::currentDateTimeUtc())
    , m_root(std::make_unique<Node>())
{}

PassportsTreeModel::~PassportsTreeModel() = default;

void PassportsTreeModel::merge(const QList<Passport> &rows)
{
    for (const Passport &row : rows) {
        if (!update(row))
            add(row);
    }
}

bool PassportsTreeModel::update(const Passport &row)
{
    Node *known = m_byId.value(row.id);
    if (!known)
        return false;
    if (known->key != row.key) { // its numbers moved, so does its place
        remove(row.id);
        add(row);
        return true;
    }
    if (*known->passport == row)
        return true;
    known->passport = row;
    changed(*known);
    return true;
}

void PassportsTreeModel::add(const Passport &row)
{
    Node *waiting = m_byKey.value(row.key);
    if (waiting && !waiting->passport) {
        waiting->passport = row;
        waiting->complete = !m_lazy;
        m_byId.insert(row.id, waiting);
        changed(*waiting);
        return;
    }
    Node &node = insert(parentFor(row.key), row.key, &row);
    m_byId.insert(row.id, &node);
}

PassportsTreeModel::Node &PassportsTreeModel::parentFor(const PassportKey &key)
{
    if (isLevel(key, keyban::Granularity::Item) && !key.batchNumber.isEmpty())
        return placeholder(batchKey(key));
    if (!isLevel(key, keyban::Granularity::Model) && !key.modelNumber.isEmpty())
        return placeholder(modelKey(key));
    return *m_root;
}

PassportsTreeModel::Node &PassportsTreeModel::placeholder(const PassportKey &key)
{
    Node *known = m_byKey.value(key);
    return known ? *known : insert(parentFor(key), key, nullptr);
}

PassportsTreeModel::Node &PassportsTreeModel::insert(Node &parent, const PassportKey &key, const Passport *passport)
{
    auto fresh = std::make_unique<Node>();
    fresh->key = key;
    if (passport)
        fresh->passport = *passport;
    fresh->parent = &parent;
    const bool leaf = isLevel(key, keyban::Granularity::Item) || key.granularity.isEmpty();
    fresh->complete = leaf || !m_lazy || !passport || m_byKey.contains(key);
    Node &node = *fresh;
    const int row = int(parent.children.size());
    fresh->row = row;
    beginInsertRows(indexOf(parent), row, row);
    parent.children.push_back(std::move(fresh));
    if (!leaf && !m_byKey.contains(key))
        m_byKey.insert(key, &node);
    endInsertRows();
    return node;
}

void PassportsTreeModel::remove(const QString &id)
{
    Node *node = m_byId.take(id);
    if (!node)
        return;
    node->passport.reset();
    node->complete = true;
    changed(*node);
    prune(*node);
}

/// Takes away a number that stands for nothing, and its parents that stood only for it.
void PassportsTreeModel::prune(Node &node)
{
    if (&node == m_root.get() || node.passport || !node.children.empty())
        return;
    Node &parent = *node.parent;
    const int row = node.row;
    beginRemoveRows(indexOf(parent), row, row);
    if (m_byKey.value(node.key) == &node)
        m_byKey.remove(node.key);
    parent.children.erase(parent.children.begin() + row);
    for (size_t after = size_t(row); after < parent.children.size(); ++after)
        parent.children[after]->row = int(after);
    endRemoveRows();
    prune(parent);
}

void PassportsTreeModel::clear()
{
    if (m_root->children.empty())
        return;
    beginRemoveRows({}, 0, int(m_root->children.size()) - 1);
    m_root->children.clear();
    m_byId.clear();
    m_byKey.clear();
    endRemoveRows();
}

void PassportsTreeModel::setComplete(const PassportKey &key)
{
    if (Node *known = m_byKey.value(key))
        setComplete(*known);
}

void PassportsTreeModel::setComplete(Node &node)
{
    for (const auto &child : node.children)
        setComplete(*child);
    if (node.complete)
        return;
    node.complete = true;
    changed(node); // the mark to open it may have to go
}

void PassportsTreeModel::setUnsaved(const QSet<QString> &ids)
{
    const QSet<QString> touched = (ids - m_unsaved) + (m_unsaved - ids);
    m_unsaved = ids;
    for (const QString &id : touched) {
        if (const Node *known = m_byId.value(id))
            changed(*known);
    }
}

void PassportsTreeModel::setNow(const QDateTime &now)
{
    m_now = now;
    for (const Node *known : std::as_const(m_byId))
        changed(*known);
}

const Passport *PassportsTreeModel::passportAt(const QModelIndex &index) const
{
    const Node *at = node(index);
    return at->passport ? &*at->passport : nullptr;
}

PassportKey PassportsTreeModel::keyAt(const QModelIndex &index) const
{
    return node(index)->key;
}

bool PassportsTreeModel::wantsChildren(const QModelIndex &index) const
{
    return index.isValid() && !node(index)->complete;
}

QModelIndex PassportsTreeModel::indexOf(const QString &id) const
{
    const Node *known = m_byId.value(id);
    return known ? indexOf(*known) : QModelIndex();
}

QStringList PassportsTreeModel::idsBelow(const PassportKey &key) const
{
    QStringList ids;
    const Node *start = key == PassportKey() ? m_root.get() : m_byKey.value(key);
    for (size_t i = 0; start && i < start->children.size(); ++i)
        collect(*start->children[i], ids);
    return ids;
}

void PassportsTreeModel::collect(const Node &node, QStringList &ids) const
{
    if (node.passport)
        ids << node.passport->id;
    for (const auto &child : node.children)
        collect(*child, ids);
}

QModelIndex PassportsTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const auto &children = node(parent)->children;
    if (row < 0 || row >= int(children.size()) || column < 0 || column >= PassportColumn::Count || parent.column() > 0)
        return {};
    return createIndex(row, column, children[size_t(row)].get());
}

QModelIndex PassportsTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(*node(index)->parent) : QModelIndex();
}

int PassportsTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(node(parent)->children.size());
}

int PassportsTreeModel::columnCount(const QModelIndex &) const
{
    return PassportColumn::Count;
}

bool PassportsTreeModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0 || (parent.column() <= 0 && wantsChildren(parent));
}

QVariant PassportsTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &at = *node(index);
    if (!at.passport)
        return placeholderCell(at, index.column(), role);
    if (role == Qt::DisplayRole && index.column() == PassportColumn::Number)
        return at.key.label();
    return passportCell(*at.passport, index.column(), role, {m_dialect, m_now, m_unsaved.contains(at.passport->id)});
}

QVariant PassportsTreeModel::placeholderCell(const Node &node, int column, int role) const
{
    if (role == PassportIdRole)
        return QString();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (column == PassportColumn::Number)
        return node.key.label();
    if (column == PassportColumn::Level)
        return levelName(node.key.granularity);
    if (column == PassportColumn::Name)
        return tr("No passport of this number among the loaded ones");
    return {};
}

QVariant PassportsTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return passportColumnTitle(section);
}

PassportsTreeModel::Node *PassportsTreeModel::node(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex PassportsTreeModel::indexOf(const Node &node, int column) const
{
    return &node == m_root.get() ? QModelIndex() : createIndex(node.row, column, const_cast<Node *>(&node));
}

void PassportsTreeModel::changed(const Node &node)
{
    Q_EMIT dataChanged(indexOf(node), indexOf(node, PassportColumn::Count - 1));
}

} // namespace chancery
