// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"

#include <QNetworkRequest>
#include <QUrl>

#include <chrono>

namespace chancery {

struct HttpRequest;

/// A request on the way that was chosen for it. `ticket` tells the route later which of its own credentials it carries.
struct RoutedRequest
{
    QNetworkRequest request;
    int ticket = 0;
};

/// An answer as it came back along a route, before anybody reads it as the service's own.
struct RoutedAnswer
{
    QUrl upstream; ///< what was asked for, not where it was sent
    int ticket = 0;
    int detours = 0; ///< how often this request was sent again on the route's own word
    int status = 0;
    QByteArray contentType{};
    QByteArray body{};
};

/// What a route makes of an answer. Nothing: it is the service's.
struct RouteWord
{
    std::optional<Error>
        refusal{};           ///< the way itself refused; the service has not seen the request where reach says so
    bool mayGoAgain = false; ///< the same request, once more, will be let through
};

/// A way to a service other than straight there: the last step before the wire and the first after it, for every client
/// and event stream alike. Redirects are not followed on it, since an address in an answer means another place there.
class Route
{
public:
    virtual ~Route() = default;

    /// Whether lead() has what it needs.
    virtual bool isReady() const { return true; }
    /// Makes it ready; its error is what the waiting requests fail with, as NotSent.
    virtual Pending<Nothing> makeReady() { return Pending<Nothing>::ready({}); }

    /// The request as it is sent, its credential being on it already. An error ends it before a byte leaves.
    virtual Result<RoutedRequest> lead(const QNetworkRequest &request, const HttpRequest &wanted) = 0;
    virtual RouteWord read(const RoutedAnswer &answer) = 0;

    /// The longest silence and the longest attempt that make sense on this way; a request's own bounds may be tighter.
    virtual std::chrono::milliseconds longestSilence() const = 0;
    virtual std::chrono::milliseconds longestAttempt() const = 0;
    /// The text with the route's own secrets masked; see CredentialSource::masked().
    virtual QByteArray masked(QByteArray text) const = 0;
};

} // namespace chancery
