// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/worker.h"
#include "core/ledger/undo.h"
#include "core/runs/importorder.h"

#include <memory>
#include <optional>
#include <stop_token>

namespace chancery {

class Ledger;
class Mirror;
class MirrorCatchUp;
class MirrorSync;

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

/// Writes them all to the ledger, over those that are there. Until it has ended, nothing may be sent. Errors: as
/// PreimageReader and Ledger::keepPreimages().
class PreimageCapture : public QObject
{
    Q_OBJECT

public:
    PreimageCapture(Ledger &ledger, QString runId, QObject *parent = nullptr);
    ~PreimageCapture() override;

    void start(const ImportOrder &order);
    /// The same for a run that an earlier process left before anything was sent: what that one has met may have
    /// changed, so the service's passports are read once more first.
    void startAnew(const ImportOrder &order, Mirror &mirror, MirrorSync &sync);

Q_SIGNALS:
    /// The passports can't be read now; it goes on by itself, or once a person has mended it. Without an error: it
    /// does.
    void hindered(const std::optional<chancery::Error> &error);
    /// Rows that are kept so far.
    void progressed(qint64 rows);
    void ended(const chancery::Result<chancery::Nothing> &result);

private:
    void readPassports(const ImportOrder &order, Mirror &mirror, MirrorSync &sync);
    void next();
    void keep(const QList<Preimage> &preimages);

    Ledger &m_ledger;
    const QString m_runId;
    PreimageReader m_reader;
    std::unique_ptr<MirrorCatchUp> m_catchUp; ///< while it reads the passports
    qint64 m_kept = 0;
};

} // namespace chancery
