// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/awardrun.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"

namespace chancery {

/// How far a batch is.
enum class BatchState {
    Running,
    Paused,
    Stopping, ///< after the line that is on its way
    Stopped,
    Interrupted, ///< its process died
    Ended,
};

/// A batch as it is listed.
struct BatchView
{
    QString id{}; ///< in the ledger
    QString name{};
    BatchState state = BatchState::Ended;
    AwardCounts counts{};
    qint64 points = 0; ///< of all lines
    QString file{};
    QString user{};
    QDateTime begun{};
    bool isHere = false; ///< this program runs it

    bool isLive() const { return state <= BatchState::Stopping; }
    /// Whether resuming it would do anything.
    bool hasRest() const { return !isLive() && counts.total > counts.done + counts.failed; }
};

BatchView viewOf(const AwardBatchRecord &batch);
QString batchStateText(BatchState state);
Tone toneOf(BatchState state);
/// "9 done, 1 failed, 2 not sent".
QString outcomesText(const AwardCounts &counts);
/// How far it is and what can be done now, in one to three sentences.
QString batchWords(const BatchView &batch);
/// "Done", "Failed" and so on.
QString outcomeName(RowOutcome outcome);
/// Why a line ended as it did; empty where the outcome says it all.
QString lineWords(const AwardOutcome &line);
/// How a run ended, and what to do.
BannerContent noticeOf(const AwardReport &report, const QString &batch);

} // namespace chancery
