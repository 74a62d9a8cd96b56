// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/settlementssection.h"

#include "ui/panels/settlements/decidebox.h"
#include "ui/panels/settlements/settlementdetail.h"
#include "ui/panels/settlements/settlementfilters.h"
#include "ui/panels/settlements/settlementlist.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/texts.h"
#include "ui/words/servicetext.h"
#include "ui/words/settlementtext.h"

#include <QLabel>
#include <QPushButton>

// What is on show; deciding is in settlementdecisions.cpp.

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Settlement;

SettlementsSection::SettlementsSection(SettlementsSectionParts parts, ReaderScope scope, QWidget *parent)
    : Panel(parent)
    , m_parts(std::move(parts))
    , m_scope(scope)
    , m_templates(m_parts.client)
    , m_reader({m_parts.client, m_templates, scope, m_parts.pace})
    , m_focus(m_parts.client, m_parts.focusPace)
    , m_batch({m_parts.client, m_parts.ledger, m_parts.officer, m_parts.patience})
    , m_model([this](const Settlement &settlement) { return m_templates.find(settlement.templateId); })
{
    build();
    addShortcuts();
    connectReading();
    connectParts();
    selectionChanged();
}

SettlementsSection::~SettlementsSection() = default;

QString SettlementsSection::title() const
{
    return m_scope == ReaderScope::Queue ? tr("Review") : tr("All");
}

QString SettlementsSection::iconName() const
{
    return m_scope == ReaderScope::Queue ? u"shield"_s : u"table"_s;
}

void SettlementsSection::refresh()
{
    m_banner->clear();
    m_trouble = Trouble::None;
    m_templates.load();
    m_reader.refresh();
    m_focus.refresh();
    lookForUnresolved();
}

bool SettlementsSection::hasUnsavedWork() const
{
    return m_batch.isUnderWay() || !m_decide->reason().isEmpty();
}

QString SettlementsSection::unsavedWork() const
{
    if (!m_batch.isUnderWay())
        return tr("The reason that you wrote would be lost.");
    const qsizetype open = m_batch.counts().open();
    return open > 1 ? tr("%1 decisions are under way. The one that was sent last would end as unknown, and the others "
                         "would not be sent.")
                          .arg(numberText(open))
                    : tr("A decision is under way. It would end as unknown until somebody looks for its answer.");
}

void SettlementsSection::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    m_reader.start();
    m_focus.refresh();
    if (!m_askedUnresolved)
        lookForUnresolved();
}

void SettlementsSection::hideEvent(QHideEvent *event)
{
    Panel::hideEvent(event);
    m_reader.pause();
    m_focus.pause();
    m_busy->stop();
}

void SettlementsSection::take(const Settlement &settlement)
{
    m_reader.take(settlement);
    showFresh(settlement);
}

void SettlementsSection::came(const QList<Settlement> &settlements)
{
    m_model.take(settlements);
    for (const Settlement &settlement : settlements)
        showFresh(settlement);
}

void SettlementsSection::progressed()
{
    if (m_trouble == Trouble::Reading) {
        m_trouble = Trouble::None;
        m_banner->clear();
    }
    if (std::exchange(m_forbidden, std::nullopt))
        refreshOffer();
    showCounts();
}

void SettlementsSection::left(const QStringList &ids)
{
    m_model.drop(ids);
    showCounts();
}

void SettlementsSection::showCounts()
{
    m_reader.isReading() && !m_reader.isComplete() ? m_busy->start() : m_busy->stop();
    const QString shown = numberText(m_model.rowCount());
    const QString known = numberText(m_model.known());
    if (m_scope == ReaderScope::Queue) {
        const bool isNarrowed = m_model.rowCount() != m_model.known();
        m_filters->setRemark(!m_reader.isComplete() && m_model.known() == 0 ? tr("loading")
                             : isNarrowed           ? tr("%1 of %2 that wait for a decision").arg(shown, known)
                             : m_model.known() == 1 ? tr("1 waits for a decision")
                                                    : tr("%1 wait for a decision").arg(known));
        Q_EMIT badgeChanged(m_model.known() > 0 ? known : QString());
        return;
    }
    m_filters->setRemark(m_model.filter().isNull() ? QString() : tr("%1 of those that are loaded").arg(shown));
    m_loaded->setText(tr("%1 of %2 loaded").arg(known, numberText(m_reader.total())));
    m_more->setVisible(m_reader.hasMore());
    m_all->setVisible(m_reader.hasMore());
}

