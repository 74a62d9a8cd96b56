// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/settlementdesk.h"

#include "core/profiles/danger.h"
#include "ui/panels/settlements/settlementssection.h"
#include "ui/panels/templates/templatespanel.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

Panel *settlements(const SettlementParts &parts, ReaderScope scope)
{
    const bool isLive = dangerOf(parts.profile).danger == Danger::Live;
    return new SettlementsSection({.client = parts.client,
                                   .ledger = parts.ledger,
                                   .officer = parts.officer,
                                   .place = {.live = isLive, .profileName = parts.profile.name, .network = {}}},
                                  scope);
}

} // namespace

QList<SettlementSection> settlementSections()
{
    return {{u"review"_s, [](const SettlementParts &parts) { return settlements(parts, ReaderScope::Queue); }},
            {u"all"_s, [](const SettlementParts &parts) { return settlements(parts, ReaderScope::All); }},
            {u"templates"_s, [](const SettlementParts &parts) { return new TemplatesPanel(parts.client); }}};
}

} // namespace chancery
