// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QUrl>

namespace chancery::keychains {

/// Whether this may be a proxy: https, or http to loopback; without user information, query and fragment; a path prefix
/// is kept. Error: Refused / ProxyAddressInvalid, or PlainHttpNotLoopback; the address in `subject`.
Result<Nothing> mayBeProxy(const QUrl &proxy);

/// Where the proxy takes a request for `upstream`: its own address, the host, path and query (Keychains fact sheet §2).
/// What would get lost on the way is refused instead. Errors, the upstream's origin in `subject`: what mayBeProxy()
/// says; Refused / UpstreamScheme, UpstreamPort, UpstreamUserInfo, UpstreamIsAddress, UpstreamIsLocal,
/// UpstreamTrailingDot, UpstreamClimbs, PlaceholderInData (in the path).
Result<QUrl> proxiedAddress(const QUrl &proxy, const QUrl &upstream);

/// The same for an address as a person typed it. QUrl reads `%2e%2e` as `..`, so this one looks at the text first.
Result<QUrl> proxiedAddress(const QUrl &proxy, const QString &upstream);

/// Whether the proxy can be asked to go there at all: what proxiedAddress() says of scheme, port and host.
Result<Nothing> mayBeUpstream(const QUrl &upstream);

} // namespace chancery::keychains
