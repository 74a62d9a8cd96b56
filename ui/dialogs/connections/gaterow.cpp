// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/gaterow.h"

#include "ui/theme/metrics.h"
#include "ui/words/gatewords.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSpinBox>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int greatestSize = 999'999'999;
constexpr int asItIs = -1; ///< in place of a need: rules that the line cannot show

bool canShow(const QList<GateRule> &rules)
{
    return rules.isEmpty() || (rules.size() == 1 && rules.first().from <= greatestSize);
}

/// What stands behind the number.
QString unitText(GatedAction action)
{
    switch (action) {
    case GatedAction::Publish:
        return GateRow::tr(" passports");
    case GatedAction::Import:
    case GatedAction::Recertify:
        return GateRow::tr(" rows");
    case GatedAction::Mint:
        return GateRow::tr(" points");
    case GatedAction::ApproveSettlement:
    case GatedAction::RejectSettlement:
    case GatedAction::DeactivateEnvironment:
    case GatedAction::RotateWebhookSecret:
        break;
    }
    return {};
}

} // namespace

GateRow::GateRow(GatedAction action, QWidget *parent)
    : QWidget(parent)
    , m_action(action)
    , m_need(new QComboBox(this))
    , m_from(new QSpinBox(this))
{
    buildNeed();
    buildFrom();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_need, 1);
    row->addWidget(m_from, 1);
    setFocusProxy(m_need);
    connect(m_need, &QComboBox::currentIndexChanged, this, [this] {
        showFrom();
        Q_EMIT changed();
    });
    connect(m_from, &QSpinBox::valueChanged, this, &GateRow::changed);
    showFrom();
}

void GateRow::buildNeed()
{
    m_need->setObjectName(gatedActionWord(m_action) + u"Need"_s);
    m_need->setAccessibleName(tr("%1 needs").arg(actionName(m_action)));
    for (const GateNeed need : {GateNeed::None, GateNeed::SecondLook, GateNeed::SecondPerson, GateNeed::Phone})
        m_need->addItem(needText(need), int(need));
}

void GateRow::buildFrom()
{
    m_from->setObjectName(gatedActionWord(m_action) + u"From"_s);
    m_from->setAccessibleName(tr("%1 needs it from").arg(actionName(m_action)));
    m_from->setRange(1, greatestSize);
    m_from->setGroupSeparatorShown(true);
    m_from->setPrefix(tr("from "));
    m_from->setSuffix(unitText(m_action));
    m_from->setSpecialValueText(tr("always"));
    QSizePolicy policy = m_from->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the needs stay in line
    m_from->setSizePolicy(policy);
}

void GateRow::showFrom()
{
    m_from->setVisible(hasSize(m_action) && m_need->currentData().toInt() > int(GateNeed::None));
}

void GateRow::setRules(const QList<GateRule> &rules)
{
    const QSignalBlocker quiet(this);
    m_loaded = rules;
    if (const int kept = m_need->findData(asItIs); kept >= 0)
        m_need->removeItem(kept);
    if (canShow(rules)) {
        const GateRule rule = rules.isEmpty() ? GateRule{m_action, 1, GateNeed::None} : rules.first();
        m_need->setCurrentIndex(m_need->findData(int(rule.need)));
        m_from->setValue(int(std::max(rule.from, qint64(1))));
        return;
    }
    m_need->addItem(rules.size() == 1 ? tr("One rule, as it is") : tr("%1 rules, as they are").arg(rules.size()),
                    asItIs);
    m_need->setCurrentIndex(m_need->count() - 1);
    m_from->setValue(1);
}

bool GateRow::isAsItWas() const
{
    return m_need->currentData().toInt() == asItIs;
}

QList<GateRule> GateRow::rules() const
{
    if (isAsItWas())
        return m_loaded;
    const int need = m_need->currentData().toInt();
    if (canShow(m_loaded)) {
        const GateRule was = m_loaded.isEmpty() ? GateRule{m_action, 1, GateNeed::None} : m_loaded.first();
        const bool isAlways = m_from->value() == 1 && was.from <= 1;
        if (int(was.need) == need && (isAlways || was.from == m_from->value()))
            return m_loaded;
    }
    if (need == int(GateNeed::None))
        return {};
    return {{m_action, hasSize(m_action) ? m_from->value() : 1, GateNeed(need)}};
}

} // namespace chancery
