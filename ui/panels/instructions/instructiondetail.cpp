// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/instructions/instructiondetail.h"

#include "ui/panels/instructions/instructiondesk.h"
#include "ui/panels/settlements/partycard.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/texts.h"
#include "ui/words/instructiontext.h"
#include "ui/words/statetext.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Instruction;
using keystone::Settlement;

namespace {

constexpr int lettersForTwoSides = 96;

keystone::Party asParty(const Instruction &instruction)
{
    keystone::Party party;
    party.role = instruction.role;
    party.externalReference = instruction.party.externalReference;
    party.name = instruction.party.name;
    party.walletAddress = instruction.party.walletAddress;
    party.chainId = instruction.party.chainId;
    return party;
}

QList<keystone::Leg> asLegs(const Instruction &instruction)
{
    QList<keystone::Leg> legs;
    for (const keystone::InstructionLeg &one : instruction.legs) {
        keystone::Leg leg;
        leg.id = instruction.id + u'.' + QString::number(legs.size());
        leg.legType = one.legType;
        leg.instrumentId = one.instrumentId;
        leg.chainId = one.chainId;
        leg.tokenStandard = one.tokenStandard;
        leg.quantity = one.quantity;
        leg.direction = one.direction;
        leg.partyRole = instruction.role;
        legs << leg;
    }
    return legs;
}

QString statementFor(const Instruction &instruction)
{
    const QString &status = instruction.status;
    if (status == u"pending_match")
        return InstructionDetail::tr("Waits for the counterparty: the same trade reference and template, another role, "
                                     "and the same legs from the other side. Nothing is said of one that does not fit; "
                                     "it stays pending. Expires %1.")
            .arg(relativeText(instruction.expiresAt, QDateTime::currentDateTimeUtc()));
    if (status == u"matched")
        return InstructionDetail::tr("Both sides fit, and the service has made a settlement of them.");
    if (status == u"cancelled")
        return InstructionDetail::tr("It was cancelled before anybody matched it.");
    if (status == u"expired")
        return InstructionDetail::tr("Nobody matched it in time. Submit it again with a later time.");
    return InstructionDetail::tr("The service calls this “%1”, which is not known here.").arg(status);
}

} // namespace

InstructionDetail::InstructionDetail(QWidget *parent)
    : QWidget(parent)
    , m_reference(new ElidedLabel(this))
    , m_status(new StatePill(this))
    , m_statement(new QLabel(this))
    , m_copy(new QPushButton(tr("Cop&y reference"), this))
    , m_cancel(new QPushButton(tr("&Cancel instruction…"), this))
    , m_open(new QPushButton(tr("&Open settlement"), this))
    , m_own(new PartyCard(this))
    , m_other(new PartyCard(this))
    , m_otherUnknown(new QLabel(this))
    , m_fields(new FieldList(this))
{
    build();
    connect(m_copy, &QPushButton::clicked, this, &InstructionDetail::copyReference);
    connect(m_cancel, &QPushButton::clicked, this, &InstructionDetail::cancelWanted);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT settlementWanted(m_instruction.settlementId); });
}

void InstructionDetail::build()
{
    m_reference->setObjectName(u"instructionReference"_s);
    setType(*m_reference, Type::CardTitle);
    m_status->setObjectName(u"instructionStatus"_s);
    m_statement->setObjectName(u"instructionStatement"_s);
    m_statement->setWordWrap(true);
    setType(*m_statement, Type::Secondary);
    m_copy->setObjectName(u"copyReference"_s);
    m_copy->setIcon(themeIcon(u"copy"_s));
    m_copy->setToolTip(tr("Puts the trade reference on the clipboard; the counterparty needs the same."));
    m_cancel->setObjectName(u"cancelInstruction"_s);
    m_open->setObjectName(u"openSettlement"_s);
    for (QPushButton *button : {m_copy, m_cancel, m_open})
        button->setAccessibleName(button->text().remove(u'&'));
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(m_reference);
    head->addWidget(m_status);
    head->addStretch(1);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::small);
    for (QPushButton *button : {m_open, m_copy, m_cancel})
        actions->addWidget(button);
    actions->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, 0, 0, space::large);
    column->setSpacing(space::large);
    column->addLayout(head);
    column->addWidget(m_statement);
    column->addLayout(actions);
    column->addWidget(buildSides());
    column->addWidget(m_fields);
    column->addStretch(1);
}

