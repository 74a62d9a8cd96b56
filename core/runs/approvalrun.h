// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/approval.h"
#include "core/ledger/ledger.h"

#include <QObject>

#include <chrono>

namespace chancery {

/// What an approval on a phone works with; all of it outlives the run.
struct ApprovalRunParts
{
    bkey::Client &client;
    bkey::PublishedKeys &keys;
    Ledger &ledger;
    QString audience; ///< our client id
    bkey::ApprovalTime time{};
};

struct ApprovalWish
{
    ApprovalIntent intent;            ///< way Phone
    QString type = {};                ///< of the action, as the phone is told it; empty: the intent's word
    QString currency = {};            ///< of the intent's amount, where it is money
    std::chrono::seconds expiry{300}; ///< 30 s to 600 s
    std::optional<Confirmation> confirmation = {};
};

/// How asking ended. Only Granted is a yes, and it is the ledger's word.
struct ApprovalRunReport
{
    ApprovalState state = ApprovalState::Failed;
    ApprovalBar bar = ApprovalBar::None;      ///< why it was not asked, or why a yes does not count
    std::optional<bkey::ApprovalReport> told; ///< by the service, once it was asked
    std::optional<Error> error;               ///< of the ledger
};

/// Asks one person on their phone for exactly one plan, with every step in the ledger first: that they are asked before
/// they are, the request's id before the first poll, and a verified yes before anybody hears of it. What the ledger
/// does not take is no approval. A token that was shown before counts for nothing. Once, then ended().
class ApprovalRun : public QObject
{
    Q_OBJECT

public:
    explicit ApprovalRun(ApprovalRunParts parts, QObject *parent = nullptr);
    /// Whoever was asked may still answer; nobody hears it.
    ~ApprovalRun() override;

    void start(const ApprovalWish &wish);
    /// Instead of start(): goes on listening for what a process asked that has ended since. The plan and the person are
    /// the ones of then; what the ledger does not hand over ends with its bar, and whoever waits for it goes on.
    void resume(const QString &id, const Author &author);
    /// Stops waiting. There is no such call at the service: the phone may still ask, and its answer counts for nothing.
    void withdraw();

    /// What is asked; of a resumed one, once the ledger has told it.
    const ApprovalIntent &intent() const { return m_wish.intent; }
    /// Until its time is over; nothing while nobody was asked.
    std::chrono::milliseconds left() const;

Q_SIGNALS:
    /// The service took the request; the phone rings.
    void waiting();
    /// A status that this program does not know, as the service wrote it.
    void heard(const QString &status);
    void ended(const chancery::ApprovalRunReport &report);

private:
    void ask();
    void listen(const ApprovalRecord &record);
    bkey::Approval &makeApproval();
    void await(const QString &requestId);
    void conclude(const bkey::ApprovalReport &told);
    void grant(const bkey::ApprovalToken &token);
    /// Writes an end without a yes.
    void close(ApprovalState state, const QString &detail);
    void tell(ApprovalState state);

    ApprovalRunParts m_parts;
    ApprovalWish m_wish;
    ApprovalRunReport m_report;
    std::unique_ptr<bkey::Approval> m_approval;
    bool m_isOpen = false; ///< the ledger waits for its end
    bool m_isWithdrawn = false;
    std::unique_ptr<QObject> m_step;
};

/// What the service's end without a yes is in the ledger.
ApprovalState stateOf(bkey::ApprovalOutcome outcome);

} // namespace chancery
