// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/awardrun.h"

#include "core/async/errorof.h"
#include "core/gate/gate.h"
#include "core/runs/gatedplans.h"
#include "core/runs/trouble.h"

#include <QFileInfo>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// Without an answer to so many in a row, the service is taken to be gone.
constexpr int mostUnanswered = 3;
/// Of the ledger's latest mints; what is older is found when its line is admitted.
constexpr qint64 mostKnown = 100'000;

using Award = QPair<QString, qint64>;

/// A limit that holds for whatever comes next, too.
bool isForToday(MintWhy why)
{
    return why == MintWhy::OverOperatorDay || why == MintWhy::OverProfileDay;
}

AwardOutcome knownOutcome(const AwardLine &line, const MintRecord &record)
{
    return {.line = line,
            .outcome = record.end.outcome,
            .why = record.end.why,
            .detail = record.end.detail,
            .mintId = record.intent.id,
            .isBefore = true};
}

} // namespace

AwardOrder orderOf(const AwardBatchRecord &batch, const QList<AwardLineRecord> &lines)
{
    AwardFile file{.path = batch.file, .sha256 = batch.fileSha256, .batch = batch.name, .rows = lines.size()};
    file.lines.reserve(lines.size());
    for (const AwardLineRecord &record : lines)
        file.lines << record.line;
    return {.file = file, .confirmed = batch.points, .sameAs = batch.sameAs, .service = batch.service};
}

AwardOutcome outcomeOf(const AwardLineRecord &line)
{
    return line.mint ? knownOutcome(line.line, *line.mint) : AwardOutcome{.line = line.line};
}

