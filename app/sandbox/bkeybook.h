// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QString>

#include <deque>

namespace chancery::sandbox {

/// Something that a person is asked on the phone.
struct BkeyAsk
{
    enum class Kind : quint8 {
        Approval,
        Access,  ///< to a value of the vault
        Storing, ///< of a new one
        Checkout,
    };
    enum class State : quint8 {
        Pending,
        Approved,
        Denied,
        Expired,
    };

    Kind kind = Kind::Approval;
    State state = State::Pending;
    QString id{};
    QString authReqId{}; ///< by which its token is polled for
    QString clientId{};
    QString subject{};
    QString scope{};
    QString message{};
    json::Value details{};
    qint64 createdAt = 0;
    qint64 expiresAt = 0;
    qint64 answeredAt = 0;
    qint64 interval = 5;     ///< seconds between polls
    qint64 polledAt = 0;     ///< 0: not yet
    int tokensGiven = 0;     ///< at most one, unless a forgery gives it again
    bool isReleased = false; ///< the value was handed out
    // What the vault needs once it is approved.
    QString item{};
    QString field{};
    QByteArray recipient{}; ///< the public key to seal for; empty: as plain text
    QByteArray envelope{};  ///< what to store
    bool isStored = false;
    bool paysInSteps = false;
};

/// Everything that was asked, and the phone that answers.
class BkeyBook
{
public:
    /// What the phone does by itself.
    enum class Auto : quint8 {
        Off,
        Approve,
        Deny,
    };

    BkeyAsk &add(BkeyAsk ask, qint64 now);
    /// By its id or the one it is polled by; null for neither. Expiry has been seen to.
    BkeyAsk *find(const QString &id, qint64 now);
    /// The newest of a client for an item of the vault.
    BkeyAsk *accessTo(const QString &item, const QString &clientId, qint64 now);
    /// The answer of the person; false when it is too late for one.
    bool answer(BkeyAsk &ask, BkeyAsk::State state, qint64 now);
    void setAuto(Auto by) { m_auto = by; }
    Auto automatic() const { return m_auto; }

    /// What is open, as the phone shows it: `GET _sandbox/phone`.
    json::Value pending(qint64 now);
    /// All of it with what became of it: `GET _sandbox/approvals`.
    json::Value all(qint64 now);
    qint64 count(BkeyAsk::State state, qint64 now);
    qint64 size() const { return qint64(m_asks.size()); }
    qint64 tokensGiven() const;

private:
    void expire(qint64 now);

    std::deque<BkeyAsk> m_asks; ///< places stay
    Auto m_auto = Auto::Off;
};

QString bkeyWord(BkeyAsk::State state);
QString bkeyWord(BkeyAsk::Kind kind);

} // namespace chancery::sandbox
