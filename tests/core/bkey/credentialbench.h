// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/clientcredential.h"
#include "tests/support/awaited.h"
#include "tests/support/scriptednetwork.h"
#include "tests/support/testsecret.h"

#include <QUrlQuery>

#include <deque>

namespace chancery::test {

using namespace std::chrono_literals;

/// The fields of a form as its receiver reads them.
inline QHash<QString, QString> formOf(const SeenRequest &request)
{
    QHash<QString, QString> fields;
    const QUrlQuery form(QString::fromLatin1(request.body).replace(u'+', u' '));
    for (const auto &[name, value] : form.queryItems(QUrl::FullyEncoded))
        fields.insert(QUrl::fromPercentEncoding(name.toLatin1()), QUrl::fromPercentEncoding(value.toLatin1()));
    return fields;
}

inline bool isGrant(const SeenRequest &request)
{
    return request.url.path() == QStringLiteral("/prefix/oauth/token");
}

/// The client's pipeline on a scripted network, where the token endpoint hands out tokens until it is told otherwise.
struct CredentialBench
{
    explicit CredentialBench(GuardLevel level = GuardLevel::Normal, int retries = 3)
        : credential(network, log, {.base = base(), .retry = quick(retries)})
        , http({.network = network, .credential = credential, .log = log},
               {.base = base(), .guard = Guard(level), .retry = quick(retries)})
    {
        credential.setClient(QStringLiteral("test-client"), made("test-client secret&ö"));
        network.answerWith([this](const SeenRequest &request) { return answerTo(request); });
    }

    static QUrl base() { return QUrl(QStringLiteral("https://bkey.test/prefix/")); }

    static RetryPolicy quick(int retries)
    {
        return {.retries = retries, .base = 5ms, .rateLimitDefault = 5ms, .jitter = [] { return 0.5; }};
    }

    static ScriptedAnswer token(const QByteArray &token, const QByteArray &more = {})
    {
        return ScriptedAnswer::json("{\"access_token\":\"" + token + "\"" + more + "}");
    }

    QList<SeenRequest> seen(bool grants) const
    {
        QList<SeenRequest> chosen;
        for (const SeenRequest &request : network.seen())
            if (isGrant(request) == grants)
                chosen << request;
        return chosen;
    }
    QList<SeenRequest> grants() const { return seen(true); }
    QList<SeenRequest> calls() const { return seen(false); }
    QList<QByteArray> bearers() const
    {
        QList<QByteArray> headers;
        for (const SeenRequest &request : calls())
            headers << request.header("Authorization");
        return headers;
    }

    ScriptedNetwork network;
    RequestLog log;
    bkey::ClientCredential credential;
    HttpClient http;
    std::deque<ScriptedAnswer> tokenAnswers{}; ///< before the usual ones
    std::deque<ScriptedAnswer> answers{};      ///< of the service; then `{}`

private:
    ScriptedAnswer answerTo(const SeenRequest &request)
    {
        std::deque<ScriptedAnswer> &script = isGrant(request) ? tokenAnswers : answers;
        if (!script.empty()) {
            const ScriptedAnswer answer = script.front();
            script.pop_front();
            return answer;
        }
        if (!isGrant(request))
            return ScriptedAnswer::json("{}");
        return token("test-token-" + QByteArray::number(++m_tokens), ",\"expires_in\":3600");
    }

    int m_tokens = 0;
};

} // namespace chancery::test
