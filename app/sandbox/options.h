// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/keybanstore.h"

#include <QStringList>

namespace chancery::sandbox {

struct Options
{
    quint16 port = 0;
    KeybanOptions keyban;
    QString faultsFile;
};

/// Reads the command line (installer/man/chancery-sandbox.1). Ends the program after --help and --version, and with 2
/// on a mistake.
Options readOptions(const QStringList &arguments);

} // namespace chancery::sandbox
