// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/orders/orderdetail.h"

#include "ui/panels/orders/ordertext.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/timeline.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::LoyaltyOrder;

namespace {

QList<TimelineStep> stepsOf(const LoyaltyOrder &order)
{
    QList<TimelineStep> steps{{.tone = Tone::Accent, .title = OrderDetail::tr("Ordered"), .when = order.createdAt}};
    const QString span = settlementSpan(order);
    TimelineStep end{.tone = orderTone(order), .title = orderState(order), .when = order.settledAt};
    if (!span.isEmpty())
        end.note = OrderDetail::tr("after %1").arg(span);
    else if (isOpen(order))
        end.note = OrderDetail::tr("Settlement is asynchronous; this list is read again meanwhile.");
    return steps << end;
}

} // namespace

OrderDetail::OrderDetail(QWidget *parent)
    : QWidget(parent)
    , m_amount(new QLabel(this))
    , m_state(new StatePill(this))
    , m_timeline(new Timeline(this))
    , m_copy(new QPushButton(tr("&Copy transaction"), this))
    , m_open(new QPushButton(tr("&Open in the explorer"), this))
    , m_fields(new FieldList(this))
{
    layOut();
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_order.hash); });
    connect(m_open, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(explorerPage(m_order)); });
}

void OrderDetail::layOut()
{
    m_amount->setObjectName(u"orderAmount"_s);
    m_amount->setTextFormat(Qt::PlainText);
    setType(*m_amount, Type::CardTitle);
    m_state->setObjectName(u"orderState"_s);
    m_timeline->setObjectName(u"orderTimeline"_s);
    m_copy->setObjectName(u"orderCopyHash"_s);
    m_copy->setAccessibleName(tr("Copy transaction"));
    m_open->setObjectName(u"orderOpenHash"_s);
    m_open->setAccessibleName(tr("Open in the explorer"));
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(m_amount, 1);
    head->addWidget(m_state, 0, Qt::AlignTop);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::small);
    actions->addWidget(m_copy);
    actions->addWidget(m_open);
    actions->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, 0, 0, space::large);
    column->setSpacing(space::medium);
    column->addLayout(head);
    column->addWidget(m_timeline);
    column->addWidget(m_fields);
    column->addLayout(actions);
    column->addStretch(1);
}

void OrderDetail::showOrder(const LoyaltyOrder &order)
{
    m_order = order;
    m_amount->setText(order.amount.isEmpty() ? tr("An unknown amount") : tr("%1 points").arg(orderAmount(order)));
    m_state->setState(orderTone(order), orderState(order));
    m_timeline->setSteps(stepsOf(order));
    QList<FieldList::Field> fields{{tr("Order"), order.id, u"id"_s},
                                   {tr("Type"), order.type, u"type"_s},
                                   {tr("State, as the service says it"), order.status, u"status"_s},
                                   {tr("Transaction"), order.hash, u"hash"_s},
                                   {tr("Account"), order.account, u"account"_s},
                                   {tr("Idempotency key"), order.idempotencyKey, u"key"_s}};
    fields.removeIf([](const FieldList::Field &field) { return field.value.isEmpty(); });
    m_fields->setFields(fields);
    m_copy->setVisible(!order.hash.isEmpty());
    m_open->setVisible(!explorerPage(order).isEmpty());
}

} // namespace chancery
