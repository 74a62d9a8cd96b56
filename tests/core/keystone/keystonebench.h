// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"
#include "core/keystone/tokencredential.h"
#include "tests/support/awaited.h"
#include "tests/support/scriptednetwork.h"
#include "tests/support/testsecret.h"

#include <deque>

namespace chancery::test {

using namespace std::chrono_literals;

inline constexpr char settlementId[] = "7b6f2f0a-5a55-4a3e-9d3a-0d8f0e1c2b3a";

inline QString someId()
{
    return QString::fromLatin1(settlementId);
}

inline Confirmation reviewed(const Call &call)
{
    return Confirmation::afterReview(call, QStringLiteral("test"));
}

/// For a call whose outcome is not what the test is about.
template <class T>
void ended(Pending<T> pending)
{
    const Result<T> ignored = awaited(std::move(pending));
    Q_UNUSED(ignored)
}

/// The client on a scripted network, where the token endpoint answers by itself until it is told otherwise.
struct KeystoneBench
{
    explicit KeystoneBench(GuardLevel level = GuardLevel::Normal, std::optional<int> retries = {})
        : token(network, log, {.auth = QUrl(QStringLiteral("https://auth.test/")), .retry = quick(retries)})
        , http({.network = network, .credential = token, .log = log},
               {.base = QUrl(QStringLiteral("https://api.test/ks")), .guard = Guard(level), .retry = quick(retries)})
        , client(http)
    {
        token.setClient(QStringLiteral("test-client"), made("test-client-secret"));
        network.answerWith([this](const SeenRequest &request) { return answerTo(request); });
    }

    /// The official numbers, a hundred times as fast and without chance.
    static RetryPolicy quick(std::optional<int> retries)
    {
        RetryPolicy policy = keystone::retryPolicy();
        policy.base = 5ms;
        policy.rateLimitDefault = 5ms;
        policy.jitter = [] { return 0.5; };
        policy.retries = retries.value_or(policy.retries);
        return policy;
    }

    static bool isToken(const SeenRequest &request) { return request.url.path() == QStringLiteral("/oauth/token"); }
    int tokenRequests() const { return int(std::count_if(network.seen().begin(), network.seen().end(), isToken)); }
    /// What went to the service itself.
    QList<SeenRequest> calls() const
    {
        QList<SeenRequest> others;
        for (const SeenRequest &request : network.seen())
            if (!isToken(request))
                others << request;
        return others;
    }

    ScriptedNetwork network;
    RequestLog log;
    keystone::TokenCredential token;
    HttpClient http;
    keystone::Client client;
    std::deque<ScriptedAnswer> tokenAnswers; ///< before the usual ones
    std::deque<ScriptedAnswer> answers;      ///< of the service; then `{}`

private:
    ScriptedAnswer answerTo(const SeenRequest &request)
    {
        std::deque<ScriptedAnswer> &script = isToken(request) ? tokenAnswers : answers;
        if (!script.empty()) {
            const ScriptedAnswer answer = script.front();
            script.pop_front();
            return answer;
        }
        if (!isToken(request))
            return ScriptedAnswer::json("{}");
        return ScriptedAnswer::json("{\"access_token\":\"test-token-" + QByteArray::number(++m_tokens) +
                                    "\",\"expires_in\":86400}");
    }

    int m_tokens = 0;
};

inline ScriptedAnswer tokenFor(const char *token, const char *more)
{
    return ScriptedAnswer::json(QByteArray("{\"access_token\":\"") + token + "\"" + more + "}");
}

/// The Authorization headers of what went to the service.
inline QList<QByteArray> bearers(const KeystoneBench &bench)
{
    QList<QByteArray> headers;
    for (const SeenRequest &request : bench.calls())
        headers << request.header("Authorization");
    return headers;
}

} // namespace chancery::test
