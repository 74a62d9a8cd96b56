// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/loyaltydesk.h"

#include "ui/mainwindow.h"
#include "ui/panels/sections.h"

#include <QCoreApplication>

namespace chancery {

using namespace Qt::StringLiterals;

LoyaltyDesk::LoyaltyDesk(const Parts &parts, Profile profile)
    : m_parts(parts)
    , m_profile(std::move(profile))
{}

void LoyaltyDesk::addTo(MainWindow &window)
{
    if (m_parts.sections.isEmpty())
        return;
    auto *panel = new SectionsPanel({u"loyalty"_s, QCoreApplication::translate("LoyaltyDesk", "Loyalty"), u"loyalty"_s},
                                    m_parts.settings);
    window.addPanel(u"loyalty"_s, panel);
    const LoyaltyParts parts{m_parts.client,
                             m_parts.ledger,
                             m_parts.settings,
                             m_profile,
                             {systemUser(), m_profile.id.toString(QUuid::WithoutBraces), m_profile.name},
                             m_parts.keeper,
                             *panel};
    for (const LoyaltySection &section : std::as_const(m_parts.sections))
        panel->addSection(section.key, section.make(parts));
}

} // namespace chancery