AwardRun::AwardRun(MintParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_step(std::make_unique<QObject>())
{
    connect(&m_parts.client.pipeline(), &HttpClient::waiting, this, [this](const RetryWait &wait) {
        if (!wait.wholeQueue)
            return;
        if (m_report.isStopped) // not at once, while the queue is being changed
            QMetaObject::invokeMethod(this, &AwardRun::stop, Qt::QueuedConnection);
        Q_EMIT held(wait);
    });
}

/// What is left of it can be carried on.
AwardRun::~AwardRun()
{
    if (!m_report.batchId.isEmpty() && !m_hasEnded)
        static_cast<void>(m_parts.ledger.finishAwardBatch(m_report.batchId, runstate::stopped));
}

void AwardRun::start(AwardOrder order)
{
    m_order = std::move(order);
    m_report.counts.total = m_order.file.lines.size();
    if (!m_order.file.isSendable())
        m_report.bar = AwardBar::Unsendable;
    else if (m_order.file.total() != m_order.confirmed)
        m_report.bar = AwardBar::TotalWrong;
    const QString service = m_parts.client.service();
    if (!m_order.service.isEmpty() && m_order.service != service)
        m_report.error = errorOf(ErrorKind::Conflict, Cause::RunElsewhere, m_order.file.batch);
    m_parts.ledger.mints({.limit = mostKnown, .service = service})
        .then(m_step.get(), [this](const Result<QList<MintRecord>> &known) { compare(known); });
}

void AwardRun::compare(const Result<QList<MintRecord>> &known)
{
    if (!known) {
        m_report.error = known.error();
        return finish();
    }
    for (const MintRecord &record : *known) // the latest first
        if (!m_known.contains(record.intent.idempotencyKey))
            m_known.insert(record.intent.idempotencyKey, record);
    if (m_report.error)
        return finish();
    if (m_report.bar == AwardBar::None) {
        for (const QString &batch : likeBatches(*known))
            if (!m_order.sameAs.contains(batch))
                m_report.sameAs << batch;
        if (!m_report.sameAs.isEmpty())
            m_report.bar = AwardBar::SameContent;
    }
    m_report.bar == AwardBar::None ? passGate() : finish();
}

/// One yes is for the whole batch, and for carrying it on: no line of it is minted twice.
void AwardRun::passGate()
{
    chancery::passGate(m_parts.ledger, m_parts.gate, planOf(m_parts.client.service(), m_order),
                       {.approvalId = m_order.approvalId,
                        .author = m_parts.author,
                        .subject = m_order.file.batch,
                        .carryOn = CarryOn::Allowed})
        .then(m_step.get(), [this](const Result<Nothing> &passed) {
            if (passed)
                return begin();
            m_report.error = passed.error();
            finish();
        });
}

void AwardRun::begin()
{
    const AwardFile &file = m_order.file;
    m_parts.ledger
        .beginAwardBatch({.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
                          .service = m_parts.client.service(),
                          .name = file.batch,
                          .file = QFileInfo(file.path).fileName(),
                          .fileSha256 = file.sha256,
                          .points = m_order.confirmed,
                          .sameAs = m_order.sameAs,
                          .author = m_parts.author},
                         file.lines)
        .then(m_step.get(), [this](const Result<QString> &id) {
            if (id)
                m_report.batchId = *id;
            else
                m_report.error = id.error();
            next();
        });
}

/// Batches that gave as much to the same accounts, whatever their reasons: all of the one is in the other. Their own
/// lines have other keys. Nor is a batch like itself, unless it knows none of these lines: then they were rewritten.
QStringList AwardRun::likeBatches(const QList<MintRecord> &known) const
{
    QSet<QString> keys;
    QSet<Award> wanted;
    for (const AwardLine &line : m_order.file.lines) {
        keys << line.key;
        wanted << Award(line.accountId, line.points);
    }
    QHash<QString, QSet<Award>> given;
    for (const MintRecord &record : known) {
        const RowOutcome outcome = record.end.outcome;
        const bool mayBe = !record.settled.isValid() || outcome == RowOutcome::Done;
        if (mayBe && !record.intent.batchId.isEmpty() && !keys.contains(record.intent.idempotencyKey))
            given[record.intent.batchId] << Award(record.intent.accountId, record.intent.points);
    }
    if (std::any_of(keys.begin(), keys.end(), [this](const QString &key) { return m_known.contains(key); }))
        given.remove(m_order.file.batch);
    QStringList like;
    for (auto batch = given.cbegin(); batch != given.cend(); ++batch)
        if (wanted.contains(*batch) || batch->contains(wanted))
            like << batch.key();
    like.sort();
    return like;
}

std::optional<AwardOutcome> AwardRun::underWay() const
{
    if (!m_run)
        return std::nullopt;
    return AwardOutcome{
        .line = m_order.file.lines[m_report.outcomes.size()], .outcome = RowOutcome::Unknown, .isUnderWay = true};
}

void AwardRun::pause()
{
    m_isPaused = true;
}

void AwardRun::proceed()
{
    m_isPaused = false;
    if (std::exchange(m_isIdle, false))
        next();
}

void AwardRun::stop()
{
    m_report.isStopped = true;
    if (m_run)
        m_run->stop();
    proceed();
}

bool AwardRun::isSettledBefore(const AwardLine &line)
{
    const auto known = m_known.constFind(line.key);
    if (known == m_known.constEnd() || !known->settled.isValid())
        return false;
    const RowOutcome outcome = known->end.outcome;
    return outcome == RowOutcome::Done ||
           (outcome == RowOutcome::Failed && m_order.afterFailure == AfterFailure::Leave);
}

void AwardRun::next()
{
    m_run.reset();
    const QList<AwardLine> &lines = m_order.file.lines;
    while (m_report.outcomes.size() < lines.size() && m_report.bar == AwardBar::None && !m_report.error &&
           !m_report.isStopped) {
        const AwardLine &line = lines[m_report.outcomes.size()];
        const auto known = m_known.constFind(line.key);
        if (isSettledBefore(line)) {
            note(knownOutcome(line, *known));
            continue;
        }
        if (m_isPaused) {
            m_isIdle = true;
            return;
        }
        MintParts parts = m_parts;
        parts.gate = {}; // passed by the whole batch
        m_run = std::make_unique<MintRun>(parts);
        // Queued, as it is replaced by the next.
        connect(m_run.get(), &MintRun::ended, this, &AwardRun::reported, Qt::QueuedConnection);
        if (known != m_known.constEnd() && !known->settled.isValid())
            return m_run->reconcile(*known);
        return m_run->mint({.accountId = line.accountId,
                            .points = line.points,
                            .reason = line.reason,
                            .despite = m_order.despite,
                            .batchId = m_order.file.batch,
                            .line = line.line,
                            .key = line.key});
    }
    finish();
}

void AwardRun::reported(const MintReport &report)
{
    const AwardLine &line = m_order.file.lines[m_report.outcomes.size()];
    if (report.why == MintWhy::SameRecorded && !report.admission.blocking.isEmpty()) {
        note(knownOutcome(line, report.admission.blocking.first()));
        return next();
    }
    const bool isRecorded = report.outcome != RowOutcome::NotSent || report.admission.bar == MintBar::None;
    note({.line = line,
          .outcome = report.outcome,
          .why = mintWhyWord(report.why),
          .detail = report.error ? report.error->detail : QString(),
          .mintId = isRecorded ? report.intent.id : QString()});
    if (isHopeless(report)) {
        m_report.error = report.error;
        m_report.isStopped = m_report.isStopped || !report.error;
    }
    next();
}

/// Whether the next one would fare alike.
bool AwardRun::isHopeless(const MintReport &report)
{
    if (isForToday(report.why) || (report.error && report.error->kind == ErrorKind::Storage))
        return true;
    const bool isSilent =
        report.outcome == RowOutcome::Unknown || report.why == MintWhy::NotSent || report.why == MintWhy::TurnedAway;
    m_unanswered = report.error && isSilent ? m_unanswered + 1 : 0;
    const bool isDone = report.outcome == RowOutcome::Done;
    return (report.error && !isDone && needsAPerson(*report.error)) || m_unanswered >= mostUnanswered;
}

void AwardRun::note(AwardOutcome outcome)
{
    AwardCounts &counts = m_report.counts;
    switch (outcome.outcome) {
    case RowOutcome::Done:
        ++counts.done;
        counts.before += outcome.isBefore ? 1 : 0;
        counts.pointsDone += outcome.line.points;
        break;
    case RowOutcome::Failed:
        ++counts.failed;
        break;
    case RowOutcome::Unknown:
        ++counts.unknown;
        break;
    case RowOutcome::NotSent:
        ++counts.notSent;
        break;
    }
    m_report.outcomes << std::move(outcome);
    Q_EMIT progressed(m_report.counts);
}

/// What an earlier run knows of the rest still holds.
void AwardRun::finish()
{
    const QList<AwardLine> &lines = m_order.file.lines;
    while (m_report.outcomes.size() < lines.size()) {
        const AwardLine &line = lines[m_report.outcomes.size()];
        const auto known = m_known.constFind(line.key);
        note(known == m_known.constEnd() ? AwardOutcome{.line = line} : knownOutcome(line, *known));
    }
    if (m_report.batchId.isEmpty())
        return tell();
    const bool isWhole = !m_report.isStopped && !m_report.error;
    m_parts.ledger.finishAwardBatch(m_report.batchId, isWhole ? runstate::finished : runstate::stopped)
        .then(m_step.get(), [this](const Result<Nothing> &written) {
            if (!written && !m_report.error)
                m_report.error = written.error();
            tell();
        });
}

void AwardRun::tell()
{
    m_hasEnded = true;
    const AwardReport report = m_report; // whoever hears of it may destroy this
    Q_EMIT ended(report);
}

} // namespace chancery

#include "moc_awardrun.cpp"
