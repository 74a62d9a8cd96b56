// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/eventtable.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/texts.h"
#include "ui/words/settlementtext.h"
#include "ui/words/statetext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QStandardItemModel>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::SettlementEvent;

namespace {

constexpr int eventRow = 30;
constexpr int mostRows = 8; ///< on show at once
enum Column { Number, When, From, To, By, Hash, ColumnCount };

QString whenText(const QDateTime &when)
{
    const QDateTime local = when.toLocalTime();
    const bool isToday = local.date() == QDate::currentDate();
    return local.toString(isToday ? u"HH:mm:ss"_s : u"d MMM HH:mm:ss"_s);
}

} // namespace

EventTable::EventTable(QWidget *parent)
    : TableView(parent)
    , m_lines(new QStandardItemModel(0, ColumnCount, this))
{
    setObjectName(u"settlementEvents"_s);
    setAccessibleName(tr("Events"));
    m_lines->setHorizontalHeaderLabels({u"#"_s, tr("When"), tr("From"), tr("To"), tr("By"), tr("Content hash")});
    setModel(m_lines);
    verticalHeader()->setMinimumSectionSize(eventRow);
    verticalHeader()->setDefaultSectionSize(heightFor(font(), eventRow));
    setLeastWidth(When, fontMetrics().horizontalAdvance(u"00:00:00"_s) + space::huge);
    setLeastWidth(To, fontMetrics().horizontalAdvance(stateName(u"COMPLIANCE_CHECKING"_s)) + space::huge);
    setStretchColumn(By);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QWidget::customContextMenuRequested, this, &EventTable::offerCopy);
}

void EventTable::show(const QList<SettlementEvent> &events)
{
    if (events == m_events)
        return;
    m_events = events;
    QList<SettlementEvent> latestFirst = events;
    std::stable_sort(latestFirst.begin(), latestFirst.end(),
                     [](const SettlementEvent &a, const SettlementEvent &b) { return a.sequence > b.sequence; });
    m_lines->removeRows(0, m_lines->rowCount());
    for (const SettlementEvent &event : latestFirst)
        addEvent(event);
    updateGeometry();
}

void EventTable::addEvent(const SettlementEvent &event)
{
    QList<QStandardItem *> items{new QStandardItem(QString::number(event.sequence)),
                                 new QStandardItem(whenText(event.createdAt)),
                                 new QStandardItem(stateName(event.fromState)),
                                 new QStandardItem(stateName(event.toState)),
                                 new QStandardItem(event.triggeredBy),
                                 new QStandardItem(shortened(event.contentHash))};
    items[When]->setToolTip(exactText(event.createdAt));
    items[When]->setData(event.createdAt.toUTC().toString(Qt::ISODate), CopyRole);
    items[From]->setData(event.fromState, CopyRole);
    items[To]->setData(event.toState, CopyRole);
    items[Hash]->setData(event.contentHash, CopyRole);
    items[Hash]->setToolTip(event.contentHash);
    items[Hash]->setFont(typeFont(Type::Code));
    for (QStandardItem *item : items)
        item->setEditable(false);
    m_lines->appendRow(items);
}

void EventTable::offerCopy(const QPoint &place)
{
    const QModelIndex index = indexAt(place);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString hash = index.siblingAtColumn(Hash).data(CopyRole).toString();
    menu->addAction(tr("Copy content hash"), this, [hash] { QGuiApplication::clipboard()->setText(hash); });
    menu->addAction(tr("Copy event"), this, [this] { copySelection(); });
    menu->popup(viewport()->mapToGlobal(place));
}

QSize EventTable::sizeHint() const
{
    const int rows = std::clamp(m_lines->rowCount(), 1, mostRows);
    return {TableView::sizeHint().width(),
            horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() + 2 * frameWidth()};
}

QSize EventTable::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

} // namespace chancery
