// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/request.h"

namespace chancery {

/// How much a profile lets through.
enum class GuardLevel {
    Normal,
    Confirm,
    ReadOnly,
};

/// Stands below the user interface: what it refuses cannot be sent by any panel, command or run.
class Guard
{
public:
    explicit Guard(GuardLevel level)
        : m_level(level)
    {}
    GuardLevel level() const { return m_level; }

    /// Read-only lets only reads pass. Confirm lets a write pass with a Confirmation for that call. Money and the
    /// irreversible need one at every level. Error: Refused / ReadOnlyProfile or NotConfirmed, the call in `subject`.
    Result<Nothing> allows(const HttpRequest &request) const;

private:
    GuardLevel m_level;
};

} // namespace chancery
