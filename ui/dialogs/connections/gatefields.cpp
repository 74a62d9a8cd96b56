// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/gatefields.h"

#include "ui/dialogs/connections/fieldgrid.h"
#include "ui/dialogs/connections/fieldnote.h"
#include "ui/dialogs/connections/fold.h"
#include "ui/dialogs/connections/gaterow.h"
#include "ui/theme/tokens.h"
#include "ui/words/gatewords.h"

#include <QCheckBox>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QList<GateRule> rulesOf(const GatePolicy &policy, GatedAction action)
{
    QList<GateRule> rules;
    for (const GateRule &rule : policy.rules())
        if (rule.action == action)
            rules << rule;
    return rules;
}

/// "A second look from 100 · A yes on a phone from 5,000".
QString rulesText(const QList<GateRule> &rules)
{
    QStringList each;
    for (const GateRule &rule : rules)
        each << (rule.from > 1 ? GateFields::tr("%1 from %2").arg(needText(rule.need), QLocale().toString(rule.from))
                               : GateFields::tr("%1 always").arg(needText(rule.need)));
    return each.join(u" · "_s);
}

} // namespace

GateFields::GateFields(QWidget *form)
    : FieldGroup(form)
    , m_fold(new Fold(tr("What nee&ds another person's yes"), u"gateFold"_s, form))
    , m_isTest(new QCheckBox(tr("This connection is a test: who asks may approve"), m_fold))
{
    m_isTest->setObjectName(u"isTestConnection"_s);
    m_isTest->setAccessibleName(m_isTest->text());
    connect(m_isTest, &QCheckBox::toggled, this, &GateFields::changed);
    for (const GatedAction action : gatedActions) {
        auto *row = new GateRow(action, m_fold);
        row->setObjectName(gatedActionWord(action) + u"Gate"_s);
        connect(row, &GateRow::changed, this, &GateFields::changed);
        m_lines << Line{row, nullptr};
    }
}

void GateFields::addTo(FieldGrid &grid)
{
    grid.addWide(m_fold);
    FieldGrid &inside = m_fold->grid();
    for (Line &line : m_lines) {
        const GatedAction action = line.row->action();
        inside.addField(actionName(action), line.row);
        line.kept = inside.addNote(gatedActionWord(action) + u"Kept"_s);
    }
    addNote(inside, u"gateNeedsNote"_s, m_lines.first().row, ProfileField::GateNeeds);
    inside.addBelow(m_isTest);
}

void GateFields::fill(const Profile &profile)
{
    for (const Line &line : std::as_const(m_lines))
        line.row->setRules(rulesOf(profile.gate, line.row->action()));
    m_isTest->setChecked(profile.isTest);
}

/// Rules keep their order; those of an action stand where its first one stood.
void GateFields::read(Profile &now, const Profile &loaded) const
{
    now.isTest = m_isTest->isChecked();
    QMap<GatedAction, QList<GateRule>> wanted;
    bool isChanged = false;
    for (const Line &line : m_lines) {
        const GatedAction action = line.row->action();
        wanted[action] = line.row->rules();
        isChanged = isChanged || wanted[action] != rulesOf(loaded.gate, action);
    }
    if (!isChanged)
        return;
    QList<GateRule> rules;
    for (const GateRule &rule : loaded.gate.rules())
        rules << wanted.take(rule.action);
    for (const GatedAction action : gatedActions)
        rules << wanted.value(action);
    now.gate = GatePolicy(rules);
}

void GateFields::remark(const Profile &, const Profile &now)
{
    m_fold->setSummary(summaryOf(now));
    for (const Line &line : std::as_const(m_lines)) {
        line.kept->say(Tone::Neutral, line.row->isAsItWas() ? rulesText(line.row->rules()) : QString());
    }
}

QString GateFields::summaryOf(const Profile &profile) const
{
    QStringList names;
    for (const GatedAction action : gatedActions) {
        const QList<GateRule> rules = rulesOf(profile.gate, action);
        if (std::any_of(rules.begin(), rules.end(), [](const GateRule &rule) { return rule.need > GateNeed::None; }))
            names << actionName(action);
    }
    const QString what = names.isEmpty() ? tr("Nothing") : names.join(u", "_s);
    return profile.isTest ? tr("%1 (a test)").arg(what) : what;
}

void GateFields::setOpen(bool open)
{
    m_fold->setOpen(open);
}

} // namespace chancery
