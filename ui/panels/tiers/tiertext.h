// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/loyalty.h"

#include <QString>

namespace chancery {

/// "from 10 visits"
QString tierThreshold(qint64 visits);

/// What a tier means in plain words: "After 10 visits, 1 unit of the currency brings 1.5 points, and 100 bring 150."
/// `ratio` is a positive decimal; another is quoted as it is.
QString tierRule(qint64 visits, const QString &ratio);

/// The tier that begins at as many visits, which the service would refuse; null where none does. `except` is the id of
/// the tier that is being written.
const keyban::RewardTier *tierAt(const QList<keyban::RewardTier> &tiers, qint64 visits, const QString &except);

} // namespace chancery
