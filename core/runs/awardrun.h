// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/awardfile.h"
#include "core/runs/mintrun.h"

#include <QHash>

namespace chancery {

/// What a batch is to do with what failed before.
enum class AfterFailure {
    Leave,
    MintAgain,
};

struct AwardOrder
{
    AwardFile file;
    qint64 confirmed = 0;  ///< the total that a person has confirmed
    QStringList sameAs{};  ///< batches of the same content that a person knows of
    QStringList despite{}; ///< as MintIntent has it
    AfterFailure afterFailure = AfterFailure::Leave;
    QString approvalId{}; ///< of exactly this batch, in the ledger; empty: nobody was asked
    QString service{};    ///< the only one that may mint it; empty: whichever the run has
};

/// Why nothing of a batch may be sent.
enum class AwardBar {
    None,
    Unsendable,  ///< AwardFile::isSendable()
    TotalWrong,  ///< what was confirmed is not the total
    SameContent, ///< another batch gave as much to the same accounts; see AwardOrder::sameAs
};

/// What a batch that the ledger knows is carried on with, its file being gone perhaps.
AwardOrder orderOf(const AwardBatchRecord &batch, const QList<AwardLineRecord> &lines);

/// What became of one line.
struct AwardOutcome
{
    AwardLine line;
    RowOutcome outcome = RowOutcome::NotSent;
    QString why{};           ///< mintWhyWord(); empty: the batch ended before it
    QString detail{};        ///< the service's own words
    QString mintId{};        ///< in the ledger; empty: none
    bool isBefore = false;   ///< known from an earlier run
    bool isUnderWay = false; ///< at this moment; its end is unknown so far
};

/// As the ledger knows it.
AwardOutcome outcomeOf(const AwardLineRecord &line);

struct AwardCounts
{
    qint64 total = 0;
    qint64 done = 0;
    qint64 before = 0; ///< of them, those of an earlier run
    qint64 failed = 0;
    qint64 unknown = 0;
    qint64 notSent = 0;
    qint64 pointsDone = 0; ///< of all that are done
    qint64 ended() const { return done + failed + unknown + notSent; }
    bool operator==(const AwardCounts &) const = default;
};

struct AwardReport
{
    QString batchId{}; ///< in the ledger; empty: nothing was begun
    AwardBar bar = AwardBar::None;
    QStringList sameAs{}; ///< batches that bar it
    AwardCounts counts{};
    QList<AwardOutcome> outcomes{}; ///< one for each line, in the order of the file
    bool isStopped = false;
    std::optional<Error> error{}; ///< why it ended early
};

/// Mints a file of awards, line after line, each within the limits and journalled as any mint under the name of the
/// batch. The whole batch is in the ledger before. What the ledger knows to be minted is not sent again, nor what may
/// have been: that is looked for. So the same batch once more carries on where a run was stopped or killed. It ends
/// early where every further line would fare alike. Once, then ended().
class AwardRun : public QObject
{
    Q_OBJECT

public:
    explicit AwardRun(MintParts parts, QObject *parent = nullptr);
    ~AwardRun() override;

    void start(AwardOrder order);
    /// After the line that is on its way.
    void pause();
    void proceed();
    /// The same; a line that waits in a pause of the service is not sent any more.
    void stop();

    bool isPaused() const { return m_isPaused; }
    const AwardCounts &counts() const { return m_report.counts; }
    /// Of the lines that have ended so far, in the order of the order's file.
    const QList<AwardOutcome> &outcomes() const { return m_report.outcomes; }
    /// The line that is on its way.
    std::optional<AwardOutcome> underWay() const;

Q_SIGNALS:
    void progressed(const chancery::AwardCounts &counts);
    /// The service asked for a pause (429): the next line goes out after it.
    void held(const chancery::RetryWait &wait);
    void ended(const chancery::AwardReport &report);

private:
    void compare(const Result<QList<MintRecord>> &known);
    void passGate();
    void begin();
    QStringList likeBatches(const QList<MintRecord> &known) const;
    void next();
    /// Whether the line's end is known without a request.
    bool isSettledBefore(const AwardLine &line);
    void reported(const MintReport &report);
    bool isHopeless(const MintReport &report);
    void note(AwardOutcome outcome);
    void finish();
    void tell();

    MintParts m_parts;
    AwardOrder m_order;
    AwardReport m_report;
    QHash<QString, MintRecord> m_known; ///< the latest of each key
    int m_unanswered = 0;               ///< one after the other
    bool m_isPaused = false;
    bool m_isIdle = false; ///< paused between two lines
    bool m_hasEnded = false;
    std::unique_ptr<MintRun> m_run;
    std::unique_ptr<QObject> m_step;
};

} // namespace chancery
