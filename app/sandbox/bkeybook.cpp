// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/bkeybook.h"

#include "app/sandbox/clock.h"

#include <QUuid>

#include <algorithm>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

json::Value shown(const BkeyAsk &ask)
{
    json::Value entry = json::Value::object();
    entry.set(u"id"_s, ask.kind == BkeyAsk::Kind::Approval ? ask.authReqId : ask.id);
    entry.set(u"kind"_s, bkeyWord(ask.kind));
    entry.set(u"message"_s, ask.message);
    entry.set(u"scope"_s, ask.scope);
    entry.set(u"details"_s, ask.details);
    entry.set(u"subject"_s, ask.subject);
    entry.set(u"client"_s, ask.clientId);
    entry.set(u"createdAt"_s, QString::fromLatin1(isoTime(ask.createdAt)));
    entry.set(u"expiresAt"_s, QString::fromLatin1(isoTime(ask.expiresAt)));
    return entry;
}

} // namespace

QString bkeyWord(BkeyAsk::State state)
{
    switch (state) {
    case BkeyAsk::State::Pending:
        return u"pending"_s;
    case BkeyAsk::State::Approved:
        return u"approved"_s;
    case BkeyAsk::State::Denied:
        return u"denied"_s;
    case BkeyAsk::State::Expired:
        break;
    }
    return u"expired"_s;
}

QString bkeyWord(BkeyAsk::Kind kind)
{
    switch (kind) {
    case BkeyAsk::Kind::Approval:
        return u"approval"_s;
    case BkeyAsk::Kind::Access:
        return u"vaultAccess"_s;
    case BkeyAsk::Kind::Storing:
        return u"vaultStore"_s;
    case BkeyAsk::Kind::Checkout:
        break;
    }
    return u"checkout"_s;
}

BkeyAsk &BkeyBook::add(BkeyAsk ask, qint64 now)
{
    // Not worked out from a number: an id of before a restart must never come again.
    ask.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    ask.authReqId = u"ciba_"_s + QUuid::createUuid().toString(QUuid::Id128);
    ask.createdAt = now;
    return m_asks.emplace_back(std::move(ask));
}

void BkeyBook::expire(qint64 now)
{
    for (BkeyAsk &ask : m_asks) {
        if (ask.state == BkeyAsk::State::Pending && ask.expiresAt <= now)
            ask.state = BkeyAsk::State::Expired;
    }
}

BkeyAsk *BkeyBook::find(const QString &id, qint64 now)
{
    expire(now);
    const auto found = std::find_if(m_asks.begin(), m_asks.end(),
                                    [&id](const BkeyAsk &ask) { return ask.id == id || ask.authReqId == id; });
    return found == m_asks.end() ? nullptr : &*found;
}

BkeyAsk *BkeyBook::accessTo(const QString &item, const QString &clientId, qint64 now)
{
    expire(now);
    const auto found = std::find_if(m_asks.rbegin(), m_asks.rend(), [&](const BkeyAsk &ask) {
        return ask.kind == BkeyAsk::Kind::Access && ask.item == item && ask.clientId == clientId;
    });
    return found == m_asks.rend() ? nullptr : &*found;
}

bool BkeyBook::answer(BkeyAsk &ask, BkeyAsk::State state, qint64 now)
{
    expire(now);
    if (ask.state != BkeyAsk::State::Pending)
        return false;
    ask.state = state;
    ask.answeredAt = now;
    return true;
}

json::Value BkeyBook::pending(qint64 now)
{
    expire(now);
    json::Value::Array open;
    for (const BkeyAsk &ask : m_asks) {
        if (ask.state == BkeyAsk::State::Pending)
            open.push_back(shown(ask));
    }
    json::Value list = json::Value::object();
    list.set(u"pending"_s, std::move(open));
    return list;
}

json::Value BkeyBook::all(qint64 now)
{
    expire(now);
    json::Value::Array entries;
    for (const BkeyAsk &ask : m_asks) {
        json::Value entry = shown(ask);
        entry.set(u"state"_s, bkeyWord(ask.state));
        entry.set(u"tokens"_s, json::Value::integer(ask.tokensGiven));
        entries.push_back(std::move(entry));
    }
    json::Value list = json::Value::object();
    list.set(u"approvals"_s, std::move(entries));
    return list;
}

qint64 BkeyBook::count(BkeyAsk::State state, qint64 now)
{
    expire(now);
    return std::count_if(m_asks.begin(), m_asks.end(), [state](const BkeyAsk &ask) { return ask.state == state; });
}

qint64 BkeyBook::tokensGiven() const
{
    qint64 given = 0;
    for (const BkeyAsk &ask : m_asks)
        given += ask.tokensGiven;
    return given;
}

} // namespace chancery::sandbox
