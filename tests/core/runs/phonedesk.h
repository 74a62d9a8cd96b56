// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/approvalconnection.h"
#include "core/runs/approvalrun.h"
#include "core/runs/phonerun.h"
#include "tests/support/sandboxundertest.h"

namespace chancery::test {

/// Somebody's desk, connected to a sandbox, where a poll follows the other at once.
struct Desk
{
    explicit Desk(const SandboxUnderTest &sandbox, const QString &dialect = QStringLiteral("client"))
        : service(makeService(sandbox, dialect))
        , connection(service, GuardLevel::Normal)
    {
        connection.credential().setClient(service.clientId,
                                          Secret::fromText(sandbox.bkeyCredential(QString(dialect + u"Secret"))));
    }

    static BkeyService makeService(const SandboxUnderTest &sandbox, const QString &dialect)
    {
        BkeyService made = makeBkeyService();
        made.base = sandbox.bkey();
        made.clientId = sandbox.bkeyCredential(QString(dialect + u"Id"));
        return made;
    }

    ApprovalRunParts approvalParts(Ledger &ledger)
    {
        return {.client = connection.client(),
                .keys = connection.keys(),
                .ledger = ledger,
                .audience = service.clientId,
                .time = time()};
    }

    PhoneRunParts phoneParts(Ledger &ledger, const Author &author)
    {
        return {.client = connection.client(), .ledger = ledger, .author = author, .time = time()};
    }

    BkeyService service;
    ApprovalConnection connection;
    std::chrono::milliseconds clock{0};
    QList<std::chrono::milliseconds> waits; ///< in their order
    std::function<void()> betweenPolls;     ///< called before each wait ends

private:
    bkey::ApprovalTime time()
    {
        return {.wait = [this](std::chrono::milliseconds delay) { return passed(delay); },
                .now = [this] { return clock; }};
    }

    Pending<Nothing> passed(std::chrono::milliseconds delay)
    {
        clock += delay;
        waits << delay;
        if (betweenPolls)
            betweenPolls();
        return after(std::chrono::milliseconds(1));
    }
};

} // namespace chancery::test
