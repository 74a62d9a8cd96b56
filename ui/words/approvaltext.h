// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/approvalrun.h"

#include <QString>

namespace chancery {

/// How asking a person ended and what to do now, in one or two sentences. Denied, expired and timed out are different
/// ones.
QString describe(const ApprovalRunReport &report);
/// The same of a bar alone; empty for None.
QString describe(ApprovalBar bar);

} // namespace chancery
