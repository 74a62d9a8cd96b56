// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

#include <QByteArray>
#include <QUrl>

namespace chancery::keychains {

/// Who speaks in a 403 (Keychains fact sheet §4): nothing on the wire tells the proxy's from the service's own.
enum class Speaker {
    Service,
    Proxy,     ///< for certain, or very likely
    Either,    ///< both use these words
    Elsewhere, ///< the proxy, naming another proxy
};

/// A 403 as far as it could be read. Members that have another type than they should are left out.
struct ProxyAnswer
{
    Speaker speaker = Speaker::Service;
    QString code{};
    QString message{};
    QString link{};        ///< https, of the proxy's own host or of keychains.dev
    QString foreignLink{}; ///< any other, for showing only
    QStringList missing{};
    QStringList refused{};
    QString elsewhere{}; ///< the other proxy's address, not checked
};

/// Reads the body of a 403 that came by `proxy`; bodies of any form, also HTML, lists and nothing at all, are the
/// service's.
ProxyAnswer readProxyAnswer(const QByteArray &body, const QUrl &proxy);

/// What the proxy's answer means for a request to `host`. The request has not reached the service unless `speaker` is
/// Either. Kinds: ApprovalNeeded, and Forbidden for what no approval mends.
Error refusalOf(const ProxyAnswer &answer, const QString &host);

} // namespace chancery::keychains
