// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace chancery {

/// What became of the lines of a file.
struct OutcomeCounts
{
    qint64 done = 0;
    qint64 before = 0; ///< of them, those of an earlier run
    qint64 failed = 0;
    qint64 unknown = 0;
    qint64 notSent = 0;
};

/// "9 done (2 of them before), 1 failed, 2 not sent"; what there is none of is left out.
QString describe(const OutcomeCounts &counts);

} // namespace chancery
