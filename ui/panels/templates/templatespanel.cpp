// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/templates/templatespanel.h"

#include "core/keystone/readall.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/statediagram.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/statetext.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::SettlementTemplate;
using keystone::StateKind;

namespace {

enum StateColumns { StateColumn, Kind, LeadsTo, Runs, AtMost };
constexpr qsizetype longestName = 24; ///< whose whole length has room
constexpr auto rightAligned = Qt::AlignRight | Qt::AlignVCenter;

Tone toneOf(StateKind kind)
{
    switch (kind) {
    case StateKind::Success:
        return Tone::Good;
    case StateKind::Failure:
        return Tone::Bad;
    case StateKind::Waiting:
        return Tone::Attention;
    case StateKind::Unknown:
        return Tone::Unknown;
    case StateKind::Start:
    case StateKind::Active:
        break;
    }
    return Tone::Neutral;
}

/// Short, for a narrow column.
QString wordOf(StateKind kind)
{
    if (kind == StateKind::Waiting)
        return TemplatesPanel::tr("Waiting");
    return kind == StateKind::Unknown ? TemplatesPanel::tr("Unknown") : capitalised(stateKindText(kind));
}

int widthOf(const QFont &font, const QStringList &texts)
{
    int widest = 0;
    for (const QString &text : texts)
        widest = std::max(widest, QFontMetrics(font).horizontalAdvance(text));
    return widest + space::huge + space::small;
}

Record recordOf(const SettlementTemplate &one)
{
    const QString name = one.name.isEmpty() ? one.slug : one.name;
    return {one.id,
            {{.text = name, .tip = one.description},
             {.text = one.slug},
             {.text = numberText(one.version), .align = rightAligned},
             {.text = numberText(one.config.everyState().size()), .align = rightAligned}}};
}

QString namesOf(const QStringList &states)
{
    QStringList names;
    for (const QString &state : states)
        names << stateName(state);
    return names.join(u", "_s);
}

} // namespace

TemplatesPanel::TemplatesPanel(keystone::Client &client, QWidget *parent)
    : ListSection(
          {.key = u"templates"_s,
           .title = tr("Templates"),
           .iconName = u"settlement"_s,
           .columns = {tr("Name"), tr("Slug"), tr("Version"), tr("States")},
           .stretchColumn = 0,
           .empty = {u"settlement"_s, tr("No templates"),
                     tr("The service offers no active template to this client. Settlements that run by an older "
                        "one still show it in their detail.")}},
          parent)
    , m_client(client)
    , m_name(new QLabel(this))
    , m_description(new QLabel(this))
    , m_diagram(new StateDiagram(this))
    , m_fields(new FieldList(this))
    , m_states(new RecordsModel({tr("State"), tr("Kind"), tr("Leads to"), tr("Service runs"), tr("At most")}, this))
    , m_stateTable(new TableView(this))
{
    table()->setLeastWidth(0, table()->fontMetrics().averageCharWidth() * int(longestName));
    setDetail(makeDetail());
}

QWidget *TemplatesPanel::makeDetail()
{
    setType(*m_name, Type::CardTitle);
    setType(*m_description, Type::Secondary);
    m_name->setObjectName(u"templateName"_s);
    m_description->setObjectName(u"templateDescription"_s);
    for (QLabel *label : {m_name, m_description}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_stateTable->setObjectName(u"templateStates"_s);
    m_stateTable->setAccessibleName(tr("States of the template"));
    m_stateTable->setModel(m_states);
    m_stateTable->setItemDelegate(new StatePillDelegate(m_stateTable));
    m_stateTable->setStretchColumn(LeadsTo);
    m_stateTable->setLeastWidth(Kind, pillSize(wordOf(StateKind::Active)).width() + space::huge);
    m_stateTable->setLeastWidth(AtMost, widthOf(m_stateTable->font(), {tr("At most")}));
    m_stateTable->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::large, 0, 0, space::large);
    column->setSpacing(space::medium);
    column->addWidget(m_name);
    column->addWidget(m_description);
    column->addWidget(m_diagram);
    column->addWidget(m_fields);
    column->addWidget(m_stateTable);
    column->addStretch(1);
    auto *pane = new ScrollPane(content, this);
    pane->setObjectName(u"templatePane"_s);
    return pane;
}

