// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/worker.h"
#include "core/ledger/undo.h"
#include "core/runs/importorder.h"

#include <memory>
#include <stop_token>

namespace chancery {

class Ledger;

/// Reads, in the order of the file, what the rows of an order met when they were planned, a few thousand at a time and
/// on a thread of its own. It holds the rows against the mirror once more, so what came there since the plan counts.
class PreimageReader
{
public:
    PreimageReader();
    ~PreimageReader();

    /// Precondition: the order has a plan. Errors: as makePlan().
    Pending<Nothing> open(const ImportOrder &order);
    /// The next ones; none at the end. One call at a time. Errors: as makePlan().
    Pending<QList<Preimage>> next();

private:
    class Reading;

    std::unique_ptr<Reading> m_reading; ///< lives in the worker's thread, as its connection to the mirror does
    std::stop_source m_stop;
    Worker m_worker;
};

/// Writes them all to the ledger. Until it has ended, nothing may be sent. Errors: as PreimageReader and
/// Ledger::keepPreimages().
class PreimageCapture : public QObject
{
    Q_OBJECT

public:
    PreimageCapture(Ledger &ledger, QString runId, QObject *parent = nullptr);

    void start(const ImportOrder &order);

Q_SIGNALS:
    /// Rows that are kept so far.
    void progressed(qint64 rows);
    void ended(const chancery::Result<chancery::Nothing> &result);

private:
    void next();
    void keep(const QList<Preimage> &preimages);

    Ledger &m_ledger;
    const QString m_runId;
    PreimageReader m_reader;
    qint64 m_kept = 0;
};

} // namespace chancery
