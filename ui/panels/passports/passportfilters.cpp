// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportfilters.h"

#include "ui/models/passportwords.h"
#include "ui/panels/passports/filterchip.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/searchfield.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QSettings>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Certification;

PassportFilters::PassportFilters(QWidget *parent)
    : QWidget(parent)
    , m_search(new SearchField(tr("Search passports"), this))
    , m_tree(new QPushButton(this))
{
    m_search->setObjectName(u"passportsSearch"_s);
    m_search->setMinimumWidth(180);
    m_search->setToolTip(
        tr("Every word must occur somewhere: in numbers, name, description, any data, or in level, status, "
           "certification or network. Quotes keep words together; case and accents do not count."));
    m_tree->setObjectName(u"passportsTreeToggle"_s);
    m_tree->setText(tr("Tree"));
    m_tree->setAccessibleName(tr("Show as a tree"));
    m_tree->setToolTip(tr("Show models with their batches and items"));
    m_tree->setIcon(themeIcon(u"tree"_s));
    m_tree->setCheckable(true);
    buildChips();
    fillOptions();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_search, 1, Qt::AlignTop);
    auto *choices = new FlowLayout;
    for (FilterChip *chip : chips())
        choices->addWidget(chip);
    choices->addWidget(m_tree);
    row->addLayout(choices);

    // At every key: the mirror answers between two of them.
    connect(m_search, &SearchField::textChanged, this, &PassportFilters::changed);
    connect(m_tree, &QPushButton::toggled, this, &PassportFilters::treeChanged);
    for (FilterChip *chip : chips())
        connect(chip, &FilterChip::chosen, this, &PassportFilters::changed);
}

void PassportFilters::buildChips()
{
    m_status = new FilterChip(tr("Status"), u"statusFilter"_s, this);
    m_level = new FilterChip(tr("Level"), u"levelFilter"_s, this);
    m_certification = new FilterChip(tr("Certification"), u"certificationFilter"_s, this);
    m_network = new FilterChip(tr("Network"), u"networkFilter"_s, this);
    m_level->setOptions({{{}, tr("any")},
                         {u"model"_s, levelName(u"model"_s)},
                         {u"batch"_s, levelName(u"batch"_s)},
                         {u"item"_s, levelName(u"item"_s)}});
    m_certification->setOptions({{{}, tr("any")},
                                 {u"certified"_s, certificationName(Certification::Certified)},
                                 {u"pending"_s, certificationName(Certification::Pending)},
                                 {u"error"_s, certificationName(Certification::Error)},
                                 {u"notStarted"_s, certificationName(Certification::NotStarted)},
                                 {u"notApplicable"_s, certificationName(Certification::NotApplicable)}});
}

void PassportFilters::fillOptions()
{
    QList<FilterChip::Option> statuses{{{}, tr("any")}};
    QStringList words{u"draft"_s, u"published"_s, u"claimed"_s, u"archived"_s};
    for (const QString &word : m_knownStatus) {
        if (!words.contains(word))
            words << word;
    }
    for (const QString &word : std::as_const(words))
        statuses.append({word, statusWords(word).word});
    m_status->setOptions(statuses);

    QList<FilterChip::Option> networks{{{}, tr("any")}};
    QStringList names(m_knownNetworks.begin(), m_knownNetworks.end());
    names.sort();
    for (const QString &name : std::as_const(names))
        networks.append({name, name});
    m_network->setOptions(networks);
}

void PassportFilters::learn(const MirrorWords &words)
{
    const qsizetype before = m_knownStatus.size() + m_knownNetworks.size();
    for (const QString &status : words.statuses)
        m_knownStatus.insert(status.toLower());
    for (const QString &network : words.networks)
        m_knownNetworks.insert(network);
    if (m_knownStatus.size() + m_knownNetworks.size() != before)
        fillOptions();
}

MirrorQuery PassportFilters::query() const
{
    return {.text = m_search->text().trimmed(),
            .level = m_level->value(),
            .status = m_status->value(),
            .certification = m_certification->value(),
            .network = m_network->value()};
}

void PassportFilters::clear()
{
    m_search->clear();
    for (FilterChip *chip : chips())
        chip->setValue({});
    Q_EMIT changed();
}

void PassportFilters::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool PassportFilters::showsTree() const
{
    return m_tree->isChecked();
}

void PassportFilters::save(QSettings &settings) const
{
    for (const FilterChip *chip : chips())
        settings.setValue(u"passports/"_s + chip->objectName(), chip->value());
    settings.setValue(u"passports/tree"_s, showsTree());
}

void PassportFilters::restore(const QSettings &settings)
{
    for (FilterChip *chip : chips())
        chip->setValue(settings.value(u"passports/"_s + chip->objectName()).toString());
    m_tree->setChecked(settings.value(u"passports/tree"_s).toBool());
}

QList<FilterChip *> PassportFilters::chips() const
{
    return {m_status, m_level, m_certification, m_network};
}

} // namespace chancery
