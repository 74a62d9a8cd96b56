// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/ledger.h"
#include "core/runs/instruction.h"

#include <QObject>

#include <memory>

namespace chancery {

/// What an instruction is submitted with; all of it outlives the run.
struct InstructionParts
{
    keystone::Client &client;
    Ledger &ledger;
    Officer officer;
    InstructionPatience patience{};
};

/// Where an instruction of a file stands.
struct InstructionPlace
{
    QString batchId{};
    qint64 line = 0;
};

/// Submits one instruction: writes the intent to the ledger, sends it, and writes how it ended. With its key and the
/// same bytes it may be sent again, and is while the answer is lost; one that the service is known to have is not.
/// Where an answer stays lost its end is unknown, until the same is submitted again; where a refusal follows a lost
/// answer, the service's list tells. Once, then ended().
class InstructionRun : public QObject
{
    Q_OBJECT

public:
    explicit InstructionRun(InstructionParts parts, QObject *parent = nullptr);
    /// Of an instruction under way the ledger says then that its end is unknown.
    ~InstructionRun() override;

    void submit(keystone::InstructionDraft draft, const InstructionPlace &place = {});
    /// Waits no longer: what was sent last counts.
    void stop();

Q_SIGNALS:
    void ended(const chancery::InstructionReport &report);

private:
    void admitted(const Result<InstructionAdmission> &admission);
    void refuse(const InstructionAdmission &admission);
    void send();
    void noteWait(const RetryWait &wait);
    void answered(const Result<keystone::Instruction> &answer);
    void failed(const Error &error);
    void lookForIt();
    void looked(const Result<std::optional<keystone::Instruction>> &found);
    void sendAgainAfter(std::chrono::milliseconds pause);
    void settle(RowOutcome outcome, InstructionWhy why);
    void end(RowOutcome outcome, InstructionWhy why);

    InstructionParts m_parts;
    keystone::InstructionDraft m_draft;
    InstructionReport m_report;
    bool m_isOpen = false;
    bool m_isLost = false; ///< an answer was: the service may have it
    bool m_isStopped = false;
    qsizetype m_waited = 0;
    int m_turnedAway = 0;
    std::unique_ptr<QObject> m_step; ///< context of the step under way
};

} // namespace chancery
