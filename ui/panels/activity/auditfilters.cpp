// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/activity/auditfilters.h"

#include "ui/panels/passports/filterchip.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/searchfield.h"
#include "ui/words/audittext.h"

#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString today = u"today"_s;
const QString yesterday = u"yesterday"_s;
const QString week = u"week"_s;
const QString month = u"month"_s;
const QString between = u"between"_s;

QDateTime startOf(const QDate &day)
{
    return day.isValid() ? day.startOfDay() : QDateTime();
}

} // namespace

AuditFilters::AuditFilters(QWidget *parent)
    : QWidget(parent)
    , m_search(new SearchField(tr("Settlement, person or reason"), this))
    , m_event(new FilterChip(tr("What"), u"auditEventFilter"_s, this))
    , m_user(new FilterChip(tr("Who"), u"auditUserFilter"_s, this))
    , m_time(new FilterChip(tr("When"), u"auditTimeFilter"_s, this))
    , m_range(new QWidget(this))
    , m_from(new QDateEdit(QDate::currentDate().addDays(-6), m_range))
    , m_to(new QDateEdit(QDate::currentDate(), m_range))
{
    m_search->setObjectName(u"auditSearch"_s);
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setMinimumWidth(200);
    m_search->setToolTip(tr("Looks into what an entry is about, who made it and all that it says (Ctrl+F)"));
    m_time->setOptions({{{}, tr("any")},
                        {today, tr("today")},
                        {yesterday, tr("yesterday")},
                        {week, tr("the last 7 days")},
                        {month, tr("the last 30 days")},
                        {between, tr("between two days")}});
    setFacets({});
    layOut();
    connect(m_search, &SearchField::searched, this, &AuditFilters::changed);
    connect(m_event, &FilterChip::chosen, this, &AuditFilters::changed);
    connect(m_user, &FilterChip::chosen, this, &AuditFilters::changed);
    connect(m_time, &FilterChip::chosen, this, [this] {
        showRange();
        Q_EMIT changed();
    });
    for (QDateEdit *edit : {m_from, m_to})
        connect(edit, &QDateEdit::dateChanged, this, &AuditFilters::changed);
}

void AuditFilters::layOut()
{
    m_from->setObjectName(u"auditFrom"_s);
    m_from->setAccessibleName(tr("From this day"));
    m_to->setObjectName(u"auditTo"_s);
    m_to->setAccessibleName(tr("To this day"));
    auto *range = new QHBoxLayout(m_range);
    range->setContentsMargins(0, 0, 0, 0);
    range->setSpacing(space::small);
    range->addWidget(m_from);
    range->addWidget(new QLabel(tr("to"), m_range));
    range->addWidget(m_to);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_search, 1, Qt::AlignTop);
    auto *choices = new FlowLayout;
    for (QWidget *choice :
         {static_cast<QWidget *>(m_event), static_cast<QWidget *>(m_user), static_cast<QWidget *>(m_time), m_range})
        choices->addWidget(choice);
    row->addLayout(choices);
    showRange();
}

void AuditFilters::showRange()
{
    m_range->setVisible(m_time->value() == between);
}

/// The first and the last day that are in it; invalid without an end.
std::pair<QDate, QDate> AuditFilters::days() const
{
    const QDate now = QDate::currentDate();
    const QString choice = m_time->value();
    if (choice == today)
        return {now, {}};
    if (choice == yesterday)
        return {now.addDays(-1), now.addDays(-1)};
    if (choice == week)
        return {now.addDays(-6), {}};
    if (choice == month)
        return {now.addDays(-29), {}};
    if (choice == between)
        return {std::min(m_from->date(), m_to->date()), std::max(m_from->date(), m_to->date())};
    return {};
}

AuditQuery AuditFilters::query() const
{
    const auto [first, last] = days();
    return {.event = m_event->value(),
            .user = m_user->value(),
            .text = m_search->text().trimmed(),
            .since = startOf(first),
            .until = startOf(last.isValid() ? last.addDays(1) : last)};
}

bool AuditFilters::isActive() const
{
    return !m_search->text().trimmed().isEmpty() || !m_event->value().isEmpty() || !m_user->value().isEmpty() ||
           !m_time->value().isEmpty();
}

void AuditFilters::clear()
{
    searchOnly({});
}

void AuditFilters::searchOnly(const QString &text)
{
    for (FilterChip *chip : {m_event, m_user, m_time})
        chip->setValue({});
    showRange();
    {
        const QSignalBlocker quiet(m_search);
        m_search->setText(text);
    }
    Q_EMIT changed();
}

void AuditFilters::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void AuditFilters::setFacets(const AuditFacets &facets)
{
    QList<FilterChip::Option> events{{{}, tr("anything")}};
    for (const QString &event : facets.events)
        events.append({event, auditEventName(event)});
    m_event->setOptions(events);
    QList<FilterChip::Option> users{{{}, tr("anybody")}};
    for (const QString &user : facets.users)
        users.append({user, user});
    m_user->setOptions(users);
}

} // namespace chancery
