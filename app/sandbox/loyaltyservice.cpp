// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/loyaltyservice.h"

#include "app/sandbox/catalogue.h"
#include "app/sandbox/identifiers.h"
#include "app/sandbox/keybanservice.h"

#include <algorithm>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr quint32 accountKind = 31;
constexpr quint32 orderKind = 32;
constexpr int accountCount = 20;
constexpr qint64 largestPage = 100;
constexpr qint64 lateMs = 60'000;
constexpr qint64 largestAmount = 9'007'199'254'740'991;

Answer noSuchRoute(const Request &request)
{
    return Answer::refused({404, {}, "Cannot " + request.method + ' ' + request.path, {}}, request.path);
}

/// `G` and 55 letters, as accounts of the loyalty network are named.
QByteArray walletOf(quint32 number)
{
    static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    QByteArray wallet("G");
    quint64 bits = 0;
    for (int place = 0; place < 55; ++place) {
        if (place % 12 == 0)
            bits = scatter(quint64(number) * 64 + quint64(place) + 7);
        wallet.append(letters[bits & 31]);
        bits >>= 5;
    }
    return wallet;
}

QByteArray hashOf(quint32 number)
{
    QByteArray hash;
    for (quint64 part = 0; part < 4; ++part)
        hash += QByteArray::number(scatter(quint64(number) * 4 + part + 99), 16).rightJustified(16, '0');
    return hash;
}

/// A whole number written as digits alone, or nothing.
std::optional<qint64> wholeNumber(const json::Value &value)
{
    const QString digits = value.isNumber() ? value.toText() : QString();
    const bool isWhole =
        !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const qint64 number = digits.toLongLong(&fits);
    return isWhole && fits ? std::optional(number) : std::nullopt;
}

template <class Enum>
QByteArray setWord(Enum &target, const json::Value &wish, const QStringList &words)
{
    const qsizetype place = words.indexOf(wish.toString());
    if (place < 0)
        return "expected one of " + words.join(u", ").toUtf8();
    target = Enum(place);
    return {};
}

} // namespace

QByteArray LoyaltyManners::set(const json::Value &wishes)
{
    LoyaltyManners next = *this;
    QByteArray problem;
    const QList<QPair<QString, bool *>> switches = {{u"honoursKeys"_s, &next.honoursKeys},
                                                    {u"showsKeys"_s, &next.showsKeys},
                                                    {u"offersTiers"_s, &next.offersTiers},
                                                    {u"offersAccounts"_s, &next.offersAccounts},
                                                    {u"forbidden"_s, &next.isForbidden}};
    for (const auto &[name, target] : switches)
        *target = wishes[name].toBool(*target);
    next.quota = wishes[u"quota"].toInteger(next.quota);
    next.orderMs = wishes[u"orderMs"].toInteger(next.orderMs);
    next.settleMs = wishes[u"settleMs"].toInteger(next.settleMs);
    if (wishes.contains(u"orders"))
        problem = setWord(next.orders, wishes[u"orders"], {u"normal"_s, u"late"_s, u"twice"_s, u"never"_s});
    if (problem.isEmpty() && wishes.contains(u"newAmount"))
        problem = setWord(next.newAmount, wishes[u"newAmount"], {u"balance"_s, u"minted"_s, u"camel"_s, u"absent"_s});
    if (problem.isEmpty())
        *this = next;
    return problem;
}

LoyaltyService::LoyaltyService(const Clock &clock, Strictness strictness)
    : m_clock(clock)
    , m_strictness(strictness)
{}

const QList<LoyaltyAccount> &LoyaltyService::accounts()
{
    static const QList<LoyaltyAccount> known = [] {
        QList<LoyaltyAccount> made;
        for (quint32 number = 0; number < accountCount; ++number)
            made.append({uuidText(uuidOf(number, accountKind)), walletOf(number)});
        return made;
    }();
    return known;
}

qsizetype LoyaltyService::accountAt(const QByteArray &id) const
{
    const auto number = numberOf(QUuid::fromString(QString::fromUtf8(id)), accountKind);
    return number && *number < accountCount ? qsizetype(*number) : -1;
}

Answer LoyaltyService::handle(const Request &request)
{
    const bool isWrite = request.method != "GET";
    if (isWrite && m_manners.isForbidden)
        return Answer::refused({403,
                                "AUTH_INSUFFICIENT_PERMISSIONS",
                                request.method == "POST" ? "The API key does not have the permission loyalty:create"
                                                         : "The API key does not have the permission loyalty:update",
                                {}},
                               request.path);
    const qint64 now = m_clock.now();
    if (isWrite)
        record(request, now);
    return route(request, now);
}

void LoyaltyService::record(const Request &request, qint64 now)
{
    json::Value call = json::Value::object();
    call.set(u"method"_s, QString::fromLatin1(request.method));
    call.set(u"path"_s, QString::fromLatin1(request.segments.join('/')));
    call.set(u"key"_s, QString::fromUtf8(request.header("Idempotency-Key")));
    call.set(u"body"_s, QString::fromLatin1(request.body.toBase64()));
    m_recorder({Record::Kind::LoyaltyCall, now, 0, json::write(call)});
}

