// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/client.h"

#include "core/bkey/calls.h"

namespace chancery::bkey {

using namespace Qt::StringLiterals;

namespace {

QStringList vaultPath(const QStringList &rest)
{
    return QStringList{u"v1"_s, u"vault"_s} + rest;
}

QStringList checkoutPath(const QStringList &rest)
{
    return QStringList{u"v1"_s, u"checkout"_s} + rest;
}

/// Sends a request and decodes what it answers.
template <class T, class Decode>
Pending<T> sendAndDecode(HttpClient &http, HttpRequest request, Decode decode)
{
    request.maxAnswerBytes = 1024 * 1024;
    return http.send(std::move(request)).transform([decode](const HttpAnswer &answer) -> Result<T> {
        Result<T> decoded = decode(answer.body);
        if (decoded)
            return decoded;
        Error error = decoded.error();
        error.httpStatus = answer.status;
        error.requestId = answer.requestId;
        return error;
    });
}

/// The same with a body, unless that can't be sent.
template <class T, class Decode>
Pending<T> sendBody(HttpClient &http, HttpRequest request, const Result<json::Value> &body, Decode decode)
{
    if (!body)
        return Pending<T>::failed(body.error());
    request.body = json::write(*body);
    return sendAndDecode<T>(http, std::move(request), decode);
}

/// One poll: whoever waits asks again at the service's pace. A vault's value may come with any answer, and with one
/// only, so that a lost one is not asked for again behind their back.
template <class T, class Decode>
Pending<T> readOnce(HttpClient &http, HttpRequest request, Decode decode)
{
    request.retries = 0;
    return sendAndDecode<T>(http, std::move(request), decode);
}

/// Whether it says something about us and not about the approval.
bool wasNotAsked(const Error &error)
{
    return error.kind == ErrorKind::SecretStore || error.kind == ErrorKind::Cancelled;
}

} // namespace

Client::Client(ClientCredential &credential, HttpClient &http)
    : m_credential(credential)
    , m_http(http)
{}

Pending<ApprovalStart> Client::startApproval(const ApprovalRequest &request, std::optional<Confirmation> confirmation)
{
    return sendBody<ApprovalStart>(m_http,
                                   {.call = calls::startApproval,
                                    .path = {u"oauth"_s, u"bc-authorize"_s},
                                    .confirmation = std::move(confirmation)},
                                   encodeRequest(request), [expiry = request.expiry](const json::Value &body) {
                                       return decodeStart(body, expiry);
                                   });
}

/// Its words are shown to people, so that no echo of the secret may stand in them.
Pending<Polled> Client::poll(const QString &approvalId)
{
    const auto shown = [this](const QString &text) { return QString::fromUtf8(m_credential.masked(text.toUtf8())); };
    return m_credential
        .grant(calls::poll, {{"grant_type", "urn:openid:params:grant-type:ciba"}, {"auth_req_id", approvalId.toUtf8()}},
               Expect::AnyStatus)
        .transform([shown](const HttpAnswer &answer) {
            Polled polled{.word = readPoll({.status = answer.status, .body = answer.raw}),
                          .retryAfter = answer.retryAfter};
            for (QString *const text : {&polled.word.status, &polled.word.code, &polled.word.detail})
                *text = shown(*text);
            return polled;
        })
        .orElse([](const Error &error) -> Result<Polled> {
            if (wasNotAsked(error))
                return error;
            return Polled{.word = readPoll({.status = error.httpStatus}), .retryAfter = error.retryAfter};
        });
}

Pending<Checkout> Client::startCheckout(const CheckoutDraft &draft, Confirmation confirmation)
{
    return sendBody<Checkout>(
        m_http,
        {.call = calls::startCheckout, .path = checkoutPath({u"initiate"_s}), .confirmation = std::move(confirmation)},
        encodeDraft(draft), decodeCheckout);
}

Pending<Checkout> Client::readCheckout(const QString &id)
{
    return readOnce<Checkout>(m_http, {.call = calls::readCheckout, .path = checkoutPath({id, u"status"_s})},
                              decodeCheckout);
}

Pending<QList<VaultItem>> Client::listItems(const QString &itemType)
{
    HttpRequest request{.call = calls::listItems, .path = vaultPath({u"items"_s})};
    if (!itemType.isEmpty())
        request.query = {{u"itemType"_s, itemType}};
    return sendAndDecode<QList<VaultItem>>(m_http, std::move(request), decodeItems);
}

Pending<VaultAccess> Client::requestOpen(const QString &itemName, std::optional<Confirmation> confirmation)
{
    return sendAndDecode<VaultAccess>(m_http,
                                      {.call = calls::requestOpen,
                                       .path = vaultPath({itemName, u"access"_s}),
                                       .confirmation = std::move(confirmation)},
                                      decodeAccess);
}

Pending<VaultAnswer> Client::readOpen(const QString &id)
{
    return readOnce<VaultAnswer>(m_http, {.call = calls::readOpen, .path = vaultPath({id, u"status"_s})}, decodeAnswer);
}

Pending<VaultAccess> Client::requestSealed(const SealedRequest &request, std::optional<Confirmation> confirmation)
{
    return sendBody<VaultAccess>(
        m_http,
        {.call = calls::requestSealed, .path = vaultPath({u"access"_s}), .confirmation = std::move(confirmation)},
        encodeRequest(request), decodeAccess);
}

Pending<VaultAnswer> Client::readSealed(const QString &id)
{
    return readOnce<VaultAnswer>(m_http, {.call = calls::readSealed, .path = vaultPath({u"access"_s, id})},
                                 decodeAnswer);
}

Pending<VaultKey> Client::readVaultKey()
{
    return sendAndDecode<VaultKey>(m_http, {.call = calls::readVaultKey, .path = vaultPath({u"keys"_s})},
                                   decodeVaultKey);
}

Pending<VaultStore> Client::storeSealed(const SealedItem &item, std::optional<Confirmation> confirmation)
{
    return sendBody<VaultStore>(m_http,
                                {.call = calls::storeSealed,
                                 .path = vaultPath({u"items"_s, u"store-request"_s}),
                                 .confirmation = std::move(confirmation)},
                                encodeItem(item), decodeStore);
}

Pending<VaultStore> Client::readStore(const QString &id)
{
    return readOnce<VaultStore>(
        m_http, {.call = calls::readStore, .path = vaultPath({u"items"_s, u"store-request"_s, id})}, decodeStore);
}

} // namespace chancery::bkey
