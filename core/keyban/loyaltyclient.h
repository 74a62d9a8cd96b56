// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/http/httpclient.h"
#include "core/keyban/calls.h"
#include "core/keyban/loyalty.h"

namespace chancery::keyban {

/// Points for one account, and the key under which a service that honours it takes them once.
struct MintOrder
{
    QString accountId;
    qint64 points = 0;
    QString idempotencyKey{}; ///< empty: none is sent
};
/// SHA-256 over what is sent, the account included.
QByteArray digestOf(const MintOrder &order);

/// Points, tiers, orders and accounts of one application (§9). What the service does not offer fails with
/// NotFound / NotOffered; amounts and ids that cannot be right fail before anything is sent (loyalty.h).
class LoyaltyClient
{
public:
    LoyaltyClient(HttpClient &http, QString applicationId)
        : m_http(http)
        , m_applicationId(std::move(applicationId))
    {}

    /// How much the profile's guard lets through.
    GuardLevel guardLevel() const { return m_http.guard().level(); }
    QUrl base() const { return m_http.base(); }
    /// By the service's clock.
    QDateTime now() const { return m_http.now(); }
    /// Tells by waiting() and resumed() of the pauses that the service asks for.
    const HttpClient &pipeline() const { return m_http; }
    /// Points that wait in such a pause were never sent: they fail with Reach::NotSent.
    void cancelMints() { m_http.cancelWait({calls::mintPoints}); }
    /// The address as a ledger names the service.
    QString service() const { return QString::fromLatin1(base().adjusted(QUrl::StripTrailingSlash).toEncoded()); }

    /// Cannot be taken back and is never repeated. An answer without `newamount` is Protocol / UnexpectedShape with
    /// its status: points may have been minted.
    Pending<MintAnswer> mint(const MintOrder &order, Confirmation confirmation);
    Pending<LoyaltyAccount> readAccount(const QString &accountId);
    /// All movements of a wallet, each once, in the order of the service.
    Pending<QList<LoyaltyOrder>> listOrders(const QString &walletId);

    Pending<QList<RewardTier>> listTiers();
    Pending<RewardTier> createTier(const RewardTierDraft &draft, std::optional<Confirmation> confirmation = {});
    Pending<RewardTier> updateTier(const QString &id, const RewardTierDraft &draft,
                                   std::optional<Confirmation> confirmation = {});
    Pending<Nothing> deleteTier(const QString &id, Confirmation confirmation);

    /// Follows the claim of a passport by the id of its job.
    std::unique_ptr<EventStream> claimEvents(const QString &jobId);

private:
    Pending<QList<LoyaltyOrder>> ordersFrom(const QString &walletId, int page, QList<LoyaltyOrder> before);

    HttpClient &m_http;
    QString m_applicationId;
};

} // namespace chancery::keyban
