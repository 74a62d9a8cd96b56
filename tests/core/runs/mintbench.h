// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/mintrun.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testcredential.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace chancery::test {

/// An operator with a ledger of their own at the sandbox.
struct MintBench
{
    explicit MintBench(SandboxUnderTest &service, const QString &user = QStringLiteral("first"))
        : sandbox(service)
        , credential(service.apiKey())
        , http({network, credential, log},
               {.base = service.keyban(), .guard = Guard(GuardLevel::Normal), .retry = quick()})
        , client(http, service.applicationId())
        , ledger(std::make_unique<Ledger>(folder.filePath(QStringLiteral("ledger.sqlite"))))
        , author{user, QStringLiteral("p-1"), QStringLiteral("Desk")}
    {
        if (!awaited(ledger->open()))
            qFatal("no ledger");
        const json::Value known = service.get(QStringLiteral("loyalty"));
        for (const json::Value &account : known[u"accounts"].items())
            accounts << account[u"id"].toString();
    }
    static RetryPolicy quick()
    {
        RetryPolicy policy;
        policy.base = std::chrono::milliseconds(1);
        policy.rateLimitDefault = std::chrono::milliseconds(1);
        return policy;
    }

    MintReport mint(const MintRequest &request)
    {
        return reported([&](MintRun &run) { run.mint(request); });
    }
    MintReport mint(qint64 points, qsizetype account = 0)
    {
        return mint({.accountId = accounts[account], .points = points, .reason = QStringLiteral("test")});
    }
    MintReport reconcile(const MintRecord &record)
    {
        return reported([&](MintRun &run) { run.reconcile(record); });
    }
    MintReport reconcileLast() { return reconcile(records().first()); }
    QList<MintRecord> records() { return valueOf(ledger->mints({.limit = 100'000})); }
    /// The one that came after so many.
    std::optional<MintRecord> latest(qsizetype before)
    {
        const QList<MintRecord> all = records();
        return all.size() > before ? std::optional(all.first()) : std::nullopt;
    }
    /// What was on its way to the service arrives.
    void settleDown()
    {
        for (int times = 0; times < 3; ++times)
            minted();
    }
    qint64 sumOfDone()
    {
        qint64 sum = 0;
        for (const MintRecord &record : records())
            sum += record.end.outcome == RowOutcome::Done && record.settled.isValid() ? record.intent.points : 0;
        return sum;
    }
    qint64 minted() { return sandbox.get(QStringLiteral("state"))[u"mintedPoints"].toInteger(-1); }
    void manners(const QByteArray &wishes) { sandbox.post(QStringLiteral("loyalty"), wishes); }
    /// For the next mint alone.
    void fault(const QByteArray &effect)
    {
        sandbox.setFaults(R"([{"method":"POST","path":"*/mint","nth":1,"effect":)" + effect + "}]");
    }
    MintParts parts() { return {client, *ledger, author, patience, gate}; }

    template <class F>
    MintReport reported(F start)
    {
        MintRun run(parts());
        std::optional<MintReport> report;
        QObject::connect(&run, &MintRun::ended, &run, [&](const MintReport &end) { report = end; });
        QSignalSpy ended(&run, &MintRun::ended); // which sleeps no moment, as qWaitFor() does at each turn
        start(run);
        if (!report && !ended.wait(60'000))
            qFatal("the mint did not end");
        return *report;
    }

    SandboxUnderTest &sandbox;
    QNetworkAccessManager network;
    RequestLog log;
    TestCredential credential;
    HttpClient http;
    keyban::LoyaltyClient client;
    QTemporaryDir folder;
    std::unique_ptr<Ledger> ledger;
    Author author;
    QStringList accounts;
    GatePolicy gate;
    MintPatience patience{.waits = {std::chrono::milliseconds(1), std::chrono::milliseconds(1)}};
};

} // namespace chancery::test
