// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/credential.h"
#include "core/http/request.h"
#include "core/keychains/proxyroute.h"

namespace chancery::keychains {

/// What somebody typed who wants one call sent to any service behind the proxy.
struct TypedText
{
    QString method = QStringLiteral("GET");
    QString address;     ///< of the service, with path and query
    QStringList headers; ///< `Name: value`
    QByteArray body{};
};

/// The same, understood: every placeholder in it stands where the proxy replaces one.
struct TypedCall
{
    using Header = std::pair<QByteArray, QByteArray>;

    QUrl origin; ///< scheme and host
    HttpRequest request;
    QList<Header> headers{};             ///< all of them
    QList<CredentialSlot> credentials{}; ///< those that hold a placeholder
    QList<BodyPlaceholder> inBody{};     ///< each as often as it stands there
};

/// Reads it for this proxy. Errors, all Refused: what proxiedAddress() says; SettingInvalid (a method that is none of
/// GET, HEAD, POST, PUT, PATCH and DELETE, an address with an empty segment, a line that is no header, or a header that
/// is the program's own to write, in `subject`); PlaceholderMalformed (in a header or in the query, which takes none);
/// PlaceholderInData (the body holds two opening braces that begin none); KeyForPlaceholder (a header or parameter that
/// holds what looks like a key itself).
Result<TypedCall> readTypedCall(const QUrl &proxy, const TypedText &typed);

/// Puts the headers of a typed call on its request.
class TypedHeaders : public CredentialSource
{
public:
    explicit TypedHeaders(QList<TypedCall::Header> headers)
        : m_headers(std::move(headers))
    {}
    Result<Nothing> authorize(QNetworkRequest &request) const override;
    void rejected() override {}
    QByteArray masked(QByteArray text) const override { return text; }

private:
    QList<TypedCall::Header> m_headers;
};

} // namespace chancery::keychains
