// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QCoreApplication;

namespace chancery::sandbox {

/// Ends the event loop on SIGINT and SIGTERM, so that files are closed and the lock of the data file goes away.
void quitOnSignals(QCoreApplication &application);

} // namespace chancery::sandbox
