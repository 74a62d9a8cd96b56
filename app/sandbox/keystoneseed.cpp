// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystoneseed.h"

#include "app/sandbox/identifiers.h"
#include "app/sandbox/keystonedemo.h"

#include <QDateTime>

#include <algorithm>
#include <iterator>

namespace chancery::sandbox {

using namespace Qt::StringLiterals;
using namespace demo;

namespace {

constexpr qint64 aMinute = 60'000;
constexpr qint64 anHour = 60 * aMinute;
constexpr qint64 aDay = 24 * anHour;
constexpr const char16_t *engine = u"system:engine";
constexpr const char16_t *desk = u"m2m:test-compliance-desk";
constexpr const char16_t *client = u"m2m:test-keystone-client";

QString text(const char16_t *literal)
{
    return QString::fromUtf16(literal);
}

template <class T, size_t N>
const T &pick(const T (&from)[N], quint64 seed)
{
    return from[scatter(seed) % N];
}

QString wallet(quint64 seed)
{
    const QByteArray digits = QByteArray::number(scatter(seed), 16) + QByteArray::number(scatter(seed + 1), 16) +
                              QByteArray::number(scatter(seed + 2), 16);
    return u"0x"_s + QString::fromLatin1(digits.leftJustified(40, '0', true));
}

/// Never the same one for two seeds in a row, which are the two sides of a settlement.
QString organisation(quint64 seed)
{
    const quint64 first = scatter(seed / 2) % std::size(organisations);
    const quint64 apart = 1 + scatter(seed / 2 + 77) % (std::size(organisations) - 1);
    return text(organisations[(first + seed % 2 * apart) % std::size(organisations)]);
}

json::Value party(const QString &role, quint64 seed, bool isOther)
{
    const QString address = wallet(seed * 8);
    json::Value made = json::Value::object();
    made.set(u"role"_s, role);
    made.set(u"platform_id"_s, isOther ? otherPlatform() : ownPlatform());
    made.set(u"environment_id"_s, environmentId(isOther ? 1000 : 0));
    made.set(u"external_reference"_s, u"ACC-%1"_s.arg(scatter(seed) % 9000 + 1000));
    made.set(u"name"_s, organisation(seed));
    made.set(u"wallet_address"_s, address);
    made.set(u"chain_id"_s, json::Value::integer(11155111));
    made.set(u"status"_s, u"pending_confirmation"_s);
    made.set(u"confirmed_at"_s, json::Value());
    made.set(u"wallet_address_hint"_s,
             isOther ? json::Value(QString(address.left(6) + u"…"_s + address.right(4))) : json::Value());
    made.set(u"counterparty_reference"_s, isOther ? json::Value(u"CP-%1"_s.arg(seed % 900 + 100)) : json::Value());
    return made;
}

struct LegPlan
{
    Instrument instrument;
    QString quantity;
    QString direction;
    QString role;
    bool isPayment = false;
};

json::Value leg(const LegPlan &plan, quint64 seed, bool hasDepositKeys)
{
    json::Value made = json::Value::object();
    made.set(u"leg_type"_s, plan.isPayment ? u"payment"_s : u"asset_delivery"_s);
    made.set(u"instrument_id"_s, text(plan.instrument.id));
    made.set(u"chain_id"_s, json::Value::integer(11155111));
    made.set(u"token_standard"_s, text(plan.instrument.standard));
    made.set(u"quantity"_s, plan.quantity);
    made.set(u"direction"_s, plan.direction);
    made.set(u"party_role"_s, plan.role);
    made.set(u"status"_s, u"pending"_s);
    made.set(u"external_reference"_s, json::Value());
    if (hasDepositKeys) {
        made.set(u"deposit_key"_s, wallet(seed * 16));
        made.set(u"deposit_secret"_s, u"test-deposit-secret-%1"_s.arg(seed));
    }
    return made;
}

/// An exchange: two legs where one platform knows both sides, else each side's view of both.
json::Value::Array legsOf(const QStringList &roles, quint64 seed, const QString &quantity, bool isCross)
{
    const LegPlan asset{pick(assets, seed), quantity, u"deliver"_s, roles[0]};
    const LegPlan money{pick(moneys, seed + 5), text(pick(amounts, seed + 9)), u"deliver"_s, roles[1], true};
    json::Value::Array legs{leg(asset, seed * 4, isCross), leg(money, seed * 4 + 1, isCross)};
    if (!isCross)
        return legs;
    for (LegPlan mirrored : {asset, money}) {
        mirrored.direction = u"receive"_s;
        mirrored.role = mirrored.isPayment ? roles[0] : roles[1];
        legs.push_back(leg(mirrored, seed * 4 + legs.size(), true));
    }
    return legs;
}

KeystoneBook::Order orderOf(const KeystoneTemplate &machine, quint64 seed)
{
    const bool isCross = machine.slug() == u"cross_platform_dvp" || machine.slug() == u"bilateral_repo";
    const QStringList roles = machine.roles();
    KeystoneBook::Order order;
    order.machine = &machine;
    order.idempotencyKey = u"demo-%1"_s.arg(seed);
    order.externalReference = seed % 7 == 3 ? QString() : u"DESK-%1"_s.arg(2000 + seed);
    order.type = isCross ? u"cross_platform"_s : u"single_platform"_s;
    order.by = text(client);
    order.parties = {party(roles[0], seed * 2, false), party(roles[1], seed * 2 + 1, isCross)};
    const QString quantity = seed == 250 ? text(longQuantity) : text(pick(quantities, seed));
    order.legs = legsOf(roles, seed, quantity, isCross);
    return order;
}

/// Every second repo closes the one before it.
class Repos
{
public:
    void mark(KeystoneBook::Order &order, qint64 now)
    {
        m_closes = !m_opening.isEmpty();
        order.extra = json::Value::object();
        order.extra.set(u"settlement_category"_s, m_closes ? u"repo_close"_s : u"repo_open"_s);
        order.extra.set(u"maturity_at"_s,
                        QDateTime::fromMSecsSinceEpoch(now + 30 * aDay, Qt::UTC).toString(Qt::ISODate));
        json::Value terms = json::Value::object();
        terms.set(u"repo_rate"_s, u"0.0425"_s);
        terms.set(u"repayment_amount"_s, u"1003493.150684931506849315"_s);
        order.extra.set(u"repo_metadata"_s, terms);
        if (m_closes)
            order.extra.set(u"parent_settlement_id"_s, m_opening);
    }
    void added(const QString &id) { m_opening = m_closes ? QString() : id; }

private:
    QString m_opening;
    bool m_closes = false;
};

/// From the beginning to `target`; a failure is met on the way.
QStringList pathTo(const KeystoneTemplate &machine, const QString &target, quint64 seed)
{
    QStringList path{machine.initialState()};
    while (path.last() != target) {
        const QString ahead = machine.forward(path.last());
        const bool fails = machine.isFailure(target) && machine.allows(path.last(), target) &&
                           (scatter(seed + quint64(path.size())) % 2 == 0 || machine.isFinal(ahead));
        path << (fails || ahead.isEmpty() ? target : ahead);
    }
    return path;
}

/// One settlement of the demo: what it is to be, and when it began.
struct Item
{
    Share share;
    qint64 created = 0;
    qint64 timeout = 0;
    qint64 last = 0; ///< when it came into its present state
};

class Seeder
{
public:
    Seeder(KeystoneBook &book, qint64 now)
        : m_book(book)
        , m_now(now)
    {}

