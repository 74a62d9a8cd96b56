// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/passportstreemodel.h"

#include "ui/models/passportwords.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;
using keyban::PassportKey;

struct PassportsTreeModel::Node
{
    MirrorBranch line;
    Node *parent = nullptr;
    std::vector<std::unique_ptr<Node>> children{};
    qint64 total = -1;  ///< lines below; not known before they were asked for
    bool asked = false; ///< for more of them
    int row = 0;        ///< among its siblings

    bool isLeaf() const { return parent && line.below == 0; }
    QString id() const { return line.passport ? line.passport->id : QString(); }
    bool isSame(const MirrorBranch &other) const
    {
        return line.key == other.key && id() == (other.passport ? other.passport->id : QString());
    }
};

PassportsTreeModel::PassportsTreeModel(keyban::Dialect dialect, QObject *parent)
    : QAbstractItemModel(parent)
    , m_dialect(dialect)
    , m_now(QDateTime::currentDateTimeUtc())
    , m_root(std::make_unique<Node>())
{}

PassportsTreeModel::~PassportsTreeModel() = default;

void PassportsTreeModel::setLines(const PassportKey &parent, const MirrorBranches &lines)
{
    Node *above = parent == PassportKey() ? m_root.get() : m_byKey.value(parent);
    if (!above)
        return;
    above->asked = false;
    above->total = lines.total;
    if (lines.first == 0)
        arrange(*above, lines.lines);
    else if (lines.first == qint64(above->children.size()))
        append(*above, lines.lines);
}

void PassportsTreeModel::append(Node &parent, const QList<MirrorBranch> &lines)
{
    for (const MirrorBranch &line : lines)
        insertLine(parent, int(parent.children.size()), line);
}

/// Takes away what is no longer there, then puts every line in its place.
void PassportsTreeModel::arrange(Node &parent, const QList<MirrorBranch> &lines)
{
    const auto nameOf = [](const MirrorBranch &line) {
        return qMakePair(line.key, line.passport ? line.passport->id : QString());
    };
    QSet<std::pair<PassportKey, QString>> wanted;
    for (const MirrorBranch &line : lines)
        wanted.insert(nameOf(line));
    for (int row = int(parent.children.size()) - 1; row >= 0; --row) {
        if (!wanted.contains(nameOf(parent.children[size_t(row)]->line)))
            removeLine(parent, row);
    }
    for (int row = 0; row < lines.size(); ++row) {
        const auto begin = parent.children.begin() + row;
        const auto known =
            std::find_if(begin, parent.children.end(), [&](const auto &child) { return child->isSame(lines.at(row)); });
        if (known == parent.children.end()) {
            insertLine(parent, row, lines.at(row));
            continue;
        }
        const int from = (*known)->row;
        if (from != row) {
            const QModelIndex above = indexOf(parent);
            beginMoveRows(above, from, from, above, row);
            std::rotate(begin, known, known + 1);
            number(parent, row);
            endMoveRows();
        }
        assign(*parent.children[size_t(row)], lines.at(row));
    }
}

void PassportsTreeModel::insertLine(Node &parent, int row, const MirrorBranch &line)
{
    auto fresh = std::make_unique<Node>();
    fresh->line = line;
    fresh->parent = &parent;
    beginInsertRows(indexOf(parent), row, row);
    enter(*fresh);
    parent.children.insert(parent.children.begin() + row, std::move(fresh));
    number(parent, row);
    endInsertRows();
}

void PassportsTreeModel::removeLine(Node &parent, int row)
{
    beginRemoveRows(indexOf(parent), row, row);
    leave(*parent.children[size_t(row)]);
    parent.children.erase(parent.children.begin() + row);
    number(parent, row);
    endRemoveRows();
}

void PassportsTreeModel::assign(Node &known, const MirrorBranch &line)
{
    const bool same = known.line.passport == line.passport && known.line.below == line.below;
    if (line.below == 0) {
        while (!known.children.empty())
            removeLine(known, int(known.children.size()) - 1);
        known.total = -1;
    }
    known.line = line;
    enter(known);
    if (!same)
        changed(known);
}

