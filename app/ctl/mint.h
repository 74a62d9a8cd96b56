// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/gatepass.h"

#include "core/ledger/mint.h"
#include "core/profiles/profile.h"

#include <optional>

namespace chancery::ctl {

/// What `mint` was asked, each carried out by a function of its own; the value is the exit code.
struct MintOptions
{
    CommonOptions common;
    QString account; ///< list: only its mints
    qint64 points = 0;
    QString reason;
    QString wallet;
    WhomToAsk asked;
    QStringList despite;
    QString id;   ///< of a mint; empty for reconcile: all that are open
    QString word; ///< close: done or failed
    bool onlyOpen = false;
    std::optional<qint64> actionLimit;
    std::optional<qint64> accountLimit;
    std::optional<qint64> operatorLimit;
    std::optional<qint64> profileLimit;
};

int mintPoints(const MintOptions &options);
int listMints(const MintOptions &options);
int reconcileMints(const MintOptions &options);
int closeMints(const MintOptions &options);
int mintLimits(const MintOptions &options);

/// Who mints. The connection of the environment is one and the same for one address and application, so that its
/// limits are.
Author minterOf(const CommonOptions &options, const Profile &profile);

} // namespace chancery::ctl
