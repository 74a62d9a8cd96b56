// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/clock.h"
#include "app/sandbox/dialect.h"
#include "app/sandbox/journal.h"
#include "app/sandbox/message.h"
#include "core/json/value.h"

#include <QHash>
#include <QList>
#include <QString>

#include <functional>

namespace chancery::sandbox {

/// How the points of the sandbox behave; tests change it.
struct LoyaltyManners
{
    enum class Orders : quint8 {
        Normal,
        Late,  ///< a minute after the mint
        Twice, ///< listed twice
        Never,
    };
    enum class NewAmount : quint8 {
        Balance, ///< `newamount` is the new balance
        Minted,  ///< it is what was minted
        Camel,   ///< the balance under the name `newAmount`
        Absent,
    };

    bool honoursKeys = true; ///< of Idempotency-Key
    bool showsKeys = false;  ///< orders name the key of their mint
    bool offersTiers = true; ///< beyond creating one
    bool offersAccounts = true;
    bool isForbidden = false; ///< the key may not write loyalty
    qint64 quota = -1;        ///< points that may still be minted; below 0: any number
    qint64 orderMs = 1000;    ///< until a mint shows among the orders
    qint64 settleMs = 4000;   ///< until it is on the chain
    Orders orders = Orders::Normal;
    NewAmount newAmount = NewAmount::Balance;

    /// Returns what is wrong with the wishes, or an empty text; takes none then.
    QByteArray set(const json::Value &wishes);
};

/// An account and its wallet: the same in every run.
struct LoyaltyAccount
{
    QByteArray id;
    QByteArray walletId;
    qint64 balance = 0; ///< with what is not settled yet
};

/// Points, reward tiers, orders and the claim stream of the passport service (Keyban fact sheet §9). Every change is a
/// record that is written, then carried out; a restart carries them out again.
class LoyaltyService
{
public:
    using Recorder = std::function<void(const Record &)>;

    LoyaltyService(const Clock &clock, Strictness strictness);

    /// From now on changes are recorded.
    void begin(Recorder recorder) { m_recorder = std::move(recorder); }
    void replay(const Record &record);

    /// Everything below /v1/loyalty, and the stream of a claim.
    Answer handle(const Request &request);
    /// `POST _sandbox/loyalty`.
    Answer control(const Request &request, const json::Value &wishes);
    /// `GET _sandbox/loyalty`: what each account was given.
    QByteArray accountsJson() const;
    void addCounts(json::Value &state) const;

    static const QList<LoyaltyAccount> &accounts();

private:
    struct Mint
    {
        qsizetype account = 0;
        qint64 points = 0;
        qint64 createdAt = 0;
        qint64 appearsAt = -1; ///< below 0: never
        qint64 settlesAt = 0;
        bool isTwice = false;
        QByteArray key;
    };
    struct Tier
    {
        QString id; ///< empty once deleted
        json::Value record;
    };
    struct Given
    {
        QByteArray body;
        json::Value answer;
    };
    struct Claim
    {
        qint64 startedAt = 0;
        qint64 milliseconds = 0;
        bool fails = false;
    };
    class ClaimEvents;

    Answer route(const Request &request, qint64 now);
    Answer accountRoute(const Request &request, qint64 now);
    Answer mint(const Request &request, qsizetype account, qint64 now);
    json::Value carryOut(qsizetype account, qint64 points, const QByteArray &key, qint64 now);
    Answer readAccount(qsizetype account) const;
    Answer listOrders(const Request &request, qint64 now) const;
    json::Value orderJson(quint32 number, qint64 now) const;
    Answer tierRoute(const Request &request, qint64 now);
    Answer createTier(const Request &request, qint64 now);
    Answer changeTier(const Request &request, Tier &tier, qint64 now);
    Answer listTiers() const;
    QList<FieldProblem> tierProblems(const json::Value &body, bool isNew) const;
    bool isThresholdTaken(const json::Value &record) const;
    Answer streamClaim(const Request &request);
    void record(const Request &request, qint64 now);
    QByteArray startClaim(const json::Value &wish, qint64 now);
    qsizetype accountAt(const QByteArray &id) const;

    const Clock &m_clock;
    Strictness m_strictness;
    Recorder m_recorder; ///< empty while records are replayed
    LoyaltyManners m_manners;
    QList<LoyaltyAccount> m_accounts = accounts();
    QList<Mint> m_mints;
    QList<Tier> m_tiers;
    QList<Claim> m_claims;
    QHash<QByteArray, Given> m_given; ///< by account and key
};

} // namespace chancery::sandbox
