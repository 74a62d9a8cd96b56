// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/mintsmodel.h"

#include "ui/models/auditmodel.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/mintnotice.h"
#include "ui/words/minttext.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

void MintsModel::setNaming(std::function<QString(const QString &)> naming)
{
    m_naming = std::move(naming);
}

void MintsModel::show(const QList<MintRecord> &records)
{
    beginResetModel();
    m_records = records;
    endResetModel();
}

/// Takes away the rows from `row` on that are later than `upTo`; yields the row it ends at.
int MintsModel::removeGone(int row, qint64 upTo)
{
    int end = row;
    while (end < m_records.size() && m_records.at(end).sequence > upTo)
        ++end;
    if (end > row) {
        beginRemoveRows({}, row, end - 1);
        m_records.erase(m_records.begin() + row, m_records.begin() + end);
        endRemoveRows();
    }
    return row;
}

void MintsModel::update(const QList<MintRecord> &records)
{
    int row = 0;
    qsizetype next = 0;
    while (next < records.size()) {
        removeGone(row, records.at(next).sequence);
        qsizetype fresh = next;
        while (fresh < records.size() &&
               (row >= m_records.size() || records.at(fresh).sequence > m_records.at(row).sequence))
            ++fresh;
        if (fresh > next) {
            const int count = int(fresh - next);
            beginInsertRows({}, row, row + count - 1);
            m_records = m_records.first(row) + records.sliced(next, count) + m_records.sliced(row);
            endInsertRows();
            row += count;
            next = fresh;
            continue;
        }
        if (m_records.at(row) != records.at(next)) {
            m_records[row] = records.at(next);
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        ++row;
        ++next;
    }
    removeGone(row, 0);
}

void MintsModel::append(const QList<MintRecord> &older)
{
    if (older.isEmpty())
        return;
    beginInsertRows({}, int(m_records.size()), int(m_records.size() + older.size()) - 1);
    m_records += older;
    endInsertRows();
}

void MintsModel::rename()
{
    if (!m_records.isEmpty())
        Q_EMIT dataChanged(index(0, Account), index(int(m_records.size()) - 1, Account));
}

const MintRecord *MintsModel::recordAt(int row) const
{
    return row >= 0 && row < m_records.size() ? &m_records.at(row) : nullptr;
}

int MintsModel::rowOf(const QString &id) const
{
    const auto found = std::find_if(m_records.begin(), m_records.end(),
                                    [&id](const MintRecord &record) { return record.intent.id == id; });
    return found == m_records.end() ? -1 : int(found - m_records.begin());
}

int MintsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int MintsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString MintsModel::shown(const MintRecord &record, int column) const
{
    switch (column) {
    case When:
        return logTimeText(record.intended);
    case Account: {
        const QString name = m_naming ? m_naming(record.intent.accountId) : QString();
        return name.isEmpty() ? shortId(record.intent.accountId) : name;
    }
    case Points:
        return numberText(record.intent.points);
    case Outcome:
        return capitalised(mintStateText(record));
    case Reason:
        return record.intent.reason;
    default:
        return record.intent.author.user;
    }
}

/// Where more is meant than is shown.
QString MintsModel::whole(const MintRecord &record, int column) const
{
    switch (column) {
    case When:
        return exactText(record.intended);
    case Account:
        return record.intent.accountId;
    case Outcome:
        return mintWhyText(record);
    case Who:
        return tr("%1, at work with %2").arg(record.intent.author.user, record.intent.author.profileName);
    default:
        return {};
    }
}

QVariant MintsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_records.size())
        return {};
    const MintRecord &record = m_records.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(record, index.column());
    case Qt::ToolTipRole: {
        const QString more = whole(record, index.column());
        return more.isEmpty() || more == shown(record, index.column()) ? QVariant() : more.toHtmlEscaped();
    }
    case CopyRole:
        return index.column() == When      ? record.intended.toUTC().toString(Qt::ISODateWithMs)
               : index.column() == Account ? record.intent.accountId
               : index.column() == Points  ? QString::number(record.intent.points)
                                           : QVariant();
    case ToneRole:
        return index.column() != Outcome ? QVariant()
                                         : QVariant(int(record.isUnderWay ? Tone::Accent : toneOf(record.end.outcome)));
    case Qt::TextAlignmentRole:
        return index.column() == Points ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    default:
        return {};
    }
}

QVariant MintsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Points)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("When");
    case Account:
        return tr("Account");
    case Points:
        return tr("Points");
    case Outcome:
        return tr("Outcome");
    case Reason:
        return tr("Reason");
    default:
        return tr("Who");
    }
}

} // namespace chancery
