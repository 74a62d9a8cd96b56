// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/settlementsmodel.h"

#include "ui/words/settlementtext.h"

#include <algorithm>

// Which rows there are and in which order; what stands in them is in settlementcells.cpp.

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Settlement;

bool SettlementFilter::isNull() const
{
    return *this == SettlementFilter();
}

SettlementsModel::SettlementsModel(Templates templates, QObject *parent)
    : QAbstractTableModel(parent)
    , m_templates(std::move(templates))
    , m_now(QDateTime::currentDateTimeUtc())
{}

void SettlementsModel::describeEntry(Entry &entry)
{
    const Settlement &settlement = entry.settlement;
    entry.parties = partiesText(settlement);
    entry.legs = legsText(settlement);
    QStringList words{settlement.externalReference, settlement.id};
    for (const keystone::Party &party : settlement.parties)
        words << party.name << party.externalReference << party.walletAddress;
    for (const keystone::Leg &leg : settlement.legs)
        words << leg.instrumentId << leg.quantity;
    entry.sought = words.join(u'\n').toCaseFolded().toStdString();
}

void SettlementsModel::take(const QList<Settlement> &settlements)
{
    int first = -1;
    int last = -1;
    bool mayMove = false;
    for (const Settlement &settlement : settlements) {
        std::shared_ptr<Entry> &entry = m_known[settlement.id];
        const bool isNew = !entry;
        if (!isNew && entry->settlement == settlement)
            continue;
        if (isNew)
            entry = std::make_shared<Entry>();
        entry->settlement = settlement;
        describeEntry(*entry);
        prepareOrder(*entry);
        mayMove = true;
        if (entry->row < 0)
            continue;
        first = first < 0 ? entry->row : std::min(first, entry->row);
        last = std::max(last, entry->row);
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    if (!mayMove)
        return;
    sortAll();
    rearrange();
}

void SettlementsModel::drop(const QStringList &ids)
{
    QList<std::shared_ptr<Entry>> dropped; // they are on show until the rows are gone
    for (const QString &id : ids)
        if (const std::shared_ptr<Entry> entry = m_known.take(id))
            dropped << entry;
    if (dropped.isEmpty())
        return;
    sortAll();
    rearrange();
}

void SettlementsModel::setFilter(const SettlementFilter &filter)
{
    if (filter == m_filter)
        return;
    // A letter more only takes away.
    SettlementFilter longer = m_filter;
    longer.text = filter.text;
    const bool isNarrower = longer == filter && filter.text.contains(m_filter.text, Qt::CaseInsensitive);
    m_filter = filter;
    m_soughtText = filter.text.toCaseFolded().toStdString();
    rearrange(isNarrower ? Among::Shown : Among::All);
}

void SettlementsModel::sort(int column, Qt::SortOrder order)
{
    m_column = column < 0 ? int(TimeLeft) : column;
    m_order = column < 0 ? Qt::AscendingOrder : order;
    for (const std::shared_ptr<Entry> &entry : std::as_const(m_known))
        prepareOrder(*entry);
    sortAll();
    rearrange();
}

bool SettlementsModel::passes(const Entry &entry) const
{
    const Settlement &settlement = entry.settlement;
    if (!m_filter.state.isEmpty() && settlement.state != m_filter.state)
        return false;
    if (!m_filter.templateId.isEmpty() && settlement.templateId != m_filter.templateId)
        return false;
    if (m_filter.createdSince.isValid() && !(settlement.createdAt >= m_filter.createdSince))
        return false;
    const auto isNamed = [this](const keystone::Party &party) { return partyName(party) == m_filter.party; };
    if (!m_filter.party.isEmpty() && !std::any_of(settlement.parties.begin(), settlement.parties.end(), isNamed))
        return false;
    return m_soughtText.empty() || entry.sought.find(m_soughtText) != std::string::npos;
}

/// Dates and folded texts are slow to compare, and are compared again and again.
void SettlementsModel::prepareOrder(Entry &entry) const
{
    const Settlement &settlement = entry.settlement;
    entry.time = 0;
    entry.text.clear();
    switch (m_column) {
    case Parties:
        entry.text = entry.parties.toCaseFolded();
        return;
    case Legs:
        entry.text = entry.legs.toCaseFolded();
        return;
    case State:
        entry.text = settlement.state;
        return;
    case Age:
        entry.time = -settlement.createdAt.toMSecsSinceEpoch(); // the youngest has the least age
        return;
    case Reference:
        entry.text = settlement.externalReference.toCaseFolded();
        return;
    case Template:
        entry.text = templateName(settlement).toCaseFolded();
        return;
    default:
        entry.time = settlement.timeoutAt.toMSecsSinceEpoch();
    }
}

void SettlementsModel::sortAll()
{
    m_sorted.clear();
    m_sorted.reserve(m_known.size());
    for (const std::shared_ptr<Entry> &entry : std::as_const(m_known))
        m_sorted << entry.get();
    std::sort(m_sorted.begin(), m_sorted.end(), [this](const Entry *a, const Entry *b) { return isBefore(*a, *b); });
}

bool SettlementsModel::isBefore(const Entry &a, const Entry &b) const
{
    const int order = a.time != b.time ? (a.time < b.time ? -1 : 1) : a.text.compare(b.text);
    if (order != 0)
        return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
    return a.settlement.id < b.settlement.id;
}

/// What goes leaves from its place while it is a few, so that the keyboard stays there; many leave from the end. New
/// rows come at the end, and all go to their places at once. Views know how to follow each of these steps.
void SettlementsModel::rearrange(Among among)
{
    for (Entry *const entry : std::as_const(m_rows))
        entry->isWanted = false;
    Entries wanted;
    Entries added;
    wanted.reserve(m_sorted.size());
    for (Entry *const entry : std::as_const(m_sorted)) {
        entry->isWanted = (among == Among::All || entry->row >= 0) && passes(*entry);
        if (!entry->isWanted)
            continue;
        wanted << entry;
        if (entry->row < 0)
            added << entry;
    }
    removeFew();
    append(added);
    const qsizetype stay = wanted.size();
    for (Entry *const entry : std::as_const(m_rows))
        if (!entry->isWanted)
            wanted << entry;
    reorder(wanted);
    cutTo(stay);
}

void SettlementsModel::removeFew()
{
    constexpr qsizetype few = 16;
    const auto leaves = [](const Entry *entry) { return !entry->isWanted; };
    if (std::count_if(m_rows.cbegin(), m_rows.cend(), leaves) > few)
        return;
    for (auto place = std::find_if(m_rows.cbegin(), m_rows.cend(), leaves); place != m_rows.cend();
         place = std::find_if(m_rows.cbegin(), m_rows.cend(), leaves)) {
        const auto row = int(place - m_rows.cbegin());
        beginRemoveRows({}, row, row);
        m_rows[row]->row = -1;
        m_rows.removeAt(row);
        for (qsizetype behind = row; behind < m_rows.size(); ++behind)
            m_rows[behind]->row = int(behind);
        endRemoveRows();
    }
}

void SettlementsModel::append(const Entries &added)
{
    if (added.isEmpty())
        return;
    const auto count = int(m_rows.size());
    beginInsertRows({}, count, count + int(added.size()) - 1);
    for (Entry *const entry : added) {
        entry->row = int(m_rows.size());
        m_rows << entry;
    }
    endInsertRows();
}

void SettlementsModel::reorder(const Entries &wanted)
{
    if (wanted.isEmpty() || wanted == m_rows) // as many as there are; Qt compares none by their null address
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const Entries before = m_rows;
    m_rows = wanted;
    for (qsizetype row = 0; row < m_rows.size(); ++row)
        m_rows[row]->row = int(row);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    to.reserve(from.size());
    for (const QModelIndex &index : from)
        to << createIndex(before[index.row()]->row, index.column());
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void SettlementsModel::cutTo(qsizetype count)
{
    if (count == m_rows.size())
        return;
    beginRemoveRows({}, int(count), int(m_rows.size()) - 1);
    for (qsizetype row = count; row < m_rows.size(); ++row)
        m_rows[row]->row = -1;
    m_rows.resize(count);
    endRemoveRows();
}

const Settlement *SettlementsModel::at(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows[row]->settlement : nullptr;
}

const Settlement *SettlementsModel::find(const QString &id) const
{
    const auto found = m_known.constFind(id);
    return found == m_known.cend() ? nullptr : &(*found)->settlement;
}

int SettlementsModel::rowOf(const QString &id) const
{
    const auto found = m_known.constFind(id);
    return found == m_known.cend() ? -1 : (*found)->row;
}

QStringList SettlementsModel::states() const
{
    QSet<QString> found;
    for (const std::shared_ptr<Entry> &entry : m_known)
        found.insert(entry->settlement.state);
    QStringList sorted = found.values();
    sorted.sort();
    return sorted;
}

QStringList SettlementsModel::parties() const
{
    QSet<QString> found;
    for (const std::shared_ptr<Entry> &entry : m_known)
        for (const keystone::Party &party : entry->settlement.parties)
            found.insert(partyName(party));
    QStringList sorted = found.values();
    sorted.sort(Qt::CaseInsensitive);
    return sorted;
}

QStringList SettlementsModel::templateIds() const
{
    QSet<QString> found;
    for (const std::shared_ptr<Entry> &entry : m_known)
        found.insert(entry->settlement.templateId);
    QStringList sorted = found.values();
    sorted.sort();
    return sorted;
}

} // namespace chancery
