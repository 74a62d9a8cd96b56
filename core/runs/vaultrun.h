// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/phonerun.h"

namespace chancery {

/// A value wanted from the vault on somebody's phone. With a field, it is sealed for a key of this request alone, so
/// that the service can't read it; without one, the service hands out the whole item and can read it, too.
struct VaultWish
{
    QString itemName;
    QString fieldPath = {};           ///< set: sealed
    QString purpose = {};             ///< for whoever is asked; sealed wants one
    std::chrono::seconds expiry{120}; ///< sealed: 30 s to 600 s
    std::optional<Confirmation> confirmation = {};

    bool isSealed() const { return !fieldPath.isEmpty(); }
    /// What a confirmation has to be for.
    const Call &call() const;
};

/// Asks for one value, which comes once: where an answer got lost, the value may have gone with it (Lost, isUnclear).
/// Ends: Done, Denied, Expired, TimedOut, Withdrawn, Lost, Unreadable, Failed. Audit: `vault.asked`, `vault.ended`.
class VaultRead : public PhoneRun
{
    Q_OBJECT

public:
    explicit VaultRead(PhoneRunParts parts, QObject *parent = nullptr);

    void start(const VaultWish &wish);
    /// The value, once ended() told Done: a text, or a JSON object of fields in the open dialect. It is handed over, so
    /// that a second call yields nothing.
    Secret takeValue() { return std::move(m_value); }

private:
    void send() override;
    void poll() override;
    void taken(const Result<bkey::VaultAccess> &access);
    void answered(Result<bkey::VaultAnswer> answer);
    void open(bkey::VaultAnswer &answer);

    VaultWish m_wish;
    std::optional<bkey::SealKey> m_key; ///< as long as the question is open
    Secret m_value;
};

/// A new item for the vault on somebody's phone.
struct VaultDeposit
{
    QString itemType;
    QString name;
    Secret fields; ///< a JSON object of texts
    QString description = {};
    QStringList tags = {};
    QString website = {};
    std::chrono::seconds expiry{300}; ///< 30 s to 600 s
    std::optional<Confirmation> confirmation = {};
};

/// Seals an item for the phone's key and waits until it is stored there; the service can't read it. Ends: Done, Denied,
/// Expired, TimedOut, Withdrawn, NoKey, Failed. Audit: `vault.storeAsked`, `vault.storeEnded`.
class VaultStoreRun : public PhoneRun
{
    Q_OBJECT

public:
    explicit VaultStoreRun(PhoneRunParts parts, QObject *parent = nullptr);

    void start(VaultDeposit deposit);

private:
    void send() override;
    void poll() override;
    void seal(const Result<bkey::VaultKey> &key);
    void taken(const Result<bkey::VaultStore> &store);
    void answered(const Result<bkey::VaultStore> &store);

    VaultDeposit m_deposit;
};

} // namespace chancery
