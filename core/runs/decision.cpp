// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/decision.h"

#include "core/keystone/settlementtemplate.h"

#include <QCryptographicHash>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Settlement;
using keystone::SettlementEvent;

namespace {

/// Clocks of one service that write their times at different moments.
constexpr qint64 slackMs = 1'000;

/// With which event it left the state.
const SettlementEvent *departureFrom(const Sighting &before, const QList<SettlementEvent> &events)
{
    const QDateTime since = QDateTime::fromString(before.updatedAt, Qt::ISODateWithMs).addMSecs(-slackMs);
    const SettlementEvent *first = nullptr;
    for (const SettlementEvent &event : events) {
        const bool isLater = !since.isValid() || !event.createdAt.isValid() || event.createdAt >= since;
        const bool isLeaving = event.fromState == before.state && event.toState != before.state;
        if (isLeaving && isLater && (!first || event.sequence < first->sequence))
            first = &event;
    }
    return first;
}

/// `approve`, `reject`, or empty where the event is neither or says nothing.
QString decisionIn(const SettlementEvent &event)
{
    QString told = event.payload[u"decision"].toString();
    if (!told.isEmpty())
        return told;
    if (event.toState == u"TIMED_OUT")
        return {};
    switch (keystone::kindOf(event.toState)) {
    case keystone::StateKind::Failure:
        return wireName(keystone::Decision::Reject);
    case keystone::StateKind::Unknown:
        return {};
    default:
        return wireName(keystone::Decision::Approve);
    }
}

bool isSomebodyElse(const QString &triggeredBy, const QString &clientId)
{
    return triggeredBy.startsWith(u"m2m:") && triggeredBy != u"m2m:"_s + clientId;
}

} // namespace

Officer officerOf(const Profile &profile, const QString &user)
{
    const KeystoneService service = profile.keystone.value_or(KeystoneService{});
    return {.author = {user, profile.id.toString(QUuid::WithoutBraces), profile.name},
            .service = QString::fromLatin1(service.base.adjusted(QUrl::StripTrailingSlash).toEncoded()),
            .clientId = service.clientId,
            .eyes = profile.needsFourEyes ? Eyes::Four : Eyes::Two,
            .gate = profile.gate};
}

QLatin1StringView decisionWhyWord(DecisionWhy why)
{
    switch (why) {
    case DecisionWhy::Taken:
        return "taken"_L1;
    case DecisionWhy::Prepared:
        return "prepared"_L1;
    case DecisionWhy::ReasonMissing:
        return "reasonMissing"_L1;
    case DecisionWhy::NotPrepared:
        return "notPrepared"_L1;
    case DecisionWhy::PreparedOtherwise:
        return "preparedOtherwise"_L1;
    case DecisionWhy::SameOfficer:
        return "sameOfficer"_L1;
    case DecisionWhy::UnderWay:
        return "underWay"_L1;
    case DecisionWhy::Unresolved:
        return "unresolved"_L1;
    case DecisionWhy::Moved:
        return "moved"_L1;
    case DecisionWhy::CouldNotRead:
        return "couldNotRead"_L1;
    case DecisionWhy::ApprovalNeeded:
        return "approvalNeeded"_L1;
    case DecisionWhy::NotApproved:
        return "notApproved"_L1;
    case DecisionWhy::NotRecorded:
        return "notRecorded"_L1;
    case DecisionWhy::NotSent:
        return "notSent"_L1;
    case DecisionWhy::Refused:
        return "refused"_L1;
    case DecisionWhy::NoneAwaited:
        return "noneAwaited"_L1;
    case DecisionWhy::DecidedElsewhere:
        return "decidedElsewhere"_L1;
    case DecisionWhy::NotTaken:
        return "notTaken"_L1;
    case DecisionWhy::AnswerLost:
        break;
    }
    return "answerLost"_L1;
}

DecisionWhy decisionWhyOf(const Error &error)
{
    if (error.cause == Cause::ApprovalMissing)
        return DecisionWhy::ApprovalNeeded;
    return error.cause == Cause::ApprovalVoid ? DecisionWhy::NotApproved : DecisionWhy::NotRecorded;
}

Sighting sightingOf(const Settlement &settlement)
{
    return {settlement.state, settlement.raw[u"updated_at"].toText(),
            QCryptographicHash::hash(json::write(settlement.raw), QCryptographicHash::Sha256)};
}

Pending<DecisionReading> readAfterDecision(keystone::Client &client, const QString &settlementId)
{
    using Events = keystone::Page<SettlementEvent>;
    constexpr int most = keystone::maxPageSize;
    return client.readSettlement(settlementId).andThen([&client, settlementId](const Settlement &now) {
        return client.listEvents(settlementId, {.limit = most})
            .andThen([&client, settlementId](const Events &page) {
                if (!page.hasMore())
                    return Pending<Events>::ready(page);
                // The departure is among the latest.
                return client.listEvents(settlementId, {.limit = most, .offset = int(page.total) - most});
            })
            .transform([now](const Events &page) {
                return DecisionReading{now, page.rows};
            });
    });
}

std::optional<DecisionJudgement> judged(const DecisionIntent &intent, const QString &clientId,
                                        const DecisionReading &reading)
{
    const SettlementEvent *const departure = departureFrom(intent.before, reading.events);
    if (!departure) {
        if (isUnchanged(intent.before, sightingOf(reading.now)))
            return std::nullopt;
        return DecisionJudgement{};
    }
    if (isSomebodyElse(departure->triggeredBy, clientId))
        return DecisionJudgement{RowOutcome::Failed, DecisionWhy::DecidedElsewhere};
    const QString taken = decisionIn(*departure);
    if (taken == intent.decision)
        return DecisionJudgement{RowOutcome::Done, DecisionWhy::Taken};
    const bool isKnown = !taken.isEmpty() || departure->toState == u"TIMED_OUT";
    return isKnown ? DecisionJudgement{RowOutcome::Failed, DecisionWhy::DecidedElsewhere} : DecisionJudgement{};
}

} // namespace chancery