void PassportsTreeModel::enter(Node &fresh)
{
    if (fresh.line.passport)
        m_byId.insert(fresh.line.passport->id, &fresh);
    if (!fresh.isLeaf())
        m_byKey.insert(fresh.line.key, &fresh);
}

void PassportsTreeModel::leave(const Node &gone)
{
    for (const auto &child : gone.children)
        leave(*child);
    if (m_byId.value(gone.id()) == &gone)
        m_byId.remove(gone.id());
    if (m_byKey.value(gone.line.key) == &gone)
        m_byKey.remove(gone.line.key);
}

void PassportsTreeModel::number(Node &parent, int from)
{
    for (size_t row = size_t(from); row < parent.children.size(); ++row)
        parent.children[row]->row = int(row);
}

bool PassportsTreeModel::update(const Passport &row)
{
    Node *known = m_byId.value(row.id);
    if (!known)
        return false;
    if (!(*known->line.passport == row)) {
        known->line.passport = row;
        changed(*known);
    }
    return true;
}

void PassportsTreeModel::clear()
{
    m_root->total = -1;
    m_root->asked = false;
    if (m_root->children.empty())
        return;
    beginRemoveRows({}, 0, int(m_root->children.size()) - 1);
    m_root->children.clear();
    m_byId.clear();
    m_byKey.clear();
    endRemoveRows();
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
    return at->line.passport ? &*at->line.passport : nullptr;
}

const Passport *PassportsTreeModel::find(const QString &id) const
{
    const Node *known = m_byId.value(id);
    return known ? &*known->line.passport : nullptr;
}

QModelIndex PassportsTreeModel::indexOf(const QString &id) const
{
    const Node *known = m_byId.value(id);
    return known ? indexOf(*known) : QModelIndex();
}

QModelIndex PassportsTreeModel::indexOf(const PassportKey &key) const
{
    const Node *known = m_byKey.value(key);
    return known ? indexOf(*known) : QModelIndex();
}

qint64 PassportsTreeModel::topLines() const
{
    return std::max<qint64>(m_root->total, 0);
}

QList<std::pair<PassportKey, int>> PassportsTreeModel::openBranches() const
{
    QList<std::pair<PassportKey, int>> branches{{PassportKey(), int(m_root->children.size())}};
    for (const auto &model : m_root->children) {
        if (model->total >= 0)
            branches.append({model->line.key, int(model->children.size())});
        for (const auto &batch : model->children) {
            if (batch->total >= 0)
                branches.append({batch->line.key, int(batch->children.size())});
        }
    }
    return branches;
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
    return parent.column() <= 0 && (rowCount(parent) > 0 || !node(parent)->isLeaf());
}

bool PassportsTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *at = node(parent);
    if (parent.column() > 0 || at->isLeaf() || at->asked)
        return false;
    return at == m_root.get() ? at->total > qint64(at->children.size())
                              : at->total < 0 || at->total > qint64(at->children.size());
}

void PassportsTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Node *at = node(parent);
    at->asked = true;
    Q_EMIT branchWanted(at->parent ? at->line.key : PassportKey(), qint64(at->children.size()), linesAtOnce);
}

QVariant PassportsTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &at = *node(index);
    if (!at.line.passport)
        return placeholderCell(at, index.column(), role);
    const Passport &passport = *at.line.passport;
    if (role == Qt::DisplayRole && index.column() == PassportColumn::Number)
        return passport.key.label();
    return passportCell(passport, index.column(), role, {m_dialect, m_now, m_unsaved.contains(passport.id)});
}

QVariant PassportsTreeModel::placeholderCell(const Node &known, int column, int role) const
{
    if (role == PassportIdRole)
        return QString();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (column == PassportColumn::Number)
        return known.line.key.label();
    if (column == PassportColumn::Level)
        return levelName(known.line.key.granularity);
    if (column == PassportColumn::Name)
        return tr("There is no passport of this number");
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

QModelIndex PassportsTreeModel::indexOf(const Node &known, int column) const
{
    return &known == m_root.get() ? QModelIndex() : createIndex(known.row, column, const_cast<Node *>(&known));
}

void PassportsTreeModel::changed(const Node &known)
{
    Q_EMIT dataChanged(indexOf(known), indexOf(known, PassportColumn::Count - 1));
}

} // namespace chancery
