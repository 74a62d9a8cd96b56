// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/secret.h"

#include <functional>

namespace chancery {

/// Hands over each `NAME=value` line of a .env file in order: also with `export`, quotes, comments, CRLF and a BOM. The
/// views end with the call.
void readEnvironmentText(QByteArrayView text,
                         const std::function<void(QByteArrayView name, QByteArrayView value)> &use);

/// A secret of this process's environment, from which it is wiped and removed: neither a child nor /proc/<pid>/environ
/// shows it afterwards. For the start of main(), before there are threads. Empty when there is none.
Secret takeSecretFromEnvironment(const char *name);

} // namespace chancery
