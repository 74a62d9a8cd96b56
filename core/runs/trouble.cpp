// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/trouble.h"

namespace chancery {

bool needsAPerson(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
    case ErrorKind::ApprovalNeeded:
    case ErrorKind::SecretStore:
    case ErrorKind::Tls:
    case ErrorKind::Refused:
        return true;
    default:
        return false;
    }
}

} // namespace chancery
