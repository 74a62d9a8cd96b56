// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/gridmodel.h"

#include "core/async/background.h"
#include "ui/words/findingtext.h"

#include <QLocale>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::CellChange;
using catalogue::Edits;
using catalogue::Finding;
using catalogue::StoredRow;

namespace {

constexpr int wantedPages = 6;
constexpr qsizetype longestTip = 2000;

} // namespace

GridModel::GridModel(EditSheet &sheet, QObject *parent)
    : QAbstractTableModel(parent)
    , m_sheet(sheet)
    , m_pages(keptPages)
{
    connect(&m_sheet, &EditSheet::changed, this, &GridModel::recordsChanged);
}

GridModel::~GridModel() = default;

void GridModel::setContent(const Content &content)
{
    beginResetModel();
    m_content = content;
    m_shown = {};
    m_reasons.clear();
    forgetPages();
    endResetModel();
}

void GridModel::forgetPages()
{
    m_pages.clear();
    m_wanted.clear();
    m_fetching.reset();
    m_fetchingPage = -1;
}

void GridModel::setDuplicates(std::shared_ptr<const std::vector<catalogue::DuplicateRow>> duplicates)
{
    const bool isSame = m_duplicates && duplicates && *m_duplicates == *duplicates;
    m_duplicates = std::move(duplicates);
    if (!isSame)
        recordsChanged(0, std::numeric_limits<qint64>::max());
}

void GridModel::showOnly(QList<qint64> records)
{
    beginResetModel();
    m_shown = {true, std::move(records)};
    forgetPages();
    endResetModel();
}

void GridModel::showAll()
{
    beginResetModel();
    m_shown = {};
    forgetPages();
    endResetModel();
}

void GridModel::setReasons(QHash<qint64, QString> reasons)
{
    m_reasons = std::move(reasons);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int GridModel::rowOf(qint64 record) const
{
    if (!m_shown.isFiltered)
        return record >= 0 && record < rowCount() ? int(record) : -1;
    const auto found = std::lower_bound(m_shown.records.cbegin(), m_shown.records.cend(), record);
    return found != m_shown.records.cend() && *found == record ? int(found - m_shown.records.cbegin()) : -1;
}

const StoredRow *GridModel::row(int row) const
{
    const Page *const page = m_pages.object(row / pageRows);
    if (!page || page->isStale)
        want(row / pageRows);
    return page && row % pageRows < page->rows.size() ? &page->rows[row % pageRows] : nullptr;
}

void GridModel::want(int page) const
{
    if (page == m_fetchingPage && !m_isOutdated)
        return;
    m_wanted.removeAll(page);
    m_wanted.append(page);
    if (m_wanted.size() > wantedPages)
        m_wanted.removeFirst();
    if (m_fetchingPage < 0)
        QMetaObject::invokeMethod(const_cast<GridModel *>(this), &GridModel::fetchNext, Qt::QueuedConnection);
}

void GridModel::fetchNext()
{
    if (m_fetchingPage >= 0 || m_wanted.isEmpty() || !m_content.store)
        return;
    m_fetchingPage = m_wanted.takeLast();
    m_isOutdated = false;
    QList<qint64> records;
    const int first = m_fetchingPage * pageRows;
    for (int row = first; row < std::min(first + pageRows, rowCount()); ++row)
        records.append(recordAt(row));
    m_fetching = std::make_unique<QObject>();
    background([store = m_content.store, records, edits = m_sheet.edits(), duplicates = m_duplicates](std::stop_token) {
        return store->rows(records, edits, duplicates ? *duplicates : std::vector<catalogue::DuplicateRow>());
    }).then(m_fetching.get(), [this](const Result<QList<StoredRow>> &rows) {
        takePage(std::exchange(m_fetchingPage, -1), rows);
        fetchNext();
    });
}

void GridModel::takePage(int page, const Result<QList<StoredRow>> &rows)
{
    if (!rows) {
        m_wanted.clear();
        Q_EMIT failed(rows.error());
        return;
    }
    m_pages.insert(page, new Page{*rows, m_isOutdated});
    const int first = page * pageRows;
    const int last = first + int(rows->size()) - 1;
    if (m_isOutdated)
        want(page);
    if (last < first)
        return;
    Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Vertical, first, last);
    Q_EMIT rowsLoaded(first, last);
}

