// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeyservice.h"

#include <QUuid>

namespace chancery::sandbox {

// The vault as either dialect reaches it (BKey fact sheet §2 rows 5 to 13, §7).

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 openExpiry = 300'000;
constexpr qint64 usualExpiry = 120;

BkeyRefusal lacks(const QString &scope)
{
    return {403, u"insufficient_scope"_s, scope + u" is needed"_s};
}

BkeyRefusal noSuch(const QString &what)
{
    return {404, u"not_found"_s, u"no such "_s + what};
}

QString isoText(qint64 milliseconds)
{
    return QString::fromLatin1(isoTime(milliseconds));
}

bool isUuid(const QString &text)
{
    return text.size() == 36 && !QUuid::fromString(text).isNull();
}

/// The bytes of a standard base64 text; empty for anything else.
QByteArray strictBase64(const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.toBase64() == text.toLatin1() ? decoded.decoded : QByteArray();
}

json::Value success()
{
    json::Value body = json::Value::object();
    body.set(u"success"_s, true);
    return body;
}

} // namespace

Answer BkeyService::vaultRoute(const Call &call)
{
    const Request &request = call.request;
    const bool isStoring = request.is("POST", {"v1", "vault", "store"}) || request.is("GET", {"v1", "vault", "keys"}) ||
                           (request.segments.value(2) == "items" && request.segments.value(3) == "store-request");
    const QString needed = isStoring ? u"vault:store"_s : u"vault:access"_s;
    if (!call.bearer.mayDo(needed))
        return lacks(needed).answer();
    if (request.is("POST", {"v1", "vault", "store"}))
        return openStore(call);
    if (request.is("GET", {"v1", "vault", "keys"}))
        return vaultKeys();
    if (request.is("GET", {"v1", "vault", "items"}))
        return vaultItems(call);
    if (request.is("POST", {"v1", "vault", "items", "store-request"}))
        return requestStore(call);
    if (request.is("GET", {"v1", "vault", "items", "store-request", "*"}))
        return storeStatus(call);
    if (request.is("POST", {"v1", "vault", "access"}))
        return sealedAccess(call);
    if (request.is("GET", {"v1", "vault", "access", "*"}) && isUuid(call.id(3)))
        return sealedStatus(call);
    if (request.is("POST", {"v1", "vault", "*", "access"}))
        return openAccess(call);
    if (request.is("GET", {"v1", "vault", "*", "status"}))
        return openStatus(call);
    return noSuch(u"route"_s).answer();
}

Answer BkeyService::openAccess(const Call &call)
{
    const BkeyItem *const item = m_vault.find(call.id(2));
    if (!call.request.body.isEmpty())
        return BkeyRefusal{400, u"invalid_request"_s, u"this call has no body"_s}.answer();
    if (!item)
        return noSuch(u"item"_s).answer();
    BkeyAsk ask{.kind = BkeyAsk::Kind::Access};
    ask.clientId = call.bearer.clientId;
    ask.subject = QString::fromLatin1(bkeyUserDid);
    ask.scope = u"openid vault:access"_s;
    ask.message = u"Read %1"_s.arg(item->name);
    ask.details.set(u"item"_s, item->name);
    ask.item = item->name;
    ask.expiresAt = call.now + openExpiry;
    const BkeyAsk &begun = begin(std::move(ask), call.now);
    json::Value body = success();
    body.set(u"id"_s, begun.id);
    body.set(u"status"_s, bkeyWord(begun.state));
    body.set(u"ciba_auth_req_id"_s, begun.authReqId);
    return Answer::json(json::write(body));
}

Answer BkeyService::openStatus(const Call &call)
{
    // The Python guide asks by the id of the access, its signature by the one of the item.
    BkeyAsk *ask = isUuid(call.id(2)) ? m_book.find(call.id(2), call.now) : nullptr;
    if (!ask)
        ask = m_book.accessTo(call.id(2), call.bearer.clientId, call.now);
    if (!ask || ask->kind != BkeyAsk::Kind::Access || ask->clientId != call.bearer.clientId ||
        !ask->recipient.isEmpty())
        return noSuch(u"access"_s).answer();
    json::Value body = success();
    body.set(u"id"_s, ask->id);
    body.set(u"status"_s, ask->isReleased ? u"consumed"_s : bkeyWord(ask->state));
    BkeyItem *const item = m_vault.find(ask->item);
    if (ask->state == BkeyAsk::State::Approved && !ask->isReleased && item) {
        body.set(u"data"_s, item->value);
        ask->isReleased = true;
        item->accessedAt = call.now;
    }
    return Answer::json(json::write(body));
}

