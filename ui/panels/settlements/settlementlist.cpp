// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/settlementlist.h"

#include "ui/panels/settlements/celldelegates.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/skeletonrows.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr auto aSecond = std::chrono::seconds(1);
constexpr int nearTheEnd = 600; ///< pixels

int widthOf(const QWidget &widget, const QString &text)
{
    return widget.fontMetrics().horizontalAdvance(text) + 2 * space::medium;
}

} // namespace

SettlementList::SettlementList(Parts parts, QWidget *parent)
    : QStackedWidget(parent)
    , m_model(parts.model)
    , m_scope(parts.scope)
    , m_now(std::move(parts.now))
{
    // Before the table's own: its selection goes to the row above.
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                const int row = m_table->currentIndex().row();
                m_vacated = row >= first && row <= last ? first : -1;
            });
    buildTable();
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &SettlementList::fillVacatedRow);
    addWidget(new SkeletonRows(this));
    buildEmptyStates();
    m_clock.setInterval(aSecond);
    connect(&m_clock, &QTimer::timeout, this, &SettlementList::tick);
    for (const auto &change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, change, this, &SettlementList::refreshPage);
    connect(&m_model, &QAbstractItemModel::layoutAboutToBeChanged, this, [this] {
        m_top = m_table->indexAt({0, 0});
        m_topOffset = m_table->verticalScrollBar()->value() - m_top.row() * size::row;
    });
    connect(&m_model, &QAbstractItemModel::layoutChanged, this, &SettlementList::keepPlace);
    refreshPage();
}

void SettlementList::buildTable()
{
    const bool isQueue = m_scope == ReaderScope::Queue;
    m_table = new TableView(this);
    m_table->setObjectName(isQueue ? u"reviewQueue"_s : u"settlementsTable"_s);
    m_table->setAccessibleName(isQueue ? tr("Settlements that wait for a decision") : tr("All settlements"));
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    if (isQueue)
        m_table->sortByColumn(SettlementsModel::TimeLeft, Qt::AscendingOrder);
    else
        m_table->sortByColumn(SettlementsModel::Age, Qt::AscendingOrder);
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->setStretchColumn(SettlementsModel::Parties);
    m_table->setItemDelegateForColumn(SettlementsModel::State, new StatePillDelegate(m_table));
    m_table->setItemDelegateForColumn(SettlementsModel::TimeLeft, new ToneTextDelegate(m_table));
    m_table->setLeastWidth(SettlementsModel::State, widthOf(*this, tr("Compliance checking")) + space::huge);
    m_table->setLeastWidth(SettlementsModel::TimeLeft,
                           widthOf(*this, isQueue ? tr("over for %1").arg(u"00 min"_s) : u"00:00:00"_s));
    m_table->setLeastWidth(SettlementsModel::Age, widthOf(*this, u"00 min"_s));
    m_table->setLeastWidth(SettlementsModel::Reference, widthOf(*this, u"DESK-0000"_s));
    m_table->setLeastWidth(SettlementsModel::Legs, widthOf(*this, u"250,000"_s));
    m_table->setLeastWidth(SettlementsModel::Parties,
                           widthOf(*this, isQueue ? u"Northwind Custody → H"_s : u"Northwind Custo"_s));
    // Next to the detail there is little room, and nearly all of a queue is in one state.
    m_table->setColumnHidden(SettlementsModel::Template, true);
    m_table->setColumnHidden(SettlementsModel::State, isQueue);
    m_table->setColumnHidden(SettlementsModel::Reference, isQueue);
    m_table->setColumnHidden(SettlementsModel::Legs, !isQueue);
    m_table->setColumnHidden(SettlementsModel::Age, !isQueue);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SettlementList::selectionChanged);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, m_table, &QAbstractItemView::scrollToTop);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value > m_table->verticalScrollBar()->maximum() - nearTheEnd)
            Q_EMIT moreWanted();
    });
    m_table->installEventFilter(this);
    addWidget(m_table);
}

void SettlementList::buildEmptyStates()
{
    const bool isQueue = m_scope == ReaderScope::Queue;
    addWidget(isQueue ? new EmptyState({u"success"_s, tr("Nothing waits for a decision"),
                                        tr("Settlements that the service stops for a decision stand here by "
                                           "themselves, those with the least time first.")},
                                       this)
                      : new EmptyState({u"table"_s, tr("No settlements yet"),
                                        tr("A settlement comes about where two instructions match.")},
                                       this));
    auto *nothingMatches = new EmptyState({u"search"_s, tr("No settlement matches"),
                                           tr("None of the settlements that are loaded meets the search and the "
                                              "filters.")},
                                          this);
    QPushButton *clear = nothingMatches->addAction(tr("Clear search and filters"));
    clear->setObjectName(u"clearSettlementFilters"_s);
    connect(clear, &QPushButton::clicked, this, &SettlementList::filtersUnwanted);
    addWidget(nothingMatches);
    addWidget(new EmptyState({u"network"_s, tr("The settlements could not be loaded"),
                              tr("The message above says what happened. They stand here once the service answers.")},
                             this));
}

