// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/gate/gate.h"
#include "core/keyban/client.h"
#include "core/ledger/importrun.h"
#include "core/runs/publishplan.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <memory>

namespace chancery {

/// How one draft of a publication ended, and the error that says why, unless done.
struct PublishOutcome
{
    RowOutcome outcome = RowOutcome::NotSent;
    std::optional<Error> error;
};

/// How patiently the outcome is looked for after a call.
struct PublishPace
{
    std::chrono::milliseconds pause{1'500};
    int looks = 4;
};

/// Publishes chosen drafts: works out a plan by listing with the filters that would be sent, applies it only while it
/// still holds, and learns each outcome by listing again (Keyban fact sheet §9). No call is ever repeated.
class PublishRun : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle,
        Planning,
        Planned,
        Applying,
        Finished,
        Broken, ///< no plan could be made; nothing was sent
    };

    PublishRun(keyban::Client &client, QList<keyban::Passport> chosen, PublishPace pace = {}, Gate gate = {},
               QObject *parent = nullptr);
    ~PublishRun() override;

    /// Reads only. Ends in planned() or planFailed(): FilterIgnored when a listed row does not match its own filter, so
    /// the service cannot be trusted to publish only what was asked (U8).
    void prepare();
    /// Once, after planned(). `confirmation` covers calls::publishPassports and names the plan's hash; the approval,
    /// where the gate asks for one, is of gatedPlan().
    void apply(const Confirmation &confirmation, const QString &approvalId = {});
    GatedPlan gatedPlan() const;
    /// Sends no further call; the one in flight is followed to its end.
    void stop();

    State state() const { return m_state; }
    const PublishPlan &plan() const { return m_plan; }
    const QHash<QString, PublishOutcome> &outcomes() const { return m_outcomes; }
    qint64 count(RowOutcome outcome) const;

Q_SIGNALS:
    /// Rows listed so far while planning.
    void listed(qint64 rows);
    void planned();
    void planFailed(const chancery::Error &error);
    /// Outcomes became known.
    void progressed(qint64 settled, qint64 total);
    /// A draft is published now, as the service tells it.
    void published(const chancery::keyban::Passport &passport);
    void finished();

private:
    using Rows = QList<keyban::Passport>;

    Pending<Rows> list(const QList<keyban::Filter> &filters, int page = 1, Rows soFar = {});
    void planNext();
    void takeCandidate(const PublishCandidate &candidate, const Rows &listed);
    void addCall(const PublishCandidate &candidate, const Rows &drafts);
    void endPlanning();
    void applyNext();
    void recheck(const PublishCall &call);
    void send(const PublishCall &call);
    void sent(const Result<Nothing> &answer);
    void look(int looksLeft, const std::optional<Error> &error);
    void judge(const Rows &rows, int looksLeft, const std::optional<Error> &error);
    void settleOpen(RowOutcome outcome, const std::optional<Error> &error);
    void settle(const QString &id, const PublishOutcome &outcome);
    void nextCall();
    void finish();

    keyban::Client &m_client;
    const PublishPace m_pace;
    const Gate m_gate;
    const Rows m_chosen;
    QSet<QString> m_chosenIds;
    State m_state = State::Idle;
    PublishPlan m_plan;
    QList<PublishCandidate> m_candidates; ///< still to be listed
    QSet<QString> m_planned;              ///< ids that a call of the plan holds
    qint64 m_listed = 0;
    std::optional<Confirmation> m_confirmation;
    qsizetype m_call = 0; ///< the one under way
    QHash<QString, PublishOutcome> m_outcomes;
    std::optional<Error> m_stopped;  ///< why the rest is not sent
    std::unique_ptr<QObject> m_step; ///< context of the step under way; replacing it abandons the step
};

} // namespace chancery
