// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keychainsseed.h"

#include "app/sandbox/keybanservice.h"
#include "app/sandbox/keystonetokens.h"

namespace chancery::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView passportHost = "api.prod.keyban.io";
constexpr QByteArrayView settlementHost = "api.keystoneos.xyz";
constexpr QByteArrayView tokenHost = "auth.keystoneos.xyz";
constexpr QByteArrayView echoHost = "echo.sandbox.test";

QByteArray fetchToken(KeystoneTokens &tokens, qint64 now)
{
    json::Value body = json::Value::object();
    body.set(u"client_id"_s, QString::fromUtf8(keystoneClientId));
    body.set(u"client_secret"_s, QString::fromUtf8(keystoneClientSecret));
    body.set(u"audience"_s, u"https://api.keystoneos.xyz"_s);
    body.set(u"grant_type"_s, u"client_credentials"_s);
    Request request;
    request.method = "POST";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = json::write(body);
    const auto answer = json::parse(tokens.issue(request, now).body);
    return answer ? (*answer)[u"access_token"].toString().toUtf8() : QByteArray();
}

/// The grant that the proxy holds with the settlement service, renewed when it no longer serves.
class SettlementGrant
{
public:
    SettlementGrant(KeystoneTokens &tokens, const Clock &clock)
        : m_tokens(tokens)
        , m_clock(clock)
    {}

    QByteArray token()
    {
        Request probe;
        probe.headers = {{"Authorization", "Bearer " + m_token}};
        if (!m_tokens.bearerOf(probe, m_clock.now()))
            m_token = fetchToken(m_tokens, m_clock.now());
        return m_token;
    }

private:
    KeystoneTokens &m_tokens;
    const Clock &m_clock;
    QByteArray m_token;
};

} // namespace

void seedKeychains(KeychainsService &keychains, const KeychainsUpstreams &upstreams)
{
    keychains.connectHost(passportHost.toByteArray(), upstreams.keyban);
    keychains.connectHost(settlementHost.toByteArray(), upstreams.keystone);
    keychains.connectHost(tokenHost.toByteArray(), upstreams.keystoneAuth);
    keychains.connectHost(echoHost.toByteArray(), upstreams.echo);

    const auto always = [](QByteArrayView value) { return [text = value.toByteArray()] { return text; }; };
    const auto grant = std::make_shared<SettlementGrant>(upstreams.tokens, upstreams.clock);
    KeychainsVault &vault = keychains.vault();
    vault.add({"KEYBAN_API_KEY", passportHost.toByteArray(), u"keyban::passports"_s, always(keybanKey)});
    vault.add({unapprovedName.toByteArray(), passportHost.toByteArray(), u"keyban::write"_s, always(keybanKey)});
    vault.add({refusedName.toByteArray(), passportHost.toByteArray(), u"keyban::admin"_s, always(keybanKey)});
    vault.add({"OAUTH2_ACCESS_TOKEN", settlementHost.toByteArray(), u"keystone::settlements"_s,
               [grant] { return grant->token(); }});
    vault.add({"KEYSTONE_CLIENT_SECRET", tokenHost.toByteArray(), u"keystone::token"_s, always(keystoneClientSecret)});
    vault.add({"ECHO_KEY", echoHost.toByteArray(), u"echo::all"_s, always(keychainsEchoSecret)});
    vault.setGrant(u"keyban::write"_s, KeychainsGrant::Missing);
    vault.setGrant(u"keyban::admin"_s, KeychainsGrant::Refused);
}

} // namespace chancery::sandbox
