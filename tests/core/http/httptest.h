// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpclient.h"
#include "tests/support/testcredential.h"

#include <QNetworkAccessManager>

#include <optional>

namespace chancery::test {

using namespace std::chrono_literals;

inline constexpr Call readThing{.name = "test.readThing", .method = "GET", .effect = Effect::Read};
inline constexpr Call upsertThing{
    .name = "test.upsertThing", .method = "POST", .effect = Effect::Write, .repeat = Repeat::Safe};
inline constexpr Call createThing{.name = "test.createThing", .method = "POST", .effect = Effect::Write};
inline constexpr Call deleteThing{.name = "test.deleteThing", .method = "DELETE", .effect = Effect::Irreversible};
inline constexpr Call payThing{.name = "test.payThing", .method = "POST", .effect = Effect::Money};

inline HttpRequest reading(const QString &name = QStringLiteral("things"))
{
    return {.call = readThing, .path = {QStringLiteral("v1"), name}};
}

inline HttpRequest writing(const Call &call, const QByteArray &body = R"({"name":"Vase"})")
{
    return {.call = call,
            .path = {QStringLiteral("v1"), QStringLiteral("things")},
            .body = body,
            .confirmation = Confirmation::afterReview(call, QStringLiteral("test"))};
}

/// The body of a write that is sent last, to prove that nothing else goes: writes keep their order, so whatever an
/// earlier one still had to send would be seen before it.
inline constexpr char lastBody[] = R"({"name":"last"})";

/// Waits short enough for a test, without randomness.
inline RetryPolicy quickRetries(int retries = 0)
{
    return {.retries = retries, .base = 2ms, .ceiling = 50ms, .rateLimitDefault = 20ms, .jitter = [] { return 0.0; }};
}

/// A client on any network manager with what it needs around it.
struct Bench
{
    Bench(QNetworkAccessManager &network, const QUrl &base, const RetryPolicy &retry = quickRetries(),
          GuardLevel level = GuardLevel::Normal)
        : client({.network = network, .credential = credential, .log = log},
                 {.base = base, .guard = Guard(level), .retry = retry})
    {}

    TestCredential credential;
    RequestLog log;
    HttpClient client;
};

/// Where the outcome of a request ends up.
struct Outcome
{
    explicit Outcome(Pending<HttpAnswer> pending)
    {
        std::move(pending).then(&context, [this](Result<HttpAnswer> r) { result.emplace(std::move(r)); });
    }
    bool came() const { return result.has_value(); }
    bool failed() const { return result && !result->ok(); }
    const HttpAnswer &answer() const { return result->value(); }
    const Error &error() const { return result->error(); }
    /// What QCOMPARE prints well: the cause when it failed, -1 otherwise.
    int cause() const { return failed() ? int(error().cause) : -1; }

    std::optional<Result<HttpAnswer>> result;
    QObject context;
};

} // namespace chancery::test
