// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/author.h"
#include "core/ledger/importrun.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace chancery {

/// Which instruction. The service tells instructions apart by their key within the environment that a client works in.
struct InstructionKey
{
    QString service = {}; ///< the address
    QString clientId = {};
    QString key = {}; ///< for idempotency
    bool operator==(const InstructionKey &) const = default;
};

/// An instruction as it is meant. Its content stays out of the ledger, as it names customers; its digest tells whether
/// what is sent again is the same.
struct InstructionIntent
{
    InstructionKey key = {};
    QByteArray digest = {}; ///< SHA-256 of the body; the digest itself
    QString tradeReference = {};
    QString templateSlug = {};
    QString role = {};
    Author author = {};
    QString batchId = {}; ///< of the run of a file; empty: submitted by itself
    qint64 line = 0;      ///< of that file
    bool operator==(const InstructionIntent &) const = default;
};

/// How an instruction ended.
struct InstructionEnd
{
    RowOutcome outcome = RowOutcome::Unknown;
    QString why = {};           ///< in a word of core/runs
    QString detail = {};        ///< the service's own words
    QString instructionId = {}; ///< of the service
    bool operator==(const InstructionEnd &) const = default;
};

/// An instruction and what is known of it.
struct InstructionRecord
{
    InstructionIntent intent = {}; ///< the latest
    QDateTime intended = {};
    QDateTime settled = {}; ///< null while nobody knows its end
    int sends = 1;          ///< how often it was intended
    InstructionEnd end = {};
    bool isUnderWay = false; ///< in a living process
    bool operator==(const InstructionRecord &) const = default;
};

/// Why an instruction may not be sent.
enum class InstructionBar {
    None,
    AlreadyDone,  ///< the service has it
    UnderWay,     ///< another process, or another part of this one, is sending it
    OtherContent, ///< the service has, or may have, something else under this key
};

/// Whether it may be sent, and what was known of it before.
struct InstructionAdmission
{
    InstructionBar bar = InstructionBar::None;
    std::optional<InstructionRecord> known = std::nullopt;
};

/// Which instructions, the latest first. Empty texts let everything through.
struct InstructionQuery
{
    qint64 limit = 1000;
    QString service = {};
    QString clientId = {};
    QString batchId = {};
    QString tradeReference = {};
    enum class Which {
        All,
        Unresolved, ///< whose answer was lost
    };
    Which which = Which::All;
};

/// A file of instructions as it was submitted once. The words of its state are those of runstate.
struct InstructionBatchRecord
{
    QString id = {}; ///< a UUID, chosen by the caller
    QDateTime started = {};
    QDateTime finished = {}; ///< null until it ends
    QString service = {};
    QString clientId = {};
    QString file = {};
    QByteArray fileSha256 = {}; ///< the digest itself
    QString name = {};          ///< of the batch, which is part of every key in it
    qint64 instructions = 0;
    Author author = {};
    QString state = runstate::running;
    // Filled when it ends; instructions = done + failed + unknown + notSent then.
    qint64 done = 0;
    qint64 failed = 0;
    qint64 unknown = 0;
    qint64 notSent = 0;
    bool operator==(const InstructionBatchRecord &) const = default;
};

/// How it ended, in instructions.
struct InstructionBatchEnd
{
    QString state = runstate::finished;
    qint64 done = 0;
    qint64 failed = 0;
    qint64 unknown = 0;
    qint64 notSent = 0;
};

/// A cancellation, for the audit log.
struct InstructionCancel
{
    InstructionKey key = {}; ///< without the key itself
    QString instructionId = {};
    QString tradeReference = {};
    Author author = {};
    bool operator==(const InstructionCancel &) const = default;
};

} // namespace chancery
