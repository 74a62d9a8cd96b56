// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/gatedplans.h"
#include "ui/dialogs/servicequestion.h"
#include "ui/panels/awards/awardssection.h"
#include "ui/panels/awards/batchdetail.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/texts.h"
#include "ui/words/quantities.h"
#include "ui/words/servicetext.h"

#include <QPushButton>

#include <algorithm>

// How a batch runs, one at a time.

namespace chancery {

using namespace Qt::StringLiterals;

bool AwardsSection::hasUnsavedWork() const
{
    return m_run != nullptr;
}

QString AwardsSection::unsavedWork() const
{
    if (!m_run)
        return {};
    return tr("The batch “%1” is running. The award that is on its way may arrive all the same and is unknown then; "
              "the "
              "others are not sent. Stop it first to know them all; Resume carries on later, and nothing is minted "
              "twice.")
        .arg(m_live.name);
}

void AwardsSection::start(const AwardOrder &order, const QString &id)
{
    if (m_run)
        return;
    banner()->clear();
    m_order = order;
    m_live = {.id = id,
              .name = order.file.batch,
              .state = BatchState::Running,
              .counts = {.total = order.file.lines.size()},
              .points = order.confirmed,
              .file = order.file.path,
              .user = m_desk.author.user,
              .begun = QDateTime::currentDateTimeUtc(),
              .isHere = true};
    m_run = std::make_unique<AwardRun>(m_desk.parts());
    connect(m_run.get(), &AwardRun::progressed, this, &AwardsSection::noteProgress);
    connect(m_run.get(), &AwardRun::held, this, &AwardsSection::noteHold);
    connect(m_run.get(), &AwardRun::ended, this, &AwardsSection::noteEnd, Qt::QueuedConnection);
    m_new->setEnabled(false);
    m_new->setToolTip(tr("One batch runs at a time."));
    setBusy(true);
    m_filter->clear();
    m_isNew = id.isEmpty();
    m_follow.start();
    m_run->start(order);
    refresh();
}

void AwardsSection::noteProgress(const AwardCounts &counts)
{
    m_live.counts = counts;
    m_hold.reset();
    m_holdClock.stop();
    if (m_isNew && counts.ended() == 1)
        refresh(); // it is in the ledger by now
    if (!m_redraw.isActive())
        m_redraw.start();
}

void AwardsSection::noteHold(const RetryWait &wait)
{
    m_hold = wait;
    m_holdClock.start();
    m_redraw.stop();
    showHold();
}

/// Said each second, for as long as it lasts.
void AwardsSection::showHold()
{
    if (m_hold)
        Q_EMIT statusChanged(waitText(*m_hold, QDateTime::currentDateTimeUtc()));
}

void AwardsSection::showLive()
{
    if (!m_run)
        return;
    constexpr int permille = 1000;
    const AwardCounts &counts = m_live.counts;
    Q_EMIT progressChanged(int(counts.ended() * permille / std::max<qint64>(counts.total, 1)));
    m_hold ? showHold() : Q_EMIT statusChanged(batchWords(m_live));
    if (currentId() == m_live.id)
        m_detail->show(m_live);
}

/// Once it is in the ledger, the run itself tells all there is to show: nothing is read again before its end.
void AwardsSection::follow()
{
    if (m_live.id.isEmpty())
        return refresh();
    arrangeBatches();
    showLiveLines();
}

void AwardsSection::showLiveLines()
{
    if (!m_run || m_linesOf != m_live.id)
        return;
    QList<AwardOutcome> changed = m_run->outcomes().mid(m_linesTold);
    m_linesTold += changed.size();
    if (const auto line = m_run->underWay())
        changed << *line;
    m_detail->updateLines(changed);
}

void AwardsSection::setLive(BatchState state)
{
    if (!m_run || currentId() != m_live.id)
        return;
    m_live.state = state;
    if (state == BatchState::Paused)
        m_run->pause();
    else
        state == BatchState::Stopping ? m_run->stop() : m_run->proceed();
    arrangeBatches();
    m_detail->show(m_live);
}

void AwardsSection::noteEnd(const AwardReport &report)
{
    m_run.reset();
    m_follow.stop();
    m_redraw.stop();
    m_holdClock.stop();
    m_hold.reset();
    m_new->setEnabled(m_desk.mayWrite());
    m_new->setToolTip({});
    setBusy(false);
    Q_EMIT progressChanged(-1);
    Q_EMIT statusChanged({});
    if (report.bar == AwardBar::SameContent) {
        refresh();
        return askSame(report.sameAs);
    }
    if (report.error && report.error->cause == Cause::ApprovalMissing && m_desk.keeper) {
        refresh();
        return askApproval();
    }
    const BannerContent content = noticeOf(report, m_order.file.batch);
    chooseOnceListed(report.batchId);
    afterLoad([this, content] { banner()->showContent(content); });
    refresh();
}

/// Nothing was sent yet. A batch that was begun with a yes needs no other one, so the run is asked first.
void AwardsSection::askApproval()
{
    m_desk.keeper->pass(this, planOf(m_desk.service(), m_order),
                        [this, order = m_order, id = m_live.id](const QString &approvalId) {
                            AwardOrder approved = order;
                            approved.approvalId = approvalId;
                            start(approved, id);
                        });
}

/// Nothing was sent yet.
void AwardsSection::askSame(const QStringList &sameAs)
{
    AwardOrder order = m_order;
    order.sameAs = sameAs;
    QStringList names;
    for (const QString &name : sameAs)
        names << u"“%1”"_s.arg(name);
    askFirst(
        this, m_desk.place,
        {.title = tr("The same content once more?"),
         .subject = order.file.batch,
         .consequences = {tr("%1 gave as much to the same accounts.").arg(names.join(u", "_s)),
                          tr("If this is the same list under another name, every account would be given its points "
                             "twice. To carry on with that batch, choose it and resume it instead."),
                          tr("Once more that is %1 in total, which can't be taken back from here.")
                              .arg(pointsText(order.confirmed))},
         .action = tr("&Mint once more")},
        [this, order] { start(order); });
}

void AwardsSection::resume()
{
    carryOn(AfterFailure::Leave);
}

void AwardsSection::askAgain()
{
    const BatchView *const batch = findBatch(currentId());
    if (!batch)
        return;
    askFirst(
        this, m_desk.place,
        {.title = tr("Mint once more what failed?"),
         .subject = batch->name,
         .consequences = {tr("%1 of this batch failed: the service refused it, or it is proven that nothing was "
                             "minted.")
                              .arg(awardsText(batch->counts.failed)),
                          tr("What failed is sent once more, and whatever else is left of the batch. What is minted "
                             "can't be taken back from here.")},
         .action = tr("&Mint once more")},
        [this, id = batch->id] {
            choose(id);
            carryOn(AfterFailure::MintAgain);
        });
}

/// The ledger has all of the batch; its file is not needed.
void AwardsSection::carryOn(AfterFailure afterFailure)
{
    const QString id = currentId();
    if (m_run || !m_desk.mayWrite() || id.isEmpty())
        return;
    m_desk.ledger.awardBatches({.id = id})
        .then(this, [this, afterFailure](const Result<QList<AwardBatchRecord>> &found) {
            if (!found || found->isEmpty())
                return found ? refresh() : banner()->showError(found.error());
            const AwardBatchRecord batch = found->first();
            m_desk.ledger.awardLines(batch.id).then(
                this, [this, afterFailure, batch](const Result<QList<AwardLineRecord>> &lines) {
                    if (!lines)
                        return banner()->showError(lines.error());
                    AwardOrder order = orderOf(batch, *lines);
                    order.afterFailure = afterFailure;
                    start(order, batch.id);
                });
        });
}

} // namespace chancery
