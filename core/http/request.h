// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QByteArray>
#include <QList>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <string_view>

namespace chancery {

/// What a call does to the world; decides guard, queue and retries.
enum class Effect {
    Read,
    Write,
    Money,
    Irreversible,
};

/// An effect that someone wrote down: without one no Call, and so no request, compiles.
class StatedEffect
{
public:
    constexpr StatedEffect(Effect effect)
        : m_effect(effect)
    {}
    constexpr operator Effect() const { return m_effect; }

private:
    Effect m_effect;
};

/// Whether sending a write a second time leaves the world as sending it once (an upsert).
enum class Repeat {
    Never,
    Safe,
};

/// One call that a service offers, as a constant of its client. A client keeps all of its calls in one array, so that a
/// test can walk through what they do.
struct Call
{
    std::string_view name; ///< service and verb, such as `keyban.createPassport`; in the log and in Error::subject
    std::string_view method;
    StatedEffect effect;
    Repeat repeat = Repeat::Never; ///< for Effect::Write only; reads always repeat, money and the irreversible never
};

/// Reads and upserts; whatever else the call says, Money and Irreversible never.
constexpr bool mayRepeat(const Call &call)
{
    return call.effect == Effect::Read || (call.effect == Effect::Write && call.repeat == Repeat::Safe);
}

/// What a table of calls must satisfy: it is named, a read reads by GET or HEAD, and nothing dangerous claims to be
/// safe.
constexpr bool isSound(const Call &call)
{
    const bool fetches = call.method == "GET" || call.method == "HEAD";
    return !call.name.empty() && !call.method.empty() && fetches == (call.effect == Effect::Read) &&
           (call.repeat == Repeat::Never || call.effect == Effect::Write);
}

/// Proof that a person has seen what is about to be sent: made by a reviewed dialog or an applied plan, nowhere else.
class Confirmation
{
public:
    /// `plan` is the hash or wording of what was reviewed; it is kept for the audit log.
    static Confirmation afterReview(const Call &call, const QString &plan) { return Confirmation(call, plan); }

    bool covers(const Call &call) const { return m_call == call.name; }
    QString plan() const { return m_plan; }

private:
    Confirmation(const Call &call, const QString &plan)
        : m_call(call.name)
        , m_plan(plan)
    {}
    std::string_view m_call;
    QString m_plan;
};

/// What the answer to a request has to be for it to count as one.
enum class Expect {
    Json,      ///< JSON or an empty body
    Anything,  ///< HttpAnswer::raw is what matters, HttpAnswer::body stays null
    AnyStatus, ///< the same, and a refusal is an answer as well: it is the caller's to read, and never sent again
};

/// A request as a value. Build it with designated initializers; `call` has no default.
struct HttpRequest
{
    Call call;
    QStringList path{};                         ///< unescaped segments below the base address; one id is one segment
    QList<std::pair<QString, QString>> query{}; ///< unescaped; a space is sent as `%20`, a plus as `%2B`
    QByteArray body{};
    QByteArray contentType = "application/json"; ///< sent when there is a body
    QByteArray idempotencyKey{};                 ///< sent as `Idempotency-Key` unless empty
    std::optional<Confirmation> confirmation{};
    Expect expect = Expect::Json;
    std::chrono::milliseconds silence{30'000};  ///< longest time without a byte in either direction
    std::chrono::milliseconds timeout{120'000}; ///< longest time of one attempt, queueing not counted
    qint64 maxAnswerBytes = 64 * 1024 * 1024;   ///< after decompression
    std::optional<int> retries{};               ///< instead of RetryPolicy::retries, for example 0 to test a connection
};

/// A request whose body is `value`.
HttpRequest jsonRequest(const Call &call, QStringList path, const json::Value &value);

/// The segments as an absolute path: everything but unreserved characters (RFC 3986 §2.3) is percent-encoded.
QByteArray encodedPath(const QStringList &segments);
QByteArray encodedQuery(const QList<std::pair<QString, QString>> &query);

/// The address of `request` below `base`, whose own path is kept and whose trailing slashes are not. Error: Refused /
/// SettingInvalid when a segment is empty, `.` or `..` (it would address something else) or when the base address is no
/// http address, holds user information, a query or a fragment.
Result<QUrl> addressOf(const QUrl &base, const HttpRequest &request);

} // namespace chancery
