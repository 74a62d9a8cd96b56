// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/check.h"
#include "core/catalogue/chunkreader.h"
#include "core/keyban/client.h"
#include "core/ledger/ledger.h"
#include "core/runs/importprogress.h"
#include "core/runs/reportfollower.h"

#include <QElapsedTimer>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>

namespace chancery {

/// What is to be sent where: a checked file, and the names the ledger keeps.
struct ImportOrder
{
    catalogue::ImportSpec spec;
    catalogue::CheckReport report;
    QString profileId;
    QString profileName;
    QString host;
    QString user{}; ///< of this computer, for the ledger
    std::optional<Confirmation> confirmation{};
};

/// What a run does about an error that a person could mend (a server that is gone, a key that was revoked).
enum class OnTrouble {
    Wait,   ///< stands still until carryOn() or stop()
    GiveUp, ///< ends, with the chunk in flight unknown or not sent
};

struct ImportPace
{
    catalogue::ChunkLimit chunk{500, 1024 * 1024};
    ReportPace report{};
    OnTrouble trouble = OnTrouble::Wait;
};

/// Sends the rows that the check did not leave out, a chunk at a time, one job at a time, and follows each job's report
/// until every row has an end. The intent is on disk before a chunk leaves; a lost answer is sent again, which the
/// service's upsert makes safe and the summary counts; what can't be found out ends as unknown, what never left as not
/// sent.
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

    void start();
    /// Sends no further chunk; the one in flight is followed to its end. A second call ends the watching, too: rows of
    /// that chunk that are still open become unknown.
    void stop();
    /// While Waiting: tries the failed step again.
    void carryOn();

Q_SIGNALS:
    void progressed(const chancery::ImportProgress &progress);
    void rowsFailed(const QList<chancery::RowFailure> &rows);
    void rowsUnknown(const QList<chancery::RowFailure> &rows);
    void noted(const chancery::ImportNote &note);
    void finished(const chancery::ImportSummary &summary);

private:
    void openReader();
    void readChunk();
    void takeChunk(catalogue::DraftChunk chunk);
    void submit();
    void accepted(const keyban::SubmittedImport &submitted);
    void submissionFailed(const Error &error);
    void refuseChunk(const Error &error);
    void rowsMoved(qint64 completed, const QList<RowFailure> &failed);
    void reportFailed(const Error &error);
    void settleChunk();
    void countAsSent();
    void giveUpChunk(const Error &error, Reach reach);
    void meetTrouble(const Error &error, Reach reach, std::function<void()> again);
    void end(ImportState state, std::optional<Error> error = {});
    void announce();
    void note(ImportNote::Kind kind, qint64 number = 0, const QString &subject = {}, std::optional<Error> error = {});
    void setState(ImportState state);
    void measureRate();
    ImportRunRecord record() const;
    RunEnd runEnd() const;

    keyban::Client &m_client;
    Ledger &m_ledger;
    ImportOrder m_order;
    ImportPace m_pace;
    ReportFollower m_follower;
    const QString m_id;
    ImportProgress m_progress;
    ImportSummary m_summary;

    std::shared_ptr<catalogue::ChunkReader> m_reader;
    catalogue::DraftChunk m_chunk;
    QList<RowRecord> m_chunkRecords; ///< its rows that are not done
    int m_chunkNumber = 0;
    int m_refusals = 0;                              ///< whole chunks in a row
    std::optional<Error> m_refusal;                  ///< so many that no more are sent
    bool m_chunkSent = false;                        ///< the chunk in flight counts as sent
    std::deque<std::pair<qint64, qint64>> m_history; ///< ms since start, rows settled
    QElapsedTimer m_clock;

    bool m_stopRequested = false;
    std::optional<Error> m_trouble;
    std::function<void()> m_again;
    Reach m_troubleReach = Reach::NotSent;
    std::unique_ptr<QObject> m_step; ///< context of the step under way; replacing it abandons the step
};

} // namespace chancery
