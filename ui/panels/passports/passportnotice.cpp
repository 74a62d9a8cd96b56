// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportnotice.h"

#include "ui/panels/passports/passportlist.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

PassportNotice::PassportNotice(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_all(new QPushButton(tr("Load all"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_orphans(new QPushButton(tr("Look for them"), this))
{
    m_text->setObjectName(u"passportsNotice"_s);
    setType(*m_text, Type::Secondary);
    m_all->setObjectName(u"loadAll"_s);
    m_all->setAccessibleName(tr("Load all passports"));
    m_stop->setObjectName(u"stopLoading"_s);
    m_stop->setAccessibleName(tr("Stop loading"));
    m_orphans->setObjectName(u"lookForOrphans"_s);
    m_orphans->setAccessibleName(tr("Look for batches and items without a model"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    row->addWidget(m_text);
    for (QPushButton *button : {m_all, m_stop, m_orphans})
        row->addWidget(button);
    row->addStretch(1);
    connect(m_all, &QPushButton::clicked, this, &PassportNotice::allWanted);
    connect(m_stop, &QPushButton::clicked, this, &PassportNotice::stopWanted);
    connect(m_orphans, &QPushButton::clicked, this, &PassportNotice::orphansWanted);
}

void PassportNotice::describe(const PassportList &list)
{
    const Line line = lineFor(list);
    m_text->setText(line.text);
    m_all->setVisible(line.offer == Offer::LoadAll);
    m_stop->setVisible(line.offer == Offer::Stop);
    m_orphans->setVisible(line.offer == Offer::LookForOrphans);
    setVisible(!line.text.isEmpty());
}

PassportNotice::Line PassportNotice::lineFor(const PassportList &list) const
{
    const PassportPager &pager = list.pager();
    const QString loaded = numberText(pager.loaded());
    const QString total = numberText(pager.total());
    if (pager.isLoadingAll())
        return {tr("Loading all passports: %1 of %2.").arg(loaded, total), Offer::Stop};
    if (!pager.hasAnswered())
        return {};
    if (!pager.localFilters().isEmpty()) {
        const QString lead = pager.filtersRefused() ? tr("The service refused this filter, so it is applied here.")
                                                    : tr("The service does not offer this filter, so it is applied "
                                                         "here.");
        if (pager.isComplete())
            return {lead + u' ' + tr("All %1 rows are loaded; %2 match.").arg(loaded, numberText(list.shown())),
                    Offer::None};
        return {lead + u' ' +
                    tr("%1 of the %2 loaded rows match; %3 rows are not loaded.")
                        .arg(numberText(list.shown()), loaded, numberText(pager.total() - pager.loaded())),
                Offer::LoadAll};
    }
    if (list.isLazyTree() && pager.isComplete() && !list.isLoading())
        return {tr("Batches and items whose model has no passport are not among these."), Offer::LookForOrphans};
    return {};
}

} // namespace chancery
