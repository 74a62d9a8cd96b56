// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/approvals/approvaldialog.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/countdownring.h"
#include "ui/widgets/form.h"
#include "ui/words/gatewords.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

// What stands where in the question for another person's yes.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 540;

void wrap(QLabel &label, Type type)
{
    label.setTextFormat(Qt::PlainText);
    label.setWordWrap(true);
    setType(label, type);
}

QLabel *wrapped(const QString &text, Type type, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    wrap(*label, type);
    return label;
}

QString why(GateNeed need)
{
    return need == GateNeed::Phone
               ? ApprovalDialog::tr("This needs a named person's yes on their phone. It counts for exactly this plan, "
                                    "once.")
               : ApprovalDialog::tr("This needs another person's yes. It counts for exactly this plan, once.");
}

} // namespace

void ApprovalDialog::layOut(GateNeed need)
{
    m_banner->setObjectName(u"approvalBanner"_s);
    m_who->setObjectName(u"approvalWho"_s);
    m_ask->setObjectName(u"approvalAsk"_s);
    m_ask->setAccessibleName(tr("Ask for it"));
    m_ask->setDefault(true);
    setButtonKind(*m_ask, ButtonKind::Primary);
    m_cancel->setObjectName(u"approvalCancel"_s);
    auto *head = new DialogHead(tr("Another person's yes"), m_desk.place, this);
    head->setSubject(planSentence(m_plan));
    auto *form = new Form;
    form->addField(tr("&Whom to ask"), m_who);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_ask);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(head);
    column->addWidget(m_banner);
    column->addWidget(wrapped(why(need), Type::Body, this));
    column->addWidget(buildCode());
    column->addLayout(form);
    column->addWidget(buildPhone());
    column->addWidget(buildWait());
    column->addStretch(1);
    column->addLayout(buttons);
    setMinimumWidth(usualWidth);
}

QWidget *ApprovalDialog::buildCode()
{
    auto *row = new QWidget(this);
    auto *name = new QLabel(tr("Plan"), row);
    setType(*name, Type::Secondary);
    auto *code = new QLabel(codeInPairs(m_plan.shortCode()), row);
    code->setObjectName(u"planCode"_s);
    code->setAccessibleName(tr("The plan's code"));
    code->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = typeFont(Type::Code);
    font.setPointSizeF(typeFont(Type::PanelTitle).pointSizeF());
    code->setFont(font);
    auto *hint = new QLabel(tr("the same stands on the phone"), row);
    setType(*hint, Type::Secondary);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::medium);
    line->addWidget(name);
    line->addWidget(code);
    line->addWidget(hint, 1);
    return row;
}

QWidget *ApprovalDialog::buildPhone()
{
    auto *message = wrapped(m_message, Type::BodyStrong, m_phone);
    message->setObjectName(u"phoneMessage"_s);
    m_phone->body()->addWidget(message);
    QStringList details;
    if (!m_plan.amount.isEmpty())
        details << tr("Amount %1").arg(m_plan.amount);
    if (!m_plan.recipient.isEmpty())
        details << tr("for %1").arg(m_plan.recipient);
    if (!m_plan.resource.isEmpty())
        details << m_plan.resource;
    if (!details.isEmpty())
        m_phone->body()->addWidget(wrapped(details.join(u" · "_s), Type::Secondary, m_phone));
    return m_phone;
}

QWidget *ApprovalDialog::buildWait()
{
    m_wait->setObjectName(u"approvalWait"_s);
    m_waitWords->setObjectName(u"approvalWaitWords"_s);
    wrap(*m_waitWords, Type::Body);
    auto *line = new QHBoxLayout(m_wait);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::large);
    line->addWidget(m_ring);
    line->addWidget(m_waitWords, 1);
    return m_wait;
}

} // namespace chancery
