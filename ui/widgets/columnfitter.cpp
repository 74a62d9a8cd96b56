// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/columnfitter.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>

namespace chancery {

namespace {

constexpr int mostNatural = 360;
constexpr int leastNatural = 56;
constexpr int firstRows = 12;

} // namespace

ColumnFitter::ColumnFitter(const Parts &parts)
    : QObject(&parts.view)
    , m_view(parts.view)
    , m_header(parts.header)
    , m_contentWidth(parts.contentWidth)
{
    m_header.setStretchLastSection(false);
    m_header.setMinimumSectionSize(leastNatural);
    m_view.viewport()->installEventFilter(this);
    connect(&m_header, &QHeaderView::sectionResized, this, [this](int column) {
        if (m_fitting)
            return;
        m_personal.insert(column);
        fit();
        Q_EMIT arranged();
    });
    connect(&m_header, &QHeaderView::sectionMoved, this, &ColumnFitter::arranged);
    connect(&m_header, &QHeaderView::sectionCountChanged, this, &ColumnFitter::scheduleMeasure);
    connect(&m_header, &QHeaderView::sectionHandleDoubleClicked, this, [this](int column) {
        m_personal.remove(column);
        m_natural.remove(column);
        scheduleMeasure();
    });
}

void ColumnFitter::setStretchColumn(int column)
{
    m_stretch = column;
    fit();
}

void ColumnFitter::setLeastWidth(int column, int width)
{
    m_least.insert(column, width);
    fit();
}

void ColumnFitter::scheduleMeasure()
{
    if (m_measureScheduled)
        return;
    m_measureScheduled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_measureScheduled = false;
            measure();
        },
        Qt::QueuedConnection);
}

/// Once the model has shown its first texts, and not again: columns that move while one reads are worse than narrow
/// ones. Rows may be there before what stands in them.
void ColumnFitter::measure()
{
    const bool hasRows = m_view.model() && m_view.model()->rowCount() > 0;
    for (const int column : visibleColumns()) {
        if (!hasRows || (m_natural.contains(column) && !m_blank.contains(column)))
            continue;
        m_natural.insert(column, qMin(mostNatural, m_contentWidth(column)));
        if (hasText(column))
            m_blank.remove(column);
        else
            m_blank.insert(column);
    }
    fit();
}

bool ColumnFitter::hasText(int column) const
{
    const QAbstractItemModel &model = *m_view.model();
    for (int row = 0; row < qMin(model.rowCount(), firstRows); ++row) {
        if (!model.index(row, column).data().toString().isEmpty())
            return true;
    }
    return false;
}

QList<int> ColumnFitter::visibleColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < m_header.count(); ++visual) {
        const int column = m_header.logicalIndex(visual);
        if (!m_header.isSectionHidden(column))
            columns += column;
    }
    return columns;
}

int ColumnFitter::leastWidth(int column) const
{
    const int heading = qMin(qMax(leastNatural, m_header.sectionSizeHint(column)), mostNatural);
    return qMax(heading, m_least.value(column));
}

int ColumnFitter::stretchColumn(const QList<int> &columns) const
{
    if (columns.contains(m_stretch) && !m_personal.contains(m_stretch))
        return m_stretch;
    return columns.isEmpty() ? -1 : columns.last();
}

/// Takes `excess` from the columns in proportion to what they have above their floor; the person's own widths stay.
int ColumnFitter::shrink(QList<int> &widths, const QList<int> &columns, const Shrinking &wanted) const
{
    const auto spareOf = [&](qsizetype i) {
        return m_personal.contains(columns.at(i)) ? 0 : qMax(0, widths.at(i) - wanted.floor(columns.at(i)));
    };
    int spare = 0;
    for (qsizetype i = 0; i < columns.size(); ++i)
        spare += spareOf(i);
    int left = wanted.excess;
    for (qsizetype i = 0; i < columns.size() && spare > 0; ++i) {
        const int share = int(qMin<qint64>(wanted.excess, spare) * spareOf(i) / spare) + 1;
        const int taken = qMin(qMin(left, share), spareOf(i));
        widths[i] -= taken;
        left -= taken;
    }
    return left;
}

/// First the elastic column gives, down to half its content: names are read half more easily than numbers. Then all
/// give down to what the headings need, then below it: a cut word is found in the tooltip, a cut column is not.
void ColumnFitter::squeeze(QList<int> &widths, const QList<int> &columns, int excess) const
{
    const int elastic = stretchColumn(columns);
    const auto onlyElastic = [&](int column) {
        const qsizetype at = columns.indexOf(column);
        return column == elastic ? qMax(leastWidth(column), m_natural.value(column) / 2) : widths.at(at);
    };
    int left = shrink(widths, columns, {excess, onlyElastic});
    if (left > 0)
        left = shrink(widths, columns, {left, [this](int column) { return leastWidth(column); }});
    if (left > 0)
        shrink(widths, columns, {left, [this](int column) { return qMax(leastNatural, m_least.value(column)); }});
}

void ColumnFitter::fit()
{
    const QList<int> columns = visibleColumns();
    const int room = m_view.viewport()->width();
    if (m_fitting || columns.isEmpty() || room <= 0)
        return;
    const QScopedValueRollback guard(m_fitting, true);
    QList<int> widths;
    int total = 0;
    for (const int column : columns) {
        const int natural = qMax(leastWidth(column), m_natural.value(column, 0));
        widths += m_personal.contains(column) ? m_header.sectionSize(column) : natural;
        total += widths.last();
    }
    const qsizetype stretch = columns.indexOf(stretchColumn(columns));
    if (total > room)
        squeeze(widths, columns, total - room);
    else
        widths[stretch] += room - total;
    for (int i = 0; i < columns.size(); ++i)
        m_header.resizeSection(columns.at(i), widths.at(i));
}

QByteArray ColumnFitter::saveLayout() const
{
    return m_header.saveState();
}

bool ColumnFitter::restoreLayout(const QByteArray &layout)
{
    {
        const QScopedValueRollback guard(m_fitting, true);
        if (layout.isEmpty() || !m_header.restoreState(layout))
            return false;
    }
    const QList<int> columns = visibleColumns();
    const int stretch = stretchColumn(columns);
    for (const int column : columns) {
        if (column != stretch)
            m_personal.insert(column);
    }
    fit();
    return true;
}

bool ColumnFitter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fit();
    else if (event->type() == QEvent::Paint && (m_natural.isEmpty() || !m_blank.isEmpty()))
        scheduleMeasure();
    return QObject::eventFilter(watched, event);
}

} // namespace chancery