    void add(const Item &item)
    {
        const quint64 seed = m_count++;
        const KeystoneTemplate &machine = *m_book.templateBy(text(item.share.slug));
        KeystoneBook::Order order = orderOf(machine, seed);
        order.timeoutAt = item.timeout;
        const QString target = text(item.share.state);
        order.temper.isFlaggedOnCheck =
            (item.share.isFlagged && target == u"COMPLIANCE_CHECKING") || target == u"ROLLED_BACK";
        order.temper.isFlaggedOnRecheck = item.share.isFlagged && target == u"EXECUTING_SWAP";
        order.temper.lacksDeposits = target == u"TIMED_OUT" || seed % 3 == 0;
        const bool isRepo = machine.slug() == u"bilateral_repo";
        if (isRepo)
            m_repos.mark(order, m_now);
        BookedSettlement &settlement = m_book.add(order, item.created);
        if (isRepo)
            m_repos.added(settlement.id());
        run(settlement, item, pathTo(machine, target, seed));
    }

private:
    void run(BookedSettlement &settlement, const Item &item, const QStringList &path)
    {
        for (qsizetype i = 1; i < path.size(); ++i) {
            const bool decided = settlement.isFlagged;
            const qint64 time = item.created + (item.last - item.created) * i / (path.size() - 1);
            m_book.moveTo(settlement, path[i], text(decided ? desk : engine), time);
        }
        // The book moves on slowly, so that whoever looks at it has the time to.
        if (settlement.stepAt != KeystoneBook::never)
            m_book.setStep(settlement, m_now + (2 + 3 * qint64(m_moving++)) * aMinute);
    }

