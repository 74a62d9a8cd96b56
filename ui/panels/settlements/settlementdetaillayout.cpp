// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/settlementdetail.h"

#include "ui/panels/settlements/eventtable.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/statediagram.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QStandardItemModel>

// Where the parts of the sheet are; what they show is in settlementdetail.cpp.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int partyHeight = 120; ///< of the sheet that stays in sight: about the parties

} // namespace

SettlementDetail::SettlementDetail(std::function<QDateTime()> now, QWidget *parent)
    : QWidget(parent)
    , m_now(std::move(now))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"settlementDetail"_s);
    setAccessibleName(tr("Settlement"));
    m_hint = new QLabel(this);
    m_hint->setObjectName(u"detailHint"_s);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(buildOne());
    m_stack->addWidget(buildMany());
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    connect(&m_clock, &QTimer::timeout, this, &SettlementDetail::showDeadline);
}

QWidget *SettlementDetail::buildHead(QWidget *parent)
{
    auto *head = new QWidget(parent);
    m_title = new ElidedLabel(head);
    m_title->setObjectName(u"settlementTitle"_s);
    m_title->setElideMode(Qt::ElideRight);
    setType(*m_title, Type::CardTitle);
    m_state = new StatePill(head);
    m_state->setObjectName(u"settlementState"_s);
    m_deadline = new QLabel(head);
    m_deadline->setObjectName(u"settlementDeadline"_s);
    setType(*m_deadline, Type::BodyStrong);
    m_id = new ElidedLabel(head);
    m_id->setObjectName(u"settlementId"_s);
    m_id->setAccessibleName(tr("ID"));
    setType(*m_id, Type::Secondary);

    m_move = new QWidget(head);
    m_move->setObjectName(u"movedStates"_s);
    auto *seen = new QLabel(tr("You saw it in"), m_move);
    auto *now = new QLabel(tr("and it is in"), m_move);
    m_movedFrom = new StatePill(m_move);
    m_movedFrom->setObjectName(u"movedFrom"_s);
    m_movedTo = new StatePill(m_move);
    m_movedTo->setObjectName(u"movedTo"_s);
    auto *move = new QHBoxLayout(m_move);
    move->setContentsMargins(0, 0, 0, 0);
    move->setSpacing(space::small);
    for (QWidget *part : {static_cast<QWidget *>(seen), static_cast<QWidget *>(m_movedFrom),
                          static_cast<QWidget *>(now), static_cast<QWidget *>(m_movedTo)})
        move->addWidget(part);
    move->addStretch(1);
    m_move->setVisible(false);

    auto *first = new QHBoxLayout;
    first->setSpacing(space::medium);
    first->addWidget(m_title, 1);
    first->addWidget(m_state);
    auto *second = new QHBoxLayout;
    second->setSpacing(space::medium);
    second->addWidget(m_id, 1);
    second->addWidget(m_deadline);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addLayout(first);
    column->addLayout(second);
    column->addWidget(m_move);
    return head;
}

QWidget *SettlementDetail::buildOne()
{
    auto *one = new QWidget(this);
    auto *content = new QWidget(one);
    m_diagram = new StateDiagram(content);
    m_diagram->setObjectName(u"stateDiagram"_s);
    m_path = new QLabel(content);
    m_path->setObjectName(u"settlementPath"_s);
    m_path->setWordWrap(true);
    m_path->setTextFormat(Qt::PlainText);
    m_sides = new QGridLayout;
    m_sides->setSpacing(space::medium);
    m_sides->setColumnStretch(0, 1);
    m_sides->setColumnStretch(1, 1);
    m_related = new QWidget(content);
    m_related->setObjectName(u"relatedSettlements"_s);
    m_relatedRow = new QHBoxLayout(m_related);
    m_relatedRow->setContentsMargins(0, 0, 0, 0);
    m_relatedRow->setSpacing(space::small);
    auto *relatedTitle = new QLabel(tr("Repo"), m_related);
    setType(*relatedTitle, Type::BodyStrong);
    m_relatedRow->addWidget(relatedTitle);
    m_related->setVisible(false);
    m_eventsTitle = new QLabel(tr("Events"), content);
    setType(*m_eventsTitle, Type::BodyStrong);
    m_eventTable = new EventTable(content);

    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addLayout(m_sides); // what is decided about; the diagram of a long template takes much room
    column->addWidget(m_related);
    column->addWidget(m_diagram);
    column->addWidget(m_path);
    column->addWidget(m_eventsTitle);
    column->addWidget(m_eventTable);
    column->addStretch(1);
    auto *all = new QVBoxLayout(one);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(space::medium);
    all->addWidget(buildHead(one));
    auto *pane = new ScrollPane(content, one);
    pane->setLeastHeight(partyHeight); // below it stand the reason and the decision, above it any message
    all->addWidget(pane, 1);
    return one;
}

QWidget *SettlementDetail::buildMany()
{
    auto *part = new QWidget(this);
    m_manyTitle = new QLabel(part);
    m_manyTitle->setObjectName(u"manyTitle"_s);
    setType(*m_manyTitle, Type::CardTitle);
    m_many = new QStandardItemModel(0, 4, this);
    m_many->setHorizontalHeaderLabels({tr("Parties"), tr("Legs"), tr("State"), tr("Reference")});
    m_manyTable = new TableView(part);
    m_manyTable->setObjectName(u"selectedSettlements"_s);
    m_manyTable->setAccessibleName(tr("Selected settlements"));
    m_manyTable->setModel(m_many);
    m_manyTable->setStretchColumn(0);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(m_manyTitle);
    column->addWidget(m_manyTable, 1);
    return part;
}

} // namespace chancery
