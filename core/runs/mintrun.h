// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/gatepolicy.h"
#include "core/runs/mint.h"

#include <QDateTime>
#include <QObject>

#include <functional>
#include <memory>

namespace chancery {

/// How it ended, with what speaks for it where the answer was lost.
struct MintReport
{
    RowOutcome outcome = RowOutcome::Unknown;
    MintWhy why = MintWhy::AnswerLost;
    MintIntent intent{};
    MintAdmission admission{};              ///< what stood in the way
    QString newAmount{};                    ///< as the service spelt it
    std::optional<MintEvidence> evidence{}; ///< of a lost answer
    std::optional<Error> error{};           ///< of the service or the ledger
};

/// What a mint works with; all of it outlives the run.
struct MintParts
{
    keyban::LoyaltyClient &client;
    Ledger &ledger;
    Author author;
    MintPatience patience{};
    GatePolicy gate{}; ///< what needs another person's yes
};

/// Points for one account: reads its balance, writes the intent to the ledger, with the approval
/// where the policy asks for one, sends it once, and writes how it ended.
/// It is never sent again. A lost answer is looked for among the account's orders and in its balance; what these do not
/// prove is unknown, until reconcile() or an operator's word closes it. Once, then ended().
class MintRun : public QObject
{
    Q_OBJECT

public:
    explicit MintRun(MintParts parts, QObject *parent = nullptr);
    /// Of a mint under way the ledger says then that its end is unknown.
    ~MintRun() override;

    void mint(const MintRequest &request);
    /// Looks for what became of a mint without a known end, once; sends nothing.
    void reconcile(MintRecord record);
    /// Sends nothing any more and waits for what is on its way, unless the service asked for a pause: what is only read
    /// is not waited for then. Again for a pause that begins later.
    void stop();

Q_SIGNALS:
    void ended(const chancery::MintReport &report);

private:
    void readBefore();
    void intend();
    std::optional<ApprovalUse> approval() const;
    void admitted(const Result<MintAdmission> &admission);
    void send();
    void answered(const Result<keyban::MintAnswer> &answer);
    void lookAfterLoss();
    void noteLoss(const MintReading &reading);
    void look();
    void weigh(const MintReading &reading);
    void conclude(const MintEvidence &evidence);
    void settle(RowOutcome outcome, MintWhy why);
    void endUnsent(MintWhy why, const Error &error);
    void end(RowOutcome outcome, MintWhy why);

    MintParts m_parts;
    MintRequest m_request;
    MintReport m_report;
    MintRecord m_record; ///< as the ledger has it
    bool m_isOpen = false;
    bool m_isStopped = false;
    std::function<void()> m_whenHeld; ///< instead of the reading under way, once stopped in a pause
    qsizetype m_waited = 0;
    bool m_looksOnce = false;
    std::unique_ptr<QObject> m_step; ///< context of the step under way
};

/// An operator's word on a mint without a known end: Done or Failed, with a reason. Errors: Input / SettingMissing
/// without a reason, SettingInvalid for another outcome, and those of the ledger.
Pending<Nothing> closeMint(Ledger &ledger, const MintRecord &record, const MintEnd &word);

} // namespace chancery
