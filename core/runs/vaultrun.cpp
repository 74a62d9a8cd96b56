// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/vaultrun.h"

#include "core/async/errorof.h"
#include "core/bkey/calls.h"
#include "core/json/fields.h"

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bkey::StoreState;
using bkey::VaultState;

namespace {

/// Of what the open dialect asks for, which says nothing about it.
constexpr auto openLife = 300s;

/// How long it is to live: by the service's clock, since ours may differ.
std::chrono::milliseconds lifeOf(const QDateTime &from, const QDateTime &until, std::chrono::milliseconds usual)
{
    return until.isValid() ? std::chrono::milliseconds(from.msecsTo(until)) : usual;
}

Error noRandomness()
{
    return errorOf(ErrorKind::Refused, Cause::Unexpected, u"X25519"_s);
}

} // namespace

const Call &VaultWish::call() const
{
    return isSealed() ? bkey::calls::requestSealed : bkey::calls::requestOpen;
}

VaultRead::VaultRead(PhoneRunParts parts, QObject *parent)
    : PhoneRun(std::move(parts), {u"vault.asked"_s, u"vault.ended"_s}, parent)
{}

void VaultRead::start(const VaultWish &wish)
{
    m_wish = wish;
    json::Value content = json::Value::object();
    content.set(u"item"_s, wish.itemName);
    json::setUnlessEmpty(content, u"field"_s, wish.fieldPath);
    json::setUnlessEmpty(content, u"purpose"_s, wish.purpose);
    content.set(u"sealed"_s, wish.isSealed());
    ask(wish.itemName, std::move(content));
}

void VaultRead::send()
{
    const auto next = [this](const Result<bkey::VaultAccess> &access) { taken(access); };
    if (!m_wish.isSealed())
        return client().requestOpen(m_wish.itemName, m_wish.confirmation).then(step(), next);
    m_key = bkey::SealKey::make();
    if (!m_key)
        return fail(noRandomness());
    const bkey::SealedRequest request{.itemName = m_wish.itemName,
                                      .fieldPath = m_wish.fieldPath,
                                      .purpose = m_wish.purpose,
                                      .publicKey = m_key->publicKey(),
                                      .expiry = m_wish.expiry};
    client().requestSealed(request, m_wish.confirmation).then(step(), next);
}

void VaultRead::taken(const Result<bkey::VaultAccess> &access)
{
    if (!access)
        return notTaken(access.error());
    const QDateTime from = access->createdAt.isValid() ? access->createdAt : client().now();
    await(access->id, lifeOf(from, access->expiresAt, m_wish.isSealed() ? m_wish.expiry : openLife));
}

void VaultRead::poll()
{
    const QString &id = report().requestId;
    (m_wish.isSealed() ? client().readSealed(id) : client().readOpen(id))
        .then(step(), [this](Result<bkey::VaultAnswer> answer) { answered(std::move(answer)); });
}

void VaultRead::answered(Result<bkey::VaultAnswer> answer)
{
    if (!answer) {
        report().isUnclear = report().isUnclear || mayHaveBeenAnswered(answer.error());
        return pollFailed(answer.error());
    }
    report().status = answer->status;
    switch (answer->state) {
    case VaultState::Released:
        return open(*answer);
    case VaultState::Lost: // nobody else knows this id, and Qt repeats a read behind our back when a connection closes
        report().isUnclear = true;
        return end(PhoneEnd::Lost);
    case VaultState::Denied:
        return end(PhoneEnd::Denied);
    case VaultState::Expired:
        return end(PhoneEnd::Expired);
    case VaultState::Waiting:
    case VaultState::Granted: // and so it was not in an answer that got lost
        report().isUnclear = false;
        break;
    case VaultState::Unknown:
        break;
    }
    pollAgain(answer->status, answer->state == VaultState::Unknown);
}

/// What was to be sealed and came in the clear was read by others; it is not what was asked for.
void VaultRead::open(bkey::VaultAnswer &answer)
{
    if (m_wish.isSealed()) {
        if (auto opened = bkey::openValue(*m_key, answer.sealed, m_wish.fieldPath))
            m_value = std::move(*opened);
        m_key.reset();
    } else {
        m_value = std::move(answer.value);
    }
    end(m_value.isEmpty() ? PhoneEnd::Unreadable : PhoneEnd::Done);
}

VaultStoreRun::VaultStoreRun(PhoneRunParts parts, QObject *parent)
    : PhoneRun(std::move(parts), {u"vault.storeAsked"_s, u"vault.storeEnded"_s}, parent)
{}

void VaultStoreRun::start(VaultDeposit deposit)
{
    m_deposit = std::move(deposit);
    json::Value content = json::Value::object();
    content.set(u"item"_s, m_deposit.name);
    content.set(u"itemType"_s, m_deposit.itemType);
    ask(m_deposit.name, std::move(content));
}

void VaultStoreRun::send()
{
    client().readVaultKey().then(step(), [this](const Result<bkey::VaultKey> &key) { seal(key); });
}

void VaultStoreRun::seal(const Result<bkey::VaultKey> &key)
{
    const Secret fields = std::move(m_deposit.fields);
    if (!key)
        return key.error().kind == ErrorKind::NotFound ? end(PhoneEnd::NoKey) : fail(key.error());
    const auto own = bkey::SealKey::make();
    const auto sealed = own ? bkey::sealForPhone(*own, key->publicKey, fields) : std::nullopt;
    if (!sealed)
        return fail(noRandomness());
    client()
        .storeSealed({.itemType = m_deposit.itemType,
                      .name = m_deposit.name,
                      .payload = *sealed,
                      .description = m_deposit.description,
                      .tags = m_deposit.tags,
                      .website = m_deposit.website,
                      .expiry = m_deposit.expiry},
                     m_deposit.confirmation)
        .then(step(), [this](const Result<bkey::VaultStore> &store) { taken(store); });
}

void VaultStoreRun::taken(const Result<bkey::VaultStore> &store)
{
    if (!store)
        return notTaken(store.error());
    await(store->id, lifeOf(client().now(), store->expiresAt, m_deposit.expiry));
}

void VaultStoreRun::poll()
{
    client().readStore(report().requestId).then(step(), [this](const Result<bkey::VaultStore> &store) {
        answered(store);
    });
}

void VaultStoreRun::answered(const Result<bkey::VaultStore> &store)
{
    if (!store)
        return pollFailed(store.error());
    report().status = store->status;
    switch (store->state) {
    case StoreState::Stored:
        return end(PhoneEnd::Done);
    case StoreState::Rejected:
        return end(PhoneEnd::Denied);
    case StoreState::Expired:
        return end(PhoneEnd::Expired);
    case StoreState::Pending:
    case StoreState::Unknown:
        break;
    }
    pollAgain(store->status, store->state == StoreState::Unknown);
}

} // namespace chancery

#include "moc_vaultrun.cpp"
