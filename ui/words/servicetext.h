// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/retry.h"

#include <QString>

namespace chancery {

/// "The service asked to wait. Going on in 4 s."
QString waitText(const RetryWait &wait, const QDateTime &now);

/// Why a section's actions are off after the service has forbidden it (403), and until when.
QString forbiddenText(const Error &error);

} // namespace chancery
