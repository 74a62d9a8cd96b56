// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/mappingtemplate.h"

namespace chancery {

/// What differs between a template's columns and a file's: one sentence each for what is missing, new and perhaps
/// renamed.
QStringList describe(const catalogue::HeaderChanges &changes);

/// "may be the model number, 65 % sure"; empty when nothing is offered.
QString suggestionText(const catalogue::ColumnMapping &column);

} // namespace chancery
