// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/mintrun.h"

#include <QString>

namespace chancery {

/// How a mint ended and what to do now, in one to three sentences.
QString describe(const MintReport &report);
/// What speaks for or against a mint whose answer was lost, in a sentence or two.
QString describe(const MintEvidence &evidence);
/// "done", "failed", "unknown", "not sent", or "under way".
QString mintStateText(const MintRecord &record);

} // namespace chancery
