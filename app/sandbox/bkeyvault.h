// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/bkeycrypto.h"
#include "core/json/value.h"

#include <QString>

#include <optional>
#include <vector>

namespace chancery::sandbox {

/// What a phone keeps for somebody.
struct BkeyItem
{
    QString name;
    QString type;
    QString description;
    json::Value value; ///< an object of fields, or the bare value
    qint64 accessedAt = 0;
};

/// How the phone seals what it releases; tests change it.
enum class BkeySealing : quint8 {
    Object,   ///< `{"FIELD": value}`
    Value,    ///< the bare value
    Broken,   ///< the tag does not fit
    OtherKey, ///< for somebody else
};

/// The vault of the sandbox's phone, with the key pair of the vectors (BKey fact sheet §7).
class BkeyVault
{
public:
    explicit BkeyVault(const QByteArray &seed);

    /// Whether somebody opened the vault on the phone, so that it has a key to seal for.
    bool hasKey() const { return m_hasKey; }
    void setHasKey(bool has) { m_hasKey = has; }
    QByteArray publicKey() const { return m_key.publicKey(); }

    BkeyItem *find(const QString &name);
    const std::vector<BkeyItem> &items() const { return m_items; }
    void add(BkeyItem item) { m_items.push_back(std::move(item)); }
    bool hasField(const BkeyItem &item, const QString &field) const;
    static json::Value fieldNames(const BkeyItem &item);

    void setSealing(BkeySealing sealing) { m_sealing = sealing; }
    /// The value, sealed for a public key; a new key pair each time. Nothing when that is no key.
    std::optional<QByteArray> sealedValue(const BkeyItem &item, const QString &field,
                                          const QByteArray &recipient) const;
    /// The fields in an envelope that was sealed for the phone; null when it was not.
    json::Value opened(const QByteArray &envelope) const;

private:
    SealingKey m_key;
    bool m_hasKey = true;
    BkeySealing m_sealing = BkeySealing::Object;
    std::vector<BkeyItem> m_items;
};

} // namespace chancery::sandbox
