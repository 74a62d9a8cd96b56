// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/mint.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::LoyaltyOrder;

namespace {

struct Span
{
    QDateTime from;
    QDateTime to; ///< invalid: no end
    bool contains(const QDateTime &time) const
    {
        return time.isValid() && time >= from && (!to.isValid() || time <= to);
    }
};

bool isMint(const LoyaltyOrder &order)
{
    return order.type.isEmpty() || order.type.contains(u"mint", Qt::CaseInsensitive);
}

bool isOf(const LoyaltyOrder &order, qint64 points)
{
    return isMint(order) && order.amount == QString::number(points);
}

std::optional<qint64> number(const QString &text)
{
    bool fits = false;
    const qint64 value = text.toLongLong(&fits);
    return fits ? std::optional(value) : std::nullopt;
}

bool isOpen(const MintRecord &record)
{
    return !record.settled.isValid();
}

/// A time that the ledger keeps with a mint, by the service's clock as it went when the mint was set out on.
QDateTime atService(const MintRecord &mint, const QDateTime &time, qint64 moreMs)
{
    return time.addMSecs(mint.intent.serviceAheadMs + moreMs);
}

/// Takes the orders away that other mints explain: by their ids, then by amount and time, each in the order of time, so
/// that none takes what only a later one can have made.
void takeExplained(QList<LoyaltyOrder> &orders, QList<MintRecord> others, qint64 skewMs)
{
    std::stable_sort(orders.begin(), orders.end(), [](const LoyaltyOrder &left, const LoyaltyOrder &right) {
        return left.createdAt < right.createdAt;
    });
    std::sort(others.begin(), others.end(),
              [](const MintRecord &left, const MintRecord &right) { return left.sequence < right.sequence; });
    const auto takeFirst = [&orders](const auto &matches) {
        const auto found = std::find_if(orders.begin(), orders.end(), matches);
        if (found != orders.end())
            orders.erase(found);
    };
    for (const MintRecord &other : std::as_const(others))
        if (!other.end.orderId.isEmpty())
            takeFirst([&other](const LoyaltyOrder &order) { return order.id == other.end.orderId; });
    for (const MintRecord &other : std::as_const(others)) {
        if (other.end.outcome != RowOutcome::Done || isOpen(other) || !other.end.orderId.isEmpty())
            continue;
        const Span span{atService(other, other.intended, -skewMs), atService(other, other.settled, skewMs)};
        takeFirst([&](const LoyaltyOrder &order) {
            return isOf(order, other.intent.points) && span.contains(order.createdAt);
        });
    }
}

/// Whether some of the amounts come to exactly this sum.
bool canSumTo(const QList<qint64> &amounts, qint64 sum, qsizetype from = 0)
{
    if (sum == 0)
        return true;
    for (qsizetype place = from; place < amounts.size(); ++place)
        if (canSumTo(amounts, sum - amounts[place], place + 1))
            return true;
    return false;
}

/// What the balance allows.
struct Balance
{
    bool isKnown = false;
    bool allowsMinted = true;
    bool allowsNotMinted = true;
    qint64 givenSince = 0;
};

Balance balanceOf(const MintCase &what)
{
    constexpr qsizetype mostOpen = 12; // beyond, too many sums are possible to tell anything
    Balance balance;
    QList<qint64> open;
    for (const MintRecord &other : what.others) {
        if (isOpen(other))
            open << other.intent.points;
        else if (other.end.outcome == RowOutcome::Done && other.sequence > what.mint.sequence)
            balance.givenSince += other.intent.points;
    }
    const auto before = number(what.mint.intent.balanceBefore);
    const auto now = number(what.reading.balance);
    if (!before || !now || open.size() > mostOpen)
        return balance;
    const qint64 gained = *now - *before - balance.givenSince;
    balance.isKnown = true;
    balance.allowsMinted = canSumTo(open, gained - what.mint.intent.points);
    balance.allowsNotMinted = canSumTo(open, gained);
    return balance;
}

/// The balance right after the loss still was as before: what shows up later is somebody else's, or very late.
bool stoodStill(const MintRecord &mint)
{
    return mint.end.lost.isValid() && !mint.end.balanceLost.isEmpty() &&
           mint.end.balanceLost == mint.intent.balanceBefore;
}

void weighPresence(MintEvidence &evidence, const MintCase &what, const Balance &balance, bool isTimely)
{
    evidence.speaksFor = RowOutcome::Done;
    const bool isAlone = evidence.candidates == 1 && evidence.foreign == 0 && evidence.rivals == 0;
    const bool isSure = isAlone && isTimely && balance.allowsMinted && !stoodStill(what.mint);
    evidence.strength = isSure ? EvidenceStrength::Strong : EvidenceStrength::Weak;
}

/// No order shows it, or none can be read.
void weighAbsence(MintEvidence &evidence, const MintCase &what, const Balance &balance, const MintPatience &patience)
{
    if (balance.isKnown && balance.allowsMinted && !balance.allowsNotMinted) { // somebody else may have given as much
        evidence.speaksFor = RowOutcome::Done;
        evidence.strength = EvidenceStrength::Weak;
        return;
    }
    const bool isOver =
        atService(what.mint, what.mint.intended, 0).addSecs(patience.notMintedAfter.count()) < what.when;
    if (!balance.allowsNotMinted || !isOver)
        return;
    evidence.speaksFor = RowOutcome::Failed;
    const bool isSure =
        evidence.hasOrders && balance.isKnown && !balance.allowsMinted && evidence.rivals == 0 && evidence.foreign == 0;
    evidence.strength = isSure ? EvidenceStrength::Strong : EvidenceStrength::Weak;
}

} // namespace

