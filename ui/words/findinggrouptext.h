// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/findinggroups.h"
#include "ui/words/findingtext.h"

namespace chancery {

/// The finding of the first row, and that others have it too.
FindingText describe(const catalogue::FindingGroup &group);
/// `3–17, 40`; ends with an ellipsis when there are more.
QString linesText(const catalogue::FindingGroup &group);

} // namespace chancery
