// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace chancery {

/// What the console was started with.
struct Options
{
    bool sandbox = false;
    QString profile;
    QString tourFolder; ///< not empty: take the guided tour into it and quit
    QString dataDir;
};

/// Reads the command line; --help, --version and what makes no sense end the program with a sentence.
Options readOptions(const QStringList &arguments);

} // namespace chancery
