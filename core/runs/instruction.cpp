// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/instruction.h"

#include "core/keystone/calls.h"
#include "core/runs/instructioncells.h"

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>
#include <functional>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::Instruction;

namespace {

constexpr InstructionWhy allWhys[] = {
    InstructionWhy::Accepted,   InstructionWhy::AlreadyAccepted, InstructionWhy::LeftOut,     InstructionWhy::Stopped,
    InstructionWhy::UnderWay,   InstructionWhy::OtherContent,    InstructionWhy::NotRecorded, InstructionWhy::NotSent,
    InstructionWhy::TurnedAway, InstructionWhy::Refused,         InstructionWhy::Conflict,    InstructionWhy::NotListed,
    InstructionWhy::AnswerLost,
};

/// What reading it afterwards says of a cancellation whose answer was lost or was no.
InstructionCancelReport judgedBy(const Error &error, const Result<Instruction> &now)
{
    InstructionCancelReport report{.error = error};
    if (now)
        report.now = *now;
    const bool isRefusal = error.reach == Reach::Answered && error.httpStatus >= 300 && error.kind != ErrorKind::Server;
    if (error.reach == Reach::NotSent)
        report.outcome = RowOutcome::NotSent;
    else if (!isRefusal && now && now->status == u"cancelled")
        report.outcome = RowOutcome::Done;
    else if (isRefusal || (now && now->status != u"pending_match"))
        report.outcome = RowOutcome::Failed;
    return report;
}

Pending<InstructionCancelReport> sentCancel(keystone::Client &client, const Instruction &seen)
{
    const auto confirmation = Confirmation::afterReview(keystone::calls::cancelInstruction, seen.id);
    return client.cancelInstruction(seen.id, confirmation)
        .transform([](const std::optional<Instruction> &now) {
            return InstructionCancelReport{.outcome = RowOutcome::Done, .now = now};
        })
        .orElse([&client, id = seen.id](const Error &error) {
            return client.readInstruction(id)
                .transform([error](const Instruction &now) { return judgedBy(error, Result<Instruction>(now)); })
                .orElse([error](const Error &unread) -> Result<InstructionCancelReport> {
                    return judgedBy(error, Result<Instruction>(unread));
                });
        });
}

using Found = std::optional<Instruction>;
using Page = keystone::Page<Instruction>;

QStringList textsOf(const QList<keystone::InstructionLeg> &legs)
{
    QStringList texts;
    for (const keystone::InstructionLeg &leg : legs)
        texts << QStringList{leg.legType, leg.instrumentId, plainDecimal(leg.quantity), leg.direction}.join(u'\x1f');
    texts.sort();
    return texts;
}

bool isOf(const keystone::InstructionDraft &draft, const Instruction &one)
{
    return one.tradeReference == draft.tradeReference && one.templateSlug == draft.templateSlug &&
           one.role == draft.role && one.party.externalReference == draft.party.externalReference &&
           textsOf(one.legs) == textsOf(draft.legs);
}

Pending<Found> findFrom(keystone::Client &client, const std::function<bool(const Instruction &)> &isIt, int offset)
{
    return client.listInstructions({.limit = keystone::maxPageSize, .offset = offset})
        .andThen([&client, isIt](const Page &page) {
            const auto found = std::find_if(page.rows.begin(), page.rows.end(), isIt);
            if (found != page.rows.end() || !page.hasMore())
                return Pending<Found>::ready(found != page.rows.end() ? Found(*found) : Found());
            return findFrom(client, isIt, page.offset + page.limit);
        });
}

} // namespace

Pending<Found> findInstruction(keystone::Client &client, const keystone::InstructionDraft &draft,
                               const QStringList &others)
{
    return findFrom(
        client, [draft, others](const Instruction &one) { return !others.contains(one.id) && isOf(draft, one); }, 0);
}

QLatin1StringView instructionWhyWord(InstructionWhy why)
{
    switch (why) {
    case InstructionWhy::Accepted:
        return "accepted"_L1;
    case InstructionWhy::AlreadyAccepted:
        return "alreadyAccepted"_L1;
    case InstructionWhy::LeftOut:
        return "leftOut"_L1;
    case InstructionWhy::Stopped:
        return "stopped"_L1;
    case InstructionWhy::UnderWay:
        return "underWay"_L1;
    case InstructionWhy::OtherContent:
        return "otherContent"_L1;
    case InstructionWhy::NotRecorded:
        return "notRecorded"_L1;
    case InstructionWhy::NotSent:
        return "notSent"_L1;
    case InstructionWhy::TurnedAway:
        return "turnedAway"_L1;
    case InstructionWhy::Refused:
        return "refused"_L1;
    case InstructionWhy::Conflict:
        return "conflict"_L1;
    case InstructionWhy::NotListed:
        return "notListed"_L1;
    case InstructionWhy::AnswerLost:
        break;
    }
    return "answerLost"_L1;
}

std::optional<InstructionWhy> instructionWhyFromWord(QStringView word)
{
    for (const InstructionWhy why : allWhys)
        if (word == instructionWhyWord(why))
            return why;
    return std::nullopt;
}

QByteArray digestOf(const keystone::InstructionDraft &draft)
{
    return QCryptographicHash::hash(json::write(keystone::encodeDraft(draft)), QCryptographicHash::Sha256);
}

InstructionKey keyOf(const keystone::InstructionDraft &draft, const Officer &officer)
{
    return {officer.service, officer.clientId, draft.idempotencyKey};
}

QString newTradeReference()
{
    const QString day = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd"_s);
    const QString some = QUuid::createUuid().toString(QUuid::Id128).first(10).toUpper();
    return u"TR-"_s + day + u'-' + some;
}

Pending<InstructionCancelReport> cancelInstruction(keystone::Client &client, Ledger &ledger, const Officer &officer,
                                                   const Instruction &seen)
{
    const InstructionCancel cancel{.key = {officer.service, officer.clientId, {}},
                                   .instructionId = seen.id,
                                   .tradeReference = seen.tradeReference,
                                   .author = officer.author};
    return ledger.intendInstructionCancel(cancel)
        .andThen([&client, seen](Nothing) { return sentCancel(client, seen); })
        .andThen([&ledger, cancel](const InstructionCancelReport &report) {
            const InstructionEnd end{.outcome = report.outcome, .instructionId = cancel.instructionId};
            return ledger.settleInstructionCancel(cancel, end).transform([report](Nothing) { return report; });
        });
}

} // namespace chancery
