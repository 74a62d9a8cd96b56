// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/approvalrequest.h"
#include "core/bkey/checkout.h"
#include "core/bkey/clientcredential.h"
#include "core/bkey/poll.h"
#include "core/bkey/vault.h"

namespace chancery::bkey {

/// An answer to a poll, and how long the service wants to be left alone, where it says so.
struct Polled
{
    PollWord word;
    std::optional<std::chrono::milliseconds> retryAfter{};
};

/// The whole of the approval service for one client (BKey fact sheet §2), in both of its dialects. A call answers with
/// its record or with an Error; HttpClient names the kinds. What the service would refuse is refused with
/// SettingInvalid before it is sent.
///
/// Nothing here has an idempotency key: what rings a phone goes once, and where its answer is lost the phone may ring
/// for nothing. Precondition: the way to the service is a straight one; an approval through a proxy would be the
/// proxy's.
class Client
{
public:
    /// `http` goes to the same service, with `credential`.
    Client(ClientCredential &credential, HttpClient &http);

    /// What time it is at the service.
    QDateTime now() const { return m_http.now(); }

    /// Rings the approver's phone. invalid_scope: a scope that this client does not have.
    Pending<ApprovalStart> startApproval(const ApprovalRequest &request, std::optional<Confirmation> confirmation = {});
    /// Asks once; when to ask is PollPace's. A lost or odd answer is a word as well: what fails is only what was not
    /// asked, as without a client.
    Pending<Polled> poll(const QString &approvalId);

    /// Rings a phone for a payment, which follows from a yes without another word from here.
    Pending<Checkout> startCheckout(const CheckoutDraft &draft, Confirmation confirmation);
    /// Asks once each time, as do the other three that read how something stands: when to ask is PollPace's.
    Pending<Checkout> readCheckout(const QString &id);

    Pending<QList<VaultItem>> listItems(const QString &itemType = {});
    /// The dialect in which the service can read the value.
    Pending<VaultAccess> requestOpen(const QString &itemName, std::optional<Confirmation> confirmation = {});
    /// Asked for once each time, as with readSealed(): the value is handed out once.
    Pending<VaultAnswer> readOpen(const QString &id);
    /// The dialect in which only this computer can.
    Pending<VaultAccess> requestSealed(const SealedRequest &request, std::optional<Confirmation> confirmation = {});
    Pending<VaultAnswer> readSealed(const QString &id);

    /// NotFound until the vault was opened on the phone once.
    Pending<VaultKey> readVaultKey();
    /// Conflict when there is an item of that name.
    Pending<VaultStore> storeSealed(const SealedItem &item, std::optional<Confirmation> confirmation = {});
    Pending<VaultStore> readStore(const QString &id);

private:
    ClientCredential &m_credential;
    HttpClient &m_http;
};

} // namespace chancery::bkey
