// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"
#include "core/keystone/tokencredential.h"
#include "core/runs/decisionrun.h"
#include "tests/support/awaited.h"
#include "tests/support/scriptednetwork.h"
#include "tests/support/testsecret.h"

#include <QTemporaryDir>

namespace chancery::test {

/// A settlement service with one settlement, which moves when it is decided upon, and loses answers as it is told.
class FakeDesk
{
public:
    enum class Mishap {
        None,
        LostBefore,   ///< the line breaks before anything was done
        LostAfter,    ///< it was done, and then the line broke
        Garbage,      ///< it was done, and the answer is unreadable
        ServerBefore, ///< status 500, nothing was done
        ServerAfter,  ///< status 500, and yet it was done
        RateLimited,
        Forbidden,
        OldState, ///< it was done, and the answer still shows the old state
    };

    explicit FakeDesk(ScriptedNetwork &network)
    {
        network.answerWith([this](const SeenRequest &request) { return answer(request); });
        enter({}, QStringLiteral("INSTRUCTED"), QStringLiteral("system:engine"));
        enter(state, QStringLiteral("COMPLIANCE_CHECKING"), QStringLiteral("system:engine"));
    }

    QString id = QStringLiteral("7b6f2f0a-5a55-4a3e-9d3a-0d8f0e1c2b3a");
    QString state;
    bool isFlagged = true;
    Mishap mishap = Mishap::None;
    bool isReadable = true;
    bool tellsPayload = true;
    int decisions = 0; ///< that were taken
    int posts = 0;     ///< of decisions that arrived

    QByteArray record() const
    {
        return R"({"id":")" + id.toLatin1() + R"(","state":")" + state.toLatin1() + R"(","updated_at":")" + m_updated +
               R"(","parties":[],"legs":[]})";
    }
    keystone::Settlement settlement() const
    {
        return keystone::decodeSettlement(json::parse(record()).value()).value();
    }
    /// As somebody would from elsewhere.
    void decide(const QString &decision, const QString &by)
    {
        ++decisions;
        isFlagged = false;
        const bool approves = decision == QStringLiteral("approve");
        enter(state, approves ? QStringLiteral("COMPLIANCE_CLEARED") : QStringLiteral("ROLLED_BACK"), by,
              tellsPayload ? R"({"decision":")" + decision.toLatin1() + R"("})" : QByteArray("null"));
    }
    void enter(const QString &from, const QString &to, const QString &by, const QByteArray &payload = "null")
    {
        const QByteArray fromState = from.isEmpty() ? QByteArray("null") : '"' + from.toLatin1() + '"';
        state = to; // which may be what `from` refers to
        ++m_sequence;
        m_updated = QStringLiteral("2026-04-01T09:%1:00Z").arg(m_sequence, 2, 10, QLatin1Char('0')).toLatin1();
        m_events << R"({"id":"e)" + QByteArray::number(m_sequence) + R"(","sequence":)" +
                        QByteArray::number(m_sequence) + R"(,"from_state":)" + fromState + R"(,"to_state":")" +
                        to.toLatin1() + R"(","triggered_by":")" + by.toLatin1() + R"(","payload":)" + payload +
                        R"(,"created_at":")" + m_updated + R"("})";
    }

