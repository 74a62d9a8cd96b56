// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/words/findingtext.h"

namespace chancery {

/// What a field profile has against a row; empty for findings without a rule.
FindingText describeField(const catalogue::Finding &finding);
/// What the source calls a field, and where: "Rated capacity (Annex XIII(1)(g))".
QString ruleLabel(const catalogue::FieldRule &rule);

} // namespace chancery
