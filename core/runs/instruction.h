// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"
#include "core/ledger/ledger.h"
#include "core/runs/decision.h"

#include <chrono>
#include <optional>

namespace chancery {

/// Why an instruction ended as it did.
enum class InstructionWhy {
    Accepted,
    AlreadyAccepted, ///< earlier, as the ledger knows; nothing was sent
    // not sent
    LeftOut,      ///< the file's row has an error
    Stopped,      ///< before it was its turn
    UnderWay,     ///< another process is sending it
    OtherContent, ///< something else was sent under its key
    NotRecorded,  ///< the ledger did not take it
    NotSent,      ///< it did not get as far as the service
    TurnedAway,   ///< too many requests (429), however long it waited
    // failed
    Refused,
    Conflict,  ///< the service has something else under its key (409)
    NotListed, ///< its answer was lost, and the service does not list it
    // unknown
    AnswerLost,
};

/// `accepted`, `alreadyAccepted` and so on, in the ledger and in JSON.
QLatin1StringView instructionWhyWord(InstructionWhy why);
/// Nothing for another word, such as those that the ledger itself writes.
std::optional<InstructionWhy> instructionWhyFromWord(QStringView word);

/// How it ended.
struct InstructionReport
{
    RowOutcome outcome = RowOutcome::Unknown;
    InstructionWhy why = InstructionWhy::AnswerLost;
    InstructionIntent intent;
    QString instructionId{};                            ///< empty unless it was accepted
    std::optional<keystone::Instruction> instruction{}; ///< as the service answered
    std::optional<Error> error{};                       ///< of the service or the ledger
};

/// How long a lost answer is asked for by sending the same again, beyond what the pipeline does by itself.
struct InstructionPatience
{
    QList<std::chrono::milliseconds> waits{std::chrono::seconds(1), std::chrono::seconds(4)};
    int turnedAway = 20; ///< so often it waits as long as the service asks
};

/// SHA-256 over the bytes that are sent.
QByteArray digestOf(const keystone::InstructionDraft &draft);
/// The key under which the ledger knows a draft.
InstructionKey keyOf(const keystone::InstructionDraft &draft, const Officer &officer);
/// A reference for a trade that both sides can use: `TR-` and a time-ordered random text.
QString newTradeReference();

/// The instruction of this content that the service lists, but none of `others`; nothing where there is none. Reads all
/// that is listed.
Pending<std::optional<keystone::Instruction>>
findInstruction(keystone::Client &client, const keystone::InstructionDraft &draft, const QStringList &others);

/// What the service told on cancelling.
struct InstructionCancelReport
{
    RowOutcome outcome = RowOutcome::Unknown;
    std::optional<keystone::Instruction> now{}; ///< as it was read last
    std::optional<Error> error{};
};
/// Cancels an instruction that nobody has matched yet: an entry in the audit log, the call, and where its answer was
/// lost a reading. Failed where it is not pending any more.
Pending<InstructionCancelReport> cancelInstruction(keystone::Client &client, Ledger &ledger, const Officer &officer,
                                                   const keystone::Instruction &seen);

} // namespace chancery