private:
    ScriptedAnswer answer(const SeenRequest &request)
    {
        const QString path = request.url.path();
        if (path.endsWith(QStringLiteral("/oauth/token")))
            return ScriptedAnswer::json(R"({"access_token":"test-token","expires_in":86400})");
        if (request.method == "POST")
            return decided(json::parse(request.body).value()[u"decision"].toString());
        if (!isReadable)
            return ScriptedAnswer::failing(QNetworkReply::ConnectionRefusedError);
        if (path.endsWith(QStringLiteral("/events")))
            return ScriptedAnswer::json(R"({"items":[)" + m_events.join(',') + R"(],"total":)" +
                                        QByteArray::number(m_events.size()) + R"(,"limit":200,"offset":0})");
        return ScriptedAnswer::json(record());
    }
    ScriptedAnswer decided(const QString &decision)
    {
        ++posts;
        if (mishap == Mishap::LostBefore)
            return ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError);
        if (mishap == Mishap::ServerBefore)
            return ScriptedAnswer::json(R"({"detail":"upstream"})", 500);
        if (mishap == Mishap::RateLimited)
            return ScriptedAnswer::json(R"({"detail":"slow down"})", 429);
        if (mishap == Mishap::Forbidden)
            return ScriptedAnswer::json(R"({"detail":"not yours"})", 403);
        if (!isFlagged)
            return ScriptedAnswer::json(R"({"detail":"not awaiting a compliance decision"})", 409);
        const QByteArray before = record();
        decide(decision, QStringLiteral("m2m:test-client"));
        if (mishap == Mishap::LostAfter)
            return ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError);
        if (mishap == Mishap::ServerAfter)
            return ScriptedAnswer::json(R"({"detail":"upstream"})", 502);
        if (mishap == Mishap::Garbage)
            return {.body = "<html>\xff", .contentType = "text/html"};
        return ScriptedAnswer::json(mishap == Mishap::OldState ? before : record());
    }

    int m_sequence = 0;
    QByteArray m_updated;
    QByteArrayList m_events;
};

/// An officer at that service with a ledger of their own.
struct DeskBench
{
    explicit DeskBench(GuardLevel guard = GuardLevel::Normal)
        : token(network, log, {.auth = QUrl(QStringLiteral("https://auth.test")), .retry = once()})
        , http({network, token, log},
               {.base = QUrl(QStringLiteral("https://api.test/ks")), .guard = Guard(guard), .retry = once()})
        , client(http)
        , ledger(std::make_unique<Ledger>(folder.filePath(QStringLiteral("ledger.sqlite"))))
    {
        token.setClient(QStringLiteral("test-client"), made("test-client-secret"));
        if (!awaited(ledger->open()))
            qFatal("no ledger");
    }
    static RetryPolicy once()
    {
        RetryPolicy policy;
        policy.retries = 0;
        return policy;
    }
    DecisionParts parts(const QString &user = QStringLiteral("first"))
    {
        Officer as = officer;
        as.author.user = user;
        return {client, *ledger, as, patience};
    }
    keystone::Settlement seen() const { return desk.settlement(); }

    DecisionReport decide(DecisionRequest request, const QString &user = QStringLiteral("first"))
    {
        return reported(user, [&](DecisionRun &run) { run.decide(std::move(request)); });
    }
    DecisionReport approve(const QString &user = QStringLiteral("first"))
    {
        return decide({seen(), keystone::Decision::Approve, QStringLiteral("no hit")}, user);
    }
    DecisionReport prepare(const QString &user)
    {
        return reported(user, [&](DecisionRun &run) {
            run.prepare({seen(), keystone::Decision::Approve, QStringLiteral("no hit")});
        });
    }
    DecisionReport resolve()
    {
        return reported(QStringLiteral("first"), [&](DecisionRun &run) { run.resolve(records().first()); });
    }
    QList<DecisionRecord> records() { return valueOf(ledger->decisions({})); }

    ScriptedNetwork network;
    FakeDesk desk{network};
    RequestLog log;
    keystone::TokenCredential token;
    HttpClient http;
    keystone::Client client;
    QTemporaryDir folder;
    std::unique_ptr<Ledger> ledger;
    Officer officer{.author = {{}, QStringLiteral("p-1"), QStringLiteral("Desk")},
                    .service = QStringLiteral("https://api.test/ks"),
                    .clientId = QStringLiteral("test-client"),
                    .eyes = Eyes::Two};
    DecisionPatience patience{.waits = {std::chrono::milliseconds(1), std::chrono::milliseconds(1)}};

private:
    template <class F>
    DecisionReport reported(const QString &user, F start)
    {
        DecisionRun run(parts(user));
        std::optional<DecisionReport> report;
        QObject::connect(&run, &DecisionRun::ended, &run, [&](const DecisionReport &end) { report = end; });
        start(run);
        if (!QTest::qWaitFor([&] { return report.has_value(); }, 20'000))
            qFatal("the decision did not end");
        return *report;
    }
};

} // namespace chancery::test
