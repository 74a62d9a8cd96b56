// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace chancery {

// How many there are, with the noun in the form that fits and the digits of the person's locale: "1 point",
// "1,402 points".

QString pointsText(qint64 count);
QString awardsText(qint64 count);
QString accountsText(qint64 count);
QString rowsText(qint64 count);

} // namespace chancery
