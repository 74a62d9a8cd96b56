// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/secretstore.h"

#include <QDateTime>
#include <QString>
#include <QUuid>

namespace chancery {

/// What is kept of a webhook endpoint; both secrets are empty where nothing is.
struct KeptWebhookSecrets
{
    Secret current;
    QString stamp; ///< the endpoint's last change, in the service's words, when this was its secret
    Secret previous;
    QDateTime previousUntil; ///< UTC

    bool isEmpty() const { return current.isEmpty() && previous.isEmpty(); }
};

/// The secrets of webhooks that a person wants kept: by profile and endpoint, in the secret store and nowhere else.
/// Their dates stand in front of them in the same entry. Errors are the store's.
class WebhookSecrets
{
public:
    WebhookSecrets(SecretStore &store, const QUuid &profile);

    Pending<KeptWebhookSecrets> read(const QString &endpoint);
    Pending<Nothing> keep(const QString &endpoint, const Secret &current, const QString &stamp);
    Pending<Nothing> keepPrevious(const QString &endpoint, const Secret &previous, const QDateTime &until);
    Pending<Nothing> remove(const QString &endpoint);

private:
    QString entry(const QString &endpoint, const QString &which) const;
    Pending<Secret> readOrNothing(const QString &entry);

    SecretStore &m_store;
    const QString m_profile;
};

} // namespace chancery
