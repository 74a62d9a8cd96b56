// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/loyaltydesk.h"

#include "core/profiles/danger.h"
#include "ui/panels/awards/awardssection.h"
#include "ui/panels/claims/claimspanel.h"
#include "ui/panels/orders/orderspanel.h"
#include "ui/panels/points/pointssection.h"
#include "ui/panels/sections.h"
#include "ui/panels/tiers/tierspanel.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

DialogPlace placeOf(const Profile &profile)
{
    return {.live = dangerOf(profile).danger == Danger::Live,
            .profileName = profile.name,
            .network = profile.keyban.network};
}

Panel *points(const LoyaltyParts &parts)
{
    auto *section = new PointsSection({.client = parts.client,
                                       .ledger = parts.ledger,
                                       .settings = parts.settings,
                                       .author = parts.author,
                                       .place = placeOf(parts.profile),
                                       .gate = parts.profile.gate,
                                       .keeper = parts.keeper});
    QObject::connect(section, &PointsSection::ordersWanted, &parts.panel, [&panel = parts.panel](const QString &id) {
        panel.showSection(u"orders"_s);
        if (auto *const orders = qobject_cast<OrdersPanel *>(panel.section(u"orders"_s)))
            orders->showOrdersOf(id);
    });
    return section;
}

Panel *awards(const LoyaltyParts &parts)
{
    return new AwardsSection({.client = parts.client,
                              .ledger = parts.ledger,
                              .author = parts.author,
                              .place = placeOf(parts.profile),
                              .gate = parts.profile.gate,
                              .keeper = parts.keeper});
}

Panel *tiers(const LoyaltyParts &parts)
{
    return new TiersPanel({.client = parts.client, .place = placeOf(parts.profile)});
}

Panel *orders(const LoyaltyParts &parts)
{
    return new OrdersPanel(parts.client);
}

Panel *claims(const LoyaltyParts &parts)
{
    return new ClaimsPanel(parts.client);
}

} // namespace

QList<LoyaltySection> loyaltySections()
{
    return {{u"points"_s, points},
            {u"awards"_s, awards},
            {u"tiers"_s, tiers},
            {u"orders"_s, orders},
            {u"claims"_s, claims}};
}

} // namespace chancery
