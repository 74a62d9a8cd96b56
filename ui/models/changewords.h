// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/certification.h"
#include "ui/models/datadraft.h"

namespace chancery {

/// A value on one line: "empty" for nothing, JSON for lists and objects, shortened when it is long.
QString valueText(const json::Value &value);

/// "Full-grain leather → Calf leather", "new: …", "removed: …".
QString changeText(const keyban::FieldChange &change);

/// "2 changes not saved".
QString changeCountText(qsizetype changes);

/// How many places a forecast names: fields, and each path of the selection.
qsizetype changeCount(const keyban::ChangeForecast &forecast);

/// What saving does to the certificate, in one sentence, with the network: "Saving re-certifies 1 passport on
/// StarknetSepolia."
QString certificateText(const keyban::Passport &before, const keyban::ChangeForecast &forecast,
                        keyban::Dialect dialect);

/// What is wrong with what was typed; empty for FieldProblem::None.
QString problemText(FieldProblem problem);

} // namespace chancery
