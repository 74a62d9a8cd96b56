// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeyvault.h"

#include <algorithm>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

QByteArray phoneSeed()
{
    QByteArray seed;
    for (char byte = 1; byte <= 32; ++byte)
        seed.append(byte);
    return seed;
}

BkeyItem demoItem(const QString &name, const QString &description, const QString &value)
{
    json::Value fields = json::Value::object();
    fields.set(u"key"_s, value);
    return {name, u"api_key"_s, description, std::move(fields)};
}

} // namespace

BkeyVault::BkeyVault(const QByteArray &seed)
    : m_key(phoneSeed())
    , m_hasKey(seed == "demo")
{
    if (seed != "demo")
        return;
    add(demoItem(u"openai-api-key"_s, u"For the descriptions of the spring collection"_s, u"test-openai-0001"_s));
    add(demoItem(u"keyban-api-key"_s, u"Passports, test environment"_s, u"kb-demo-0001"_s));
    json::Value fields = json::Value::object();
    fields.set(u"username"_s, u"atelier"_s);
    fields.set(u"password"_s, u"test-shop-password"_s);
    add({u"shop-login"_s, u"login"_s, u"The shop's back office"_s, std::move(fields)});
}

BkeyItem *BkeyVault::find(const QString &name)
{
    const auto found =
        std::find_if(m_items.begin(), m_items.end(), [&name](const BkeyItem &item) { return item.name == name; });
    return found == m_items.end() ? nullptr : &*found;
}

bool BkeyVault::hasField(const BkeyItem &item, const QString &field) const
{
    return item.value.isObject() ? item.value.contains(field) : field == u"value";
}

json::Value BkeyVault::fieldNames(const BkeyItem &item)
{
    json::Value::Array names;
    for (const json::Member &member : item.value.members())
        names.emplace_back(member.key);
    if (!item.value.isObject())
        names.emplace_back(u"value"_s);
    return names;
}

std::optional<QByteArray> BkeyVault::sealedValue(const BkeyItem &item, const QString &field,
                                                 const QByteArray &recipient) const
{
    const json::Value value = item.value.isObject() ? item.value[field] : item.value;
    QByteArray plain = value.toText().toUtf8();
    if (m_sealing != BkeySealing::Value) {
        json::Value fields = json::Value::object();
        fields.set(field, value);
        plain = json::write(fields);
    }
    const QByteArray reader = m_sealing == BkeySealing::OtherKey ? m_key.publicKey() : recipient;
    std::optional<QByteArray> sealed = SealingKey::random().sealFor(reader, plain);
    if (sealed && m_sealing == BkeySealing::Broken)
        sealed->back() = char(sealed->back() ^ 1);
    return sealed;
}

json::Value BkeyVault::opened(const QByteArray &envelope) const
{
    const auto plain = m_key.open(envelope);
    const auto fields = plain ? json::parse(*plain) : Result<json::Value>(json::Value());
    return fields && fields->isObject() ? *fields : json::Value();
}

} // namespace chancery::sandbox
