// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/settlements/settlementssection.h"

#include "core/async/errorof.h"
#include "core/runs/gatedplans.h"
#include "ui/panels/settlements/confirmdecisiondialog.h"
#include "ui/panels/settlements/decidebox.h"
#include "ui/panels/settlements/decisionprogress.h"
#include "ui/panels/settlements/settlementdetail.h"
#include "ui/panels/settlements/settlementlist.h"
#include "ui/widgets/texts.h"
#include "ui/words/decisiontext.h"
#include "ui/words/servicetext.h"
#include "ui/words/settlementtext.h"

#include <QPushButton>

#include <algorithm>

// Deciding: what may be decided, the second look, and how it ended.

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Decision;
using keystone::Settlement;

namespace {

constexpr int mostUnresolved = 1000;

Tone toneOf(const DecisionReport &report)
{
    if (report.why == DecisionWhy::Prepared)
        return Tone::Good;
    switch (report.outcome) {
    case RowOutcome::Done:
        return Tone::Good;
    case RowOutcome::Failed:
        return Tone::Bad;
    case RowOutcome::Unknown:
        return Tone::Unknown;
    case RowOutcome::NotSent:
        break;
    }
    return Tone::Attention;
}

Tone toneOf(const DecisionCounts &counts)
{
    if (counts.unknown > 0)
        return Tone::Unknown;
    if (counts.failed > 0)
        return Tone::Bad;
    return counts.notSent + counts.open() > 0 ? Tone::Attention : Tone::Good;
}

QString preparedText(const Preparation &preparation, bool isOwn)
{
    const QString what = decidedWord(wireName(preparation.decision));
    const QString when = relativeText(preparation.at, QDateTime::currentDateTimeUtc());
    return isOwn ? SettlementsSection::tr("You prepared it to be %1, %2. Somebody else has to send it.").arg(what, when)
                 : SettlementsSection::tr("%1 prepared it to be %2, %3: %4")
                       .arg(preparation.by, what, when, preparation.reason);
}

} // namespace

bool SettlementsSection::isDecidable(const Settlement &settlement) const
{
    return keystone::mayAwaitDecision(settlement.state, m_templates.configOf(settlement));
}

/// Who prepared what; needed only where two officers are.
void SettlementsSection::readPreparations()
{
    m_preparations.clear();
    m_preparationsQuestion = std::make_unique<QObject>();
    refreshOffer();
    if (m_parts.officer.eyes != Eyes::Four)
        return;
    for (const Settlement &settlement : std::as_const(m_selected))
        preparationOf(m_parts.ledger, m_parts.officer.service, settlement)
            .then(m_preparationsQuestion.get(),
                  [this, id = settlement.id](const Result<std::optional<Preparation>> &found) {
                      if (!found || !*found)
                          return;
                      m_preparations.insert(id, **found);
                      refreshOffer();
                  });
}

void SettlementsSection::refreshOffer()
{
    m_decide->setVisible(!m_selected.isEmpty());
    m_decide->setOffer(offer());
}

DecideOffer SettlementsSection::offer() const
{
    DecideOffer none;
    if (m_selected.isEmpty())
        return none;
    if (m_batch.isUnderWay()) {
        none.isBusy = true;
        return none;
    }
    if (m_parts.client.guardLevel() == GuardLevel::ReadOnly) {
        none.note = tr("This connection is read-only, so nothing is decided with it.");
        return none;
    }
    if (m_forbidden) {
        none.note = forbiddenText(*m_forbidden);
        none.approve.hint = none.reject.hint = none.note;
        return none;
    }
    const bool areDecidable =
        std::all_of(m_selected.begin(), m_selected.end(), [this](const Settlement &one) { return isDecidable(one); });
    if (!areDecidable) {
        none.note = m_selected.size() == 1 ? tr("No decision is awaited in this state.")
                                           : tr("Some of these await no decision in their state.");
        return none;
    }
    DecideOffer open{.approve = {.isPossible = true}, .reject = {.isPossible = true}};
    if (m_parts.officer.eyes != Eyes::Four)
        return open;
    open.approve = choiceOf(Decision::Approve);
    open.reject = choiceOf(Decision::Reject);
    const bool isOne = m_selected.size() == 1;
    const auto prepared = m_preparations.constFind(m_selected.first().id);
    if (isOne && prepared != m_preparations.cend())
        open.note = preparedText(*prepared, prepared->by == m_parts.officer.author.user);
    else
        open.note = tr("Four eyes: one officer prepares, another decides.");
    return open;
}

