// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/settlementdesk.h"

#include "core/profiles/danger.h"
#include "ui/panels/environments/environmentspanel.h"
#include "ui/panels/instructions/instructionspanel.h"
#include "ui/panels/sections.h"
#include "ui/panels/settlements/settlementssection.h"
#include "ui/panels/templates/templatespanel.h"
#include "ui/panels/webhooks/webhookspanel.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

DialogPlace placeOf(const Profile &profile)
{
    return {.live = dangerOf(profile).danger == Danger::Live, .profileName = profile.name, .network = {}};
}

Panel *settlements(const SettlementParts &parts, ReaderScope scope)
{
    return new SettlementsSection({.client = parts.client,
                                   .ledger = parts.ledger,
                                   .officer = parts.officer,
                                   .place = placeOf(parts.profile),
                                   .keeper = parts.keeper},
                                  scope);
}

Panel *webhooks(const SettlementParts &parts)
{
    return new WebhooksPanel({.client = parts.client,
                              .secrets = parts.keyring,
                              .profile = parts.profile.id,
                              .place = placeOf(parts.profile),
                              .keeper = parts.keeper});
}

Panel *environments(const SettlementParts &parts)
{
    return new EnvironmentsPanel({.client = parts.client,
                                  .clientId = parts.profile.keystone ? parts.profile.keystone->clientId : QString(),
                                  .place = placeOf(parts.profile),
                                  .keeper = parts.keeper});
}

/// The settlement that an instruction became, among all of them.
void openSettlement(SectionsPanel &panel, const QString &id)
{
    panel.showSection(u"all"_s);
    if (auto *all = qobject_cast<SettlementsSection *>(panel.section(u"all"_s)))
        all->open(id);
}

Panel *instructions(const SettlementParts &parts)
{
    auto *section = new InstructionsPanel({parts.client, parts.ledger, parts.officer, placeOf(parts.profile)});
    QObject::connect(section, &InstructionsPanel::settlementWanted, &parts.panel,
                     [&panel = parts.panel](const QString &id) { openSettlement(panel, id); });
    return section;
}

} // namespace

QList<SettlementSection> settlementSections()
{
    return {{u"review"_s, [](const SettlementParts &parts) { return settlements(parts, ReaderScope::Queue); }},
            {u"all"_s, [](const SettlementParts &parts) { return settlements(parts, ReaderScope::All); }},
            {u"instructions"_s, instructions},
            {u"templates"_s, [](const SettlementParts &parts) { return new TemplatesPanel(parts.client); }},
            {u"webhooks"_s, webhooks},
            {u"environments"_s, environments}};
}

} // namespace chancery
