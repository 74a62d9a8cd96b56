// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/approvals/approvaldetail.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/card.h"
#include "ui/widgets/countdownring.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/texts.h"
#include "ui/words/gatewords.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString wayText(const ApprovalIntent &intent)
{
    return intent.way == ApprovalWay::Phone ? ApprovalDetail::tr("On a phone, with a face scan")
                                            : ApprovalDetail::tr("At a desk, by another user of this ledger");
}

QString whomText(const ApprovalIntent &intent, const QString &name)
{
    if (intent.way == ApprovalWay::Desk)
        return ApprovalDetail::tr("Any other user of this ledger");
    return name.isEmpty() || name == intent.approver ? intent.approver : name + u", "_s + intent.approver;
}

QString proofText(const ApprovalRecord &record)
{
    if (record.grant.approver.isEmpty())
        return {};
    return record.intent.way == ApprovalWay::Phone
               ? ApprovalDetail::tr("A signed token of %1, seen once").arg(record.intent.issuer)
               : ApprovalDetail::tr("The user's own session at this computer");
}

} // namespace

Tone toneOf(ApprovalState state)
{
    switch (state) {
    case ApprovalState::Asking:
    case ApprovalState::Waiting:
        return Tone::Accent;
    case ApprovalState::Granted:
    case ApprovalState::Spent:
        return Tone::Good;
    case ApprovalState::Denied:
    case ApprovalState::Failed:
        return Tone::Bad;
    case ApprovalState::Expired:
    case ApprovalState::TimedOut:
        return Tone::Attention;
    case ApprovalState::Withdrawn:
        break;
    }
    return Tone::Neutral;
}

ApprovalDetail::ApprovalDetail(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_state(new StatePill(this))
    , m_ring(new CountdownRing(this))
    , m_phone(new Card(tr("What the phone shows"), this))
    , m_message(new QLabel(m_phone))
    , m_code(new QLabel(m_phone))
    , m_fields(new FieldList(this))
    , m_withdraw(new QPushButton(tr("&Withdraw"), this))
    , m_approve(new QPushButton(tr("A&pprove"), this))
    , m_deny(new QPushButton(tr("&Deny"), this))
{
    setObjectName(u"approvalDetail"_s);
    layOut();
    connect(m_withdraw, &QPushButton::clicked, this, &ApprovalDetail::withdrawWanted);
    connect(m_approve, &QPushButton::clicked, this, &ApprovalDetail::approveWanted);
    connect(m_deny, &QPushButton::clicked, this, &ApprovalDetail::denyWanted);
}

QList<QWidget *> ApprovalDetail::answers() const
{
    return {m_withdraw, m_approve, m_deny};
}

void ApprovalDetail::layOut()
{
    setType(*m_title, Type::CardTitle);
    m_title->setObjectName(u"approvalTitle"_s);
    m_state->setObjectName(u"approvalState"_s);
    m_message->setObjectName(u"approvalMessage"_s);
    m_code->setObjectName(u"approvalCode"_s);
    m_code->setFont(typeFont(Type::Code));
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QLabel *label : {m_title, m_message}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    setType(*m_message, Type::BodyStrong);
    m_phone->body()->addWidget(m_message);
    m_phone->body()->addWidget(m_code);
    m_withdraw->setObjectName(u"approvalWithdraw"_s);
    m_withdraw->setAccessibleName(tr("Withdraw"));
    m_approve->setObjectName(u"approvalApprove"_s);
    m_approve->setAccessibleName(tr("Approve"));
    setButtonKind(*m_approve, ButtonKind::Primary);
    m_deny->setObjectName(u"approvalDeny"_s);
    m_deny->setAccessibleName(tr("Deny"));
    setButtonKind(*m_deny, ButtonKind::Danger);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(m_title, 1);
    head->addWidget(m_state, 0, Qt::AlignTop);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::small);
    actions->addWidget(m_approve);
    actions->addWidget(m_deny);
    actions->addWidget(m_withdraw);
    actions->addStretch(1);
    auto *wait = new QHBoxLayout;
    wait->setSpacing(space::large);
    wait->addWidget(m_ring);
    wait->addLayout(actions, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, 0, 0, space::large);
    column->setSpacing(space::medium);
    column->addLayout(head);
    column->addWidget(m_phone);
    column->addLayout(wait);
    column->addWidget(m_fields);
    column->addStretch(1);
}

void ApprovalDetail::showApproval(const ApprovalRecord &record, const Known &known, May may)
{
    const auto &left = known.left;
    const ApprovalIntent &intent = record.intent;
    m_title->setText(actionName(intent.action));
    m_state->setState(toneOf(record.state), stateName(record.state));
    m_phone->setTitle(intent.way == ApprovalWay::Phone ? tr("What the phone shows") : tr("What is asked"));
    m_message->setText(intent.message);
    m_code->setText(codeInPairs(QString::fromLatin1(intent.plan.left(4).toHex())));
    const bool isWaiting = record.state == ApprovalState::Waiting;
    m_ring->setVisible(isWaiting && left);
    if (isWaiting && left)
        m_ring->start(*left, std::chrono::milliseconds(record.asked.msecsTo(record.deadline)));
    else
        m_ring->stop();
    m_withdraw->setVisible(may.withdraw);
    m_approve->setVisible(may.answer);
    m_deny->setVisible(may.answer);
    QList<FieldList::Field> fields{
        {tr("Asked by"), intent.author.user, u"author"_s},
        {tr("Asked"), exactText(record.asked), u"asked"_s},
        {tr("Whom"), whomText(intent, known.approver), u"approver"_s},
        {tr("How"), wayText(intent), u"way"_s},
        {tr("Scope"), intent.scope, u"scope"_s},
        {tr("Amount"), intent.amount, u"amount"_s},
        {tr("Recipient"), intent.recipient, u"recipient"_s},
        {tr("About"), intent.resource, u"resource"_s},
        {tr("Approved by"), record.grant.approver, u"grantedBy"_s},
        {tr("Proof"), proofText(record), u"proof"_s},
        {tr("Token id"), record.grant.tokenId, u"token"_s},
        {tr("Ended"), record.ended.isValid() ? exactText(record.ended) : QString(), u"ended"_s},
        {tr("Why"), record.detail, u"detail"_s},
        {tr("Used for"), record.spentFor, u"spentFor"_s},
        {tr("Used"), record.spent.isValid() ? exactText(record.spent) : QString(), u"spent"_s},
        {tr("Plan"), QString::fromLatin1(intent.plan.toHex()), u"plan"_s}};
    fields.removeIf([](const FieldList::Field &field) { return field.value.isEmpty(); });
    m_fields->setFields(fields);
}

} // namespace chancery
