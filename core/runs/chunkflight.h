// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/client.h"
#include "core/ledger/ledger.h"
#include "core/runs/chunksource.h"
#include "core/runs/reportfollower.h"
#include "core/runs/rowlookup.h"

#include <QElapsedTimer>
#include <QObject>

namespace chancery {

/// What all chunks of one run have in common.
struct FlightParts
{
    keyban::Client &client;
    Ledger &ledger;
    QString runId;
    std::optional<Confirmation> confirmation;
    std::shared_ptr<const RowSource> source{}; ///< of rows that the report lacks; none: those stay unknown
};

/// One chunk on its way: the intent on disk, the request, the job on disk, the report, the outcome on disk. A chunk
/// that was intended before is sent again, which the service's upsert makes safe, unless its job is known: that is
/// followed, and sent again only when the service has forgotten it.
class ChunkFlight : public QObject
{
    Q_OBJECT

public:
    ChunkFlight(const FlightParts &parts, ReportPace pace, PlannedChunk chunk, QObject *parent = nullptr);
    ~ChunkFlight() override;

    void start();
    /// After troubled(): tries the failed step again.
    void carryOn();
    /// Ends it: rows that are still open become unknown or, where none can have arrived, not sent.
    void giveUp();
    /// Asks for the report now.
    void nudge() { m_follower.nudge(); }
    /// Lets the service's event stream, where it has one, say when to ask for the report.
    void listen() { m_follower.listen(); }

    int number() const { return m_chunk.number; }
    qint64 rows() const { return m_rows; }
    qint64 firstLine() const { return m_firstLine; }
    /// Whether it counts as sent: it was accepted, or may have been.
    bool isSent() const { return m_isSent; }
    /// Whether its request is still to be answered, so that no other may be sent.
    bool isSubmitting() const { return m_stage == Stage::Intending || m_stage == Stage::Submitting; }
    bool isSettling() const { return m_stage == Stage::Settling; }
    const std::optional<Error> &trouble() const { return m_trouble; }
    int reportPageSize() const { return m_follower.pageSize(); }
    /// Since the service has its rows.
    const QElapsedTimer &sinceAccepted() const { return m_sinceAccepted; }

Q_SIGNALS:
    /// It counts as sent from now on.
    void sent();
    void accepted(const QString &job, int attempts, qint64 bytes);
    /// It goes to the service once more than it had to, because an answer was lost.
    void resent();
    /// A 413: its second half has been cut off and the first is tried again.
    void cutDown(chancery::catalogue::DraftChunk &rest, qint64 rows, qint64 bytes);
    void moved(qint64 completed, const QList<chancery::RowFailure> &failed);
    void hindered(const QString &job, const chancery::Error &error);
    void forgotten(const QString &job, const chancery::Error &error);
    /// Refused as a whole; its rows failed with the server's words.
    void refused(qint64 rows, const chancery::Error &error);
    /// Rows that the report lacks were found in by their passports.
    void lookedUp(qint64 rows);
    void leftUnknown(const QList<chancery::RowFailure> &rows);
    /// It stands still until carryOn() or giveUp().
    void troubled();
    /// Its outcome is on the disk.
    void ended();
    /// The ledger could not take the intent (nothing has left then) or the outcome.
    void ledgerFailed(const chancery::Error &error);

private:
    enum class Stage { Intending, Submitting, Following, Settling, Over };

    void intend();
    void submit();
    void take(const keyban::SubmittedImport &submitted);
    void submissionFailed(const Error &error);
    void cutInHalf();
    void refuse(const Error &error);
    void follow(const QString &job);
    void rowsMoved(qint64 completed, const QList<RowFailure> &failed);
    void reportFailed(const Error &error);
    void lookUp();
    void takeLookup(const QList<qint64> &lines);
    void settle(ChunkOutcome outcome);
    void meet(const Error &error, Reach reach, void (ChunkFlight::*again)());
    void followAgain() { m_follower.carryOn(); }
    void countAsSent();
    ChunkIntent intent() const;

    FlightParts m_parts;
    PlannedChunk m_chunk; ///< its JSON goes once it is accepted
    qint64 m_rows = 0;
    qint64 m_firstLine = 0;
    qint64 m_bytes = 0;
    ReportFollower m_follower;
    Stage m_stage = Stage::Intending;
    std::unique_ptr<RowLookup> m_lookup; ///< under way
    int m_lookups = 0;
    bool m_isSent = false;
    QList<RowRecord> m_records; ///< its rows that are not done
    std::optional<Error> m_trouble;
    Reach m_reach = Reach::NotSent; ///< how far it got, while in trouble
    void (ChunkFlight::*m_again)() = nullptr;
    /// What it asked last was asked before somebody mended what stood in another's way, so a refusal is asked about
    /// once more.
    bool m_isOvertaken = false;
    QElapsedTimer m_sinceAccepted;
    std::unique_ptr<QObject> m_step; ///< context of the step under way; replacing it abandons the step
};

} // namespace chancery
