// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/ledger.h"
#include "core/runs/decision.h"
#include "core/runs/settlementconnection.h"
#include "core/secrets/keyring.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

class QSettings;

namespace chancery {

class CredentialSheet;
class Gatekeeper;
class MainWindow;
class Panel;
class ProxyDesk;
class SectionsPanel;

/// What a section works with; all of it outlives the section.
struct SettlementParts
{
    keystone::Client &client;
    Ledger &ledger;
    Keyring &keyring;
    QSettings &settings;
    const Profile &profile; ///< which has a settlement service
    Officer officer;
    Gatekeeper *keeper;   ///< of the sensitive actions; null: none
    SectionsPanel &panel; ///< in which the sections stand
};

/// A section of the settlements panel; made once the service can be asked.
struct SettlementSection
{
    QString key; ///< names it in the settings
    std::function<Panel *(const SettlementParts &)> make;
};

/// The sections that there are, in the order of their tabs.
QList<SettlementSection> settlementSections();

/// At work with the settlement service of one profile, if it has one: the connection, the client's secret from the
/// keychain, who decides, the panel, and the log of what was done. A secret that is missing or refused is asked for in
/// that panel, and in the way of nothing else.
class SettlementDesk : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Ledger &ledger;
        Keyring &keyring;
        QSettings &settings;
        Gatekeeper *keeper = nullptr; ///< of the sensitive actions; null: none
        ProxyDesk *proxy = nullptr;   ///< where the profile has a credential proxy
        QList<SettlementSection> sections = settlementSections();
    };

    /// The parts outlive it.
    SettlementDesk(const Parts &parts, Profile profile, QObject *parent = nullptr);
    ~SettlementDesk() override;

    /// Gives the window its panels, which end before this does, and asks for the secret. Without a settlement service
    /// there is only what the ledger tells.
    void addTo(MainWindow &window);
    /// Of what goes through the credential proxy; null for none.
    RequestLog *proxiedLog() { return m_connection && isKeyless() ? &m_connection->log() : nullptr; }

Q_SIGNALS:
    void connectionsWanted();

private:
    void addSettlements(MainWindow &window);
    void makeConnection();
    bool isKeyless() const { return goesThroughProxy(m_profile, Service::Keystone); }
    void unlock();
    void makeSections();
    void keychainChanged(KeychainState state);
    void provide(Secret secret);
    void take(Secret &secret, bool keep);
    void ask(const std::optional<Error> &why);
    bool showProblem();

    Parts m_parts;
    const Profile m_profile;
    std::unique_ptr<SettlementConnection> m_connection;
    std::unique_ptr<QObject> m_asking; ///< while the keychain is asked
    QPointer<SectionsPanel> m_panel;
    QPointer<CredentialSheet> m_sheet; ///< in which the secret is asked for
};

} // namespace chancery