void SettlementList::setLoad(Load load)
{
    m_load = load;
    refreshPage();
}

void SettlementList::refreshPage()
{
    if (m_model.rowCount() > 0)
        setCurrentIndex(Table);
    else if (m_model.known() > 0)
        setCurrentIndex(NothingMatches);
    else if (m_load == Load::Here)
        setCurrentIndex(NothingThere);
    else
        setCurrentIndex(m_load == Load::Loading ? Skeleton : NothingLoaded);
    if (hasFocus())
        handKeyboardOn(Qt::OtherFocusReason);
}

/// Who has scrolled away from the top sees the same rows as before.
void SettlementList::keepPlace()
{
    QScrollBar &bar = *m_table->verticalScrollBar();
    if (bar.value() == 0 || !m_top.isValid())
        return;
    const int wanted = m_top.row() * size::row + m_topOffset;
    m_top = QPersistentModelIndex();
    if (wanted != bar.value())
        bar.setValue(wanted);
}

QStringList SettlementList::selectedIds() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    QStringList ids;
    for (const int row : std::as_const(rows))
        ids << m_model.at(row)->id;
    return ids;
}

void SettlementList::select(const QString &id)
{
    const int row = m_model.rowOf(id);
    row < 0 ? m_table->clearSelection() : selectRow(row);
}

void SettlementList::selectRow(int row)
{
    const int last = m_model.rowCount() - 1;
    if (last >= 0)
        m_table->selectRow(std::clamp(row, 0, last));
}

/// Before there are rows the list keeps the keyboard itself, and hands it on to them.
void SettlementList::focusTable()
{
    currentIndex() == Table ? m_table->setFocus() : setFocus();
}

void SettlementList::focusInEvent(QFocusEvent *event)
{
    QStackedWidget::focusInEvent(event);
    handKeyboardOn(event->reason());
}

/// Whoever comes by keyboard begins with the first row.
void SettlementList::handKeyboardOn(Qt::FocusReason reason)
{
    if (currentIndex() != Table)
        return;
    m_table->setFocus(reason);
    if (!m_table->selectionModel()->hasSelection())
        selectRow(0);
}

void SettlementList::fillVacatedRow()
{
    const int row = std::min(std::exchange(m_vacated, -1), m_model.rowCount() - 1);
    if (row >= 0)
        m_table->selectionModel()->setCurrentIndex(m_model.index(row, m_table->currentIndex().column()),
                                                   QItemSelectionModel::NoUpdate);
}

/// Where the selected row has left, the next one stands in its place but is not selected: an arrow takes it before it
/// goes on from there.
bool SettlementList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return QStackedWidget::eventFilter(watched, event);
    const auto *const press = static_cast<QKeyEvent *>(event);
    const bool isArrow = press->key() == Qt::Key_Up || press->key() == Qt::Key_Down;
    const bool isFree = !m_table->selectionModel()->hasSelection() && m_table->currentIndex().isValid();
    if (!isArrow || !isFree || (press->modifiers() & ~Qt::KeypadModifier))
        return QStackedWidget::eventFilter(watched, event);
    selectRow(m_table->currentIndex().row());
    return true;
}

void SettlementList::showStates()
{
    m_table->setColumnHidden(SettlementsModel::State, false);
    if (m_scope == ReaderScope::All)
        return;
    // They take the room of the ages and some of the parties'.
    m_table->setColumnHidden(SettlementsModel::Age, true);
    m_table->setLeastWidth(SettlementsModel::Parties, widthOf(*this, u"Northwind Custo"_s));
}

void SettlementList::showEvent(QShowEvent *event)
{
    QStackedWidget::showEvent(event);
    m_clock.start();
    tick();
}

void SettlementList::hideEvent(QHideEvent *event)
{
    QStackedWidget::hideEvent(event);
    m_clock.stop();
}

void SettlementList::tick()
{
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    m_model.tick(first, last < 0 ? m_model.rowCount() - 1 : last, m_now());
}

} // namespace chancery
