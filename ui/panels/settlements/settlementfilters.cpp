// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/settlementfilters.h"

#include "core/runs/templatebook.h"
#include "ui/panels/passports/filterchip.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/searchfield.h"
#include "ui/words/settlementtext.h"
#include "ui/words/statetext.h"

#include <QLabel>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int searchWidth = 260;
constexpr qsizetype mostParties = 60; ///< in a menu; the search finds the others

} // namespace

SettlementFilters::SettlementFilters(QWidget *parent)
    : QWidget(parent)
    , m_search(new SearchField(tr("Party, reference, instrument or ID"), this))
    , m_state(new FilterChip(tr("State"), u"stateFilter"_s, this))
    , m_template(new FilterChip(tr("Template"), u"templateFilter"_s, this))
    , m_party(new FilterChip(tr("Party"), u"partyFilter"_s, this))
    , m_created(new FilterChip(tr("Created"), u"createdFilter"_s, this))
    , m_remark(new QLabel(this))
{
    m_search->setObjectName(u"settlementSearch"_s);
    m_search->setAccessibleName(tr("Search settlements"));
    m_search->setMinimumWidth(searchWidth);
    m_remark->setObjectName(u"settlementsRemark"_s);
    setType(*m_remark, Type::Secondary);
    m_created->setOptions({{QString(), tr("any day")},
                           {u"1"_s, tr("in the last 24 hours")},
                           {u"7"_s, tr("in the last 7 days")},
                           {u"30"_s, tr("in the last 30 days")}});
    auto *row = new FlowLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    for (QWidget *part :
         {static_cast<QWidget *>(m_search), static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_template),
          static_cast<QWidget *>(m_party), static_cast<QWidget *>(m_created), static_cast<QWidget *>(m_remark)})
        row->addWidget(part);
    connect(m_search, &SearchField::searched, this, &SettlementFilters::changed);
    for (FilterChip *chip : {m_state, m_template, m_party, m_created})
        connect(chip, &FilterChip::chosen, this, &SettlementFilters::changed);
}

void SettlementFilters::learn(const SettlementsModel &model, const TemplateBook &templates)
{
    QList<FilterChip::Option> states{{QString(), tr("any")}};
    for (const QString &state : model.states())
        states.append({state, stateName(state)});
    m_state->setOptions(states);
    QList<FilterChip::Option> names{{QString(), tr("any")}};
    for (const QString &id : model.templateIds()) {
        const keystone::SettlementTemplate *const found = templates.find(id);
        names.append({id, found ? found->name : id.left(8)});
    }
    m_template->setOptions(names);
    QList<FilterChip::Option> parties{{QString(), tr("any")}};
    const QStringList known = model.parties();
    for (const QString &party : known.first(std::min(mostParties, known.size())))
        parties.append({party, party});
    m_party->setOptions(parties);
}

SettlementFilter SettlementFilters::filter() const
{
    const int days = m_created->value().toInt();
    return {.text = m_search->text().trimmed(),
            .state = m_state->value(),
            .templateId = m_template->value(),
            .party = m_party->value(),
            .createdSince = days > 0 ? QDateTime::currentDateTimeUtc().addDays(-days) : QDateTime()};
}

void SettlementFilters::clear()
{
    m_search->clear();
    for (FilterChip *chip : {m_state, m_template, m_party, m_created})
        chip->setValue({});
    Q_EMIT changed();
}

void SettlementFilters::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void SettlementFilters::setRemark(const QString &remark)
{
    m_remark->setText(remark);
}

} // namespace chancery