Answer BkeyService::openStore(const Call &call)
{
    const ParsedBody parsed = parsedBody(call.request);
    if (parsed.refusal)
        return BkeyRefusal{400, u"invalid_request"_s, u"the body must be a JSON object"_s}.answer();
    KeystoneBody body = bodyOf(parsed.object);
    const QString key = body.text(u"key"_s, {Need::Required, 128});
    const QString value = body.text(u"value"_s, {Need::Required, 65'536});
    if (body.has(u"metadata"_s) && !body.value()[u"metadata"].isNull())
        body.object(u"metadata"_s);
    else
        body.text(u"metadata"_s, {Need::Optional});
    if (const BkeyRefusal refusal = bkeyRefusal(body))
        return refusal.answer();
    if (m_vault.find(key))
        return BkeyRefusal{409, u"conflict"_s, u"there is an item of this name"_s}.answer();
    m_vault.add({key, u"secret"_s, {}, value});
    json::Value answer = success();
    answer.set(u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    answer.set(u"status"_s, u"stored"_s);
    return Answer::json(json::write(answer));
}

Answer BkeyService::vaultKeys() const
{
    if (!m_vault.hasKey())
        return noSuch(u"key: open the vault on the phone once"_s).answer();
    json::Value body = success();
    body.set(u"publicKey"_s, QString::fromLatin1(m_vault.publicKey().toBase64()));
    body.set(u"keyId"_s, u"test-phone-1"_s);
    return Answer::json(json::write(body));
}

Answer BkeyService::vaultItems(const Call &call) const
{
    const QString wanted = QString::fromUtf8(call.request.queryValue("itemType"));
    json::Value::Array items;
    for (const BkeyItem &item : m_vault.items()) {
        if (!wanted.isEmpty() && item.type != wanted)
            continue;
        json::Value entry = json::Value::object();
        entry.set(u"name"_s, item.name);
        entry.set(u"itemType"_s, item.type);
        entry.set(u"description"_s, item.description);
        entry.set(u"fieldNames"_s, BkeyVault::fieldNames(item));
        entry.set(u"status"_s, u"active"_s);
        entry.set(u"lastAccessedAt"_s, item.accessedAt ? json::Value(isoText(item.accessedAt)) : json::Value());
        items.push_back(std::move(entry));
    }
    json::Value body = success();
    body.set(u"items"_s, std::move(items));
    return Answer::json(json::write(body));
}

Answer BkeyService::requestStore(const Call &call)
{
    const ParsedBody parsed = parsedBody(call.request);
    if (parsed.refusal)
        return BkeyRefusal{400, u"invalid_request"_s, u"the body must be a JSON object"_s}.answer();
    KeystoneBody body = bodyOf(parsed.object);
    BkeyAsk ask{.kind = BkeyAsk::Kind::Storing};
    ask.item = body.text(u"name"_s, {Need::Required, 128});
    ask.field = body.text(u"itemType"_s, {Need::Required, 64});
    ask.envelope = strictBase64(body.text(u"encryptedPayload"_s, {Need::Required, 131'072}));
    const QString description = body.text(u"description"_s, {Need::Optional, 512});
    body.texts(u"tags"_s, {});
    body.text(u"website"_s, {Need::Optional, 512});
    const qint64 expiry = body.integer(u"expiresInSecs"_s, Need::Optional, 30, 600).value_or(usualExpiry);
    if (ask.envelope.size() <= 1 + SealingKey::headSize || ask.envelope.front() != '\x02')
        body.complain(u"encryptedPayload"_s, u"envelope"_s, u"Input should be a sealed envelope in base64"_s);
    if (const BkeyRefusal refusal = bkeyRefusal(body))
        return refusal.answer();
    if (!m_vault.hasKey())
        return noSuch(u"key: open the vault on the phone once"_s).answer();
    if (m_vault.find(ask.item))
        return BkeyRefusal{409, u"conflict"_s, u"there is an item of this name"_s}.answer();

    ask.clientId = call.bearer.clientId;
    ask.subject = QString::fromLatin1(bkeyUserDid);
    ask.scope = u"openid vault:store"_s;
    ask.message = u"Store %1"_s.arg(ask.item);
    ask.details.set(u"item"_s, ask.item);
    ask.details.set(u"itemType"_s, ask.field);
    ask.details.set(u"description"_s, description);
    ask.expiresAt = call.now + expiry * 1000;
    const BkeyAsk &begun = begin(std::move(ask), call.now);
    json::Value answer = success();
    answer.setAt(u"storeRequest.id", begun.id);
    answer.setAt(u"storeRequest.status", u"pending"_s);
    answer.setAt(u"storeRequest.expiresAt", isoText(begun.expiresAt));
    return Answer::json(json::write(answer));
}

Answer BkeyService::storeStatus(const Call &call)
{
    const BkeyAsk *const ask = m_book.find(call.id(4), call.now);
    if (!ask || ask->kind != BkeyAsk::Kind::Storing || ask->clientId != call.bearer.clientId)
        return noSuch(u"store request"_s).answer();
    const bool isAnswered = ask->state == BkeyAsk::State::Approved || ask->state == BkeyAsk::State::Denied;
    const QString status = !isAnswered ? bkeyWord(ask->state) : ask->isStored ? u"stored"_s : u"rejected"_s;
    json::Value body = success();
    body.setAt(u"storeRequest.id", ask->id);
    body.setAt(u"storeRequest.status", status);
    return Answer::json(json::write(body));
}

Answer BkeyService::sealedAccess(const Call &call)
{
    const ParsedBody parsed = parsedBody(call.request);
    if (parsed.refusal)
        return BkeyRefusal{400, u"invalid_request"_s, u"the body must be a JSON object"_s}.answer();
    KeystoneBody body = bodyOf(parsed.object);
    BkeyAsk ask{.kind = BkeyAsk::Kind::Access};
    ask.item = body.text(u"itemName"_s, {Need::Required, 128});
    ask.field = body.text(u"fieldPath"_s, {Need::Required, 64});
    ask.message = body.text(u"purpose"_s, {Need::Required, 512});
    const QString key = body.text(u"ephemeralPublicKey"_s, {Need::Required, 64});
    ask.recipient = strictBase64(key);
    const qint64 expiry = body.integer(u"expiresInSecs"_s, Need::Optional, 30, 600).value_or(usualExpiry);
    // A point that gives the all-zero secret is no key either.
    if (ask.recipient.size() != SealingKey::keySize || !SealingKey::random().sealFor(ask.recipient, "test"))
        body.complain(u"ephemeralPublicKey"_s, u"key"_s, u"Input should be 32 bytes of an X25519 key in base64"_s);
    if (const BkeyRefusal refusal = bkeyRefusal(body))
        return refusal.answer();
    const BkeyItem *const item = m_vault.find(ask.item);
    if (!item || !m_vault.hasField(*item, ask.field))
        return noSuch(item ? u"field"_s : u"item"_s).answer();

    ask.clientId = call.bearer.clientId;
    ask.subject = QString::fromLatin1(bkeyUserDid);
    ask.scope = u"openid vault:access"_s;
    ask.details.set(u"item"_s, ask.item);
    ask.details.set(u"field"_s, ask.field);
    ask.expiresAt = call.now + expiry * 1000;
    const BkeyAsk &begun = begin(std::move(ask), call.now);
    json::Value answer = success();
    answer.set(u"id"_s, begun.id);
    answer.set(u"status"_s, u"pending"_s);
    answer.set(u"challengeHex"_s, QUuid::createUuid().toString(QUuid::Id128));
    answer.set(u"ephemeralPublicKey"_s, key);
    answer.set(u"expiresAt"_s, isoText(begun.expiresAt));
    answer.set(u"createdAt"_s, isoText(begun.createdAt));
    return Answer::json(json::write(answer));
}

Answer BkeyService::sealedStatus(const Call &call)
{
    BkeyAsk *const ask = m_book.find(call.id(3), call.now);
    const bool isOurs = ask && ask->kind == BkeyAsk::Kind::Access && ask->clientId == call.bearer.clientId;
    if (!isOurs || ask->recipient.isEmpty())
        return noSuch(u"access"_s).answer();
    BkeyItem *const item = m_vault.find(ask->item);
    const bool isGranted = ask->state == BkeyAsk::State::Approved;
    json::Value sealed;
    if (isGranted && !ask->isReleased && item) {
        const auto value = m_vault.sealedValue(*item, ask->field, ask->recipient);
        sealed = QString::fromLatin1(value.value_or(QByteArray()).toBase64());
        ask->isReleased = true;
        item->accessedAt = call.now;
    }
    json::Value body = success();
    body.set(u"id"_s, ask->id);
    body.set(u"status"_s, isGranted ? u"consumed"_s : bkeyWord(ask->state));
    body.set(u"e2eeCiphertext"_s, std::move(sealed));
    body.set(u"expiresAt"_s, isoText(ask->expiresAt));
    return Answer::json(json::write(body));
}

} // namespace chancery::sandbox
