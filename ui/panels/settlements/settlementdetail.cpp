// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/settlementdetail.h"

#include "ui/models/settlementsmodel.h"
#include "ui/panels/settlements/eventtable.h"
#include "ui/panels/settlements/partycard.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statediagram.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/texts.h"
#include "ui/words/settlementtext.h"
#include "ui/words/statetext.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardItemModel>

#include <algorithm>

// What the sheet shows; where its parts are is in settlementdetaillayout.cpp.

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Settlement;

namespace {

constexpr int sides = 2; ///< that face each other
constexpr qint64 urgentSeconds = 3600;
constexpr auto aSecond = std::chrono::seconds(1);

} // namespace

void SettlementDetail::show(const Settlement &settlement, const keystone::SettlementTemplate *by)
{
    if (settlement.id != m_shown.id) {
        m_events.clear();
        m_eventTable->show(m_events);
        m_eventsTitle->setText(tr("Events"));
        clearRelated();
    }
    if (settlement.id != m_shown.id || settlement.state != m_shown.state)
        m_move->setVisible(false);
    m_shown = settlement;
    m_template = by ? std::optional(*by) : std::nullopt;
    const QString name = by ? by->name : settlement.templateSlug;
    const QString reference = referenceText(settlement);
    m_title->setText(name.isEmpty() ? reference : QString(name + u" · "_s + reference));
    m_state->setState(toneOfState(settlement.state, by ? &by->config : nullptr), stateName(settlement.state));
    m_state->setToolTip(settlement.state);
    m_id->setText(settlement.id);
    showDeadline();
    showDiagram();
    showParties();
    m_stack->setCurrentIndex(One);
}

void SettlementDetail::showEvents(const QList<keystone::SettlementEvent> &events)
{
    m_events = events;
    m_eventTable->show(events);
    showDiagram();
}

void SettlementDetail::showDeadline()
{
    const QDateTime now = m_now();
    const bool isOver = keystone::isFinal(m_shown.state, m_template ? &m_template->config : nullptr);
    const QString text = isOver ? QString() : deadlineText(m_shown.timeoutAt, now);
    const bool isUrgent = m_shown.timeoutAt.isValid() && now.secsTo(m_shown.timeoutAt) < urgentSeconds;
    if (m_deadline->text() != text)
        m_deadline->setText(text);
    m_deadline->setToolTip(exactText(m_shown.timeoutAt));
    QPalette colours;
    colours.setResolveMask(0); // everything else as it is around
    if (isUrgent)
        colours.setColor(QPalette::WindowText, color(Token::Attention, palette()));
    if (!isUrgent || m_deadline->palette().color(QPalette::WindowText) != colours.color(QPalette::WindowText))
        m_deadline->setPalette(colours);
}

QStringList SettlementDetail::visitedStates() const
{
    QList<keystone::SettlementEvent> inOrder = m_events;
    std::stable_sort(inOrder.begin(), inOrder.end(),
                     [](const auto &a, const auto &b) { return a.sequence < b.sequence; });
    QStringList visited;
    for (const keystone::SettlementEvent &event : std::as_const(inOrder))
        visited << event.toState;
    return visited;
}

void SettlementDetail::showDiagram()
{
    m_diagram->setVisible(m_template.has_value());
    m_path->setVisible(!m_template);
    if (m_template)
        return m_diagram->show(*m_template, visitedStates(), m_shown.state);
    QStringList words;
    for (const QString &state : visitedStates())
        words << stateName(state);
    if (words.isEmpty() || words.last() != stateName(m_shown.state))
        words << stateName(m_shown.state);
    m_path->setText(words.join(u" → "_s));
}

/// Two sides face each other; a third stands below.
void SettlementDetail::showParties()
{
    while (m_cards.size() < m_shown.parties.size()) {
        auto *card = new PartyCard(m_stack->widget(One));
        m_sides->addWidget(card, int(m_cards.size()) / sides, int(m_cards.size()) % sides);
        m_cards << card;
    }
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        PartyCard &card = *m_cards[i];
        card.setVisible(i < m_shown.parties.size());
        if (i >= m_shown.parties.size())
            continue;
        const keystone::Party &party = m_shown.parties[i];
        QList<keystone::Leg> legs;
        std::copy_if(m_shown.legs.begin(), m_shown.legs.end(), std::back_inserter(legs),
                     [&party](const keystone::Leg &leg) { return leg.partyRole == party.role; });
        card.show(party, legs);
    }
}

void SettlementDetail::showMove(const QString &seen)
{
    const keystone::TemplateConfig *const config = m_template ? &m_template->config : nullptr;
    m_movedFrom->setState(toneOfState(seen, config), stateName(seen));
    m_movedTo->setState(toneOfState(m_shown.state, config), stateName(m_shown.state));
    m_move->setVisible(true);
}

void SettlementDetail::clearRelated()
{
    while (QLayoutItem *const item = m_relatedRow->takeAt(1)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_related->setVisible(false);
}

void SettlementDetail::addRelated(const QString &label, const std::optional<Settlement> &settlement)
{
    if (!settlement || settlement->id == m_shown.id)
        return;
    auto *button = new QPushButton(
        tr("%1: %2, %3").arg(label, referenceText(*settlement), stateName(settlement->state)), m_related);
    button->setObjectName(u"related."_s + settlement->id);
    setButtonKind(*button, ButtonKind::Quiet);
    connect(button, &QPushButton::clicked, this, [this, id = settlement->id] { Q_EMIT openWanted(id); });
    m_relatedRow->addWidget(button);
    m_related->setVisible(true);
}

void SettlementDetail::showRelated(const keystone::RelatedSettlements &related)
{
    clearRelated();
    addRelated(tr("Opening leg"), related.opening);
    addRelated(tr("Closing leg"), related.closing);
    m_relatedRow->addStretch(1);
}

void SettlementDetail::showMany(const QList<Settlement> &settlements)
{
    m_shown = {};
    m_manyTitle->setText(tr("%1 settlements are selected").arg(numberText(settlements.size())));
    m_many->removeRows(0, m_many->rowCount());
    for (const Settlement &settlement : settlements) {
        QList<QStandardItem *> items{
            new QStandardItem(partiesText(settlement)), new QStandardItem(legsText(settlement)),
            new QStandardItem(stateName(settlement.state)), new QStandardItem(referenceText(settlement))};
        for (QStandardItem *item : items)
            item->setEditable(false);
        m_many->appendRow(items);
    }
    m_stack->setCurrentIndex(Many);
}

void SettlementDetail::showNothing(const QString &hint)
{
    m_shown = {};
    m_hint->setText(hint);
    m_stack->setCurrentIndex(Nothing);
}

void SettlementDetail::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_clock.start(aSecond);
    showDeadline();
}

void SettlementDetail::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_deadline)
        showDeadline();
}

void SettlementDetail::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
}

} // namespace chancery
