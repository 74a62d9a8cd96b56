// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeyservice.h"

namespace chancery::sandbox {

// The phone, and what tests do to the service from behind (installer/man/chancery-sandbox.1).

namespace {

using namespace Qt::StringLiterals;

Answer controlRefusal(const Request &request, int status, const QByteArray &detail)
{
    return Answer::refused({status, "SANDBOX_CONTROL", detail, {}}, request.path);
}

QStringList textsOf(const json::Value &list)
{
    QStringList texts;
    for (const json::Value &item : list.items())
        texts << item.toString();
    return texts;
}

std::optional<BkeySealing> sealingOf(const QString &word)
{
    if (word == u"object")
        return BkeySealing::Object;
    if (word == u"value")
        return BkeySealing::Value;
    if (word == u"broken")
        return BkeySealing::Broken;
    if (word == u"otherKey")
        return BkeySealing::OtherKey;
    return {};
}

QByteArray notOneOf(const json::Member &wish, const QStringList &words)
{
    return QString(wish.key + u" takes "_s + words.join(u", "_s)).toUtf8();
}

} // namespace

bool BkeyService::settle(BkeyAsk &ask, BkeyAsk::State state, qint64 now)
{
    if (!m_book.answer(ask, state, now))
        return false;
    if (ask.kind != BkeyAsk::Kind::Storing || state != BkeyAsk::State::Approved)
        return true;
    // The phone can only keep what was sealed for it.
    const json::Value fields = m_vault.opened(ask.envelope);
    ask.isStored = !fields.isNull() && !m_vault.find(ask.item);
    if (ask.isStored)
        m_vault.add({ask.item, ask.field, ask.details[u"description"].toString(), fields});
    return true;
}

Answer BkeyService::tap(const Request &request, const json::Value &body)
{
    const QString action = body[u"action"].toString();
    if (action != u"approve" && action != u"deny")
        return controlRefusal(request, 400, "action is approve or deny");
    const qint64 now = m_clock.now();
    BkeyAsk *const ask = m_book.find(body[u"id"].toString(), now);
    if (!ask)
        return controlRefusal(request, 404, "nothing with this id was asked");
    if (!settle(*ask, action == u"approve" ? BkeyAsk::State::Approved : BkeyAsk::State::Denied, now))
        return controlRefusal(request, 409, "it is " + bkeyWord(ask->state).toLatin1() + " already");
    return Answer::json("{}");
}

QByteArray BkeyService::control(const json::Value &wishes)
{
    for (const json::Member &wish : wishes.members()) {
        if (const QByteArray problem = grant(wish); !problem.isEmpty())
            return problem;
    }
    return {};
}

QByteArray BkeyService::grant(const json::Member &wish)
{
    const json::Value &value = wish.value;
    const QString word = value.toString();
    if (wish.key == u"dialect") {
        const bool isOwn = word == u"client";
        if (!isOwn && word != u"status" && word != u"rfc")
            return notOneOf(wish, {u"client"_s, u"status"_s, u"rfc"_s});
        const auto dialect = word == u"rfc" ? BkeyDialect::Rfc : BkeyDialect::Status;
        m_clients.setDialect(isOwn ? std::nullopt : std::optional(dialect));
    } else if (wish.key == u"auto") {
        if (word != u"off" && word != u"approve" && word != u"deny")
            return notOneOf(wish, {u"off"_s, u"approve"_s, u"deny"_s});
        m_book.setAuto(word == u"approve" ? BkeyBook::Auto::Approve
                       : word == u"deny"  ? BkeyBook::Auto::Deny
                                          : BkeyBook::Auto::Off);
    } else if (wish.key == u"forge") {
        for (const QString &forgery : textsOf(value)) {
            if (!BkeySigner::forgeries().contains(forgery))
                return notOneOf(wish, BkeySigner::forgeries());
        }
        m_signer.setForgeries(textsOf(value));
    } else if (wish.key == u"keys") {
        if (word == u"rotate")
            m_signer.rotate();
        else if (word == u"retire")
            m_signer.retire();
        else if (!m_signer.setPublishing(word))
            return notOneOf(wish, {u"rotate"_s, u"retire"_s, u"normal"_s, u"none"_s, u"many"_s, u"private"_s});
    } else if (wish.key == u"sealing") {
        const auto sealing = sealingOf(word);
        if (!sealing)
            return notOneOf(wish, {u"object"_s, u"value"_s, u"broken"_s, u"otherKey"_s});
        m_vault.setSealing(*sealing);
    } else if (wish.key == u"payment") {
        const QStringList words{u"dialect"_s, u"complete"_s, u"steps"_s, u"fail"_s};
        if (!words.contains(word))
            return notOneOf(wish, words);
        m_payment = word;
    } else if (value.isBool()) {
        return grantSwitch(wish.key, value.toBool());
    } else {
        return grantNumber(wish.key, value.toInteger(-1));
    }
    return {};
}

QByteArray BkeyService::grantSwitch(const QString &key, bool isOn)
{
    if (key == u"refreshTokens")
        m_clients.setGivesRefreshTokens(isOn);
    else if (key == u"ownScopes")
        m_clients.setTakesOwnScopes(isOn);
    else if (key == u"vaultKey")
        m_vault.setHasKey(isOn);
    else if (key == u"expireTokens" && isOn)
        m_clients.expireAll();
    else if (key == u"expireRefreshTokens" && isOn)
        m_clients.expireRefreshTokens();
    else
        return key.toUtf8() + " is no wish that can be met";
    return {};
}

QByteArray BkeyService::grantNumber(const QString &key, qint64 number)
{
    if (key == u"interval" && number >= 0)
        m_interval = number;
    else if (key == u"tokenSeconds" && number >= 0)
        m_clients.setLife(number);
    else if (key == u"approvalSeconds" && number >= 0)
        m_signer.setLife(number);
    else
        return key.toUtf8() + " is no wish that can be met";
    return {};
}

} // namespace chancery::sandbox
