// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/tiers/tiercard.h"

#include "ui/panels/tiers/tiertext.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/elidedlabel.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

TierCard::TierCard(QString id, Writable writable, QWidget *parent)
    : Card(parent)
    , m_id(std::move(id))
    , m_rule(new ElidedLabel(this))
    , m_image(new ElidedLabel(this))
    , m_edit(new QPushButton(tr("Edit…"), this))
    , m_delete(new QPushButton(tr("Delete…"), this))
{
    setObjectName(u"tierCard"_s);
    m_rule->setObjectName(u"tierRule"_s);
    m_rule->setElideMode(Qt::ElideRight);
    m_rule->setFocusPolicy(Qt::NoFocus);
    m_image->setObjectName(u"tierImage"_s);
    setType(*m_image, Type::Secondary);
    m_edit->setObjectName(u"tierEdit"_s);
    m_edit->setToolTip(tr("F2"));
    m_delete->setObjectName(u"tierDelete"_s);
    m_delete->setToolTip(tr("Delete"));
    for (QPushButton *button : {m_edit, m_delete}) {
        setButtonKind(*button, ButtonKind::Quiet);
        button->setEnabled(writable == Writable::Yes);
        if (writable == Writable::No)
            button->setToolTip(tr("This connection is read-only"));
        addHeaderWidget(button);
    }
    body()->addWidget(m_rule);
    body()->addWidget(m_image);
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(m_id); });
    connect(m_delete, &QPushButton::clicked, this, [this] { Q_EMIT deleteWanted(m_id); });
}

void TierCard::showTier(const keyban::RewardTier &tier)
{
    const QString name = tier.name.isEmpty() ? tr("Without a name") : tier.name;
    setTitle(name);
    setRemark(tierThreshold(tier.requiredVisits));
    setAccessibleName(tr("%1, %2").arg(name, tierThreshold(tier.requiredVisits)));
    m_rule->setText(tierRule(tier.requiredVisits, tier.currencyToPointRatio));
    m_image->setText(tier.imageUrl.isEmpty() ? QString() : tr("Image: %1").arg(tier.imageUrl));
    m_image->setVisible(!tier.imageUrl.isEmpty());
    m_edit->setAccessibleName(tr("Edit %1").arg(name));
    m_delete->setAccessibleName(tr("Delete %1").arg(name));
}

QWidgetList TierCard::stops() const
{
    return {m_edit, m_delete, m_image};
}

void TierCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F2)
        return m_edit->click();
    if (event->key() == Qt::Key_Delete)
        return m_delete->click();
    Card::keyPressEvent(event);
}

} // namespace chancery
