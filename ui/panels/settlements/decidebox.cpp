// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/decidebox.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Decision;

namespace {

constexpr int reasonLines = 2;

} // namespace

void ReasonField::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && !(event->modifiers() & Qt::ShiftModifier))
        Q_EMIT done();
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else
        QPlainTextEdit::keyPressEvent(event);
}

DecideBox::DecideBox(QWidget *parent)
    : QWidget(parent)
    , m_label(new QLabel(tr("Rea&son (kept in the audit log of this computer)"), this))
    , m_reason(new ReasonField(this))
    , m_note(new QLabel(this))
    , m_reject(new QPushButton(this))
    , m_approve(new QPushButton(this))
{
    build();
    connect(m_approve, &QPushButton::clicked, this, [this] { choose(Decision::Approve); });
    connect(m_reject, &QPushButton::clicked, this, [this] { choose(Decision::Reject); });
    connect(m_reason, &ReasonField::done, this, &DecideBox::goOn);
    connect(m_reason, &ReasonField::left, this, &DecideBox::left);
    setOffer({});
    showButtons();
}

void DecideBox::build()
{
    setType(*m_label, Type::Secondary);
    m_label->setBuddy(m_reason);
    m_reason->setObjectName(u"reasonField"_s);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setPlaceholderText(tr("Why it is decided so. Nothing is sent without a reason."));
    m_reason->setFixedHeight(reasonLines * m_reason->fontMetrics().lineSpacing() + space::large);
    m_note->setObjectName(u"decideNote"_s);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    setType(*m_note, Type::Secondary);
    m_approve->setObjectName(u"approveButton"_s);
    setButtonKind(*m_approve, ButtonKind::Primary);
    m_reject->setObjectName(u"rejectButton"_s);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_note, 1);
    row->addWidget(m_reject);
    row->addWidget(m_approve);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(m_label);
    column->addWidget(m_reason);
    column->addLayout(row);
}

void DecideBox::setOffer(const DecideOffer &offer)
{
    if (offer == m_offer)
        return;
    m_offer = offer;
    showButtons();
}

void DecideBox::showButtons()
{
    m_approve->setText(m_offer.approve.isPreparation ? tr("Prepare &approval…   A") : tr("&Approve…   A"));
    m_reject->setText(m_offer.reject.isPreparation ? tr("Prepare &rejection…   R") : tr("&Reject…   R"));
    m_approve->setEnabled(m_offer.approve.isPossible);
    m_reject->setEnabled(m_offer.reject.isPossible);
    m_approve->setToolTip(m_offer.approve.hint);
    m_reject->setToolTip(m_offer.reject.hint);
    const bool isOpen = m_offer.approve.isPossible || m_offer.reject.isPossible;
    const bool isShown = isOpen || m_offer.isBusy || !reason().isEmpty();
    m_label->setVisible(isShown);
    m_reason->setVisible(isShown);
    m_reason->setReadOnly(!isOpen);
    if (!m_choice)
        m_note->setText(m_offer.note);
}

QString DecideBox::reason() const
{
    return m_reason->toPlainText().trimmed();
}

void DecideBox::clearReason()
{
    m_reason->clear();
    forgetChoice();
}

void DecideBox::choose(Decision decision)
{
    if (!m_offer.of(decision).isPossible)
        return;
    if (!reason().isEmpty()) {
        m_choice.reset();
        Q_EMIT wanted(decision);
        return;
    }
    m_choice = decision;
    m_note->setText(decision == Decision::Approve ? tr("Write why, then press Return to approve.")
                                                  : tr("Write why, then press Return to reject."));
    m_reason->setFocus(Qt::ShortcutFocusReason);
}

void DecideBox::forgetChoice()
{
    m_choice.reset();
    m_note->setText(m_offer.note);
}

void DecideBox::goOn()
{
    if (m_choice && !reason().isEmpty())
        choose(*m_choice);
    else if (!m_choice && !reason().isEmpty())
        (m_offer.approve.isPossible ? m_approve : m_reject)->setFocus(Qt::TabFocusReason);
}

} // namespace chancery
