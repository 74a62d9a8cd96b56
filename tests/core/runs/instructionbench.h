// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/tokencredential.h"
#include "core/runs/instructionbatch.h"
#include "tests/support/awaited.h"
#include "tests/support/scriptednetwork.h"
#include "tests/support/testsecret.h"

#include <QFile>
#include <QMap>
#include <QTemporaryDir>

namespace chancery::test {

/// A settlement service that takes instructions in, once a key, and answers as it is told.
class FakeIntake
{
public:
    enum class Mishap {
        None,
        LostBefore,   ///< the line breaks before anything was done
        LostAfter,    ///< it was taken in, and then the line broke
        Garbage,      ///< it was taken in, and the answer is unreadable
        ServerBefore, ///< status 500, nothing was done
        ServerAfter,  ///< status 502, and yet it was taken in
        RateLimited,
        Forbidden,
        Invalid,
    };

    explicit FakeIntake(ScriptedNetwork &network)
    {
        network.answerWith([this](const SeenRequest &request) { return answer(request); });
    }

    /// Of the next posts, in this order; none are left: all goes well.
    QList<Mishap> mishaps;
    int posts = 0;
    QMap<QString, QByteArray> taken; ///< bodies by their keys
    QString status = QStringLiteral("pending_match");

    static QByteArray record(int number, const QString &status)
    {
        return R"({"id":")" + idOf(number) + R"(","trade_reference":"TR-1","status":")" + status.toLatin1() +
               R"(","settlement_id":null,"template_slug":"dvp","role":"seller","party":{},"legs":[]})";
    }

private:
    ScriptedAnswer answer(const SeenRequest &request)
    {
        if (request.url.path().endsWith(QStringLiteral("/oauth/token")))
            return ScriptedAnswer::json(R"({"access_token":"test-token","expires_in":86400})");
        if (request.method == "POST")
            return posted(request.body);
        if (request.method == "DELETE")
            return cancelled();
        if (request.url.path().endsWith(QStringLiteral("/instructions")))
            return listed();
        return ScriptedAnswer::json(record(1, status));
    }
    ScriptedAnswer listed() const
    {
        QByteArrayList rows;
        for (const QByteArray &body : taken) {
            json::Value row = json::parse(body).value();
            row.set(QStringLiteral("id"), QString::fromLatin1(idOf(int(rows.size()) + 1)));
            rows << json::write(row);
        }
        return ScriptedAnswer::json(R"({"items":[)" + rows.join(',') + R"(],"total":)" +
                                    QByteArray::number(rows.size()) + R"(,"limit":200,"offset":0})");
    }
    static QByteArray idOf(int number)
    {
        return "88888888-8888-4888-8888-8888888888" + QByteArray::number(number).rightJustified(2, '0');
    }
    ScriptedAnswer posted(const QByteArray &body)
    {
        ++posts;
        const Mishap mishap = mishaps.isEmpty() ? Mishap::None : mishaps.takeFirst();
        if (mishap == Mishap::LostBefore)
            return ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError);
        if (mishap == Mishap::ServerBefore)
            return ScriptedAnswer::json(R"({"detail":"upstream"})", 500);
        if (mishap == Mishap::RateLimited)
            return ScriptedAnswer::json(R"({"detail":"slow down"})", 429);
        if (mishap == Mishap::Forbidden)
            return ScriptedAnswer::json(R"({"detail":"not yours"})", 403);
        if (mishap == Mishap::Invalid)
            return ScriptedAnswer::json(R"({"detail":"timeout_at is over already"})", 422);
        const QString key = json::parse(body).value()[u"idempotency_key"].toString();
        if (taken.contains(key) && taken[key] != body)
            return ScriptedAnswer::json(R"({"detail":"used with another body"})", 409);
        const bool isKnown = taken.contains(key);
        taken.insert(key, body);
        if (mishap == Mishap::LostAfter)
            return ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError);
        if (mishap == Mishap::ServerAfter)
            return ScriptedAnswer::json(R"({"detail":"upstream"})", 502);
        if (mishap == Mishap::Garbage)
            return {.body = "<html>\xff", .contentType = "text/html"};
        return ScriptedAnswer::json(record(int(taken.keys().indexOf(key)) + 1, status), isKnown ? 200 : 201);
    }
    ScriptedAnswer cancelled()
    {
        const Mishap mishap = mishaps.isEmpty() ? Mishap::None : mishaps.takeFirst();
        if (mishap == Mishap::LostBefore)
            return ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError);
        if (status != QStringLiteral("pending_match"))
            return ScriptedAnswer::json(R"({"detail":"An instruction that is matched can not be cancelled"})", 409);
        status = QStringLiteral("cancelled");
        if (mishap == Mishap::LostAfter)
            return ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError);
        return ScriptedAnswer::json(record(1, status));
    }
};

