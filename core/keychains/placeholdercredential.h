// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/credential.h"

#include <QByteArray>
#include <QString>

namespace chancery::keychains {

/// Where a service wants its credential, and how the credential is called at the proxy.
struct CredentialSlot
{
    QByteArray header; ///< such as `X-Api-Key`
    QByteArray scheme; ///< what stands before it, such as `Bearer `; may be empty
    QString name;      ///< `KEYBAN_API_KEY`

    /// `Bearer {{NAME}}`
    QByteArray value() const;
    bool operator==(const CredentialSlot &) const = default;
};

/// Puts a placeholder where the key would stand: for a service behind the proxy there is nothing to keep, to hide or to
/// renew. Error: Refused / PlaceholderMalformed with the name in `subject`.
class PlaceholderCredential : public CredentialSource
{
public:
    explicit PlaceholderCredential(CredentialSlot slot)
        : m_slot(std::move(slot))
    {}

    const CredentialSlot &slot() const { return m_slot; }
    Result<Nothing> authorize(QNetworkRequest &request) const override;
    void rejected() override {}
    QByteArray masked(QByteArray text) const override { return text; }

private:
    CredentialSlot m_slot;
};

/// Whether services take credentials in this header: a real one must never pass the proxy.
bool carriesCredentials(const QByteArray &header);
/// `X-Api-Key: {{NAME}}`, as the passport service wants it.
CredentialSlot passportSlot(const QString &name);
/// `Authorization: Bearer {{NAME}}`, as the settlement service wants it.
CredentialSlot bearerSlot(const QString &name);

} // namespace chancery::keychains
