// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/importplanner.h"
#include "core/runs/outcomecheck.h"
#include "core/runs/planapply.h"
#include "ui/panels/imports/importsession.h"

namespace chancery {

/// A plan that a person agreed to, with all that sending it later takes.
struct PlannedImport
{
    PlanWish wish;
    SharedPlan plan;
    std::optional<Confirmation> confirmation{};
    QString templateName{}; ///< of the mapping, for the history
    QString approvalId{};   ///< of exactly this plan; empty: nobody was asked
};

/// What sending the checked file of a session would do, and the sending of exactly that. Knows nothing of widgets;
/// everything that takes time happens in the background.
class PlanSession : public QObject
{
    Q_OBJECT

public:
    enum class State {
        None,
        Working, ///< see planner()
        Ready,
        Applying, ///< worked out once more before anything goes out; see planner()
        Moved,    ///< it is another than the one agreed to, and nothing was sent; see moves()
        Failed,   ///< see error()
        Applied,  ///< its run has begun
    };

    /// `target` is where rows go; its dialect is the mapping's.
    PlanSession(ImportSession &session, const ImportPlanner::Parts &parts, PlanTarget target,
                QObject *parent = nullptr);
    ~PlanSession() override;

    /// Plans the checked file, unless that is done or under way. Precondition: the session's report is current.
    void prepare();
    void plan(Freshness freshness);
    /// Works the plan out once more and sends what it says, or moves to Moved and sends nothing.
    /// Precondition: Ready, and no run is under way.
    void apply(std::optional<Confirmation> confirmation, const QString &approvalId = {});
    /// Hands the plan out to be sent later; nothing when it is not Ready. The session's file is then done with.
    std::optional<PlannedImport> forLater(std::optional<Confirmation> confirmation, const QString &approvalId = {});
    /// Sends what an application of that plan handed out. Precondition: it holds, and no run is under way.
    void begin(PlanApplication application, const PlannedImport &import);
    /// Gives up applying; the plan stays.
    void stopApplying();
    /// Agrees to look at the plan as it is now. Precondition: Moved, and there is one.
    void acceptMoved();

    State state() const { return m_state; }
    /// The last one that was worked out for this check; none while none is known.
    const SharedPlan &plan() const { return m_plan; }
    const PlanMoves &moves() const { return m_application.moves; }
    /// As it is now, while Moved; none when the file has to be checked again.
    const SharedPlan &moved() const { return m_application.plan; }
    const std::optional<Error> &error() const { return m_error; }
    const ImportPlanner &planner() const { return m_planner; }
    Mirror &mirror() { return m_parts.mirror; }
    ImportSession &session() const { return m_session; }

    /// What becomes of the plan that the session's run applies; none for a run without a plan.
    OutcomeCheck *outcome() const { return m_outcome.get(); }
    /// The same of a run of the past that was not compared then: begins it, unless it is under way. None for a run of
    /// another connection, and for one that this session has compared.
    OutcomeCheck *compareLate(const ImportRunRecord &run);
    /// Rows of that plan that were left out because the service can't take them.
    const QList<PlannedRow> &refused() const { return m_refused; }

Q_SIGNALS:
    void changed();

private:
    PlanWish wish(Freshness freshness) const;
    void drop();
    void planned(const SharedPlan &plan);
    void failed(const Error &error);
    void conclude(PlanApplication application);
    void awaitOutcome(ImportRun *run);
    void enter(State state);

    ImportSession &m_session;
    const ImportPlanner::Parts m_parts;
    const PlanTarget m_target;
    ImportPlanner m_planner;
    State m_state = State::None;
    Freshness m_freshness = Freshness::Recent;
    SharedPlan m_plan;
    PlanApplication m_application;
    QList<PlannedRow> m_refused;
    std::optional<Confirmation> m_confirmation;
    QString m_approvalId;
    std::optional<Error> m_error;
    std::unique_ptr<QObject> m_step; ///< context of the application
    std::unique_ptr<OutcomeCheck> m_outcome;
    std::unique_ptr<OutcomeCheck> m_late;
    QStringList m_compared; ///< runs of the past; the ledger may not have taken it
};

} // namespace chancery
