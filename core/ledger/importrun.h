// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/runoutcome.h"
#include "core/ledger/undo.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace chancery {

/// The words for ImportRunRecord::state and UndoRecord::state. A word that is none of these is kept as it was read.
namespace runstate {
inline constexpr QLatin1StringView running{"running"};         ///< a living process is at it
inline constexpr QLatin1StringView finished{"finished"};       ///< every row has an outcome
inline constexpr QLatin1StringView stopped{"stopped"};         ///< the operator stopped it
inline constexpr QLatin1StringView interrupted{"interrupted"}; ///< its process died
} // namespace runstate

/// One import as it was meant and as it ended. Counts are rows of the file:
/// rows = leftOut + unchanged + completed + failed + unknown + notSent, once the run has ended.
struct ImportRunRecord
{
    QString id = {}; ///< a UUID, chosen by the caller
    QDateTime started = {};
    QDateTime finished = {}; ///< null until the run ends
    QString profileId = {};
    QString profileName = {};
    QString host = {};
    QString network = {};
    QString application = {};
    QString dialect = {};
    QString file = {};
    QByteArray fileSha256 = {}; ///< the digest itself, not its hexadecimal text
    qint64 rows = 0;
    qint64 leftOut = 0;
    qint64 unchanged = 0;
    QByteArray mapping = {};   ///< JSON
    QString templateName = {}; ///< of the mapping; empty: none
    QString planHash = {};     ///< of the plan that was applied; empty: none
    std::optional<PlanCounts> plan = std::nullopt;
    QString state = runstate::running;
    QString user = {};
    // What follows is filled by the ledger and ignored by Ledger::beginRun().
    /// While running: the sums of the settled chunks. Interrupted: rows of chunks that were intended and never settled
    /// are unknown, rows that were in no chunk are not sent. Once finish() was called: what it was told.
    qint64 completed = 0;
    qint64 failed = 0;
    qint64 unknown = 0;
    qint64 notSent = 0;
    int chunks = 0;
    QStringList jobs = {};                            ///< in the order of their chunks
    std::optional<RunOutcome> outcome = std::nullopt; ///< once it was compared with its plan
    std::optional<UndoRecord> undo = std::nullopt;    ///< the latest attempt to take it back

    bool operator==(const ImportRunRecord &) const = default;
};

/// What a run rests on besides its file and its mapping, so that another process can carry it on. The ledger keeps it
/// as it is given.
struct RunBasis
{
    QByteArray format = {};    ///< JSON: how the file is read
    QByteArray edits = {};     ///< what was corrected by hand, if anything
    QByteArray leftOut = {};   ///< catalogue::RecordSet of the rows that the check left out
    QByteArray unchanged = {}; ///< the same of the rows that need no sending
    QByteArray plan = {};      ///< catalogue::PlanClasses of the plan that is applied, if any
    QString fieldProfile = {}; ///< that the rows were held against, if any
    bool operator==(const RunBasis &) const = default;
};

/// What is about to be sent. Lines are physical lines of the file, as in the findings; both ends included.
struct ChunkIntent
{
    QString runId = {};
    int number = 0; ///< unique within the run
    qint64 firstLine = 0;
    qint64 lastLine = 0;
    int rows = 0;
    QByteArray bodySha256 = {}; ///< the digest itself
    bool operator==(const ChunkIntent &) const = default;
};

/// How a row ended (four outcomes, never two).
enum class RowOutcome {
    Done,
    Failed,
    Unknown,
    NotSent,
};

/// `done`, `failed`, `unknown` or `notSent`.
QLatin1StringView rowOutcomeWord(RowOutcome outcome);
/// A word that is none of the four says nothing about the row: Unknown.
RowOutcome rowOutcomeFromWord(QStringView word);

/// A row that is not done, or whose end is otherwise worth keeping. `reason` is the server's own words.
struct RowRecord
{
    qint64 line = 0;
    keyban::PassportKey key = {};
    RowOutcome outcome = RowOutcome::Unknown;
    QString reason = {};
    bool operator==(const RowRecord &) const = default;
};

/// How a chunk ended: counts of its rows, and each row that is not done.
struct ChunkOutcome
{
    qint64 completed = 0;
    qint64 failed = 0;
    qint64 unknown = 0;
    qint64 notSent = 0;
    QList<RowRecord> rows = {}; ///< at most one a line
    bool operator==(const ChunkOutcome &) const = default;
};

/// An intent and what is known of it: what a resumed run needs to find out what became of it.
struct ChunkRecord
{
    ChunkIntent intent = {};
    QStringList jobs = {}; ///< jobs that the service accepted for it; none: nobody knows whether it arrived
    int sends = 1;         ///< how often it was intended; above 1 the service may have had it more than once
    bool settled = false;
    qint64 completed = 0;
    qint64 failed = 0;
    qint64 unknown = 0;
    qint64 notSent = 0;
    bool operator==(const ChunkRecord &) const = default;
};

/// How a run ended, in rows of the whole run.
struct RunEnd
{
    QString state = runstate::finished;
    qint64 completed = 0;
    qint64 failed = 0;
    qint64 unknown = 0;
    qint64 notSent = 0;
    bool operator==(const RunEnd &) const = default;
};

/// Which of a run's row records, in the order of their lines.
struct RowQuery
{
    qint64 offset = 0;
    qint64 limit = 1000;
    std::optional<RowOutcome> outcome = std::nullopt; ///< only these
};

} // namespace chancery
