// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/message.h"
#include "core/json/value.h"

namespace chancery::sandbox {

/// One of the services that the sandbox plays, mounted under a prefix of its own.
class Service
{
public:
    virtual ~Service() = default;
    /// `keyban` for what is below /keyban.
    virtual QByteArray prefix() const = 0;
    virtual Answer handle(const Request &request) = 0;
    /// Adds its counts to the state that tests read.
    virtual void addCounts(json::Value &) {}
};

} // namespace chancery::sandbox
