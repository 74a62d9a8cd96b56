// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"

#include "core/gate/gate.h"
#include "core/runs/approvalconnection.h"
#include "core/runs/approvalrun.h"
#include "core/secrets/keychainstore.h"

#include <functional>
#include <memory>

namespace chancery::ctl {

/// Whom to ask before something sensitive is done.
struct WhomToAsk
{
    QString whom{}; ///< a DID, or the name of an approver of the connection; empty: its first one
    QString user{}; ///< of this computer, who that is, where the connection does not say so
};

/// Adds --did and --user.
void addGateOptions(Arguments &options);
WhomToAsk whomToAsk(const Arguments &options);

/// Whom the connection knows by that name or DID, else anybody by the DID alone; ends the program when it is neither.
Approver approverOf(const Profile &profile, const WhomToAsk &asked);

/// Asks somebody on their phone before a command does what the policy of its connection puts behind a yes, or where
/// --did says so: in the way of nothing else. Ends the program with a sentence and Denied without a yes.
class GatePass : public QObject
{
public:
    using Then = std::function<void(const QString &approvalId)>;

    GatePass(const Profile &profile, Ledger &ledger, WhomToAsk asked);

    /// The ledger is open.
    void pass(const GatedPlan &plan, const Author &author, const Then &then);
    /// Nobody is waited for any more; whether somebody was.
    bool withdraw();

private:
    using Begin = std::function<void(ApprovalRun &run)>;

    /// Nobody is asked twice for the same: a yes that was not used serves, and what a process asked that has ended is
    /// listened for.
    void goOnFrom(const AskedBefore &before, const GatedPlan &plan, const Author &author);
    void ask(const GatedPlan &plan, const Author &author);
    void connectAnd(const Begin &begin);
    void connectTo(const Begin &begin, Secret secret);
    void finish(const ApprovalRunReport &report);

    const Profile m_profile;
    Ledger &m_ledger;
    const WhomToAsk m_asked;
    Then m_then;
    QString m_approvalId; ///< that is asked for
    KeychainStore m_keychain;
    std::unique_ptr<ApprovalConnection> m_connection;
    std::unique_ptr<ApprovalRun> m_run;
};

} // namespace chancery::ctl
