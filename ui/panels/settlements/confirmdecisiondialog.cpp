// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/confirmdecisiondialog.h"

#include "core/runs/templatebook.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/settlementtext.h"
#include "ui/words/statetext.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Decision;
using keystone::Settlement;

namespace {

constexpr int usualWidth = 620;
constexpr int tableWidth = 900;
constexpr int tableHeight = 520;
enum Column { Parties, Legs, Reference, From, To, ColumnCount };

} // namespace

ConfirmDecisionDialog::ConfirmDecisionDialog(DecisionOrder order, const TemplateBook &templates,
                                             const DialogPlace &place, QWidget *parent)
    : QDialog(parent)
    , m_order(std::move(order))
{
    setObjectName(u"confirmDecisionDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(question());
    build(templates, place);
}

QString ConfirmDecisionDialog::question() const
{
    const bool isApproval = m_order.requests.first().decision == Decision::Approve;
    const bool isPreparation = m_order.act == DecisionBatch::Act::Prepare;
    const qsizetype count = m_order.requests.size();
    if (count > 1) {
        const QString many = isPreparation ? (isApproval ? tr("Prepare %1 approvals?") : tr("Prepare %1 rejections?"))
                             : isApproval  ? tr("Approve %1 settlements?")
                                           : tr("Reject %1 settlements?");
        return many.arg(numberText(count));
    }
    if (isPreparation)
        return isApproval ? tr("Prepare the approval?") : tr("Prepare the rejection?");
    return isApproval ? tr("Approve the settlement?") : tr("Reject the settlement?");
}

QString ConfirmDecisionDialog::buttonText() const
{
    const bool isApproval = m_order.requests.first().decision == Decision::Approve;
    const qsizetype count = m_order.requests.size();
    if (m_order.act == DecisionBatch::Act::Prepare)
        return tr("Prepare");
    if (count == 1)
        return isApproval ? tr("Approve") : tr("Reject");
    return (isApproval ? tr("Approve %1") : tr("Reject %1")).arg(numberText(count));
}

QString ConfirmDecisionDialog::consequence(const TemplateBook &templates) const
{
    const bool isPreparation = m_order.act == DecisionBatch::Act::Prepare;
    if (isPreparation)
        return tr("Nothing is sent. It is written down with your name, and another officer decides.");
    if (m_order.requests.size() > 1)
        return tr("They are sent one after the other, each with an entry of its own in the audit log. One that has "
                  "moved meanwhile is left alone.");
    const DecisionRequest &request = m_order.requests.first();
    return consequenceText(request.seen.state, request.decision, templates.configOf(request.seen));
}

void ConfirmDecisionDialog::build(const TemplateBook &templates, const DialogPlace &place)
{
    auto *head = new DialogHead(windowTitle(), place, this);
    const Settlement &first = m_order.requests.first().seen;
    const bool isOne = m_order.requests.size() == 1;
    if (isOne) {
        const keystone::SettlementTemplate *const by = templates.find(first.templateId);
        head->setSubject(by ? QString(by->name + u" · "_s + referenceText(first)) : referenceText(first));
    }
    auto *consequences = new QLabel(consequence(templates), this);
    consequences->setObjectName(u"confirmConsequence"_s);
    consequences->setWordWrap(true);
    consequences->setTextFormat(Qt::PlainText);
    setType(*consequences, Type::BodyStrong);
    auto *reasonTitle = new QLabel(tr("Reason"), this);
    setType(*reasonTitle, Type::Secondary);
    auto *reason = new QLabel(m_order.requests.first().reason, this);
    reason->setObjectName(u"confirmReason"_s);
    reason->setWordWrap(true);
    reason->setTextFormat(Qt::PlainText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(head);
    column->addWidget(consequences);
    column->addWidget(isOne ? buildOne() : buildTable(templates), isOne ? 0 : 1);
    column->addWidget(reasonTitle);
    column->addWidget(reason);
    if (isOne)
        column->addStretch(1);
    column->addWidget(buildButtons());
    isOne ? resize(usualWidth, sizeHint().height()) : resize(tableWidth, tableHeight);
}

QWidget *ConfirmDecisionDialog::buildOne()
{
    const Settlement &seen = m_order.requests.first().seen;
    auto *fields = new FieldList(this);
    fields->setFields({{tr("Parties"), partiesText(seen), u"parties"_s},
                       {tr("Legs"), legsText(seen), u"legs"_s},
                       {tr("ID"), seen.id, u"settlement"_s}});
    return fields;
}

QWidget *ConfirmDecisionDialog::buildTable(const TemplateBook &templates)
{
    auto *lines = new QStandardItemModel(0, ColumnCount, this);
    lines->setHorizontalHeaderLabels({tr("Parties"), tr("Legs"), tr("Reference"), tr("From"), tr("To")});
    for (const DecisionRequest &request : m_order.requests) {
        const Settlement &seen = request.seen;
        const QString target = targetState(seen.state, request.decision, templates.configOf(seen));
        QList<QStandardItem *> items{new QStandardItem(partiesText(seen)), new QStandardItem(legsText(seen)),
                                     new QStandardItem(referenceText(seen)), new QStandardItem(stateName(seen.state)),
                                     new QStandardItem(target.isEmpty() ? tr("not known") : stateName(target))};
        for (QStandardItem *item : items)
            item->setEditable(false);
        lines->appendRow(items);
    }
    auto *table = new TableView(this);
    table->setObjectName(u"confirmSettlements"_s);
    table->setAccessibleName(tr("Settlements that are decided"));
    table->setModel(lines);
    table->setStretchColumn(Parties);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    return table;
}

QWidget *ConfirmDecisionDialog::buildButtons()
{
    auto *buttons = new QWidget(this);
    auto *back = new QPushButton(tr("Back"), buttons);
    back->setObjectName(u"confirmBack"_s);
    back->setAutoDefault(false);
    auto *confirm = new QPushButton(buttonText(), buttons);
    confirm->setObjectName(u"confirmDecisionButton"_s);
    confirm->setDefault(true);
    const bool isRejection =
        m_order.act == DecisionBatch::Act::Decide && m_order.requests.first().decision == Decision::Reject;
    setButtonKind(*confirm, isRejection ? ButtonKind::Danger : ButtonKind::Primary);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(confirm, &QPushButton::clicked, this, &QDialog::accept);
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addStretch(1);
    row->addWidget(back);
    row->addWidget(confirm);
    confirm->installEventFilter(this);
    confirm->setFocus();
    return buttons;
}

/// The Return that asked for this, held a little long, is no second look.
bool ConfirmDecisionDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->isAutoRepeat())
        return true;
    return QDialog::eventFilter(watched, event);
}

} // namespace chancery
