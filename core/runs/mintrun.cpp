// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/mintrun.h"

#include "core/async/background.h"
#include "core/async/errorof.h"
#include "core/gate/gate.h"
#include "core/keyban/calls.h"
#include "core/runs/gatedplans.h"

#include <QUuid>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// Of one account; so many are weighed against each other.
constexpr qint64 maxOthers = 10'000;

/// What two clocks that go alike differ by while they are read.
constexpr qint64 leastAheadMs = 1000;

/// The service said no; anything less certain has to be found out.
bool isRefusal(const Error &error)
{
    return error.reach == Reach::Answered && error.httpStatus >= 300 && error.kind != ErrorKind::Server &&
           error.kind != ErrorKind::Timeout;
}

} // namespace

MintRun::MintRun(MintParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_step(std::make_unique<QObject>())
{}

MintRun::~MintRun()
{
    if (!m_isOpen)
        return;
    const MintEnd left{.outcome = RowOutcome::Unknown, .why = u"abandoned"_s};
    m_parts.ledger.settleMint(m_report.intent.id, left).then(&m_parts.ledger, [](const Result<Nothing> &) {});
}

void MintRun::mint(const MintRequest &request)
{
    m_request = request;
    m_report.intent = {.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
                       .service = m_parts.client.service(),
                       .accountId = request.accountId.trimmed(),
                       .walletId = request.walletId,
                       .points = request.points,
                       .reason = request.reason.trimmed(),
                       .author = m_parts.author,
                       .idempotencyKey =
                           request.key.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : request.key,
                       .batchId = request.batchId,
                       .line = request.line,
                       .despite = request.despite};
    if (const auto account = keyban::judgeAccountId(request.accountId); !account)
        return endUnsent(MintWhy::AccountUnusable, account.error());
    if (const auto points = keyban::judgePoints(request.points); !points)
        return endUnsent(MintWhy::AmountUnusable, points.error());
    if (m_report.intent.reason.isEmpty())
        return end(RowOutcome::NotSent, MintWhy::ReasonMissing);
    const GatedPlan plan = planOf(m_parts.client.service(), request);
    if (request.approvalId.isEmpty() && !isUngated(m_parts.gate, plan))
        return endUnsent(MintWhy::ApprovalNeeded, approvalMissing(plan));
    readBefore();
}

/// A balance that can't be read is no reason not to mint: there will be less evidence if the answer is lost.
void MintRun::readBefore()
{
    m_whenHeld = [this] { end(RowOutcome::NotSent, MintWhy::NotSent); };
    m_parts.client.readAccount(m_report.intent.accountId)
        .then(m_step.get(), [this](const Result<keyban::LoyaltyAccount> &account) {
            m_whenHeld = {};
            if (account) {
                m_report.intent.balanceBefore = account->optimisticBalance;
                if (m_report.intent.walletId.isEmpty())
                    m_report.intent.walletId = account->address;
            }
            intend();
        });
}

void MintRun::intend()
{
    const qint64 aheadMs = QDateTime::currentDateTimeUtc().msecsTo(m_parts.client.now());
    m_report.intent.serviceAheadMs = std::abs(aheadMs) < leastAheadMs ? 0 : aheadMs;
    m_report.intent.digest =
        keyban::digestOf({.accountId = m_report.intent.accountId, .points = m_report.intent.points});
    m_parts.ledger.intendMint(m_report.intent, approval())
        .then(m_step.get(), [this](const Result<MintAdmission> &admission) { admitted(admission); });
}

std::optional<ApprovalUse> MintRun::approval() const
{
    if (m_request.approvalId.isEmpty())
        return std::nullopt;
    const GatedPlan plan = planOf(m_parts.client.service(), m_request);
    ApprovalUse use = useOf(m_request.approvalId, plan, m_parts.author, m_report.intent.id);
    use.least = leastWay(m_parts.gate.needOf(plan.action, plan.size)).value_or(ApprovalWay::Desk);
    return use;
}

void MintRun::stop()
{
    m_isStopped = true;
    m_parts.client.cancelMints();
    const QList<RetryWait> waits = m_parts.client.pipeline().waits();
    const bool isHeld = std::any_of(waits.begin(), waits.end(), [](const RetryWait &wait) { return wait.wholeQueue; });
    if (!isHeld || !m_whenHeld)
        return;
    m_step = std::make_unique<QObject>(); // what is being read may come years later
    std::exchange(m_whenHeld, {})();
}

void MintRun::admitted(const Result<MintAdmission> &admission)
{
    if (!admission) {
        const bool isVoid = admission.error().cause == Cause::ApprovalVoid;
        return endUnsent(isVoid ? MintWhy::NotApproved : MintWhy::NotRecorded, admission.error());
    }
    m_report.admission = *admission;
    if (admission->bar != MintBar::None)
        return end(RowOutcome::NotSent, whyOf(admission->bar));
    m_record.intent = m_report.intent;
    m_record.intended = QDateTime::currentDateTimeUtc();
    m_isOpen = true;
    m_isStopped ? settle(RowOutcome::NotSent, MintWhy::NotSent) : send();
}

void MintRun::send()
{
    const MintIntent &intent = m_report.intent;
    m_parts.client
        .mint({.accountId = intent.accountId, .points = intent.points, .idempotencyKey = intent.idempotencyKey},
              Confirmation::afterReview(keyban::calls::mintPoints, intent.id))
        .then(m_step.get(), [this](const Result<keyban::MintAnswer> &answer) { answered(answer); });
}

void MintRun::answered(const Result<keyban::MintAnswer> &answer)
{
    if (answer) {
        m_report.newAmount = answer->newAmount;
        return settle(RowOutcome::Done, MintWhy::Minted);
    }
    m_report.error = answer.error();
    if (answer.error().reach == Reach::NotSent)
        return settle(RowOutcome::NotSent, MintWhy::NotSent);
    if (answer.error().kind == ErrorKind::RateLimited)
        return settle(RowOutcome::NotSent, MintWhy::TurnedAway);
    isRefusal(answer.error()) ? settle(RowOutcome::Failed, MintWhy::Refused) : lookAfterLoss();
}

/// What the service shows at once tells later what is ours, so it is kept before anything else is tried.
void MintRun::lookAfterLoss()
{
    m_record.end.lost = QDateTime::currentDateTimeUtc();
    m_whenHeld = [this] { noteLoss({}); };
    readMinted(m_parts.client, m_report.intent.accountId, m_report.intent.walletId)
        .then(m_step.get(), [this](const Result<MintReading> &reading) {
            m_whenHeld = {};
            noteLoss(reading.ok() ? *reading : MintReading());
        });
}

void MintRun::noteLoss(const MintReading &reading)
{
    m_record.end.outcome = RowOutcome::Unknown;
    m_record.end.why = mintWhyWord(MintWhy::AnswerLost);
    m_record.end.detail = m_report.error ? m_report.error->detail : QString();
    m_record.end.balanceLost = reading.balance;
    m_isOpen = false;
    m_parts.ledger.settleMint(m_report.intent.id, m_record.end)
        .then(m_step.get(), [this, reading](const Result<Nothing> &written) {
            if (!written)
                return end(RowOutcome::Unknown, MintWhy::AnswerLost);
            weigh(reading);
        });
}

void MintRun::reconcile(MintRecord record)
{
    m_report.intent = record.intent;
    m_record = std::move(record);
    m_looksOnce = true;
    if (m_record.isUnderWay)
        return end(RowOutcome::Unknown, MintWhy::UnderWay);
    look();
}

void MintRun::look()
{
    m_whenHeld = [this] { end(RowOutcome::Unknown, MintWhy::AnswerLost); };
    readMinted(m_parts.client, m_report.intent.accountId, m_report.intent.walletId)
        .then(m_step.get(), [this](const Result<MintReading> &reading) {
            m_whenHeld = {};
            weigh(reading.ok() ? *reading : MintReading());
        });
}

void MintRun::weigh(const MintReading &reading)
{
    m_parts.ledger
        .mints({.limit = maxOthers, .service = m_report.intent.service, .accountId = m_report.intent.accountId})
        .then(m_step.get(), [this, reading](Result<QList<MintRecord>> known) {
            if (!known) {
                m_report.error = known.error();
                return end(RowOutcome::Unknown, MintWhy::AnswerLost);
            }
            if (!m_report.error)
                m_report.error = reading.error;
            const auto own = std::find_if(known->begin(), known->end(), [this](const MintRecord &record) {
                return record.intent.id == m_report.intent.id;
            });
            if (own == known->end())
                return end(RowOutcome::Unknown, MintWhy::AnswerLost);
            m_record = *own;
            known->erase(own);
            MintEvidence evidence = weighed({m_record, *known, reading, m_parts.client.now()}, m_parts.patience);
            evidence.read = QDateTime::currentDateTimeUtc();
            conclude(evidence);
        });
}

void MintRun::conclude(const MintEvidence &evidence)
{
    m_report.evidence = evidence;
    if (m_record.settled.isValid()) // somebody else has closed it meanwhile
        return end(m_record.end.outcome, MintWhy::Word);
    if (evidence.strength == EvidenceStrength::Strong)
        return evidence.speaksFor == RowOutcome::Done ? settle(RowOutcome::Done, MintWhy::ShownByOrder)
                                                      : settle(RowOutcome::Failed, MintWhy::NotMinted);
    if (m_looksOnce || m_isStopped || m_waited >= m_parts.patience.waits.size())
        return end(RowOutcome::Unknown, MintWhy::AnswerLost);
    after(m_parts.patience.waits[m_waited++]).then(m_step.get(), [this](const Result<Nothing> &) {
        m_isStopped ? end(RowOutcome::Unknown, MintWhy::AnswerLost) : look();
    });
}

void MintRun::settle(RowOutcome outcome, MintWhy why)
{
    const bool hasOrder = outcome == RowOutcome::Done && m_report.evidence && m_report.evidence->order;
    MintEnd told{.outcome = outcome,
                 .why = mintWhyWord(why),
                 .detail = m_report.error ? m_report.error->detail : QString(),
                 .newAmount = m_report.newAmount,
                 .orderId = hasOrder ? m_report.evidence->order->id : QString()};
    m_isOpen = false;
    m_parts.ledger.settleMint(m_report.intent.id, std::move(told))
        .then(m_step.get(), [this, outcome, why](const Result<Nothing> &written) {
            if (!written && !m_report.error)
                m_report.error = written.error();
            end(outcome, why);
        });
}

void MintRun::endUnsent(MintWhy why, const Error &error)
{
    m_report.error = error;
    end(RowOutcome::NotSent, why);
}

void MintRun::end(RowOutcome outcome, MintWhy why)
{
    m_report.outcome = outcome;
    m_report.why = why;
    const MintReport report = m_report; // whoever hears of it may destroy this
    Q_EMIT ended(report);
}

Pending<Nothing> closeMint(Ledger &ledger, const MintRecord &record, const MintEnd &word)
{
    if (word.detail.trimmed().isEmpty() || word.closedBy.isEmpty())
        return Pending<Nothing>::failed(errorOf(ErrorKind::Input, Cause::SettingMissing, u"reason"_s));
    if (word.outcome != RowOutcome::Done && word.outcome != RowOutcome::Failed)
        return Pending<Nothing>::failed(errorOf(ErrorKind::Input, Cause::SettingInvalid, u"outcome"_s));
    MintEnd told = word;
    told.why = mintWhyWord(MintWhy::Word);
    return ledger.settleMint(record.intent.id, std::move(told));
}

} // namespace chancery

#include "moc_mintrun.cpp"
