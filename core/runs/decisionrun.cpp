// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/decisionrun.h"

#include "core/async/background.h"
#include "core/gate/gate.h"
#include "core/keystone/calls.h"
#include "core/runs/gatedplans.h"

#include <QUuid>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Settlement;

namespace {

/// The service said no; anything less certain has to be found out.
bool isRefusal(const Error &error)
{
    return error.reach == Reach::Answered && error.httpStatus >= 300 && error.kind != ErrorKind::Server;
}

DecisionWhy whyOf(DecisionBar bar)
{
    switch (bar) {
    case DecisionBar::ReasonMissing:
        return DecisionWhy::ReasonMissing;
    case DecisionBar::NotPrepared:
        return DecisionWhy::NotPrepared;
    case DecisionBar::PreparedOtherwise:
        return DecisionWhy::PreparedOtherwise;
    case DecisionBar::SameOfficer:
        return DecisionWhy::SameOfficer;
    case DecisionBar::UnderWay:
        return DecisionWhy::UnderWay;
    case DecisionBar::None:
    case DecisionBar::Unresolved:
        break;
    }
    return DecisionWhy::Unresolved;
}

DecisionJudgement notSent(DecisionWhy why)
{
    return {RowOutcome::NotSent, why};
}

} // namespace

DecisionRun::DecisionRun(DecisionParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_step(std::make_unique<QObject>())
{}

DecisionRun::~DecisionRun()
{
    if (!m_isOpen)
        return;
    const DecisionEnd left{.outcome = RowOutcome::Unknown, .why = u"abandoned"_s};
    m_parts.ledger.settleDecision(m_report.intent.id, left).then(&m_parts.ledger, [](const Result<Nothing> &) {});
}

void DecisionRun::decide(DecisionRequest request)
{
    begin(std::move(request), &DecisionRun::passGate);
}

void DecisionRun::prepare(DecisionRequest request)
{
    begin(std::move(request), &DecisionRun::keepPrepared);
}

void DecisionRun::begin(DecisionRequest request, Step next)
{
    m_request = std::move(request);
    m_next = next;
    m_report.intent = {.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
                       .service = m_parts.officer.service,
                       .settlementId = m_request.seen.id,
                       .decision = wireName(m_request.decision),
                       .reason = m_request.reason.trimmed(),
                       .author = m_parts.officer.author,
                       .before = sightingOf(m_request.seen)};
    if (m_report.intent.reason.isEmpty())
        return end(notSent(DecisionWhy::ReasonMissing));
    resolveEarlier();
}

void DecisionRun::resolveEarlier()
{
    m_parts.ledger
        .decisions({.limit = 1,
                    .service = m_report.intent.service,
                    .settlementId = m_report.intent.settlementId,
                    .which = DecisionQuery::Which::Unresolved})
        .then(m_step.get(), [this](const Result<QList<DecisionRecord>> &open) {
            if (!open) {
                m_report.error = open.error();
                return end(notSent(DecisionWhy::NotRecorded));
            }
            if (open->isEmpty())
                return readAgain(m_next);
            if (open->first().isUnderWay)
                return end(notSent(DecisionWhy::UnderWay));
            m_earlier = std::make_unique<DecisionRun>(m_parts);
            // Queued, as it is replaced by the next.
            connect(m_earlier.get(), &DecisionRun::ended, this, &DecisionRun::resolvedEarlier, Qt::QueuedConnection);
            m_earlier->resolve(open->first());
        });
}

void DecisionRun::resolvedEarlier(const DecisionReport &report)
{
    m_report.now = report.now;
    m_report.error = report.error;
    if (report.outcome == RowOutcome::Unknown)
        return end(notSent(DecisionWhy::Unresolved));
    if (report.error && report.error->kind == ErrorKind::Storage)
        return end(notSent(DecisionWhy::NotRecorded));
    resolveEarlier();
}

void DecisionRun::readAgain(Step next)
{
    m_report.error.reset();
    m_parts.client.readSettlement(m_request.seen.id).then(m_step.get(), [this, next](const Result<Settlement> &now) {
        if (!now) {
            m_report.error = now.error();
            return end(notSent(DecisionWhy::CouldNotRead));
        }
        m_report.now = *now;
        if (!isUnchanged(m_request.seen, *now))
            return end(notSent(DecisionWhy::Moved));
        (this->*next)();
    });
}

void DecisionRun::keepPrepared()
{
    m_parts.ledger.prepareDecision(m_report.intent).then(m_step.get(), [this](const Result<DecisionBar> &bar) {
        if (!bar)
            m_report.error = bar.error();
        end(notSent(bar ? DecisionWhy::Prepared : DecisionWhy::NotRecorded));
    });
}

void DecisionRun::passGate()
{
    const Officer &officer = m_parts.officer;
    chancery::passGate(m_parts.ledger, officer.gate, planOf(officer.service, {m_request}),
                       {.approvalId = m_request.approvalId, .author = officer.author, .subject = m_report.intent.id})
        .then(m_step.get(), [this](const Result<Nothing> &passed) {
            if (passed)
                return intend();
            m_report.error = passed.error();
            end(notSent(decisionWhyOf(passed.error())));
        });
}

void DecisionRun::intend()
{
    m_parts.ledger.intendDecision(m_report.intent, m_parts.officer.eyes)
        .then(m_step.get(), [this](const Result<DecisionBar> &bar) {
            if (!bar) {
                m_report.error = bar.error();
                return end(notSent(DecisionWhy::NotRecorded));
            }
            *bar == DecisionBar::None ? send() : end(notSent(whyOf(*bar)));
        });
}

void DecisionRun::send()
{
    m_isOpen = true;
    const auto confirmation = Confirmation::afterReview(keystone::calls::decideCompliance, m_report.intent.id);
    m_parts.client.decideCompliance(m_request.seen.id, m_request.decision, confirmation)
        .then(m_step.get(), [this](const Result<std::optional<Settlement>> &answer) { answered(answer); });
}

void DecisionRun::answered(const Result<std::optional<Settlement>> &answer)
{
    if (answer) {
        if (*answer)
            m_report.now = **answer;
        return readAfter({RowOutcome::Done, DecisionWhy::Taken});
    }
    m_report.error = answer.error();
    if (answer.error().reach == Reach::NotSent)
        return settle(notSent(DecisionWhy::NotSent));
    if (!isRefusal(answer.error()))
        return findOut();
    if (answer.error().kind == ErrorKind::Conflict)
        return readAfter({RowOutcome::Failed, DecisionWhy::NoneAwaited});
    settle({RowOutcome::Failed, DecisionWhy::Refused});
}

/// For what is told; the outcome is known.
void DecisionRun::readAfter(DecisionJudgement judgement)
{
    m_parts.client.readSettlement(m_report.intent.settlementId)
        .then(m_step.get(), [this, judgement](const Result<Settlement> &now) {
            if (now)
                m_report.now = *now;
            settle(judgement);
        });
}

void DecisionRun::resolve(DecisionRecord record)
{
    m_report.intent = std::move(record.intent);
    m_intended = record.intended;
    findOut();
}

void DecisionRun::findOut()
{
    readAfterDecision(m_parts.client, m_report.intent.settlementId)
        .then(m_step.get(), [this](const Result<DecisionReading> &reading) { found(reading); });
}

void DecisionRun::found(const Result<DecisionReading> &reading)
{
    if (!reading) {
        if (!m_report.error) // of a lost answer the loss itself is told
            m_report.error = reading.error();
        return waitLonger();
    }
    m_report.now = reading->now;
    if (const auto judgement = judged(m_report.intent, m_parts.officer.clientId, *reading)) {
        if (judgement->outcome != RowOutcome::Unknown)
            return settle(*judgement);
    } else if (m_intended.isValid() &&
               m_intended.addSecs(m_parts.patience.notTakenAfter.count()) < QDateTime::currentDateTimeUtc()) {
        return settle({RowOutcome::Failed, DecisionWhy::NotTaken});
    }
    waitLonger();
}

void DecisionRun::waitLonger()
{
    if (m_waited >= m_parts.patience.waits.size())
        return settle({RowOutcome::Unknown, DecisionWhy::AnswerLost});
    after(m_parts.patience.waits[m_waited++]).then(m_step.get(), [this](const Result<Nothing> &) { findOut(); });
}

void DecisionRun::settle(DecisionJudgement judgement)
{
    const bool isUnresolvedStill = m_intended.isValid() && judgement.outcome == RowOutcome::Unknown;
    if (isUnresolvedStill) // the ledger says so already
        return end(judgement);
    DecisionEnd told{.outcome = judgement.outcome,
                     .why = decisionWhyWord(judgement.why),
                     .detail = m_report.error ? m_report.error->detail : QString(),
                     .after = m_report.now ? sightingOf(*m_report.now) : Sighting{}};
    m_isOpen = false;
    m_parts.ledger.settleDecision(m_report.intent.id, std::move(told))
        .then(m_step.get(), [this, judgement](const Result<Nothing> &written) {
            if (!written && !m_report.error)
                m_report.error = written.error();
            end(judgement);
        });
}

void DecisionRun::end(DecisionJudgement judgement)
{
    m_report.outcome = judgement.outcome;
    m_report.why = judgement.why;
    const DecisionReport report = m_report; // whoever hears of it may destroy this
    Q_EMIT ended(report);
}

} // namespace chancery

#include "moc_decisionrun.cpp"