void LoyaltyService::replay(const Record &record)
{
    const auto told = json::parse(record.bytes);
    if (!told)
        return;
    if (record.kind == Record::Kind::LoyaltyControl) {
        if (m_manners.set(*told).isEmpty() && told->contains(u"claim"))
            startClaim((*told)[u"claim"], record.time);
        return;
    }
    Request request;
    request.method = (*told)[u"method"].toString().toLatin1();
    request.segments = (*told)[u"path"].toString().toLatin1().split('/');
    request.headers.append({"Idempotency-Key", (*told)[u"key"].toString().toUtf8()});
    request.body = QByteArray::fromBase64((*told)[u"body"].toString().toLatin1());
    route(request, record.time);
}

Answer LoyaltyService::control(const Request &request, const json::Value &wishes)
{
    const qint64 now = m_clock.now();
    if (const QByteArray problem = m_manners.set(wishes); !problem.isEmpty())
        return Answer::refused({400, "SANDBOX_CONTROL", problem, {}}, request.path);
    m_recorder({Record::Kind::LoyaltyControl, now, 0, json::write(wishes)});
    if (!wishes.contains(u"claim"))
        return Answer::json("{}");
    return Answer::json("{\"jobId\":\"" + startClaim(wishes[u"claim"], now) + "\"}");
}

Answer LoyaltyService::route(const Request &request, qint64 now)
{
    if (request.segments.value(1) == "dpp")
        return streamClaim(request);
    const QByteArray what = request.segments.value(2);
    if (what == "account" && request.segments.size() >= 4)
        return accountRoute(request, now);
    if (request.is("GET", {"v1", "loyalty", "orders"}))
        return listOrders(request, now);
    if (what == "reward-tiers")
        return tierRoute(request, now);
    return noSuchRoute(request);
}

Answer LoyaltyService::accountRoute(const Request &request, qint64 now)
{
    const bool isMint = request.is("POST", {"v1", "loyalty", "account", "*", "mint"});
    const bool isRead = request.is("GET", {"v1", "loyalty", "account", "*"}) && m_manners.offersAccounts;
    if (!isMint && !isRead)
        return noSuchRoute(request);
    const qsizetype account = accountAt(request.segments[3]);
    if (account < 0)
        return Answer::refused({404, "LOYALTY_ACCOUNT_NOT_FOUND", "There is no such account", {}}, request.path);
    return isMint ? mint(request, account, now) : readAccount(account);
}

Answer LoyaltyService::mint(const Request &request, qsizetype account, qint64 now)
{
    const auto body = json::parse(request.body);
    if (!body || !body->isObject())
        return Answer::refused({400, "MALFORMED_BODY", "The body must be a JSON object", {}}, request.path);
    const auto points = wholeNumber((*body)[u"amount"]);
    if (!points || *points < 1 || *points > largestAmount ||
        m_accounts[account].balance > std::numeric_limits<qint64>::max() - *points)
        return Answer::refused(invalidFields({{"amount", "range", "must be a whole number from 1"}}), request.path);
    if (m_strictness == Strictness::Strict && body->members().size() > 1)
        return Answer::refused(invalidFields({{"", "unknown", "only amount is known"}}), request.path);
    const QByteArray key = request.header("Idempotency-Key");
    const QByteArray place = m_accounts[account].id + ' ' + key;
    const bool honours = m_manners.honoursKeys && !key.isEmpty();
    if (const auto given = m_given.constFind(place); honours && given != m_given.constEnd()) {
        if (given->body == request.body)
            return Answer::json(json::write(given->answer), 201);
        return Answer::refused({409, {}, "The idempotency key was used for another body", {}}, request.path);
    }
    if (m_manners.quota >= 0 && *points > m_manners.quota)
        return Answer::refused({403, "BILLING_QUOTA_EXCEEDED", "The points of this plan are used up", {}},
                               request.path);
    const json::Value answer = carryOut(account, *points, key, now);
    if (honours)
        m_given.insert(place, {request.body, answer});
    return Answer::json(json::write(answer), 201);
}

json::Value LoyaltyService::carryOut(qsizetype account, qint64 points, const QByteArray &key, qint64 now)
{
    using Orders = LoyaltyManners::Orders;
    using NewAmount = LoyaltyManners::NewAmount;
    m_accounts[account].balance += points;
    if (m_manners.quota >= 0)
        m_manners.quota -= points;
    Mint mint{.account = account, .points = points, .createdAt = now, .key = key};
    const qint64 wait = m_manners.orders == Orders::Late ? lateMs : m_manners.orderMs;
    mint.appearsAt = m_manners.orders == Orders::Never ? -1 : now + wait;
    mint.settlesAt = now + wait + m_manners.settleMs;
    mint.isTwice = m_manners.orders == Orders::Twice;
    m_mints.append(mint);
    json::Value answer = json::Value::object();
    if (m_manners.newAmount == NewAmount::Absent)
        return answer;
    const bool isMinted = m_manners.newAmount == NewAmount::Minted;
    answer.set(m_manners.newAmount == NewAmount::Camel ? u"newAmount"_s : u"newamount"_s,
               json::Value::integer(isMinted ? points : m_accounts[account].balance));
    return answer;
}