void SettlementsSection::showTrouble(const Error &error)
{
    m_busy->stop();
    m_list->setLoad(SettlementList::Load::Failed);
    noteForbidden(error);
    if (m_batch.isUnderWay())
        return; // the decision's own end is told then
    m_trouble = Trouble::Reading;
    m_banner->clear();
    m_banner->showError(error);
    QPushButton *const retry = m_banner->addAction(tr("Try again"));
    retry->setObjectName(u"retrySettlements"_s);
    connect(retry, &QPushButton::clicked, this, &SettlementsSection::refresh, Qt::QueuedConnection);
}

void SettlementsSection::noteForbidden(const Error &error)
{
    if (error.kind != ErrorKind::Forbidden)
        return;
    m_forbidden = error;
    refreshOffer();
}

/// Said each second, for as long as it lasts.
void SettlementsSection::showWait()
{
    if (m_wait && isVisible())
        Q_EMIT statusChanged(waitText(*m_wait, QDateTime::currentDateTimeUtc()));
}

void SettlementsSection::endWait()
{
    m_wait.reset();
    m_countdown.stop();
    Q_EMIT statusChanged({});
}

/// Those that can be read stand there all the same.
void SettlementsSection::showDamaged()
{
    const QList<keystone::DamagedRow> damaged = m_reader.damaged();
    if (damaged.isEmpty()) {
        if (m_trouble == Trouble::Damaged) {
            m_trouble = Trouble::None;
            m_banner->clear();
        }
        return;
    }
    if (m_trouble == Trouble::Damaged || !m_banner->isHidden())
        return;
    m_trouble = Trouble::Damaged;
    QStringList rows;
    for (const keystone::DamagedRow &row : damaged)
        rows << QString::fromUtf8(json::write(row.row));
    m_banner->showContent(
        {.tone = Tone::Attention,
         .headline = damaged.size() == 1
                         ? tr("One settlement could not be read and is not listed.")
                         : tr("%1 settlements could not be read and are not listed.").arg(numberText(damaged.size())),
         .remedy = tr("The others are complete. Tell the service's support about it."),
         .details = rows.join(u'\n')});
}

void SettlementsSection::selectionChanged()
{
    const QStringList ids = m_list->selectedIds();
    if (ids.isEmpty()) {
        // What has left the list stays on the sheet until another is selected.
        if (m_selected.size() > 1)
            m_selected.clear();
        return showSelected();
    }
    QList<Settlement> selected;
    for (const QString &id : ids)
        selected << *m_model.find(id);
    m_selectedRow = m_model.rowOf(ids.first());
    const bool isAnother =
        selected.size() != 1 || m_selected.size() != 1 || m_selected.first().id != selected.first().id;
    m_selected = selected;
    if (isAnother)
        m_decide->forgetChoice();
    showSelected();
    readPreparations();
}

void SettlementsSection::showSelected()
{
    if (m_selected.isEmpty())
        m_detail->showNothing(tr("Select a settlement to see everything about it."));
    else if (m_selected.size() > 1)
        m_detail->showMany(m_selected);
    else
        m_detail->show(m_selected.first(), m_templates.find(m_selected.first().templateId));
    m_focus.follow(m_selected.size() == 1 ? m_selected.first().id : QString());
    refreshOffer();
}

/// A choice that waits for its reason was made about what was seen then, so it does not outlive a move.
void SettlementsSection::showFresh(const Settlement &settlement)
{
    const auto shown = std::find_if(m_selected.begin(), m_selected.end(),
                                    [&](const Settlement &one) { return one.id == settlement.id; });
    if (shown == m_selected.end() || *shown == settlement)
        return;
    if (settlement.updatedAt < shown->updatedAt)
        return; // a page that was on its way
    const QString before = shown->state;
    const bool hasMoved = !isUnchanged(*shown, settlement);
    *shown = settlement;
    showSelected();
    if (!hasMoved)
        return;
    m_decide->forgetChoice();
    readPreparations();
    if (m_selected.size() == 1 && before != settlement.state)
        m_detail->showMove(before);
}

void SettlementsSection::open(const QString &id)
{
    if (m_model.rowOf(id) >= 0)
        return m_list->select(id);
    m_parts.client.readSettlement(id).then(this, [this](const Result<Settlement> &found) {
        if (!found)
            return showTrouble(found.error());
        m_list->select({}); // it is in none of the rows
        m_selected = {*found};
        m_decide->forgetChoice();
        showSelected();
        readPreparations();
    });
}

} // namespace chancery