QLatin1StringView mintWhyWord(MintWhy why)
{
    static constexpr QLatin1StringView words[] = {
        "minted"_L1,     "shownByOrder"_L1,   "reasonMissing"_L1,   "amountUnusable"_L1, "accountUnusable"_L1,
        "overAction"_L1, "overAccountDay"_L1, "overOperatorDay"_L1, "overProfileDay"_L1, "underWay"_L1,
        "unresolved"_L1, "sameRecorded"_L1,   "approvalNeeded"_L1,  "notApproved"_L1,    "notRecorded"_L1,
        "notSent"_L1,    "turnedAway"_L1,     "refused"_L1,         "notMinted"_L1,      "answerLost"_L1,
        "word"_L1};
    static_assert(std::size(words) == size_t(MintWhy::Word) + 1);
    return words[size_t(why)];
}

MintWhy whyOf(MintBar bar)
{
    switch (bar) {
    case MintBar::ReasonMissing:
        return MintWhy::ReasonMissing;
    case MintBar::AmountUnusable:
        return MintWhy::AmountUnusable;
    case MintBar::OverAction:
        return MintWhy::OverAction;
    case MintBar::OverAccountDay:
        return MintWhy::OverAccountDay;
    case MintBar::OverOperatorDay:
        return MintWhy::OverOperatorDay;
    case MintBar::OverProfileDay:
        return MintWhy::OverProfileDay;
    case MintBar::UnderWay:
        return MintWhy::UnderWay;
    case MintBar::SameRecorded:
        return MintWhy::SameRecorded;
    case MintBar::None:
    case MintBar::Unresolved:
        break;
    }
    return MintWhy::Unresolved;
}

QLatin1StringView evidenceStrengthWord(EvidenceStrength strength)
{
    switch (strength) {
    case EvidenceStrength::Strong:
        return "strong"_L1;
    case EvidenceStrength::Weak:
        return "weak"_L1;
    case EvidenceStrength::None:
        break;
    }
    return "none"_L1;
}

Pending<MintReading> readMinted(keyban::LoyaltyClient &client, const QString &accountId, const QString &walletId)
{
    using Orders = QList<LoyaltyOrder>;
    return client.readAccount(accountId)
        .transform([](const keyban::LoyaltyAccount &told) {
            return MintReading{.balance = told.optimisticBalance, .walletId = told.address};
        })
        .orElse([](const Error &error) { return Result<MintReading>(MintReading{.error = error}); })
        .andThen([&client, walletId](MintReading reading) {
            if (!walletId.isEmpty())
                reading.walletId = walletId;
            if (reading.walletId.isEmpty())
                return Pending<MintReading>::ready(reading);
            return client.listOrders(reading.walletId)
                .transform([reading](const Orders &orders) {
                    MintReading full = reading;
                    full.orders = orders;
                    return full;
                })
                .orElse([reading](const Error &error) {
                    MintReading part = reading;
                    part.error = error;
                    return Result<MintReading>(part);
                });
        });
}

MintEvidence weighed(const MintCase &what, const MintPatience &patience)
{
    const MintRecord &mint = what.mint;
    const qint64 skewMs = std::chrono::milliseconds(patience.skew).count();
    MintEvidence evidence{.hasOrders = what.reading.orders.has_value(),
                          .balanceBefore = mint.intent.balanceBefore,
                          .balanceLost = mint.end.balanceLost,
                          .balanceNow = what.reading.balance,
                          .read = what.when};
    const Balance balance = balanceOf(what);
    evidence.givenSince = balance.givenSince;
    evidence.rivals = std::count_if(what.others.begin(), what.others.end(), [&mint](const MintRecord &other) {
        return isOpen(other) && other.intent.points == mint.intent.points;
    });
    QList<LoyaltyOrder> orders = what.reading.orders.value_or(QList<LoyaltyOrder>());
    takeExplained(orders, what.others, skewMs);
    const Span since{atService(mint, mint.intended, -skewMs), {}};
    const QDateTime givenUp = mint.end.lost.isValid() ? mint.end.lost : mint.intended.addSecs(patience.life.count());
    const Span timely{since.from, atService(mint, givenUp, skewMs)};
    bool isTimely = true;
    for (const LoyaltyOrder &order : std::as_const(orders)) {
        if (order.createdAt.isValid() && !since.contains(order.createdAt))
            continue;
        const bool isOurs = !order.idempotencyKey.isEmpty() && order.idempotencyKey == mint.intent.idempotencyKey;
        if (isOurs) {
            evidence.order = order;
            evidence.candidates = 1;
            evidence.speaksFor = RowOutcome::Done;
            evidence.strength = EvidenceStrength::Strong;
            return evidence;
        }
        if (isOf(order, mint.intent.points)) {
            ++evidence.candidates;
            evidence.order = order;
            isTimely = isTimely && timely.contains(order.createdAt);
        } else if (isMint(order)) {
            const bool isExpected = std::any_of(what.others.begin(), what.others.end(), [&](const MintRecord &other) {
                return isOpen(other) && isOf(order, other.intent.points);
            });
            evidence.foreign += isExpected ? 0 : 1;
        }
    }
    if (evidence.candidates > 0)
        weighPresence(evidence, what, balance, isTimely);
    else
        weighAbsence(evidence, what, balance, patience);
    return evidence;
}

} // namespace chancery
