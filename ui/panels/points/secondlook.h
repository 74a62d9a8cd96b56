// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/mint.h"
#include "ui/dialogs/servicequestion.h"

namespace chancery {

/// What is about to be minted.
struct SecondLook
{
    const MintRequest &request;
    const MintOutlook &outlook;
    QString service;
};

/// The question before points leave: how many, to whom, where, what the limits leave, and which earlier mint of as much
/// has no known end. Where there is such a one, the points have to be typed.
ServiceQuestion::Content secondLook(const SecondLook &about);

} // namespace chancery
