// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/columnsmodel.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::ColumnMapping;
using catalogue::Target;

namespace {

constexpr int sampleRows = 20;
constexpr int samplesShown = 3;

QString basisText(ColumnMapping::Basis basis)
{
    switch (basis) {
    case ColumnMapping::Basis::Exact:
        return ColumnsModel::tr("Same name");
    case ColumnMapping::Basis::Alias:
        return ColumnsModel::tr("Known name");
    case ColumnMapping::Basis::Values:
        return ColumnsModel::tr("By its values");
    case ColumnMapping::Basis::Rest:
        return ColumnsModel::tr("Not known, kept in data");
    case ColumnMapping::Basis::Chosen:
        break;
    }
    return ColumnsModel::tr("Chosen");
}

/// The first values of a column that differ.
QString samplesOf(const catalogue::Preview &preview, int column)
{
    QStringList values;
    for (const catalogue::Record &record : preview.records.mid(0, sampleRows)) {
        const QString value = record.fields.value(column).simplified();
        if (!value.isEmpty() && !values.contains(value))
            values << value;
        if (values.size() == samplesShown)
            break;
    }
    return values.join(u"  ·  "_s);
}

} // namespace

QString targetText(const Target &target)
{
    switch (target.kind) {
    case Target::Kind::Ignore:
        return ColumnsModel::tr("Leave out");
    case Target::Kind::ModelNumber:
        return ColumnsModel::tr("Model number");
    case Target::Kind::BatchNumber:
        return ColumnsModel::tr("Batch number");
    case Target::Kind::ItemNumber:
        return ColumnsModel::tr("Item number");
    case Target::Kind::Name:
        return ColumnsModel::tr("Name");
    case Target::Kind::Description:
        return ColumnsModel::tr("Description");
    case Target::Kind::Granularity:
        return ColumnsModel::tr("Level");
    case Target::Kind::Network:
        return ColumnsModel::tr("Network");
    case Target::Kind::Data:
        break;
    }
    return ColumnsModel::tr("Data: %1").arg(target.path);
}

void ColumnsModel::setContent(const catalogue::Mapping &mapping, const catalogue::Preview &preview)
{
    beginResetModel();
    m_mapping = mapping;
    m_samples.clear();
    for (int column = 0; column < mapping.columns.size(); ++column)
        m_samples << samplesOf(preview, column);
    endResetModel();
}

int ColumnsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_mapping.columns.size());
}

int ColumnsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ColumnsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ColumnMapping &column = m_mapping.columns[index.row()];
    if (index.column() == Certified && role == Qt::CheckStateRole && column.target.kind == Target::Kind::Data)
        return int(isCertified(index.row()) ? Qt::Checked : Qt::Unchecked);
    if (index.column() == GoesTo && role == Qt::EditRole)
        return catalogue::toText(column.target);
    if (role == Qt::ToolTipRole && index.column() == Sample)
        return m_samples[index.row()];
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Header:
        return column.header.isEmpty() ? tr("(no name)") : column.header;
    case GoesTo:
        return targetText(column.target);
    case Basis:
        return basisText(column.basis);
    case Sample:
        return m_samples[index.row()];
    default:
        return {};
    }
}

QVariant ColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Header:
        return tr("Column");
    case GoesTo:
        return tr("Goes to");
    case Certified:
        return tr("Certified");
    case Basis:
        return tr("Why");
    default:
        return tr("Values");
    }
}

Qt::ItemFlags ColumnsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.column() == GoesTo)
        flags |= Qt::ItemIsEditable;
    if (index.column() == Certified && m_mapping.columns[index.row()].target.kind == Target::Kind::Data)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool ColumnsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid())
        return false;
    if (index.column() == GoesTo && role == Qt::EditRole)
        return setTarget(index.row(), value.toString());
    if (index.column() == Certified && role == Qt::CheckStateRole)
        return setCertified(index.row(), value.toInt() == Qt::Checked);
    return false;
}

bool ColumnsModel::setTarget(int row, const QString &text)
{
    const auto target = catalogue::parseTarget(text.trimmed());
    ColumnMapping &column = m_mapping.columns[row];
    if (!target || *target == column.target)
        return false;
    if (m_mapping.certifiedPaths && column.target.kind == Target::Kind::Data)
        m_mapping.certifiedPaths->removeAll(column.target.path);
    column.target = *target;
    column.basis = ColumnMapping::Basis::Chosen;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT mappingEdited(m_mapping);
    return true;
}

bool ColumnsModel::isCertified(int row) const
{
    return m_mapping.certifiedPaths && m_mapping.certifiedPaths->contains(m_mapping.columns[row].target.path);
}

bool ColumnsModel::setCertified(int row, bool certified)
{
    const QString path = m_mapping.columns[row].target.path;
    QStringList paths = m_mapping.certifiedPaths.value_or(QStringList());
    paths.removeAll(path);
    if (certified)
        paths << path;
    m_mapping.certifiedPaths = paths.isEmpty() ? std::nullopt : std::optional(paths);
    Q_EMIT dataChanged(index(row, Certified), index(row, Certified));
    Q_EMIT mappingEdited(m_mapping);
    return true;
}

} // namespace chancery
