// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keychains/proxyroute.h"
#include "core/keychains/tokensource.h"
#include "tests/core/http/httptest.h"
#include "tests/support/awaited.h"
#include "tests/support/scriptednetwork.h"
#include "tests/support/testsecret.h"

namespace chancery::test {

inline const QUrl service(QStringLiteral("https://api.x.test/base"));

/// Hands out test-token-1, test-token-2, …
class CountingSource : public keychains::TokenSource
{
public:
    bool renews() const override { return isOn; }
    Pending<Secret> fetch() override
    {
        ++fetches;
        if (failure)
            return Pending<Secret>::failed(*failure);
        return Pending<Secret>::ready(Secret::fromUtf8("test-token-" + QByteArray::number(fetches)));
    }

    bool isOn = true;
    int fetches = 0;
    std::optional<Error> failure;
};

inline keychains::RouteSettings settings(const QDateTime &now,
                                         const QUrl &proxy = QUrl(QStringLiteral("https://proxy.test/kc")))
{
    return {.proxy = proxy,
            .account = QStringLiteral("team-1"),
            .trusted = {QStringLiteral("https://other.test/")},
            .credentials = {keychains::passportSlot(QStringLiteral("KEYBAN_API_KEY"))},
            .inBodies = {{.call = QStringLiteral("test.createThing"), .name = QStringLiteral("CLIENT_SECRET")}},
            .withheld = {QStringLiteral("test.deleteThing")},
            .now = [&now] { return now; }};
}

/// A service client behind the proxy.
struct Behind
{
    explicit Behind(QNetworkAccessManager &manager, const keychains::RouteSettings &routing, const QUrl &base = service)
        : route(source, routing)
        , client({.network = manager, .credential = credential, .log = log, .route = &route},
                 {.base = base, .guard = Guard(GuardLevel::Normal), .retry = quickRetries()})
    {}

    CountingSource source;
    keychains::PlaceholderCredential credential{keychains::passportSlot(QStringLiteral("KEYBAN_API_KEY"))};
    RequestLog log;
    keychains::ProxyRoute route;
    HttpClient client;
};

inline ScriptedAnswer refusing(const QByteArray &body)
{
    return ScriptedAnswer::json(body, 403);
}

} // namespace chancery::test
