// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"

#include <QUrl>

namespace chancery {

/// 127.0.0.0/8, ::1 and localhost with its subdomains (RFC 6761 §6.3).
bool isLoopback(const QString &host);

/// Whether anything may be sent there. Error: Refused / PlainHttpNotLoopback, the host in `subject`.
Result<Nothing> mayTalkTo(const QUrl &url);

/// Whether a credential may follow from one address to the other: same scheme, host and port. Error: Refused /
/// RedirectToOtherHost or RedirectToPlainHttp, the target in `subject`.
Result<Nothing> mayRedirect(const QUrl &from, const QUrl &to);

/// `https://host:port` for messages: no user information, path or query.
QString originOf(const QUrl &url);

} // namespace chancery
