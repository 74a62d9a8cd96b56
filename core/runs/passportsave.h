// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/gate/gate.h"
#include "core/keyban/client.h"
#include "core/ledger/importrun.h"
#include "core/runs/savemerge.h"

#include <QObject>

#include <memory>

namespace chancery {

/// How a save ended and what the service has now.
struct SaveEnd
{
    RowOutcome outcome = RowOutcome::Unknown;
    std::optional<keyban::Passport> now;   ///< as read afterwards; absent when that failed too
    std::optional<Error> error;            ///< why it is not done, or how its answer was lost
    QList<keyban::FieldChange> unexpected; ///< where `now` differs from what was sent
};

/// Saves one edit: reads the passport again, lays the edit over it, sends the whole of `data` once it was reviewed, and
/// reads again to see what the service made of it. A lost answer is found out by reading (Keyban fact sheet U4, U11).
class PassportSave : public QObject
{
    Q_OBJECT

public:
    PassportSave(keyban::Client &client, keyban::Passport base, keyban::PassportPatch mine, Gate gate = {},
                 QObject *parent = nullptr);
    ~PassportSave() override;

    /// Reads only. Ends in readyForReview() or readFailed().
    void prepare();
    const SaveMerge &merge() const { return m_merge; }
    void choose(const QString &path, Side side);
    /// What would be sent now, against what the service has.
    keyban::ChangeForecast forecast() const;

    /// Sends what forecast() says; once at a time, after readyForReview() and with every conflict resolved.
    /// Where the gate asks for an approval, it is of gatedPlan().
    void save(const QString &approvalId = {});
    /// Nothing where no certificate on a main network is renewed.
    std::optional<GatedPlan> gatedPlan() const;
    bool isSaving() const { return m_saving; }

Q_SIGNALS:
    void readyForReview();
    void readFailed(const chancery::Error &error);
    void ended(const chancery::SaveEnd &end);

private:
    void send();
    void sent(const Result<keyban::Passport> &answer);
    void readBack(const std::optional<Error> &lost, const std::optional<keyban::Passport> &answer);
    void judge(const keyban::Passport &now, const std::optional<Error> &lost);
    void end(const SaveEnd &end);

    keyban::Client &m_client;
    const keyban::Passport m_base;
    const keyban::PassportPatch m_mine;
    const Gate m_gate;
    SaveMerge m_merge;
    keyban::PassportPatch m_sent;
    bool m_saving = false;
    std::unique_ptr<QObject> m_step; ///< context of the step under way; replacing it abandons the step
};

} // namespace chancery
