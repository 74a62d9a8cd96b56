// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QSettings;
class QWidget;

namespace chancery {

/// Gives the splitters and the tables with a header below `root` the widths that a person gave them before, and keeps
/// what they are given from now on: in `settings`, below `group`, by their object names. One without a name, or whose
/// name another has as well, is left alone. The settings outlive the widgets.
void keepWidths(const QWidget &root, QSettings &settings, const QString &group);

} // namespace chancery
