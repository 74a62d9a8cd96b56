// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/instructionfile.h"
#include "core/runs/instructionrun.h"

#include <QHash>

namespace chancery {

/// What became of one instruction of a file.
struct FiledOutcome
{
    qint64 line = 0;
    RowOutcome outcome = RowOutcome::NotSent;
    InstructionWhy why = InstructionWhy::Stopped;
    QString detail{}; ///< the service's own words
    QString instructionId{};
    bool operator==(const FiledOutcome &) const = default;
};

struct InstructionCounts
{
    qint64 total = 0;
    qint64 done = 0;
    qint64 before = 0; ///< of them, those that an earlier run had submitted
    qint64 failed = 0;
    qint64 unknown = 0;
    qint64 notSent = 0;
    qint64 ended() const { return done + failed + unknown + notSent; }
    bool operator==(const InstructionCounts &) const = default;
};

struct InstructionBatchReport
{
    QString id{};
    InstructionCounts counts{};
    QList<FiledOutcome> outcomes{}; ///< one for each instruction of the file, in its order
    bool isStopped = false;         ///< by whoever watched
    std::optional<Error> error{};   ///< why it ended early; the rest was not sent
};

/// All that the service is not known to have: failed, unknown and not sent.
QList<InstructionRemainder> remaindersOf(const InstructionBatchReport &report,
                                         const std::function<QString(const FiledOutcome &)> &reason);

/// Submits a file of instructions, one after the other, each journalled. What the ledger knows to be done is not sent
/// again, so the same file once more carries on where a run was stopped or killed. It ends early where every further
/// instruction would fail alike. Once, then ended().
class InstructionBatch : public QObject
{
    Q_OBJECT

public:
    explicit InstructionBatch(InstructionParts parts, QObject *parent = nullptr);
    ~InstructionBatch() override;

    void submit(InstructionFile file);
    /// Ends after the instruction that is on its way.
    void stop();

    const InstructionFile &file() const { return m_file; }
    const InstructionCounts &counts() const { return m_report.counts; }

Q_SIGNALS:
    void progressed(const chancery::InstructionCounts &counts);
    void ended(const chancery::InstructionBatchReport &report);

private:
    void begin(const Result<QHash<QString, InstructionRecord>> &known);
    void next();
    bool isDoneBefore(const FiledInstruction &filed) const;
    void reported(const InstructionReport &report);
    bool isHopeless(const InstructionReport &report);
    void note(FiledOutcome outcome);
    void leaveRest();
    void finish();

    InstructionParts m_parts;
    InstructionFile m_file;
    InstructionBatchReport m_report;
    QHash<QString, InstructionRecord> m_known;
    bool m_hasBegun = false;
    bool m_hasEnded = false;
    int m_unanswered = 0; ///< one after the other
    std::unique_ptr<InstructionRun> m_run;
    std::unique_ptr<QObject> m_step;
};

} // namespace chancery