/// Who instructs at that service, with a ledger of their own.
struct InstructionBench
{
    explicit InstructionBench(GuardLevel guard = GuardLevel::Normal, int retries = 0)
        : token(network, log, {.auth = QUrl(QStringLiteral("https://auth.test")), .retry = policy(retries)})
        , http({network, token, log},
               {.base = QUrl(QStringLiteral("https://api.test/ks")), .guard = Guard(guard), .retry = policy(retries)})
        , client(http)
        , ledger(std::make_unique<Ledger>(folder.filePath(QStringLiteral("ledger.sqlite"))))
    {
        token.setClient(QStringLiteral("test-client"), made("test-client-secret"));
        if (!awaited(ledger->open()))
            qFatal("no ledger");
    }
    static RetryPolicy policy(int retries)
    {
        RetryPolicy policy;
        policy.retries = retries;
        policy.base = std::chrono::milliseconds(1);
        policy.rateLimitDefault = std::chrono::milliseconds(1);
        return policy;
    }
    InstructionParts parts() { return {client, *ledger, officer, patience}; }

    static keystone::InstructionDraft draft(const QString &key = QStringLiteral("test-key-1"))
    {
        return {.tradeReference = QStringLiteral("TR-1"),
                .templateSlug = QStringLiteral("dvp"),
                .role = QStringLiteral("seller"),
                .party = {.externalReference = QStringLiteral("FUND-A"), .walletAddress = QStringLiteral("0xa1")},
                .legs = {{.instrumentId = QStringLiteral("BOND-1"),
                          .quantity = QStringLiteral("100"),
                          .direction = QStringLiteral("deliver")}},
                .timeoutAt = QDateTime(QDate(2099, 1, 2), QTime(3, 4), Qt::UTC),
                .idempotencyKey = key};
    }
    InstructionReport submit(const keystone::InstructionDraft &draft)
    {
        InstructionRun run(parts());
        std::optional<InstructionReport> report;
        QObject::connect(&run, &InstructionRun::ended, &run, [&](const InstructionReport &end) { report = end; });
        run.submit(draft);
        if (!QTest::qWaitFor([&] { return report.has_value(); }, 20'000))
            qFatal("the instruction did not end");
        return *report;
    }
    QList<InstructionRecord> records() { return valueOf(ledger->instructions({})); }
    void reopenLedger()
    {
        const QString path = ledger->path();
        ledger.reset();
        ledger = std::make_unique<Ledger>(path);
        if (!awaited(ledger->open()))
            qFatal("no ledger");
    }

    InstructionFile file(const QByteArray &csv, const QString &batch = {})
    {
        const QString path = folder.filePath(QStringLiteral("instructions.csv"));
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(csv) != csv.size())
            qFatal("no file");
        out.close();
        const auto read = readInstructionFile({.file = path, .batch = batch});
        if (!read)
            qFatal("%s", qPrintable(read.error().subject));
        return *read;
    }
    /// As many instructions, one leg each.
    static QByteArray lines(int count)
    {
        QByteArray csv = "tradeReference,template,role,partyReference,wallet,timeoutAt,instrument,quantity,direction\n";
        for (int i = 1; i <= count; ++i)
            csv += "TR-" + QByteArray::number(i) + ",dvp,seller,FUND-A,0xa1,2099-01-02T03:04:00Z,BOND-1,100,deliver\n";
        return csv;
    }
    InstructionBatchReport submitAll(const InstructionFile &file)
    {
        InstructionBatch batch(parts());
        std::optional<InstructionBatchReport> report;
        QObject::connect(&batch, &InstructionBatch::ended, &batch,
                         [&](const InstructionBatchReport &end) { report = end; });
        batch.submit(file);
        if (!QTest::qWaitFor([&] { return report.has_value(); }, 60'000))
            qFatal("the file did not end");
        return *report;
    }

    ScriptedNetwork network;
    FakeIntake intake{network};
    RequestLog log;
    keystone::TokenCredential token;
    HttpClient http;
    keystone::Client client;
    QTemporaryDir folder;
    std::unique_ptr<Ledger> ledger;
    Officer officer{.author = {QStringLiteral("first"), QStringLiteral("p-1"), QStringLiteral("Desk")},
                    .service = QStringLiteral("https://api.test/ks"),
                    .clientId = QStringLiteral("test-client")};
    InstructionPatience patience{.waits = {std::chrono::milliseconds(1)}, .turnedAway = 2};
};

} // namespace chancery::test
