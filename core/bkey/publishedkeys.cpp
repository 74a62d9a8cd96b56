// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/publishedkeys.h"

#include "core/async/errorof.h"
#include "core/bkey/calls.h"
#include "core/bkey/keyset.h"

#include <QPointer>

namespace chancery::bkey {

using namespace Qt::StringLiterals;

PublishedKeys::PublishedKeys(HttpClient &http, Terms terms, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_terms(terms)
{}

PublishedKeys::~PublishedKeys()
{
    for (const Waiter &waiter : std::exchange(m_waiting, {}))
        waiter.settle(errorOf(ErrorKind::Cancelled, Cause::Cancelled));
}

Pending<TokenVerdict> PublishedKeys::verify(const Secret &token, const TokenExpectation &expected)
{
    const auto shown = std::make_shared<Secret>(token.clone());
    const auto look = [alive = QPointer(this), shown, expected](Nothing) -> Result<TokenVerdict> {
        if (!alive)
            return errorOf(ErrorKind::Cancelled, Cause::Cancelled);
        return shown->use([&](QByteArrayView bytes) {
            return Result<TokenVerdict>(verifyToken(bytes, alive->m_keys, expected, alive->m_http.now()));
        });
    };
    return ready().transform(look).andThen([alive = QPointer(this), look](const TokenVerdict &verdict) {
        if (!alive || verdict.fault != TokenFault::KeyUnknown || !alive->m_pause.hasExpired())
            return Pending<TokenVerdict>::ready(verdict);
        alive->m_pause = QDeadlineTimer(alive->m_terms.pause);
        return alive->fetch().transform(look);
    });
}

Pending<Nothing> PublishedKeys::ready()
{
    return m_life.hasExpired() ? fetch() : Pending<Nothing>::ready({});
}

/// One look for however many wait.
Pending<Nothing> PublishedKeys::fetch()
{
    auto ends = Pending<Nothing>::make();
    m_waiting.push_back(ends.promise);
    if (m_fetch)
        return std::move(ends.pending);
    m_fetch = std::make_unique<QObject>();
    HttpRequest request{.call = calls::fetchKeys, .path = {u"oauth"_s, u"jwks"_s}};
    request.maxAnswerBytes = 256 * 1024;
    m_http.send(std::move(request))
        .transform([](const HttpAnswer &answer) { return decodeKeySet(answer.body); })
        .then(m_fetch.get(), [this](const Result<QList<SigningKey>> &read) { fetched(read); });
    return std::move(ends.pending);
}

/// What fails leaves the keys as they were, but never beyond their life.
void PublishedKeys::fetched(const Result<QList<SigningKey>> &read)
{
    m_fetch.release()->deleteLater(); // we are in its continuation
    if (read) {
        m_keys = *read;
        m_life = QDeadlineTimer(m_terms.life);
    }
    const Result<Nothing> ended = read ? Result<Nothing>(Nothing{}) : read.error();
    for (const Waiter &waiter : std::exchange(m_waiting, {}))
        waiter.settle(ended);
}

} // namespace chancery::bkey

#include "moc_publishedkeys.cpp"
