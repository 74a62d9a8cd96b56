// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/pastrun.h"

namespace chancery {

Pending<PastRun> pastRun(Ledger &ledger, const QString &runId, qint64 mostRows)
{
    return ledger.run(runId)
        .andThen([&ledger, mostRows](const ImportRunRecord &record) {
            return ledger.rows(record.id, {.limit = mostRows}).transform([record](const QList<RowRecord> &rows) {
                return PastRun{record, rows, std::nullopt};
            });
        })
        .andThen([&ledger](const PastRun &past) {
            if (!past.record.outcome)
                return Pending<PastRun>::ready(past);
            return ledger.outcome(past.record.id).transform([past](const OutcomeRecord &outcome) {
                return PastRun{past.record, past.rows, PlanOutcome::fromRecord(outcome)};
            });
        });
}

} // namespace chancery