    KeystoneBook &m_book;
    qint64 m_now;
    Repos m_repos;
    quint64 m_count = 0;
    int m_moving = 0;
};

template <size_t N>
std::vector<Share> shuffled(const Share (&shares)[N])
{
    std::vector<Share> all;
    for (const Share &share : shares)
        all.insert(all.end(), size_t(share.count), share);
    std::vector<std::pair<quint64, size_t>> order;
    order.reserve(all.size());
    for (size_t i = 0; i < all.size(); ++i)
        order.emplace_back(scatter(i * 31 + N), i);
    std::sort(order.begin(), order.end());
    std::vector<Share> mixed;
    mixed.reserve(order.size());
    for (const auto &[key, place] : order)
        mixed.push_back(all[place]);
    return mixed;
}

bool names(const json::Value::Array &parties, QStringView word)
{
    return std::any_of(parties.begin(), parties.end(),
                       [word](const json::Value &party) { return party[u"name"].toString().contains(word); });
}

} // namespace

void seedKeystone(KeystoneBook &book, qint64 now)
{
    Seeder seeder(book, now);
    const std::vector<Share> old = shuffled(past);
    for (size_t i = 0; i < old.size(); ++i) {
        const qint64 created = now - 28 * anHour - qint64(old.size() - i) * 131 * aMinute;
        const bool isOver = text(old[i].state) == u"TIMED_OUT";
        const qint64 timeout = created + aDay;
        seeder.add({old[i], created, timeout, isOver ? timeout : created + qint64(20 + i % 90) * aMinute});
    }
    const std::vector<Share> open = shuffled(present);
    for (size_t i = 0; i < open.size(); ++i) {
        const qint64 created = now - qint64(open.size() - i) * 4 * aMinute - aMinute;
        const qint64 spread = qint64(i * 37 % open.size());
        const qint64 timeout = now + (9 + spread * spread / 3) * aMinute;
        seeder.add({open[i], created, timeout, now - qint64(open.size() - i) * 2 * aMinute});
    }
}

void addArrival(KeystoneBook &book, const Arrival &arrival, qint64 now)
{
    const auto seed = quint64(book.settlements().size());
    KeystoneBook::Order order = orderOf(book.templates().front(), seed);
    order.timeoutAt = now + 8 * anHour;
    order.temper.isFlaggedOnCheck = arrival.isFlagged;
    order.temper.lacksDeposits = arrival.isSlow;
    if (!arrival.quantity.isEmpty())
        order.legs.front().set(u"quantity"_s, arrival.quantity);
    const json::Value first = order.legs.front();
    order.legs.resize(std::min(order.legs.size(), size_t(arrival.legs)), first);
    while (order.legs.size() < size_t(arrival.legs))
        order.legs.push_back(first);
    BookedSettlement &settlement = book.add(order, now);
    if (arrival.isFlagged)
        book.moveTo(settlement, u"COMPLIANCE_CHECKING"_s, text(engine), now);
}

Temper temperOf(const json::Value::Array &parties, size_t place)
{
    Temper temper;
    temper.isFlaggedOnCheck = names(parties, u"Watchlist");
    temper.isFlaggedOnRecheck = names(parties, u"Recheck");
    temper.lacksDeposits = names(parties, u"Slow");
    const bool isTold = temper.isFlaggedOnCheck || temper.isFlaggedOnRecheck || temper.lacksDeposits;
    if (!isTold && !names(parties, u"Clear"))
        temper.isFlaggedOnCheck = place % 3 == 0;
    return temper;
}

} // namespace chancery::sandbox
