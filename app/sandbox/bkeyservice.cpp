// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeyservice.h"

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype largestBody = 256 * 1024;

BkeyRefusal noSuchRoute()
{
    return {404, u"not_found"_s, u"Nothing is here"_s};
}

} // namespace

BkeyRefusal bkeyRefusal(KeystoneBody &body)
{
    const KeystoneRefusal refusal = body.refusal();
    QStringList sentences;
    for (const json::Value &entry : refusal.detail.items()) {
        QStringList place;
        for (const json::Value &part : entry[u"loc"].items())
            place << part.toText();
        sentences << place.join(u'.') + u": "_s + entry[u"msg"].toString();
    }
    return refusal ? BkeyRefusal{400, u"invalid_request"_s, sentences.join(u"; "_s)} : BkeyRefusal{};
}

BkeyService::BkeyService(const Clock &clock, const BkeyOptions &options)
    : m_clock(clock)
    , m_options(options)
    , m_vault(options.seed)
{}

KeystoneBody BkeyService::bodyOf(const json::Value &object) const
{
    const bool isStrict = m_options.strictness == Strictness::Strict;
    return KeystoneBody(object, isStrict ? KeystoneBody::Unknown::Refused : KeystoneBody::Unknown::Ignored);
}

Answer BkeyService::handle(const Request &request)
{
    const qint64 now = m_clock.now();
    const QByteArray area = request.segments.value(0);
    if (area == "v1")
        return versionOneRoute(request, now);
    return oauthRoute(request, now);
}

Answer BkeyService::oauthRoute(const Request &request, qint64 now)
{
    if (request.is("GET", {".well-known", "openid-configuration"}))
        return discovery();
    if (request.is("GET", {"oauth", "jwks"}))
        return Answer::json(m_signer.keySet());
    if (request.is("GET", {"userinfo"}))
        return userInfo(request, now);
    if (request.is("POST", {"oauth", "token"}))
        return token(request, now);
    if (request.is("POST", {"oauth", "bc-authorize"}))
        return startApproval(request, now);
    if (request.is("POST", {"oauth", "revoke"})) {
        const auto form = bkeyForm(request);
        m_clients.revoke(form ? form->value(u"token"_s) : QString());
        return Answer::json("{}");
    }
    return noSuchRoute().answer();
}

Answer BkeyService::versionOneRoute(const Request &request, qint64 now)
{
    const auto bearer = m_clients.bearerOf(request, now);
    if (!bearer)
        return BkeyRefusal{401, u"invalid_token"_s, u"the access token is missing, unknown or over"_s}.answer();
    if (request.body.size() > largestBody)
        return BkeyRefusal{413, u"too_large"_s, u"the body is larger than 256 KiB"_s}.answer();
    const Call call{request, *bearer, now};
    if (request.segments.value(1) == "vault")
        return vaultRoute(call);
    if (request.segments.value(1) == "checkout")
        return checkoutRoute(call);
    return noSuchRoute().answer();
}

Answer BkeyService::discovery() const
{
    const auto at = [this](QStringView path) { return QString(m_address + path); };
    const auto list = [](const QStringList &texts) {
        json::Value::Array items;
        for (const QString &text : texts)
            items.emplace_back(text);
        return json::Value(std::move(items));
    };
    json::Value facts = json::Value::object();
    facts.set(u"issuer"_s, m_address);
    facts.set(u"token_endpoint"_s, at(u"/oauth/token"));
    facts.set(u"jwks_uri"_s, at(u"/oauth/jwks"));
    facts.set(u"backchannel_authentication_endpoint"_s, at(u"/oauth/bc-authorize"));
    facts.set(u"revocation_endpoint"_s, at(u"/oauth/revoke"));
    facts.set(u"userinfo_endpoint"_s, at(u"/userinfo"));
    facts.set(u"grant_types_supported"_s, list({u"client_credentials"_s, u"refresh_token"_s, //
                                                u"urn:openid:params:grant-type:ciba"_s}));
    facts.set(u"backchannel_token_delivery_modes_supported"_s, list({u"poll"_s}));
    facts.set(u"token_endpoint_auth_methods_supported"_s, list({u"client_secret_post"_s}));
    facts.set(u"id_token_signing_alg_values_supported"_s, list({u"EdDSA"_s}));
    facts.set(u"scopes_supported"_s, list(BkeyClients::scopes()));
    return Answer::json(json::write(facts));
}

Answer BkeyService::userInfo(const Request &request, qint64 now) const
{
    const auto bearer = m_clients.bearerOf(request, now);
    if (!bearer)
        return BkeyRefusal{401, u"invalid_token"_s, u"the access token is missing, unknown or over"_s}.oauthAnswer(
            BkeyDialect::Rfc);
    json::Value facts = json::Value::object();
    facts.set(u"sub"_s, bearer->subject);
    facts.set(u"scope"_s, bearer->scope);
    facts.set(u"client_id"_s, bearer->clientId);
    return Answer::json(json::write(facts));
}

BkeyAsk &BkeyService::begin(BkeyAsk ask, qint64 now)
{
    ask.interval = m_interval;
    BkeyAsk &added = m_book.add(std::move(ask), now);
    if (m_book.automatic() == BkeyBook::Auto::Approve)
        settle(added, BkeyAsk::State::Approved, now);
    else if (m_book.automatic() == BkeyBook::Auto::Deny)
        settle(added, BkeyAsk::State::Denied, now);
    return added;
}

void BkeyService::addCounts(json::Value &state)
{
    const qint64 now = m_clock.now();
    const auto set = [&state](const QString &key, qint64 count) { state.set(key, json::Value::integer(count)); };
    set(u"approvals"_s, m_book.size());
    set(u"approvalsPending"_s, m_book.count(BkeyAsk::State::Pending, now));
    set(u"approvalsApproved"_s, m_book.count(BkeyAsk::State::Approved, now));
    set(u"approvalsDenied"_s, m_book.count(BkeyAsk::State::Denied, now));
    set(u"approvalTokens"_s, m_book.tokensGiven());
    set(u"approvalPolls"_s, m_polls);
    set(u"approvalPollsEarly"_s, m_hurried);
    set(u"vaultItems"_s, qint64(m_vault.items().size()));
}

} // namespace chancery::sandbox