Answer LoyaltyService::readAccount(qsizetype index) const
{
    const LoyaltyAccount &account = m_accounts[index];
    json::Value body = json::Value::object();
    body.set(u"id"_s, QString::fromLatin1(account.id));
    body.set(u"application"_s, QString::fromLatin1(uuidText(Catalogue::applications().first())));
    body.set(u"network"_s, u"StellarTestnet"_s);
    body.set(u"address"_s, QString::fromLatin1(account.walletId));
    body.setAt(u"user.email"_s, u"holder-%1@example.org"_s.arg(index));
    body.setAt(u"loyalty.optimisticBalance"_s, QString::number(account.balance));
    body.setAt(u"loyalty.visits"_s, json::Value::integer(index));
    body.setAt(u"loyalty.fixedRewardTier"_s, json::Value());
    body.setAt(u"dpp.isActive"_s, json::Value(false));
    return Answer::json(json::write(body));
}

json::Value LoyaltyService::orderJson(quint32 number, qint64 now) const
{
    const Mint &mint = m_mints[number];
    const bool isSettled = now >= mint.settlesAt;
    json::Value order = json::Value::object();
    order.set(u"id"_s, QString::fromLatin1(uuidText(uuidOf(number, orderKind))));
    order.set(u"type"_s, u"mint"_s);
    order.set(u"walletId"_s, QString::fromLatin1(m_accounts[mint.account].walletId));
    order.set(u"amount"_s, QString::number(mint.points));
    order.set(u"status"_s, isSettled ? u"completed"_s : u"pending"_s);
    order.set(u"createdAt"_s, QString::fromLatin1(isoTime(mint.createdAt)));
    order.set(u"settledAt"_s, isSettled ? json::Value(QString::fromLatin1(isoTime(mint.settlesAt))) : json::Value());
    order.set(u"hash"_s, isSettled ? json::Value(QString::fromLatin1(hashOf(number))) : json::Value());
    if (m_manners.showsKeys)
        order.set(u"idempotencyKey"_s, QString::fromUtf8(mint.key));
    return order;
}

Answer LoyaltyService::listOrders(const Request &request, qint64 now) const
{
    const QByteArray wallet = request.queryValue("walletId");
    if (wallet.isEmpty())
        return Answer::refused({400, "INVALID_QUERY", "walletId is required", {}}, request.path);
    const PageQuery page = pageQuery(request, largestPage);
    if (page.problem)
        return Answer::refused(page.problem, request.path);
    json::Value::Array orders;
    for (qsizetype number = m_mints.size() - 1; number >= 0; --number) {
        const Mint &mint = m_mints[number];
        if (m_accounts[mint.account].walletId != wallet || mint.appearsAt < 0 || mint.appearsAt > now)
            continue;
        for (int times = mint.isTwice ? 2 : 1; times > 0; --times)
            orders.push_back(orderJson(quint32(number), now));
    }
    const auto total = qint64(orders.size());
    json::Value body = json::Value::object();
    body.set(u"data"_s, json::Value::Array(orders.begin() + page.first(total), orders.begin() + page.last(total)));
    body.set(u"total"_s, json::Value::integer(total));
    return Answer::json(json::write(body));
}

QByteArray LoyaltyService::accountsJson() const
{
    json::Value::Array rows;
    for (qsizetype index = 0; index < m_accounts.size(); ++index) {
        qint64 mints = 0;
        for (const Mint &mint : m_mints)
            mints += mint.account == index ? 1 : 0;
        json::Value row = json::Value::object();
        row.set(u"id"_s, QString::fromLatin1(m_accounts[index].id));
        row.set(u"walletId"_s, QString::fromLatin1(m_accounts[index].walletId));
        row.set(u"balance"_s, json::Value::integer(m_accounts[index].balance));
        row.set(u"mints"_s, json::Value::integer(mints));
        rows.push_back(std::move(row));
    }
    json::Value body = json::Value::object();
    body.set(u"accounts"_s, std::move(rows));
    return json::write(body);
}

void LoyaltyService::addCounts(json::Value &state) const
{
    const qint64 now = m_clock.now();
    qint64 points = 0;
    qint64 orders = 0;
    for (const Mint &mint : m_mints) {
        points += mint.points;
        orders += mint.appearsAt >= 0 && mint.appearsAt <= now ? 1 : 0;
    }
    const auto tiers = std::count_if(m_tiers.begin(), m_tiers.end(), [](const Tier &t) { return !t.id.isEmpty(); });
    state.set(u"mintedPoints"_s, json::Value::integer(points));
    state.set(u"mints"_s, json::Value::integer(m_mints.size()));
    state.set(u"orders"_s, json::Value::integer(orders));
    state.set(u"rewardTiers"_s, json::Value::integer(tiers));
}

} // namespace chancery::sandbox
