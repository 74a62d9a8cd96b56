// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/importrun.h"
#include "core/ledger/mint.h"

namespace chancery {

/// Points for one account, as a line of a batch has it. No other column of the file is kept.
struct AwardLine
{
    qint64 line = 0; ///< of the file, the header is line 1
    QString accountId = {};
    qint64 points = 0;
    QString reason = {};
    QString key = {}; ///< under which it is minted once
    bool operator==(const AwardLine &) const = default;
};

/// Awards that belong together, as they were meant and as they ended: lines = done + failed + unknown + notSent.
struct AwardBatchRecord
{
    QString id = {}; ///< a UUID, chosen by the caller
    QDateTime started = {};
    QDateTime finished = {}; ///< null while it runs
    QString service = {};    ///< the address
    QString name = {};
    QString file = {}; ///< its name, without the folder
    QByteArray fileSha256 = {};
    qint64 points = 0;       ///< of all lines
    QStringList sameAs = {}; ///< batches of the same content that the operator knew of
    Author author = {};
    QString state = runstate::running; ///< one of runstate
    // What follows is filled by the ledger.
    qint64 lines = 0;
    qint64 done = 0;
    qint64 failed = 0;
    qint64 unknown = 0; ///< those on their way among them
    qint64 notSent = 0;
    qint64 pointsDone = 0;
    bool operator==(const AwardBatchRecord &) const = default;
};

/// A line, and its latest mint if it has one.
struct AwardLineRecord
{
    AwardLine line = {};
    std::optional<MintRecord> mint = {};
    bool operator==(const AwardLineRecord &) const = default;
};

/// Which batches, the latest first. Empty texts let everything through.
struct AwardBatchQuery
{
    qint64 limit = 1000;
    QString id = {};
    QString service = {};
};

} // namespace chancery
