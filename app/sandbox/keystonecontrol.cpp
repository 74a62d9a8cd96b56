// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystoneseed.h"
#include "app/sandbox/keystoneservice.h"

namespace chancery::sandbox {

using namespace Qt::StringLiterals;

// What tests do to the settlement service from behind (installer/man/chancery-sandbox.1).

QByteArray KeystoneService::control(const json::Value &wishes)
{
    const qint64 now = catchUp();
    m_recorder({Record::Kind::KeystoneControl, now, 0, json::write(wishes)});
    for (const json::Member &wish : wishes.members())
        if (const QByteArray problem = grant(wish, now); !problem.isEmpty())
            return problem;
    return {};
}

QByteArray KeystoneService::grant(const json::Member &wish, qint64 now)
{
    if (wish.key == u"oddities")
        return m_oddities.set(wish.value);
    if (wish.key == u"add")
        return addSettlements(wish.value, now);
    if (wish.key == u"decide")
        return decideElsewhere(wish.value, now);
    if (wish.key == u"counterpart")
        return submitCounterpart(wish.value, now);
    if (wish.key == u"rotate")
        return rotateElsewhere(wish.value, now);
    if (wish.key == u"expireTokens" && wish.value.toBool())
        m_tokens.expireAll();
    else if (wish.key == u"tokenSeconds" && wish.value.toInteger(-1) >= 0)
        m_tokens.setLife(wish.value.toInteger());
    else
        return wish.key.toUtf8() + " is no wish that can be met";
    return {};
}

/// `{"count","legs","quantity","flagged","slow"}`: settlements that arrive while somebody works.
QByteArray KeystoneService::addSettlements(const json::Value &wishes, qint64 now)
{
    const qint64 count = wishes[u"count"].toInteger(1);
    const qint64 legs = wishes[u"legs"].toInteger(2);
    if (count < 1 || count > 100'000 || legs < 1 || legs > 1000)
        return "add takes a count from 1 to 100000 and legs from 1 to 1000";
    Arrival arrival{.legs = int(legs), .quantity = wishes[u"quantity"].toText()};
    arrival.isFlagged = wishes[u"flagged"].toBool();
    arrival.isSlow = wishes[u"slow"].toBool();
    for (qint64 i = 0; i < count; ++i)
        addArrival(m_book, arrival, now);
    return {};
}

/// `{"id","decision"}`: as another officer of the same environment would.
QByteArray KeystoneService::decideElsewhere(const json::Value &wish, qint64 now)
{
    BookedSettlement *const settlement = m_book.find(0, wish[u"id"].toString());
    const QString decision = wish[u"decision"].toString();
    if (!settlement || (decision != u"approve" && decision != u"reject"))
        return "decide takes the id of a settlement and approve or reject";
    const KeystoneRefusal refusal = m_book.decide(*settlement, decision, u"m2m:test-other-desk"_s, now);
    return refusal.detail.toString().toUtf8();
}

/// The id of an instruction: the other side submits what it waits for.
QByteArray KeystoneService::submitCounterpart(const json::Value &id, qint64 now)
{
    const HeldInstruction *const held = m_instructions.find(0, id.toString());
    if (!held)
        return "counterpart takes the id of an instruction";
    return m_instructions.submitCounterpart(*held, now).detail.toString().toUtf8();
}

/// The id of a webhook endpoint: somebody else rotates its secret.
QByteArray KeystoneService::rotateElsewhere(const json::Value &id, qint64 now)
{
    HeldWebhook *const webhook = m_webhooks.find(0, id.toString());
    if (!webhook)
        return "rotate takes the id of a webhook endpoint";
    m_webhooks.rotate(*webhook, now);
    return {};
}

QByteArray KeystoneService::decisionsJson() const
{
    json::Value::Array decisions;
    for (const TakenDecision &taken : m_book.decisions()) {
        json::Value entry = json::Value::object();
        entry.set(u"settlement"_s, taken.settlement);
        entry.set(u"decision"_s, taken.decision);
        entry.set(u"by"_s, taken.by);
        entry.set(u"at"_s, QString::fromLatin1(isoTime(taken.time)));
        decisions.push_back(std::move(entry));
    }
    json::Value body = json::Value::object();
    body.set(u"decisions"_s, std::move(decisions));
    return json::write(body);
}

} // namespace chancery::sandbox
