// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/auditmodel.h"

#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

Tone toneOf(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::Done:
        return Tone::Good;
    case RowOutcome::Failed:
        return Tone::Bad;
    case RowOutcome::NotSent:
        return Tone::Neutral;
    case RowOutcome::Unknown:
        break;
    }
    return Tone::Unknown;
}

QList<AuditModel::Row> AuditModel::rowsOf(const QList<AuditEntry> &entries)
{
    QList<Row> rows;
    rows.reserve(entries.size());
    for (const AuditEntry &entry : entries)
        rows.append({entry, describe(entry)});
    return rows;
}

void AuditModel::show(const QList<AuditEntry> &entries, More older)
{
    beginResetModel();
    m_rows = rowsOf(entries);
    m_older = older;
    m_isWaiting = false;
    endResetModel();
}

void AuditModel::append(const QList<AuditEntry> &older, More more)
{
    m_isWaiting = false;
    m_older = more;
    if (older.isEmpty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + older.size()) - 1);
    m_rows += rowsOf(older);
    endInsertRows();
}

int AuditModel::prepend(const QList<AuditEntry> &newer)
{
    const auto known = std::find_if(newer.begin(), newer.end(),
                                    [this](const AuditEntry &entry) { return entry.sequence <= newest(); });
    const QList<AuditEntry> fresh(newer.begin(), known);
    if (fresh.isEmpty())
        return 0;
    beginInsertRows({}, 0, int(fresh.size()) - 1);
    m_rows = rowsOf(fresh) + m_rows;
    endInsertRows();
    return int(fresh.size());
}

const AuditEntry *AuditModel::entryAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows.at(row).entry : nullptr;
}

int AuditModel::rowOf(qint64 sequence) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [sequence](const Row &row) { return row.entry.sequence == sequence; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int AuditModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int AuditModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AuditModel::shown(const Row &row, int column)
{
    switch (column) {
    case Sequence:
        return numberText(row.entry.sequence);
    case When:
        return logTimeText(row.entry.at);
    case What:
        return row.text.what;
    case Subject:
        return shortId(row.entry.subject);
    case Who:
        return row.entry.author.user;
    default:
        return row.text.gist;
    }
}

/// Where more is meant than is shown.
QString AuditModel::whole(const Row &row, int column)
{
    switch (column) {
    case When:
        return exactText(row.entry.at);
    case Subject:
        return row.entry.subject;
    case Who:
        return tr("%1, at work with %2").arg(row.entry.author.user, row.entry.author.profileName);
    case Gist:
        return row.text.reason.isEmpty() ? row.text.gist : row.text.reason;
    default:
        return {};
    }
}

QVariant AuditModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, index.column());
    case Qt::ToolTipRole: {
        const QString more = whole(row, index.column());
        return more.isEmpty() || more == shown(row, index.column()) ? QVariant() : more;
    }
    case CopyRole:
        return index.column() == When      ? row.entry.at.toUTC().toString(Qt::ISODateWithMs)
               : index.column() == Subject ? row.entry.subject
                                           : QVariant();
    case ToneRole:
        return index.column() == What && row.text.outcome ? QVariant(int(toneOf(*row.text.outcome))) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Sequence ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    default:
        return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Sequence)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Sequence:
        return tr("No.");
    case When:
        return tr("When");
    case What:
        return tr("What");
    case Subject:
        return tr("About");
    case Who:
        return tr("Who");
    default:
        return tr("Reason or end");
    }
}

bool AuditModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_older == More::Perhaps && !m_isWaiting;
}

void AuditModel::fetchMore(const QModelIndex &)
{
    m_isWaiting = true;
    Q_EMIT olderWanted();
}

} // namespace chancery
