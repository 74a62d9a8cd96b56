// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace chancery {

class CredentialSource;
class Route;

/// What stands in place of a secret.
extern const QString secretMask;

/// Masks `secret` in `text`: as it is, percent-encoded, base64 and escaped in JSON. Secrets under four characters are
/// left alone. For implementations of CredentialSource::masked().
void maskSecret(QByteArray &text, QByteArrayView secret);

/// Takes secrets out of whatever leaves the pipeline: known values wherever they stand; the values of anything named
/// like a key, token, secret, authorization, password or e-mail; user information in addresses; bearer tokens; mail
/// addresses.
class Redactor
{
public:
    /// `route` may be null.
    explicit Redactor(const CredentialSource &credential, const Route *route = nullptr)
        : m_credential(credential)
        , m_route(route)
    {}

    QString text(const QString &text) const;
    /// Without user information and fragment; query values as above.
    QString address(const QUrl &url) const;
    Error error(Error error) const;

private:
    QString known(const QString &text) const;
    const CredentialSource &m_credential;
    const Route *m_route;
};

} // namespace chancery
