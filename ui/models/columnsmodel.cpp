// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/columnsmodel.h"

#include "ui/models/valueformats.h"
#include "ui/theme/tokens.h"
#include "ui/words/findingtext.h"

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
    case Target::Kind::CertifiedPaths:
        return ColumnsModel::tr("Certified paths");
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
    m_firstRow = preview.records.isEmpty() ? QStringList() : preview.records.first().fields;
    endResetModel();
}

int ColumnsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_mapping.columns.size() + m_mapping.made.size());
}

int ColumnsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

ColumnsModel::Row ColumnsModel::rowOf(int row)
{
    if (isMade(row)) {
        catalogue::MadeValue &value = m_mapping.made[row - m_mapping.columns.size()];
        return {value.target, value.format};
    }
    return {m_mapping.columns[row].target, m_mapping.columns[row].format};
}

const Target &ColumnsModel::targetOf(int row) const
{
    return isMade(row) ? made(row).target : m_mapping.columns[row].target;
}

const catalogue::ValueFormat &ColumnsModel::formatOf(int row) const
{
    return isMade(row) ? made(row).format : m_mapping.columns[row].format;
}

QString ColumnsModel::headerOf(int row) const
{
    if (isMade(row)) {
        const QString label = madeLabel(made(row), m_mapping);
        return label.left(1).toUpper() + label.mid(1);
    }
    const QString &header = m_mapping.columns[row].header;
    return header.isEmpty() ? tr("(no name)") : header;
}

/// Why the value goes there, and how sure that is.
QString ColumnsModel::reasonOf(int row) const
{
    if (isMade(row))
        return made(row).isConstant() ? tr("In every row") : tr("Joined");
    const ColumnMapping &column = m_mapping.columns[row];
    const int percent = qRound(column.certainty * 100);
    if (column.suggestion)
        return tr("Check: %1? %2 %").arg(targetText(*column.suggestion)).arg(percent);
    if (column.basis == ColumnMapping::Basis::Alias || column.basis == ColumnMapping::Basis::Values)
        return tr("%1, %2 %").arg(basisText(column.basis)).arg(percent);
    return basisText(column.basis);
}

QString ColumnsModel::sampleOf(int row) const
{
    if (!isMade(row))
        return m_samples.value(row);
    QStringList parts;
    for (const int column : made(row).columns) {
        if (const QString cell = m_firstRow.value(column); !cell.isEmpty())
            parts << cell;
    }
    return made(row).isConstant() ? made(row).text : parts.join(made(row).text).simplified();
}

QVariant ColumnsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const bool isData = targetOf(row).kind == Target::Kind::Data;
    if (index.column() == Certified && role == Qt::CheckStateRole && isData)
        return int(isCertified(row) ? Qt::Checked : Qt::Unchecked);
    if (index.column() == GoesTo && role == Qt::EditRole)
        return catalogue::toText(targetOf(row));
    if (index.column() == Basis && role == ToneRole && hasSuggestion(row))
        return int(Tone::Attention);
    if (index.column() == Basis && role == Qt::ToolTipRole && hasSuggestion(row))
        return tr("Not sure enough to be sent there unasked. Click to send the column to %1.")
            .arg(catalogue::toText(*m_mapping.columns[row].suggestion));
    if (role == Qt::ToolTipRole && index.column() == Sample)
        return sampleOf(row);
    if (role != Qt::DisplayRole && !(role == Qt::EditRole && index.column() == Type))
        return {};
    switch (index.column()) {
    case Header:
        return headerOf(row);
    case GoesTo:
        return targetText(targetOf(row));
    case Type:
        return isData ? formatText(formatOf(row)) : QString();
    case Basis:
        return reasonOf(row);
    case Sample:
        return sampleOf(row);
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
    case Type:
        return tr("As");
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
    if (!index.isValid())
        return flags;
    const bool isData = targetOf(index.row()).kind == Target::Kind::Data;
    if (index.column() == GoesTo || (index.column() == Type && isData))
        flags |= Qt::ItemIsEditable;
    if (index.column() == Certified && isData)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool ColumnsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid())
        return false;
    if (index.column() == GoesTo && role == Qt::EditRole)
        return setTarget(index.row(), value.toString());
    if (index.column() == Type && role == Qt::EditRole)
        return setFormat(index.row(), value.toString());
    if (index.column() == Certified && role == Qt::CheckStateRole)
        return setCertified(index.row(), value.toInt() == Qt::Checked);
    return false;
}

bool ColumnsModel::setTarget(int row, const QString &text)
{
    const auto target = catalogue::parseTarget(text.trimmed());
    if (!target || *target == targetOf(row))
        return false;
    redirect(row, *target);
    announce(row);
    return true;
}

/// What was certified under the old path is not certified under another; only `data` has types.
void ColumnsModel::redirect(int row, const Target &target)
{
    const Row value = rowOf(row);
    if (m_mapping.certifiedPaths && value.target.kind == Target::Kind::Data)
        m_mapping.certifiedPaths->removeAll(value.target.path);
    value.target = target;
    if (target.kind != Target::Kind::Data)
        value.format = {};
    if (isMade(row))
        return;
    m_mapping.columns[row].basis = ColumnMapping::Basis::Chosen;
    m_mapping.columns[row].suggestion.reset();
}

void ColumnsModel::announce(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT mappingEdited(m_mapping);
}

bool ColumnsModel::setFormat(int row, const QString &text)
{
    for (const catalogue::ValueFormat &format : offeredFormats()) {
        if (formatText(format) != text || format == formatOf(row))
            continue;
        rowOf(row).format = format;
        announce(row);
        return true;
    }
    return false;
}

bool ColumnsModel::hasSuggestion(int row) const
{
    return row >= 0 && row < m_mapping.columns.size() && m_mapping.columns[row].suggestion.has_value();
}

int ColumnsModel::suggestions() const
{
    return int(std::count_if(m_mapping.columns.cbegin(), m_mapping.columns.cend(),
                             [](const ColumnMapping &column) { return column.suggestion.has_value(); }));
}

bool ColumnsModel::acceptSuggestion(int row)
{
    if (!hasSuggestion(row))
        return false;
    const Target target = *m_mapping.columns[row].suggestion;
    redirect(row, target);
    announce(row);
    return true;
}

void ColumnsModel::setMade(const catalogue::MadeValue &value, int row)
{
    for (int column = 0; column < int(m_mapping.columns.size()); ++column) {
        if (value.target.kind != Target::Kind::Ignore && m_mapping.columns[column].target == value.target) {
            redirect(column, {});
            Q_EMIT dataChanged(index(column, 0), index(column, ColumnCount - 1));
        }
    }
    if (isMade(row)) {
        m_mapping.made[row - m_mapping.columns.size()] = value;
        return announce(row);
    }
    const int last = rowCount();
    beginInsertRows({}, last, last);
    m_mapping.made.append(value);
    endInsertRows();
    Q_EMIT mappingEdited(m_mapping);
}

void ColumnsModel::removeMade(int row)
{
    if (!isMade(row))
        return;
    redirect(row, {});
    beginRemoveRows({}, row, row);
    m_mapping.made.removeAt(row - m_mapping.columns.size());
    endRemoveRows();
    Q_EMIT mappingEdited(m_mapping);
}

bool ColumnsModel::isCertified(int row) const
{
    return m_mapping.certifiedPaths && m_mapping.certifiedPaths->contains(targetOf(row).path);
}

bool ColumnsModel::setCertified(int row, bool certified)
{
    const QString path = targetOf(row).path;
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
