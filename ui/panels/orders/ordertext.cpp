// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/orders/ordertext.h"

#include "ui/widgets/texts.h"
#include "ui/words/statetext.h"

#include <QCoreApplication>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::LoyaltyOrder;

namespace {

struct Orders
{
    Q_DECLARE_TR_FUNCTIONS(Orders)
};

enum class Standing { Pending, Settled, Failed, Other };

/// The words that the guides use, and their usual neighbours; the list is open-ended.
Standing standingOf(const LoyaltyOrder &order)
{
    const QString word = order.status.toLower();
    if (QStringList{u"completed"_s, u"settled"_s, u"confirmed"_s, u"success"_s}.contains(word))
        return Standing::Settled;
    if (QStringList{u"failed"_s, u"rejected"_s, u"cancelled"_s, u"error"_s}.contains(word))
        return Standing::Failed;
    if (QStringList{u"pending"_s, u"created"_s, u"waiting"_s, u"processing"_s, u"submitted"_s}.contains(word))
        return Standing::Pending;
    if (word.isEmpty())
        return order.settledAt.isValid() ? Standing::Settled : Standing::Pending;
    return Standing::Other;
}

} // namespace

QString orderState(const LoyaltyOrder &order)
{
    switch (standingOf(order)) {
    case Standing::Pending:
        return Orders::tr("Not settled yet");
    case Standing::Settled:
        return Orders::tr("Settled");
    case Standing::Failed:
        return Orders::tr("Failed");
    case Standing::Other:
        break;
    }
    return capitalised(order.status);
}

Tone orderTone(const LoyaltyOrder &order)
{
    switch (standingOf(order)) {
    case Standing::Pending:
        return Tone::Attention;
    case Standing::Settled:
        return Tone::Good;
    case Standing::Failed:
        return Tone::Bad;
    case Standing::Other:
        break;
    }
    return Tone::Neutral;
}

bool isOpen(const LoyaltyOrder &order)
{
    const Standing standing = standingOf(order);
    return standing == Standing::Pending || (standing == Standing::Other && !order.settledAt.isValid());
}

QString orderAmount(const LoyaltyOrder &order)
{
    bool isWhole = false;
    const qint64 points = order.amount.toLongLong(&isWhole);
    return isWhole ? numberText(points) : order.amount;
}

QString settlementSpan(const LoyaltyOrder &order)
{
    if (!order.createdAt.isValid() || !order.settledAt.isValid())
        return {};
    const qint64 milliseconds = order.createdAt.msecsTo(order.settledAt);
    if (milliseconds < 0)
        return {}; // two clocks
    constexpr qint64 second = 1000;
    return milliseconds < second ? Orders::tr("less than 1 s") : spanText(milliseconds / second);
}

QUrl explorerPage(const LoyaltyOrder &order)
{
    const QUrl page(order.raw[u"explorerUrl"].toText(), QUrl::StrictMode);
    return page.isValid() && page.scheme() == u"https" && !page.host().isEmpty() ? page : QUrl();
}

} // namespace chancery
