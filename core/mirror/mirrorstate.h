// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/dialect.h"

#include <QDateTime>
#include <QString>

namespace chancery {

/// Which catalogue is mirrored, and where.
struct MirrorPlace
{
    QString path;        ///< of the file; its folder is made when it is missing
    QString origin;      ///< the service's address: rows of another are not kept
    QString application; ///< of rows that do not name their own
    keyban::Dialect dialect = keyban::Dialect::Flat;
};

/// How far the mirror is. A pass reads the whole catalogue; times are UTC and invalid when there is none.
struct MirrorState
{
    qint64 rows = 0;          ///< that are kept
    qint64 pass = 0;          ///< number of the running or last pass
    bool isRunning = false;   ///< a pass was begun and not ended, perhaps by a process that is no more
    QDateTime started{};      ///< of that pass
    int sweep = 1;            ///< how often it has begun at the first page
    qint64 pages = 0;         ///< read without a gap in this sweep
    qint64 total = 0;         ///< as the service told last
    QDateTime completeFrom{}; ///< when the last complete pass began: no row is older, unless it is gone
    QDateTime completeAt{};   ///< when it ended
    bool operator==(const MirrorState &) const = default;
};

/// What becomes of rows that a pass has not met.
enum class MirrorUnseen {
    Drop,
    Keep, ///< the pass was too restless to tell
};

} // namespace chancery
