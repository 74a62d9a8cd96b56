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
using keyban::Filter;
using keyban::FilterField;

namespace {

/// The field that a chip's value names; kept in settings, so the words stay.
FilterField scopeOf(const QString &value)
{
    if (value == u"model")
        return FilterField::ModelNumber;
    if (value == u"batch")
        return FilterField::BatchNumber;
    return value == u"item" ? FilterField::ItemNumber : FilterField::Name;
}

QString valueOf(FilterField scope)
{
    switch (scope) {
    case FilterField::ModelNumber:
        return u"model"_s;
    case FilterField::BatchNumber:
        return u"batch"_s;
    case FilterField::ItemNumber:
        return u"item"_s;
    default:
        return {};
    }
}

} // namespace

PassportFilters::PassportFilters(QWidget *parent)
    : QWidget(parent)
    , m_search(new SearchField(tr("Search passports"), this))
    , m_tree(new QPushButton(this))
{
    m_search->setObjectName(u"passportsSearch"_s);
    m_search->setMinimumWidth(180);
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
    choices->addWidget(m_scope);
    for (FilterChip *chip : chips())
        choices->addWidget(chip);
    choices->addWidget(m_tree);
    row->addLayout(choices);

    connect(m_search, &SearchField::searched, this, &PassportFilters::changed);
    connect(m_tree, &QPushButton::toggled, this, &PassportFilters::treeChanged);
    connect(m_scope, &FilterChip::chosen, this, [this] {
        if (!searchText().isEmpty())
            Q_EMIT changed();
    });
    for (FilterChip *chip : chips())
        connect(chip, &FilterChip::chosen, this, &PassportFilters::changed);
}

void PassportFilters::buildChips()
{
    m_scope = new FilterChip(tr("Search in"), u"searchScope"_s, this);
    m_status = new FilterChip(tr("Status"), u"statusFilter"_s, this);
    m_level = new FilterChip(tr("Level"), u"levelFilter"_s, this);
    m_certification = new FilterChip(tr("Certification"), u"certificationFilter"_s, this);
    m_network = new FilterChip(tr("Network"), u"networkFilter"_s, this);
    m_scope->setOptions({{{}, tr("name")},
                         {u"model"_s, tr("model number, exactly")},
                         {u"batch"_s, tr("batch number, exactly")},
                         {u"item"_s, tr("item number, exactly")}});
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

void PassportFilters::learn(const QList<keyban::Passport> &rows)
{
    const qsizetype before = m_knownStatus.size() + m_knownNetworks.size();
    for (const keyban::Passport &row : rows) {
        m_knownStatus.insert(row.status.toLower());
        if (!row.network.isEmpty())
            m_knownNetworks.insert(row.network);
    }
    if (m_knownStatus.size() + m_knownNetworks.size() != before)
        fillOptions();
}

QList<Filter> PassportFilters::filters() const
{
    QList<Filter> filters;
    if (!searchText().isEmpty())
        filters.append({searchField(), searchText()});
    const QList<Filter> chosen{{FilterField::Status, m_status->value()},
                               {FilterField::Granularity, m_level->value()},
                               {FilterField::Certification, m_certification->value()},
                               {FilterField::Network, m_network->value()}};
    for (const Filter &filter : chosen) {
        if (!filter.value.isEmpty())
            filters << filter;
    }
    return filters;
}

QString PassportFilters::searchText() const
{
    return m_search->text().trimmed();
}

FilterField PassportFilters::searchField() const
{
    return scopeOf(m_scope->value());
}

void PassportFilters::searchIn(FilterField field)
{
    m_scope->setValue(valueOf(field));
    Q_EMIT changed();
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
    settings.setValue(u"passports/searchScope"_s, m_scope->value());
    settings.setValue(u"passports/tree"_s, showsTree());
}

void PassportFilters::restore(const QSettings &settings)
{
    for (FilterChip *chip : chips())
        chip->setValue(settings.value(u"passports/"_s + chip->objectName()).toString());
    m_scope->setValue(settings.value(u"passports/searchScope"_s).toString());
    m_tree->setChecked(settings.value(u"passports/tree"_s).toBool());
}

QList<FilterChip *> PassportFilters::chips() const
{
    return {m_status, m_level, m_certification, m_network};
}

} // namespace chancery
