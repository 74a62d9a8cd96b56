// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/ledger.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>
#include <optional>

namespace chancery {

/// Keeps the ledger from growing for ever: removes what PreimageRule no longer keeps, a few rows at a time, so that
/// others at the ledger hardly wait. While an import or an undo goes on nothing is removed; another time will do.
class PreimagePruning : public QObject
{
    Q_OBJECT

public:
    explicit PreimagePruning(Ledger &ledger, QObject *parent = nullptr);

    /// A while from now, and some times a day from then on.
    void keepUp();
    /// Now; for no longer than `most`.
    void start(std::optional<std::chrono::milliseconds> most = std::nullopt);

Q_SIGNALS:
    void ended(const chancery::Result<qint64> &removed);

private:
    void removeSome();
    bool isTimeUp() const;

    Ledger &m_ledger;
    QTimer m_clock;
    QElapsedTimer m_sinceStart;
    std::optional<std::chrono::milliseconds> m_most;
    qint64 m_removed = 0;
};

} // namespace chancery