void GridModel::recordsChanged(qint64 first, qint64 last)
{
    m_isOutdated = true;
    for (const int number : m_pages.keys()) {
        Page *const page = m_pages.object(number);
        const bool isTouched =
            !page->rows.isEmpty() && page->rows.constFirst().record <= last && page->rows.constLast().record >= first;
        if (!isTouched)
            continue;
        page->isStale = true;
        Q_EMIT dataChanged(index(number * pageRows, 0),
                           index(number * pageRows + int(page->rows.size()) - 1, columnCount() - 1));
    }
}

QString GridModel::textAt(int row, int column) const
{
    const qint64 record = recordAt(row);
    if (const Edits::Cell edited = m_sheet.edits().cell(record, column))
        return *edited;
    if (const StoredRow *const held = this->row(row))
        return held->fields.value(column);
    const auto read = m_content.store->rows({record}, {});
    return read && !read->isEmpty() ? read->first().fields.value(column) : QString();
}

QList<Finding> GridModel::findingsAt(const QModelIndex &index) const
{
    QList<Finding> found;
    const StoredRow *const held = index.isValid() ? row(index.row()) : nullptr;
    if (!held || held->isRemoved)
        return found;
    for (const Finding &finding : held->findings) {
        if (finding.column == index.column() || (finding.column < 0 && index.column() == 0))
            found.append(finding);
    }
    return found;
}

int GridModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_content.store)
        return 0;
    return m_shown.isFiltered ? int(m_shown.records.size()) : int(m_content.store->records());
}

int GridModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_content.store ? 0 : int(m_content.store->headers().size());
}

QString GridModel::tipOf(const QModelIndex &index) const
{
    QStringList sentences;
    for (const Finding &finding : findingsAt(index)) {
        const FindingText text = describe(finding);
        sentences << QString(text.message + u' ' + text.remedy);
    }
    return sentences.join(u'\n').left(longestTip);
}

QVariant GridModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const StoredRow *const held = row(index.row());
    const qint64 record = recordAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: {
        const Edits::Cell edited = m_sheet.edits().cell(record, index.column());
        if (!edited && !held)
            return role == Qt::DisplayRole ? QVariant(u"…"_s) : QVariant();
        const QString text = edited ? *edited : held->fields.value(index.column());
        return role == Qt::EditRole ? text : text.simplified();
    }
    case Qt::ToolTipRole: {
        const QString tip = tipOf(index);
        return tip.isEmpty() ? QVariant() : QVariant(tip);
    }
    case Qt::AccessibleDescriptionRole:
        return tipOf(index);
    case GridSeverityRole: {
        QVariant worst;
        for (const Finding &finding : findingsAt(index))
            worst = std::max(worst.toInt(), int(finding.severity));
        return worst;
    }
    case GridEditedRole:
        return m_sheet.edits().cell(record, index.column()).has_value();
    case GridRemovedRole:
        return m_sheet.edits().isRemoved(record);
    default:
        return {};
    }
}

bool GridModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid())
        return false;
    const QString text = value.toString();
    if (text == textAt(index.row(), index.column()))
        return true;
    const qint64 record = recordAt(index.row());
    m_sheet.apply({CellChange{record, index.column(), m_sheet.edits().cell(record, index.column()), text}},
                  tr("Edit of a cell"));
    return true;
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!m_content.store)
        return {};
    if (orientation == Qt::Horizontal) {
        if (role == GridTargetRole)
            return m_content.targets.value(section);
        const QString name = m_content.store->headers().value(section);
        if (role == Qt::ToolTipRole)
            return tr("%1 goes to %2").arg(name, m_content.targets.value(section));
        return role == Qt::DisplayRole ? QVariant(name) : QVariant();
    }
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const Page *const page = m_pages.object(section / pageRows);
    if (!page || section % pageRows >= page->rows.size())
        return u"…"_s;
    const StoredRow &held = page->rows[section % pageRows];
    const QString line = QLocale().toString(held.line);
    if (m_sheet.edits().isRemoved(held.record))
        return QString(u"– "_s + line);
    if (held.isLeftOut || m_reasons.contains(held.record))
        return QString(u"× "_s + line);
    return held.findings.isEmpty() ? line : QString(u"! "_s + line);
}

Qt::ItemFlags GridModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (!m_sheet.edits().isRemoved(recordAt(index.row())))
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace chancery