/// What somebody else prepared is sent, everything else is prepared; the same officer does not do both.
DecideOffer::Choice SettlementsSection::choiceOf(Decision decision) const
{
    const auto preparedBy = [&](const Settlement &one) {
        const auto found = m_preparations.constFind(one.id);
        return found != m_preparations.cend() && found->decision == decision ? found->by : QString();
    };
    const QString self = m_parts.officer.author.user;
    const bool isOthers = std::all_of(m_selected.begin(), m_selected.end(), [&](const Settlement &one) {
        return !preparedBy(one).isEmpty() && preparedBy(one) != self;
    });
    const bool isOwn = std::all_of(m_selected.begin(), m_selected.end(),
                                   [&](const Settlement &one) { return preparedBy(one) == self; });
    return {.isPossible = !isOwn,
            .isPreparation = !isOthers,
            .hint = isOwn ? tr("You prepared this; somebody else has to send it.") : QString()};
}

void SettlementsSection::wantDecision(Decision decision)
{
    const DecideOffer::Choice choice = offer().of(decision);
    if (!choice.isPossible)
        return;
    DecisionOrder order{.requests = {},
                        .act = choice.isPreparation ? DecisionBatch::Act::Prepare : DecisionBatch::Act::Decide};
    for (const Settlement &settlement : std::as_const(m_selected))
        order.requests.append({.seen = settlement, .decision = decision, .reason = m_decide->reason()});
    auto *dialog = new ConfirmDecisionDialog(std::move(order), m_templates, m_parts.place, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { send(dialog->order()); });
    dialog->open();
}

void SettlementsSection::send(const DecisionOrder &order)
{
    if (order.act == DecisionBatch::Act::Prepare)
        return start(order, {});
    passGate(m_parts.keeper, this, planOf(m_parts.officer.service, order.requests),
             [this, order](const QString &approvalId) { start(order, approvalId); });
}

void SettlementsSection::start(const DecisionOrder &order, const QString &approvalId)
{
    if (m_batch.isUnderWay())
        return;
    m_banner->clear();
    m_trouble = Trouble::None;
    m_reports.clear();
    m_isResolving = false;
    m_batch.start(order.requests, order.act, approvalId);
    m_progress->show(m_batch.counts(), m_batch.isStopping());
    refreshOffer();
}

void SettlementsSection::reported(const DecisionReport &report)
{
    m_reports << report;
    const QString id = report.intent.settlementId;
    if (report.outcome == RowOutcome::Unknown || report.why == DecisionWhy::Unresolved)
        m_unknown.insert(id, tr("Decision unknown"));
    else if (report.why != DecisionWhy::UnderWay)
        m_unknown.remove(id);
    showMarks();
    m_progress->show(m_batch.counts(), m_batch.isStopping());
    Q_EMIT progressChanged(int(m_batch.counts().ended() * 1000 / std::max<qsizetype>(1, m_batch.counts().all)));
    if (report.error)
        noteForbidden(*report.error);
    if (report.now)
        take(*report.now);
}

void SettlementsSection::showMarks()
{
    m_model.setMarks(m_unknown);
    if (!m_unknown.isEmpty())
        m_list->showStates();
}

void SettlementsSection::batchEnded()
{
    m_progress->hide();
    Q_EMIT progressChanged(-1);
    refreshOffer();
    if (m_reports.isEmpty())
        return;
    m_batch.counts().all == 1 ? showReport(m_reports.first()) : showSummary();
    m_focus.refresh();
    readPreparations();
    const DecisionCounts &counts = m_batch.counts();
    if (!m_isResolving && counts.done + counts.prepared == counts.all) {
        m_decide->clearReason();
        selectNext();
    }
    m_list->focusTable();
}

void SettlementsSection::showReport(const DecisionReport &report)
{
    m_banner->clear();
    m_trouble = Trouble::None;
    m_banner->showContent({.tone = toneOf(report),
                           .headline = describe(report),
                           .serverWords = report.error ? report.error->detail : QString()});
    if (report.outcome == RowOutcome::Unknown || report.why == DecisionWhy::Unresolved)
        offerToLookAgain();
    const bool hasMoved = report.now && report.now->state != report.intent.before.state;
    const bool isShown = m_selected.size() == 1 && m_selected.first().id == report.intent.settlementId;
    if (hasMoved && isShown && report.outcome != RowOutcome::Done)
        m_detail->showMove(report.intent.before.state);
}

