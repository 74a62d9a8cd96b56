// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/loyaltyclient.h"
#include "core/ledger/author.h"
#include "core/ledger/ledger.h"
#include "core/profiles/profile.h"

#include <functional>

class QSettings;

namespace chancery {

class Gatekeeper;
class MainWindow;
class Panel;
class SectionsPanel;

/// What a section works with; all of it outlives the section.
struct LoyaltyParts
{
    keyban::LoyaltyClient &client;
    Ledger &ledger;
    QSettings &settings;
    const Profile &profile;
    Author author;        ///< who works here
    Gatekeeper *keeper;   ///< of the sensitive actions; null: none
    SectionsPanel &panel; ///< in which the sections stand
};

/// A section of the loyalty panel.
struct LoyaltySection
{
    QString key; ///< names it in the settings
    std::function<Panel *(const LoyaltyParts &)> make;
};

/// The sections that there are, in the order of their tabs.
QList<LoyaltySection> loyaltySections();

/// At work with the points of one profile: with the connection, and so the API key, of its passports.
class LoyaltyDesk
{
public:
    struct Parts
    {
        keyban::LoyaltyClient &client;
        Ledger &ledger;
        QSettings &settings;
        Gatekeeper *keeper = nullptr;
        QList<LoyaltySection> sections = loyaltySections();
    };

    /// The parts outlive it.
    LoyaltyDesk(const Parts &parts, Profile profile);

    /// Gives the window its panel, which ends before this does.
    void addTo(MainWindow &window);

private:
    Parts m_parts;
    const Profile m_profile;
};

} // namespace chancery
