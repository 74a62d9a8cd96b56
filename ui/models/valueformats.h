// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/valueformat.h"

#include <QList>

namespace chancery {

/// The types a column can have, each with the ways it is written that people meet.
QList<catalogue::ValueFormat> offeredFormats();

/// "Number, 1.5", "List by ;", "Date, day first".
QString formatText(const catalogue::ValueFormat &format);

} // namespace chancery