void SettlementsSection::showSummary()
{
    const DecisionCounts &counts = m_batch.counts();
    QStringList lines;
    for (const DecisionReport &report : std::as_const(m_reports)) {
        const Settlement *const known = m_model.find(report.intent.settlementId);
        const QString name = report.now ? referenceText(*report.now)
                             : known    ? referenceText(*known)
                                        : report.intent.settlementId;
        lines << name + u": "_s + describe(report);
    }
    m_banner->clear();
    m_trouble = Trouble::None;
    m_banner->showContent({.tone = toneOf(counts),
                           .headline = tr("%1 decisions: %2.").arg(numberText(counts.all), countsText(counts)),
                           .remedy = counts.done + counts.prepared == counts.all
                                         ? QString()
                                         : tr("Those that are not done are still selected, where they still wait."),
                           .details = lines.join(u'\n')});
    if (counts.unknown > 0)
        offerToLookAgain();
}

/// The row that stands where the decided one stood; the one below where that is still there, prepared.
void SettlementsSection::selectNext()
{
    if (m_scope == ReaderScope::All || m_reports.isEmpty())
        return;
    const int last = m_model.rowOf(m_reports.last().intent.settlementId);
    m_selected.clear();
    m_list->selectRow(last < 0 ? m_selectedRow : last + 1);
    selectionChanged();
}

void SettlementsSection::lookForUnresolved()
{
    m_askedUnresolved = true;
    m_parts.ledger
        .decisions(
            {.limit = mostUnresolved, .service = m_parts.officer.service, .which = DecisionQuery::Which::Unresolved})
        .then(this, [this](const Result<QList<DecisionRecord>> &records) {
            if (!records)
                return showTrouble(records.error());
            m_unresolved.clear();
            std::copy_if(records->begin(), records->end(), std::back_inserter(m_unresolved),
                         [](const DecisionRecord &record) { return !record.isUnderWay; });
            m_unknown.clear();
            for (const DecisionRecord &record : std::as_const(m_unresolved))
                m_unknown.insert(record.intent.settlementId, tr("Decision unknown"));
            showMarks();
            if (!m_unresolved.isEmpty() && !m_batch.isUnderWay() && m_banner->isHidden())
                showUnresolved();
        });
}

void SettlementsSection::showUnresolved()
{
    const qsizetype count = m_unresolved.size();
    m_banner->showContent(
        {.tone = Tone::Unknown,
         .headline = count == 1 ? tr("What became of one earlier decision is not known: its answer was lost.")
                                : tr("What became of %1 earlier decisions is not known: their answers were lost.")
                                      .arg(numberText(count)),
         .remedy = tr("Looking again reads the settlements and sends nothing.")});
    offerToLookAgain();
}

void SettlementsSection::offerToLookAgain()
{
    QPushButton *const again = m_banner->addAction(tr("&Look again"));
    again->setObjectName(u"lookAgain"_s);
    connect(again, &QPushButton::clicked, this, &SettlementsSection::resolveAll, Qt::QueuedConnection);
}

/// From the ledger, which has those of this session too.
void SettlementsSection::resolveAll()
{
    if (m_batch.isUnderWay())
        return;
    m_parts.ledger
        .decisions(
            {.limit = mostUnresolved, .service = m_parts.officer.service, .which = DecisionQuery::Which::Unresolved})
        .then(this, [this](Result<QList<DecisionRecord>> records) {
            if (!records)
                return showTrouble(records.error());
            QList<DecisionRecord> open;
            std::copy_if(records->begin(), records->end(), std::back_inserter(open),
                         [](const DecisionRecord &record) { return !record.isUnderWay; });
            m_banner->clear();
            if (open.isEmpty() || m_batch.isUnderWay())
                return;
            m_reports.clear();
            m_isResolving = true;
            m_batch.resolve(std::move(open));
            m_progress->show(m_batch.counts(), m_batch.isStopping());
            refreshOffer();
        });
}

} // namespace chancery
