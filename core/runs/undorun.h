// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/ledger.h"
#include "core/runs/undostep.h"

#include <QElapsedTimer>

#include <deque>
#include <vector>

namespace chancery {

/// What is known of an undo before anything is sent.
struct UndoPlan
{
    ImportRunRecord run;
    UndoBasis basis;
    QString hash; ///< over the run and what the ledger holds for it

    /// Rows that may come back.
    qint64 toTry() const { return basis.created + basis.drafts - basis.counts.reverted; }
    /// Whether something of the run may come back.
    bool canUndo() const;
};

enum class UndoState {
    Idle,
    Planning,
    Planned,
    Running,
    Stopping,
    Finished,
    Stopped, ///< by a person
    Broken,  ///< by an error; what was not tried can be tried later
};

struct UndoSummary
{
    UndoState state = UndoState::Finished;
    UndoCounts counts;
    std::optional<Error> error; ///< why it ended early
};

struct UndoPace
{
    int rowsAtOnce = 4; ///< reads overlap; the pipeline sends one write at a time
    qint64 page = 100;  ///< rows whose intent is written at once
    ReportPace report{};
};

/// What an undo needs, each of which outlives it.
struct UndoPlace
{
    keyban::Client &client;
    Ledger &ledger;
    Mirror *mirror = nullptr; ///< of the same connection; without one the service is asked for each key
    QString host{};           ///< of the connection, as the ledger names it
};

/// Takes back what an import did before publication, row by row from the pre-images in the ledger: drafts that it made
/// are deleted where the service offers that, drafts that it changed get their former content. A row that was edited
/// since stays. The intent is on disk before a row is touched; running it again goes on where it ended.
class UndoRun : public QObject
{
    Q_OBJECT

public:
    UndoRun(const UndoPlace &place, QString runId, UndoPace pace = {}, QObject *parent = nullptr);
    ~UndoRun() override;

    /// Reads the ledger only. Ends in planned() or planFailed(): Conflict / RunElsewhere for a run of another service.
    void prepare();
    const UndoPlan &plan() const { return m_plan; }
    /// Once, after planned(); `hash` is the one of the plan that was reviewed. `user` of this computer, for the ledger.
    void apply(const QString &hash, const QString &user);
    /// Begins no further row; those under way end.
    void stop();

    UndoState state() const { return m_state; }
    const UndoCounts &counts() const { return m_counts; }
    std::optional<std::chrono::seconds> timeLeft() const;

Q_SIGNALS:
    void planned();
    void planFailed(const chancery::Error &error);
    void progressed(const chancery::UndoCounts &counts);
    /// A row that could not be taken back, stayed or is unknown.
    void rowStayed(const chancery::UndoRow &row);
    void finished(const chancery::UndoSummary &summary);

private:
    void nextPage();
    void takePage(QList<UndoRow> rows);
    void work();
    void launch(const UndoRow &row);
    void rowEnded(UndoStep *step, const UndoRow &row, const UndoEnd &end);
    void rowBroken(UndoStep *step, const UndoRow &row, const Error &error);
    void drop(UndoStep *step);
    void count(UndoOutcome before, UndoOutcome now);
    void settlePage();
    void breakOff(const Error &error);
    void finish();
    void tellEnd();

    keyban::Client &m_client;
    Ledger &m_ledger;
    const QString m_host;
    const QString m_runId;
    const UndoPace m_pace;
    UndoParts m_parts;
    UndoPlan m_plan;
    UndoState m_state = UndoState::Idle;
    UndoCounts m_counts;
    qint64 m_tried = 0; ///< this time
    qint64 m_lastLine = -1;
    std::deque<UndoRow> m_waiting; ///< of this page
    QList<UndoEnd> m_ends;         ///< of this page
    std::vector<std::unique_ptr<UndoStep>> m_steps;
    QElapsedTimer m_sinceStart;
    std::optional<Error> m_error;
    bool m_isStopping = false;
    std::unique_ptr<QObject> m_step; ///< context of the ledger's answers
};

} // namespace chancery
