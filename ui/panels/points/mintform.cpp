// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/points/mintform.h"

#include "core/keyban/loyalty.h"
#include "ui/panels/points/pointsproblem.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/form.h"
#include "ui/words/mintnotice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

MintForm::MintForm(QWidget *parent)
    : Card(tr("Mint points"), parent)
    , m_points(new QLineEdit(this))
    , m_pointsProblem(new PointsProblem(*m_points, this))
    , m_reason(new QLineEdit(this))
    , m_reasonProblem(new PointsProblem(*m_reason, this))
    , m_limits(new QLabel(this))
    , m_change(new QPushButton(tr("L&imits…"), this))
    , m_mint(new QPushButton(this))
{
    layOut();
    setState(State::Ready);
    connect(m_points, &QLineEdit::textChanged, this, &MintForm::judgePoints);
    connect(m_reason, &QLineEdit::textChanged, this, [this] {
        if (!reason().isEmpty())
            m_reasonProblem->say(QString());
    });
    connect(m_points, &QLineEdit::returnPressed, m_mint, &QPushButton::click);
    connect(m_reason, &QLineEdit::returnPressed, m_mint, &QPushButton::click);
    connect(m_mint, &QPushButton::clicked, this, &MintForm::mintWanted);
    connect(m_change, &QPushButton::clicked, this, &MintForm::limitsWanted);
}

void MintForm::layOut()
{
    m_points->setObjectName(u"mintPoints"_s);
    m_points->setPlaceholderText(tr("A whole number"));
    m_pointsProblem->setObjectName(u"mintPointsProblem"_s);
    m_reason->setObjectName(u"mintReason"_s);
    m_reason->setPlaceholderText(tr("Why; kept in the ledger"));
    m_reason->setToolTip(tr("Kept with your name. Don't write a customer's name or mail address here."));
    m_reasonProblem->setObjectName(u"mintReasonProblem"_s);
    m_limits->setObjectName(u"mintLimits"_s);
    m_change->setObjectName(u"changeLimits"_s);
    m_change->setAccessibleName(tr("Limits…"));
    m_mint->setObjectName(u"mintButton"_s);
    m_mint->setAccessibleName(tr("Mint…"));
    setButtonKind(*m_mint, ButtonKind::Primary);
    m_limits->setTextFormat(Qt::PlainText);
    m_limits->setWordWrap(true);
    setType(*m_limits, Type::Secondary);
    auto *form = new Form;
    form->addField(tr("&Points"), m_points);
    form->addRow(QString(), m_pointsProblem);
    form->addField(tr("Reas&on"), m_reason);
    form->addRow(QString(), m_reasonProblem);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_change);
    buttons->addStretch(1);
    buttons->addWidget(m_mint);
    body()->addLayout(form);
    body()->addWidget(m_limits);
    body()->addLayout(buttons);
}

Result<qint64> MintForm::points() const
{
    return keyban::parsePoints(m_points->text());
}

QString MintForm::reason() const
{
    return m_reason->text().trimmed();
}

bool MintForm::hasInput() const
{
    return !m_points->text().trimmed().isEmpty() || !reason().isEmpty();
}

void MintForm::clear()
{
    m_points->clear();
    m_reason->clear();
}

void MintForm::setLimits(const MintLimits &limits)
{
    m_limits->setText(limitsLine(limits));
}

void MintForm::setState(State state)
{
    const bool isReady = state == State::Ready;
    m_mint->setText(state == State::Minting ? tr("Minting…") : tr("&Mint…"));
    m_mint->setEnabled(isReady);
    m_mint->setToolTip(state == State::ReadOnly ? tr("This connection may only read.") : QString());
    m_points->setEnabled(isReady);
    m_reason->setEnabled(isReady);
}

/// While it is typed: an empty field is no mistake yet.
void MintForm::judgePoints()
{
    const auto amount = points();
    if (amount || m_points->text().isEmpty())
        return m_pointsProblem->say(QString());
    m_pointsProblem->say(amount.error());
}

void MintForm::judgeReason()
{
    m_reasonProblem->say(reason().isEmpty() ? tr("A mint needs a reason.") : QString());
}

bool MintForm::judge()
{
    judgePoints();
    judgeReason();
    if (m_points->text().isEmpty())
        m_pointsProblem->say(tr("Say how many points."));
    if (!points())
        m_points->setFocus(Qt::OtherFocusReason);
    else if (reason().isEmpty())
        m_reason->setFocus(Qt::OtherFocusReason);
    return points().ok() && !reason().isEmpty();
}

} // namespace chancery
