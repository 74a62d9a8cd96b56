// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/bearercredential.h"

#include "core/async/errorof.h"
#include "core/http/redact.h"
#include "core/json/fields.h"
#include "core/secrets/secretstore.h"

#include <QNetworkRequest>
#include <QPointer>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto afterRefusal = 30s;
constexpr auto longestLife = std::chrono::seconds(366 * 86'400);

bool isHeaderText(QByteArrayView bytes)
{
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

/// A number, or its digits as text.
std::optional<std::chrono::seconds> secondsOf(const json::Value &value)
{
    bool isWhole = false;
    const qint64 seconds = value.isNumber() || value.isString() ? value.toText().toLongLong(&isWhole) : 0;
    return isWhole ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

Error refusedFresh(const QString &subject)
{
    Error error = errorOf(ErrorKind::Unauthorized, Cause::Answered, subject);
    error.httpStatus = 401;
    return error;
}

} // namespace

Result<BearerToken> bearerTokenFrom(const json::Value &answer)
{
    QByteArray token = answer[u"access_token"].toString().toUtf8();
    if (!isHeaderText(token))
        return json::unexpectedShape(u"access_token"_s);
    return BearerToken{.token = Secret::fromUtf8(std::move(token)), .life = secondsOf(answer[u"expires_in"])};
}

BearerCredential::BearerCredential(Terms terms, QObject *parent)
    : QObject(parent)
    , m_terms(std::move(terms))
{}

BearerCredential::~BearerCredential()
{
    settleAll(errorOf(ErrorKind::Cancelled, Cause::Cancelled, m_terms.call));
}

void BearerCredential::forget()
{
    m_fetch.reset();
    m_token = Secret();
    m_isReplacement = false;
    m_refusal.reset();
    settleAll(errorOf(ErrorKind::Cancelled, Cause::Cancelled, m_terms.call));
}

bool BearerCredential::isReady() const
{
    return hasToken() && !m_renewal.hasExpired();
}

Pending<Nothing> BearerCredential::makeReady()
{
    if (!hasClient())
        return Pending<Nothing>::failed(secretError(Cause::CredentialMissing, m_terms.call));
    if (m_refusal && !m_refusalEnd.hasExpired())
        return Pending<Nothing>::failed(*m_refusal);
    auto ends = Pending<Nothing>::make();
    std::erase_if(m_waiting, [](const Waiter &waiter) { return !waiter.isWanted(); });
    m_waiting.push_back(ends.promise);
    if (!m_fetch)
        fetch();
    return std::move(ends.pending);
}

void BearerCredential::fetch()
{
    m_refusal.reset();
    m_fetch = std::make_unique<QObject>();
    fetchToken().then(m_fetch.get(), [this](Result<BearerToken> answer) { fetched(std::move(answer)); });
}

/// A life that is none at all serves those who wait and nobody after them.
void BearerCredential::keep(BearerToken fresh)
{
    m_token = std::move(fresh.token);
    const auto life = std::clamp<std::chrono::milliseconds>(fresh.life.value_or(m_terms.usualLife), 0ms, longestLife);
    m_end = QDeadlineTimer(life);
    m_renewal = QDeadlineTimer(life - std::min<std::chrono::milliseconds>(m_terms.ahead, life / 2));
}

void BearerCredential::fetched(Result<BearerToken> answer)
{
    m_fetch.release()->deleteLater(); // we are in its continuation
    if (answer) {
        keep(std::move(answer).value());
        return settleAll(Nothing{});
    }
    if (hasToken() && !m_end.hasExpired()) { // renewing came early: what is there still serves
        m_renewal = QDeadlineTimer(
            std::min<std::chrono::milliseconds>(afterRefusal, std::chrono::milliseconds(m_end.remainingTime())));
        return settleAll(Nothing{});
    }
    Error error = answer.error();
    if (error.subject.isEmpty() || error.cause == Cause::Answered)
        error.subject = m_terms.call;
    const bool needsPerson = error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden;
    const QPointer<BearerCredential> alive(this);
    settleAll(error);
    if (alive && needsPerson)
        Q_EMIT refused(error);
}

/// Whoever is told may ask for the next one, or end us.
void BearerCredential::settleAll(const Result<Nothing> &result)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const Waiter &waiter : waiting)
        waiter.settle(result);
}

Result<Nothing> BearerCredential::authorize(QNetworkRequest &request) const
{
    if (!hasToken())
        return secretError(Cause::CredentialMissing, m_terms.call);
    m_token.use([&](QByteArrayView bytes) { request.setRawHeader("Authorization", "Bearer " + bytes.toByteArray()); });
    return Nothing{};
}

void BearerCredential::accepted()
{
    m_isReplacement = false;
}

void BearerCredential::rejected()
{
    if (hasToken())
        m_lastToken = std::exchange(m_token, Secret());
    if (!std::exchange(m_isReplacement, !m_isReplacement))
        return;
    m_refusal = refusedFresh(m_terms.call);
    m_refusalEnd = QDeadlineTimer(afterRefusal);
    Q_EMIT refused(*m_refusal);
}

QByteArray BearerCredential::masked(QByteArray text) const
{
    for (const Secret *const secret : {&m_token, &m_lastToken})
        secret->use([&text](QByteArrayView bytes) { maskSecret(text, bytes); });
    return text;
}

} // namespace chancery

#include "moc_bearercredential.cpp"
