// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/undostep.h"

#include "core/async/background.h"
#include "core/catalogue/planrules.h"
#include "core/keyban/calls.h"
#include "core/runs/publishplan.h"

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;
using Found = std::optional<Passport>;

namespace {

constexpr int mostTries = 2;
constexpr int mostWaits = 20;

/// Every further row would meet the same.
bool concernsEveryRow(const Error &error)
{
    return error.reach == Reach::NotSent || error.kind == ErrorKind::Unauthorized ||
           error.kind == ErrorKind::RateLimited;
}

/// The service said no; anything less certain has to be found out.
bool isRefusal(const Error &error)
{
    return error.reach == Reach::Answered && error.httpStatus >= 400 && error.kind != ErrorKind::Server;
}

QString wordsOf(const Error &error)
{
    return error.detail.isEmpty() ? error.title : error.detail;
}

constexpr int notFound = 404;
constexpr int methodNotAllowed = 405;
constexpr int notImplemented = 501;

} // namespace

UndoStep::UndoStep(UndoParts &parts, Preimage row, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_row(std::move(row))
{}

UndoStep::~UndoStep() = default;

void UndoStep::start()
{
    if (m_row.origin == RowOrigin::Published)
        return end(UndoOutcome::CouldNot, UndoReason::PublishedBefore);
    if (m_row.origin == RowOrigin::NotKnown)
        return end(UndoOutcome::CouldNot, UndoReason::NotKnown);
    if (m_row.origin == RowOrigin::Created)
        return m_parts.offersDeletion ? find() : end(UndoOutcome::CouldNot, UndoReason::NoDeletion);
    const auto before = PassportContent::fromJson(m_row.before);
    if (!before)
        return end(UndoOutcome::CouldNot, UndoReason::NotKnown);
    m_before = *before;
    m_beforeDigest = m_before.digest(m_row.key);
    read(m_row.passportId);
}

void UndoStep::find()
{
    const auto ask = [this] {
        m_parts.client.findPassport(m_row.key).then(this, [this](const Result<Found> &found) {
            if (!found)
                return readFailed(found.error());
            *found ? judge(**found) : gone();
        });
    };
    if (!m_parts.mirror)
        return ask();
    m_parts.mirror->find(m_row.key).then(
        this, [this, ask](const Result<Found> &found) { found &&*found ? read((*found)->id) : ask(); });
}

void UndoStep::read(const QString &id)
{
    m_parts.client.readPassport(id).then(this, [this](const Result<Passport> &now) {
        if (now)
            return judge(*now);
        now.error().kind == ErrorKind::NotFound ? gone() : readFailed(now.error());
    });
}

void UndoStep::readFailed(const Error &error)
{
    if (m_tries > 0)
        return end(UndoOutcome::Unknown, UndoReason::AnswerLost, wordsOf(error));
    Q_EMIT broken(error);
}

void UndoStep::gone()
{
    if (m_row.origin != RowOrigin::Created)
        return end(UndoOutcome::CouldNot, UndoReason::Deleted);
    end(UndoOutcome::Reverted, m_tries > 0 ? UndoReason::None : UndoReason::Gone);
}

void UndoStep::judge(const Passport &now)
{
    const QByteArray digest = PassportContent::of(now).digest(m_row.key);
    if (m_row.origin == RowOrigin::Draft && digest == m_beforeDigest) {
        if (m_parts.mirror)
            m_parts.mirror->put({now}).then(this, [](const Result<Nothing> &) {});
        return end(UndoOutcome::Reverted, m_tries > 0 ? UndoReason::None : UndoReason::AsBefore);
    }
    if (!isDraft(now))
        return end(UndoOutcome::CouldNot, UndoReason::Published);
    if (!now.editable)
        return end(UndoOutcome::CouldNot, UndoReason::SourceManaged);
    const bool isAsLeft = digest == m_row.left;
    if (m_tries == 0)
        return isAsLeft ? write(now) : end(UndoOutcome::Kept, UndoReason::EditedSince);
    if (!isAsLeft || m_wasAnswered)
        return end(UndoOutcome::CouldNot, UndoReason::NotTaken);
    m_tries < mostTries ? write(now) : end(UndoOutcome::Unknown, UndoReason::AnswerLost);
}

void UndoStep::write(const Passport &now)
{
    ++m_tries;
    m_row.origin == RowOrigin::Created ? remove(now.id) : restore(now);
}

void UndoStep::remove(const QString &id)
{
    if (!m_parts.offersDeletion)
        return end(UndoOutcome::CouldNot, UndoReason::NoDeletion);
    m_parts.client.deletePassport(id, Confirmation::afterReview(keyban::calls::deletePassport, m_parts.plan))
        .then(this, [this, id](const Result<Nothing> &deleted) {
            if (!deleted)
                return deletionFailed(id, deleted.error());
            if (m_parts.mirror)
                m_parts.mirror->remove({id}).then(this, [](const Result<Nothing> &) {});
            m_wasAnswered = true;
            read(id);
        });
}

/// A service without deletion answers 404 as it does for a passport that is gone; only reading tells them apart.
void UndoStep::deletionFailed(const QString &id, const Error &error)
{
    if (error.httpStatus != notFound && error.httpStatus != methodNotAllowed && error.httpStatus != notImplemented)
        return writeFailed(id, error);
    m_parts.client.readPassport(id).then(this, [this](const Result<Passport> &now) {
        if (!now)
            return now.error().kind == ErrorKind::NotFound ? gone() : readFailed(now.error());
        m_parts.offersDeletion = false;
        end(UndoOutcome::CouldNot, UndoReason::NoDeletion);
    });
}

void UndoStep::restore(const Passport &now)
{
    const PassportContent left = PassportContent::of(now);
    if (m_before.description.isEmpty() && !left.description.isEmpty())
        return end(UndoOutcome::CouldNot, UndoReason::NotCleared);
    const bool isPatch = m_before.name == left.name && m_before.description == left.description;
    isPatch ? patch(now) : upsert(now);
}

/// What an update has to send; what is as before is not sent, since absent and empty are not the same to every reader.
keyban::PassportPatch UndoStep::difference(const PassportContent &left) const
{
    keyban::PassportPatch former;
    if (!catalogue::sameData(m_before.data, left.data))
        former.data = m_before.data.isNull() ? json::Value::object() : m_before.data;
    if (m_before.certifiedPaths != left.certifiedPaths)
        former.certifiedPaths = m_before.certifiedPaths;
    return former;
}

void UndoStep::patch(const Passport &now)
{
    const keyban::PassportPatch former = difference(PassportContent::of(now));
    m_parts.client
        .updatePassport(now.id, former, Confirmation::afterReview(keyban::calls::updatePassport, m_parts.plan))
        .then(this, [this, id = now.id](const Result<Passport> &answer) {
            if (!answer)
                return writeFailed(id, answer.error());
            m_wasAnswered = true;
            read(id);
        });
}

/// An update takes no name and no description; an import does (U3).
void UndoStep::upsert(const Passport &now)
{
    const keyban::PassportPatch difference = this->difference(PassportContent::of(now));
    // In the product dialect a description is a part of `data`.
    const bool isFlat = m_parts.dialect == keyban::Dialect::Flat;
    const keyban::PassportDraft former{
        .granularity = keyban::granularityFromWire(m_row.key.granularity).value_or(keyban::Granularity::Model),
        .application = {},
        .network = now.network,
        .modelNumber = m_row.key.modelNumber,
        .batchNumber = m_row.key.batchNumber,
        .itemNumber = m_row.key.itemNumber,
        .name = m_before.name,
        .description = isFlat ? m_before.description : QString(),
        .data = difference.data.value_or(json::Value()),
        .certifiedPaths = difference.certifiedPaths,
        .published = false};
    const json::Value row = keyban::encodeDraft(former, m_parts.dialect);
    m_parts.client
        .submitImport('[' + json::write(row) + ']',
                      Confirmation::afterReview(keyban::calls::submitImport, m_parts.plan))
        .then(this, [this, now](const Result<keyban::SubmittedImport> &submitted) {
            submitted ? follow(submitted->job.id, now) : writeFailed(now.id, submitted.error());
        });
}

void UndoStep::follow(const QString &job, const Passport &now)
{
    m_follower = std::make_unique<ReportFollower>(m_parts.client, m_parts.report);
    const auto readAgain = [this, id = now.id] { read(id); };
    connect(m_follower.get(), &ReportFollower::moved, this, [this](qint64, const QList<RowFailure> &failed) {
        m_wasAnswered = true;
        if (!failed.isEmpty())
            end(UndoOutcome::CouldNot, UndoReason::Refused, failed.first().reason);
    });
    connect(m_follower.get(), &ReportFollower::settled, this, [this, readAgain] {
        if (m_follower->tally().failed() == 0)
            readAgain();
    });
    connect(m_follower.get(), &ReportFollower::failed, this, readAgain);
    m_follower->follow(job, ChunkTally({{m_row.line, m_row.key}}));
}

void UndoStep::writeFailed(const QString &id, const Error &error)
{
    if (error.kind == ErrorKind::RateLimited && m_waits++ < mostWaits) {
        --m_tries; // nothing came of it
        after(error.retryAfter.value_or(std::chrono::seconds(1))).then(this, [this, id](const Result<Nothing> &) {
            read(id);
        });
        return;
    }
    // A key may be allowed to change and yet not to delete.
    const bool mayChangeNothing = error.kind == ErrorKind::Forbidden && m_row.origin == RowOrigin::Draft;
    if ((concernsEveryRow(error) || mayChangeNothing) && m_tries == 1) {
        Q_EMIT broken(error);
        return;
    }
    if (isRefusal(error) && error.kind != ErrorKind::NotFound)
        return end(UndoOutcome::CouldNot, UndoReason::Refused, wordsOf(error));
    read(id);
}

void UndoStep::end(UndoOutcome outcome, UndoReason reason, const QString &detail)
{
    Q_EMIT ended({m_row.line, outcome, reason, detail});
}

} // namespace chancery
