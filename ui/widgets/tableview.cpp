// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/tableview.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/columnfitter.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QToolTip>

namespace chancery {

namespace {

/// How many rows are looked at for a column's width: enough to be right, few enough for a million.
constexpr int measuredRows = 60;

void presetView(QAbstractItemView &view)
{
    view.setAlternatingRowColors(true);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setSelectionMode(QAbstractItemView::ExtendedSelection);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setTextElideMode(Qt::ElideRight);
    view.setTabKeyNavigation(false);
}

void presetHeader(QHeaderView &header)
{
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header.setHighlightSections(false);
    header.setSectionsMovable(true);
    header.setTextElideMode(Qt::ElideRight);
    header.setResizeContentsPrecision(measuredRows);
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    header.setFont(typeFont(Type::Secondary));
    QObject::connect(&header, &QWidget::customContextMenuRequested, &header, [&header](const QPoint &place) {
        auto *menu = new QMenu(&header);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (int column = 0; column < header.count(); ++column) {
            const QString title = header.model()->headerData(column, header.orientation()).toString();
            QAction *action = menu->addAction(title);
            action->setCheckable(true);
            action->setChecked(!header.isSectionHidden(column));
            action->setEnabled(header.isSectionHidden(column) || header.count() - header.hiddenSectionCount() > 1);
            QObject::connect(action, &QAction::toggled, &header,
                             [&header, column](bool shown) { header.setSectionHidden(column, !shown); });
        }
        menu->popup(header.mapToGlobal(place));
    });
}

QString copyText(const QModelIndex &index)
{
    const QVariant whole = index.data(CopyRole);
    return (whole.isValid() ? whole : index.data()).toString();
}

void copyRows(const QAbstractItemView &view, const QHeaderView &header)
{
    if (!view.selectionModel())
        return;
    QModelIndexList rows = view.selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int visual = 0; visual < header.count(); ++visual) {
            const int column = header.logicalIndex(visual);
            if (!header.isSectionHidden(column))
                cells += copyText(row.siblingAtColumn(column));
        }
        lines += cells.join(u'\t');
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

/// The whole text of a cell that shows only part of it, unless the model has a tooltip of its own there.
bool showWholeText(QAbstractItemView &view, const QHelpEvent &event)
{
    const QModelIndex index = view.indexAt(event.pos());
    if (!index.isValid() || index.data(Qt::ToolTipRole).isValid())
        return false;
    const QString text = index.data().toString();
    const QRect cell = view.visualRect(index);
    const bool isCut = view.sizeHintForIndex(index).width() > cell.width();
    QToolTip::showText(event.globalPos(), isCut ? text : QString(), view.viewport(), cell);
    return true;
}

QHeaderView &columnsOf(const QTableView &view)
{
    return *view.horizontalHeader();
}
QHeaderView &columnsOf(const QTreeView &view)
{
    return *view.header();
}

} // namespace

template <class View>
FittedView<View>::FittedView(QWidget *parent)
    : View(parent)
{
    presetView(*this);
    presetHeader(columnsOf(*this));
    m_fitter =
        new ColumnFitter({*this, columnsOf(*this), [this](int column) { return this->sizeHintForColumn(column); }});
}

template <class View>
void FittedView<View>::setStretchColumn(int column)
{
    m_fitter->setStretchColumn(column);
}

template <class View>
void FittedView<View>::setLeastWidth(int column, int width)
{
    m_fitter->setLeastWidth(column, width);
}

template <class View>
QByteArray FittedView<View>::saveLayout() const
{
    return m_fitter->saveLayout();
}

template <class View>
bool FittedView<View>::restoreLayout(const QByteArray &layout)
{
    return m_fitter->restoreLayout(layout);
}

template <class View>
void FittedView<View>::copySelection() const
{
    copyRows(*this, columnsOf(*this));
}

template <class View>
void FittedView<View>::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copySelection();
    else
        View::keyPressEvent(event);
}

template <class View>
bool FittedView<View>::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && showWholeText(*this, *static_cast<QHelpEvent *>(event)))
        return true;
    return View::viewportEvent(event);
}

template class FittedView<QTableView>;
template class FittedView<QTreeView>;

TableView::TableView(QWidget *parent)
    : FittedView(parent)
{
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(heightFor(font(), size::row));
    verticalHeader()->setDefaultSectionSize(heightFor(font(), size::row));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
}

TreeView::TreeView(QWidget *parent)
    : FittedView(parent)
{
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setAnimated(false);
}

} // namespace chancery
