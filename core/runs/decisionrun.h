// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/ledger.h"
#include "core/runs/decision.h"

#include <QDateTime>
#include <QObject>

#include <memory>

namespace chancery {

/// What a decision works with; all of it outlives the run.
struct DecisionParts
{
    keystone::Client &client;
    Ledger &ledger;
    Officer officer;
    DecisionPatience patience{};
};

/// One decision about one settlement: finds out what became of an earlier one, reads the settlement again, spends the
/// approval where the policy asks for one, writes the intent to the ledger, sends it once, and writes how it ended.
/// Nothing is sent about a settlement that is not as the officer saw it. A lost answer is looked for by reading; what
/// can't be found out is unknown, and stays in the way of the next decision until it is. Once, then ended().
class DecisionRun : public QObject
{
    Q_OBJECT

public:
    explicit DecisionRun(DecisionParts parts, QObject *parent = nullptr);
    /// Of a decision under way the ledger says then that its end is unknown.
    ~DecisionRun() override;

    void decide(DecisionRequest request);
    /// Writes the decision down for another officer to send.
    void prepare(DecisionRequest request);
    /// Looks for the answer to a decision that the ledger has without a known end; sends nothing.
    void resolve(DecisionRecord record);

Q_SIGNALS:
    void ended(const chancery::DecisionReport &report);

private:
    using Step = void (DecisionRun::*)();

    void begin(DecisionRequest request, Step next);
    void resolveEarlier();
    void resolvedEarlier(const chancery::DecisionReport &report);
    void readAgain(Step next);
    void passGate();
    void intend();
    void keepPrepared();
    void send();
    void answered(const Result<std::optional<keystone::Settlement>> &answer);
    void readAfter(DecisionJudgement judgement);
    void findOut();
    void found(const Result<DecisionReading> &reading);
    void waitLonger();
    void settle(DecisionJudgement judgement);
    void end(DecisionJudgement judgement);

    DecisionParts m_parts;
    DecisionRequest m_request;
    DecisionReport m_report;
    Step m_next = nullptr;
    QDateTime m_intended; ///< of a decision that is resolved
    bool m_isOpen = false;
    qsizetype m_waited = 0;
    std::unique_ptr<DecisionRun> m_earlier;
    std::unique_ptr<QObject> m_step; ///< context of the step under way
};

} // namespace chancery
