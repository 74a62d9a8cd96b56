// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/points/mintdetail.h"

#include "ui/models/auditmodel.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/texts.h"
#include "ui/words/mintnotice.h"
#include "ui/words/minttext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QList<FieldList::Field> fieldsOf(const MintRecord &record)
{
    const MintIntent &intent = record.intent;
    const MintEnd &end = record.end;
    const auto tr = [](const char *text) { return MintDetail::tr(text); };
    QList<FieldList::Field> fields = {
        {tr("Account"), intent.accountId, u"mintAccount"_s},
        {tr("Wallet"), intent.walletId, u"mintWallet"_s},
        {tr("Reason"), intent.reason, u"mintReason"_s},
        {tr("Who"), MintDetail::tr("%1, at work with %2").arg(intent.author.user, intent.author.profileName),
         u"mintWho"_s},
        {tr("Set out"), exactText(record.intended), u"mintIntended"_s},
        {tr("Ended"), record.settled.isValid() ? exactText(record.settled) : QString(), u"mintSettled"_s},
        {tr("Service reports"), end.newAmount, u"mintNewAmount"_s},
        {tr("Order"), end.orderId, u"mintOrder"_s},
        {end.closedBy.isEmpty() ? tr("In its words") : tr("Their reason"), end.detail, u"mintWords"_s},
        {tr("Balance before"), intent.balanceBefore, u"mintBalanceBefore"_s},
        {tr("Answer given up"), end.lost.isValid() ? exactText(end.lost) : QString(), u"mintLost"_s},
        {tr("Balance then"), end.balanceLost, u"mintBalanceLost"_s},
        {tr("Minted despite"), intent.despite.join(u", "_s), u"mintDespite"_s},
        {tr("Batch"), intent.batchId, u"mintBatch"_s},
        {tr("Id"), intent.id, u"mintId"_s},
        {tr("Idempotency key"), intent.idempotencyKey, u"mintKey"_s}};
    fields.removeIf([](const FieldList::Field &field) { return field.value.isEmpty(); });
    return fields;
}

} // namespace

MintDetail::MintDetail(QWidget *parent)
    : Card(QString(), parent)
    , m_state(new StatePill(this))
    , m_why(new QLabel(this))
    , m_strength(new QLabel(this))
    , m_evidence(new QLabel(this))
    , m_fields(new FieldList(this))
    , m_look(new QPushButton(tr("Loo&k again"), this))
    , m_close(new QPushButton(tr("&Close by my word…"), this))
    , m_orders(new QPushButton(tr("Show ord&ers"), this))
    , m_actions(new QWidget(this))
{
    setObjectName(u"mintDetail"_s);
    layOut();
    clear();
    connect(m_look, &QPushButton::clicked, this, &MintDetail::lookWanted);
    connect(m_close, &QPushButton::clicked, this, &MintDetail::closeWanted);
    connect(m_orders, &QPushButton::clicked, this, [this] { Q_EMIT ordersWanted(m_owner); });
}

void MintDetail::layOut()
{
    m_state->setObjectName(u"mintState"_s);
    m_why->setObjectName(u"mintWhy"_s);
    m_strength->setObjectName(u"mintStrength"_s);
    m_evidence->setObjectName(u"mintEvidence"_s);
    m_look->setObjectName(u"lookAgain"_s);
    m_look->setAccessibleName(tr("Look again"));
    m_look->setToolTip(tr("Ask the service for orders and balance; nothing is minted"));
    m_close->setObjectName(u"closeMint"_s);
    m_close->setAccessibleName(tr("Close by my word…"));
    m_orders->setObjectName(u"showOrders"_s);
    m_orders->setAccessibleName(tr("Show the orders of its wallet"));
    m_orders->setToolTip(tr("What moved on the wallet of this account"));
    for (QLabel *label : {m_why, m_strength, m_evidence}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    setType(*m_strength, Type::BodyStrong);
    addHeaderWidget(m_state);
    auto *buttons = new QHBoxLayout(m_actions);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(space::small);
    buttons->addWidget(m_look);
    buttons->addWidget(m_close);
    buttons->addWidget(m_orders);
    buttons->addStretch(1);
    body()->addWidget(m_why);
    body()->addWidget(m_strength);
    body()->addWidget(m_evidence);
    body()->addWidget(m_actions);
    body()->addSpacing(space::tiny);
    body()->addWidget(m_fields);
    body()->addStretch(1);
}

void MintDetail::show(const MintRecord &record, const std::optional<MintEvidence> &evidence)
{
    setEnabled(true);
    setTitle(tr("%1 points").arg(numberText(record.intent.points)));
    m_state->setState(record.isUnderWay ? Tone::Accent : toneOf(record.end.outcome),
                      capitalised(mintStateText(record)));
    m_state->show();
    m_why->setText(mintWhyText(record));
    m_why->show();
    const bool isOpen = !record.settled.isValid() && !record.isUnderWay;
    m_actions->show();
    m_look->setVisible(isOpen);
    m_close->setVisible(isOpen);
    m_owner = record.intent.walletId.isEmpty() ? record.intent.accountId : record.intent.walletId;
    showEvidence(record, evidence);
    m_fields->setFields(fieldsOf(record));
}

void MintDetail::showEvidence(const MintRecord &record, const std::optional<MintEvidence> &evidence)
{
    const bool isOpen = !record.settled.isValid() && !record.isUnderWay;
    m_strength->setVisible(evidence.has_value() || isOpen);
    m_evidence->setVisible(evidence.has_value() || isOpen);
    if (!evidence) {
        m_strength->setText(tr("Nobody knows yet whether these points were minted."));
        m_evidence->setText(
            tr("Look again: the account's orders and its balance may prove it. Until then as many points "
               "for this account are not minted without asking."));
        return;
    }
    m_strength->setText(strengthText(*evidence));
    m_evidence->setText(
        tr("Seen %1: %2")
            .arg(QLocale().toString(evidence->read.toLocalTime().time(), u"HH:mm:ss"_s), describe(*evidence)));
}

void MintDetail::clear()
{
    setTitle(tr("No mint chosen"));
    for (QWidget *part : {static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_why),
                          static_cast<QWidget *>(m_strength), static_cast<QWidget *>(m_evidence), m_actions})
        part->hide();
    m_fields->setFields({});
}

void MintDetail::setLooking(bool isLooking)
{
    m_look->setEnabled(!isLooking);
    m_close->setEnabled(!isLooking);
    m_look->setText(isLooking ? tr("Looking…") : tr("Loo&k again"));
}

} // namespace chancery