QWidget *InstructionDetail::buildSides()
{
    auto *sides = new QWidget(this);
    m_own->setObjectName(u"ownSide"_s);
    m_own->setAccessibleName(tr("This side"));
    m_other->setObjectName(u"otherSide"_s);
    m_other->setAccessibleName(tr("Counterparty"));
    m_otherUnknown->setObjectName(u"otherUnknown"_s);
    m_otherUnknown->setWordWrap(true);
    m_otherUnknown->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setType(*m_otherUnknown, Type::Secondary);
    m_sides = new QGridLayout(sides);
    m_sides->setContentsMargins(0, 0, 0, 0);
    m_sides->setHorizontalSpacing(space::large);
    m_sides->setVerticalSpacing(space::small);
    m_sides->setColumnStretch(0, 1);
    for (const QString &title : {tr("This side"), tr("Counterparty")}) {
        m_sideTitles << new QLabel(title, sides);
        setType(*m_sideTitles.last(), Type::SecondaryStrong);
    }
    placeSides();
    return sides;
}

/// Beside each other where names of instruments have room, else one below the other.
void InstructionDetail::placeSides()
{
    const bool isWide = width() > fontMetrics().horizontalAdvance(u'0') * lettersForTwoSides;
    if (m_areBeside == isWide)
        return;
    m_areBeside = isWide;
    const int row = isWide ? 0 : 2;
    const int column = isWide ? 1 : 0;
    m_sides->addWidget(m_sideTitles.first(), 0, 0);
    m_sides->addWidget(m_own, 1, 0, Qt::AlignTop);
    m_sides->addWidget(m_sideTitles.last(), row, column);
    m_sides->addWidget(m_other, row + 1, column, Qt::AlignTop);
    m_sides->addWidget(m_otherUnknown, row + 1, column, Qt::AlignTop);
    m_sides->setColumnStretch(1, isWide ? 1 : 0);
}

void InstructionDetail::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeSides();
}

QWidget *InstructionDetail::canceller() const
{
    return m_cancel;
}

void InstructionDetail::setMayWrite(bool may)
{
    m_cancel->setEnabled(may);
    m_cancel->setToolTip(may ? QString() : tr("This connection may only read."));
}

void InstructionDetail::show(const Instruction &instruction)
{
    const bool isSame = instruction == m_instruction;
    const bool isAnother = instruction.id != m_instruction.id || instruction.settlementId != m_instruction.settlementId;
    m_instruction = instruction;
    m_statement->setText(statementFor(instruction));
    if (isSame)
        return;
    m_reference->setText(instruction.tradeReference);
    m_status->setState(toneOfInstruction(instruction.status), instructionStatusName(instruction.status));
    m_cancel->setVisible(instruction.status == u"pending_match");
    m_open->setVisible(!instruction.settlementId.isEmpty());
    m_own->show(asParty(instruction), asLegs(instruction));
    if (isAnother)
        showOther(false, instruction.settlementId.isEmpty() ? tr("Not known before both sides are matched.")
                                                            : tr("It stands in the settlement, which is being read."));
    m_fields->setFields({{tr("Template"), instruction.templateSlug, u"template"_s},
                         {tr("Times out"), exactText(instruction.timeoutAt), u"timeout"_s},
                         {tr("Match expires"), exactText(instruction.expiresAt), u"expires"_s},
                         {tr("Submitted"), exactText(instruction.createdAt), u"created"_s},
                         {tr("Settlement"), instruction.settlementId, u"settlement"_s},
                         {tr("Id"), instruction.id, u"id"_s}});
}

void InstructionDetail::showOther(bool isKnown, const QString &why)
{
    m_other->setVisible(isKnown);
    m_otherUnknown->setVisible(!isKnown);
    m_otherUnknown->setText(why);
}

void InstructionDetail::showSettlement(const Settlement &settlement)
{
    if (settlement.id != m_instruction.settlementId)
        return;
    const auto party = std::find_if(settlement.parties.begin(), settlement.parties.end(),
                                    [this](const keystone::Party &one) { return one.role != m_instruction.role; });
    m_statement->setText(tr("Both sides fit. The settlement they became is in “%1”.").arg(stateName(settlement.state)));
    if (party == settlement.parties.end())
        return showOther(false, tr("The settlement names no other party."));
    QList<keystone::Leg> legs;
    for (const keystone::Leg &leg : settlement.legs)
        if (leg.partyRole == party->role)
            legs << leg;
    m_other->show(*party, legs);
    showOther(true);
}

void InstructionDetail::copyReference()
{
    QGuiApplication::clipboard()->setText(m_instruction.tradeReference);
}

} // namespace chancery
