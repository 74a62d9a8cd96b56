// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLatin1StringView>

namespace chancery {

// Version 10: what others were asked to approve, and what came of it.

constexpr QLatin1StringView approval{R"(CREATE TABLE approval (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    way TEXT NOT NULL,
    action TEXT NOT NULL,
    plan TEXT NOT NULL,
    message TEXT NOT NULL,
    amount TEXT NOT NULL,
    recipient TEXT NOT NULL,
    resource TEXT NOT NULL,
    issuer TEXT NOT NULL,
    scope TEXT NOT NULL,
    approver_asked TEXT NOT NULL,
    approver_user TEXT NOT NULL,
    may_approve_own BIGINT NOT NULL,
    user_name TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    request_id TEXT NOT NULL,
    deadline TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    approver TEXT NOT NULL,
    token_id TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    detail TEXT NOT NULL,
    spent_at TEXT NOT NULL,
    spent_for TEXT NOT NULL))"};

constexpr QLatin1StringView approvalByTime{"CREATE INDEX approval_by_time ON approval (asked_at, id)"};
constexpr QLatin1StringView approvalByState{"CREATE INDEX approval_by_state ON approval (state)"};
constexpr QLatin1StringView approvalByToken{"CREATE INDEX approval_by_token ON approval (issuer, token_id)"};

} // namespace chancery
