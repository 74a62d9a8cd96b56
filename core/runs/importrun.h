// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/client.h"
#include "core/ledger/ledger.h"
#include "core/runs/chunkflight.h"
#include "core/runs/chunkpacer.h"
#include "core/runs/chunksource.h"
#include "core/runs/importorder.h"
#include "core/runs/importprogress.h"
#include "core/runs/pacemeter.h"
#include "core/runs/preimages.h"

#include <QObject>

#include <memory>
#include <vector>

namespace chancery {

/// Sends the rows that the check did not leave out and that are not unchanged, in chunks that adapt to the service's
/// pace, and follows each job's report until every row has an end; a few jobs are open at once, one upload at a time.
/// The intent is on disk before a chunk leaves; a lost answer is sent again, which the service's upsert makes safe and
/// the summary counts; what can't be found out ends as unknown, what never left as not sent. With ImportOrder::resumes
/// it carries on what another process began; where that one had sent nothing yet, readBy() comes first.
class ImportRun : public QObject
{
    Q_OBJECT

public:
    ImportRun(keyban::Client &client, Ledger &ledger, ImportOrder order, ImportPace pace = {},
              QObject *parent = nullptr);
    ~ImportRun() override;

    QString id() const { return m_id; }
    const ImportOrder &order() const { return m_order; }
    const ImportProgress &progress() const { return m_progress; }
    /// The error it waits for, while Waiting.
    const std::optional<Error> &trouble() const { return m_trouble; }

    /// What a run with a plan is to meet is read by these, where an earlier process may have kept only a part of it; a
    /// run that was given none then ends before anything is sent. Before start().
    void readBy(Mirror &mirror, MirrorSync &sync);
    void start();
    /// Sends no further chunk until carryOn(); those in flight are followed to their end.
    void pause();
    /// Sends no further chunk; those in flight are followed to their end. A second call ends the watching, too: rows
    /// that are still open become unknown.
    void stop();
    /// While Paused, goes on; while Waiting, tries the failed steps again.
    void carryOn();

Q_SIGNALS:
    void progressed(const chancery::ImportProgress &progress);
    void rowsFailed(const QList<chancery::RowFailure> &rows);
    void rowsUnknown(const QList<chancery::RowFailure> &rows);
    void noted(const chancery::ImportNote &note);
    void finished(const chancery::ImportSummary &summary);

private:
    void passGate();
    void begin();
    void keepPreimages();
    void keepPreimagesAnew();
    void connectPreimages();
    void hinderPreimages(const std::optional<Error> &error);
    void giveUpPreimages();
    void resume();
    void adoptPast(const QList<ChunkRecord> &chunks);
    void openSource(const QList<ChunkRecord> &past);
    void goOn();
    bool maySend() const;
    void readNext();
    void take(std::optional<PlannedChunk> chunk);
    void launch(PlannedChunk chunk);
    void connectFlight(ChunkFlight &flight);
    void flightAccepted(const QString &job, int attempts, qint64 rows);
    void flightRefused(qint64 rows, const Error &error);
    void flightCutDown(ChunkFlight &flight, catalogue::DraftChunk &rest, qint64 rows, qint64 bytes);
    void flightInTrouble();
    void flightEnded(ChunkFlight &flight);
    void flightLost(ChunkFlight &flight, const Error &error);
    void rowsMoved(qint64 completed, const QList<RowFailure> &failed);
    void giveUpFlights(bool troubledOnly);
    void noteNotSent(qint64 line);
    void endEarly(const Error &error);
    void end();
    void tellEnd(const Result<Nothing> &kept);
    ImportState stateNow() const;
    void updateState();
    void announce();
    void note(ImportNote::Kind kind, qint64 number = 0, const QString &subject = {}, std::optional<Error> error = {});

    keyban::Client &m_client;
    Ledger &m_ledger;
    ImportOrder m_order;
    ImportPace m_pace;
    const QString m_id;
    ImportProgress m_progress;
    ImportSummary m_summary;
    ChunkSource m_source;
    std::unique_ptr<PreimageCapture> m_preimages; ///< while it works
    Mirror *m_mirror = nullptr;
    MirrorSync *m_sync = nullptr;
    std::shared_ptr<const RowSource> m_rows; ///< for rows that a report lacks
    ChunkPacer m_pacer;
    PaceMeter m_meter;
    std::vector<std::unique_ptr<ChunkFlight>> m_flights; ///< in the order in which they left
    QElapsedTimer m_sinceEnded;                          ///< since the last chunk ended

    bool m_isReading = false;
    bool m_isAtEnd = false; ///< of the file
    bool m_isPaused = false;
    bool m_isStopping = false;
    bool m_isEnding = false;
    int m_refusals = 0;           ///< whole chunks in a row
    std::optional<Error> m_ended; ///< why no more is sent
    std::optional<Error> m_trouble;
    std::unique_ptr<QObject> m_step; ///< context of the step under way; replacing it abandons the step
};

} // namespace chancery
