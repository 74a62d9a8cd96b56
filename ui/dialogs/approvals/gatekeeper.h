// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/gate/gate.h"
#include "core/runs/approvalruns.h"
#include "ui/dialogs/dialoghead.h"

#include <QObject>

#include <functional>

namespace chancery {

/// What asking for approvals of one connection takes; all of it outlives whoever asks.
struct GateDesk
{
    Ledger &ledger;
    Profile profile;
    Author author; ///< who asks
    DialogPlace place;
    ApprovalRuns *phones = nullptr; ///< null: this connection has no approval service
};

/// Stands in front of the sensitive actions of one connection: asks whoever the policy wants asked, before anything is
/// done. What decides is core: an action that comes without its approval is refused there.
class Gatekeeper : public QObject
{
    Q_OBJECT

public:
    using Then = std::function<void(const QString &approvalId)>;

    explicit Gatekeeper(GateDesk desk, QObject *parent = nullptr);

    const GateDesk &desk() const { return m_desk; }
    /// For whoever carries out what was approved.
    Gate gate() const { return {&m_desk.ledger, m_desk.profile.gate, m_desk.author}; }
    /// Does what follows at once where the policy asks for nothing more; else asks in front of `over`, and does it
    /// after a yes, as long as `over` is there.
    void pass(QWidget *over, const GatedPlan &plan, const Then &then);
    /// The same for what is done by one call: what was approved is spent right before `act`, and what stands in the
    /// way is told to `fail`.
    void carryOut(QWidget *over, const GatedPlan &plan, const std::function<void()> &act,
                  const std::function<void(const Error &)> &fail);
    /// The same for something that needs at least a second person, whatever the policy says.
    void passWithSecondPerson(QWidget *over, const GatedPlan &plan, const Then &then);

private:
    void ask(QWidget *over, const GatedPlan &plan, GateNeed need, const Then &then);

    const GateDesk m_desk;
};

/// Without a gatekeeper what follows is done at once; core refuses what would have needed one.
void passGate(Gatekeeper *keeper, QWidget *over, const GatedPlan &plan, const Gatekeeper::Then &then);

} // namespace chancery