void TemplatesPanel::load()
{
    const keystone::PageReader<SettlementTemplate> read = [this](const keystone::Window &window) {
        return m_client.listTemplates(window);
    };
    keystone::readAll<SettlementTemplate>(read, keystone::maxShortPageSize)
        .then(work(), [this](const Result<keystone::Page<SettlementTemplate>> &page) {
            if (page)
                take(*page);
            else
                fail(page.error());
        });
}

void TemplatesPanel::take(const keystone::Page<SettlementTemplate> &page)
{
    m_templates = page.rows;
    std::stable_sort(m_templates.begin(), m_templates.end(),
                     [](const auto &a, const auto &b) { return QString::localeAwareCompare(a.name, b.name) < 0; });
    QList<Record> records;
    for (const SettlementTemplate &one : std::as_const(m_templates))
        records << recordOf(one);
    QString summary = records.size() == 1 ? tr("1 active template") : tr("%1 active templates").arg(records.size());
    if (!page.damaged.isEmpty())
        summary += u" · "_s + tr("%1 could not be read").arg(page.damaged.size());
    showRecords(records, summary);
}

void TemplatesPanel::showCurrent(const QString &id)
{
    const auto found = std::find_if(m_templates.cbegin(), m_templates.cend(),
                                    [&](const SettlementTemplate &one) { return one.id == id; });
    if (found == m_templates.cend())
        return m_diagram->clear();
    const keystone::TemplateConfig &config = found->config;
    m_name->setText(found->name.isEmpty() ? found->slug : found->name);
    m_description->setText(found->description);
    m_description->setVisible(!found->description.isEmpty());
    m_diagram->show(*found, {}, {});
    QList<FieldList::Field> fields{{tr("Roles"), config.requiredRoles.join(u", "_s), u"roles"_s},
                                   {tr("Screens parties with"), config.entityProviders.join(u", "_s), u"entities"_s},
                                   {tr("Screens wallets with"), config.walletProviders.join(u", "_s), u"wallets"_s},
                                   {tr("Screens again at"), namesOf(config.recheckAtStates), u"rechecks"_s},
                                   {tr("Legs needed"), config.requiredLegTypes.join(u", "_s), u"legTypes"_s},
                                   {tr("Last changed"), exactText(found->updatedAt), u"updated"_s},
                                   {tr("Id"), found->id, u"id"_s}};
    fields.removeIf([](const FieldList::Field &field) { return field.value.isEmpty(); });
    m_fields->setFields(fields);
    QStringList names;
    for (const QString &state : config.everyState())
        names << stateName(state).left(longestName);
    m_stateTable->setLeastWidth(StateColumn, widthOf(m_stateTable->font(), names));
    m_states->setRecords(stateRecords(config));
    const QHeaderView *rows = m_stateTable->verticalHeader();
    m_stateTable->setFixedHeight(m_stateTable->horizontalHeader()->sizeHint().height() +
                                 m_states->rowCount() * rows->defaultSectionSize() + 2 * m_stateTable->frameWidth());
}

QList<Record> TemplatesPanel::stateRecords(const keystone::TemplateConfig &config) const
{
    QList<Record> records;
    for (const QString &state : config.everyState()) {
        const StateKind kind = keystone::kindOf(state, &config);
        const keystone::StateAction *const action = config.actionOf(state);
        const QString particulars = stateParticulars(state, config).join(u'\n');
        records << Record{state,
                          {{.text = stateName(state), .tip = particulars, .copy = state},
                           {.text = wordOf(kind), .tip = capitalised(stateKindText(kind)), .tone = toneOf(kind)},
                           {.text = namesOf(config.next(state))},
                           {.text = action ? action->type : QString(), .tip = particulars},
                           {.text = action ? spanText(action->timeoutSeconds) : QString()}}};
    }
    return records;
}

} // namespace chancery
