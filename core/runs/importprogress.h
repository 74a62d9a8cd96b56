// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

#include <QDateTime>
#include <QStringList>

#include <chrono>
#include <optional>

namespace chancery {

/// Where a run stands. Waiting: it met something a person has to look at and goes on when told.
enum class ImportState {
    Idle,
    Running,
    Paused, ///< by a person; what is in flight is followed, nothing is sent
    Waiting,
    Stopping, ///< finishes the chunks in flight, sends no more
    Finished,
    Stopped,
    Broken, ///< ended by an error; rows not yet sent were not sent
};

bool isOver(ImportState state);

/// Every row of the file is in exactly one of these, at any moment:
/// rows = leftOut + unchanged + completed + failed + unknown + waiting() + notSent().
struct ImportCounts
{
    qint64 rows = 0;
    qint64 leftOut = 0;
    qint64 sent = 0; ///< in chunks that the server has accepted, or may have
    qint64 completed = 0;
    qint64 failed = 0;
    qint64 unknown = 0;
    qint64 unchanged = 0; ///< as the service has them already; not sent

    qint64 waiting() const { return sent - completed - failed - unknown; }
    qint64 notSent() const { return sendable() - sent; }
    qint64 sendable() const { return rows - leftOut - unchanged; }
    qint64 settled() const { return completed + failed; }
    bool operator==(const ImportCounts &) const = default;
};

/// What the window and the command line show while it runs.
struct ImportProgress
{
    ImportState state = ImportState::Idle;
    ImportCounts counts;
    double rowsPerSecond = 0;                     ///< over the last ten seconds
    std::optional<std::chrono::seconds> timeLeft; ///< absent until it can be told
};

/// How the run went, once it is over.
struct ImportSummary
{
    ImportState state = ImportState::Finished;
    ImportCounts counts;
    QStringList jobs;
    qint64 lookedUpRows = 0;            ///< of the completed: known by their passports, as the report lacked them
    qint64 resentChunks = 0;            ///< sent more than once because an answer was lost
    std::optional<qint64> firstNotSent; ///< the line from which on nothing was sent
    std::optional<Error> error;         ///< why it ended early
    QDateTime started;
    QDateTime finished;
};

/// One line of the story of a run, for the person who watches it.
struct ImportNote
{
    enum class Kind {
        Started,
        Resumed,       ///< number: rows that were not sent yet
        ChunkAccepted, ///< number: rows, subject: job
        ChunkRefused,  ///< number: rows
        ChunkCutDown,  ///< too large for the service; number: rows that are tried instead
        ChunkResent,   ///< number: attempts, subject: job
        ReportLost,    ///< the report could not be read; it is asked for again
        LookedUp,      ///< rows that the report lacks are in, as their passports show; number: rows
        JobExpired,    ///< subject: job; the server no longer knows it
        Waiting,       ///< until a person says so
        Paused,
        CarriedOn,
        Stopping,
        Ended,
    };
    QDateTime time;
    Kind kind = Kind::Started;
    qint64 number = 0;
    QString subject;
    std::optional<Error> error;
};

} // namespace chancery
