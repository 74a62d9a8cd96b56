// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/approvalconnection.h"
#include "core/runs/approvalruns.h"
#include "core/secrets/keyring.h"
#include "ui/dialogs/approvals/gatekeeper.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

class QSettings;

namespace chancery {

class CredentialSheet;
class MainWindow;
class SectionsPanel;

/// At work with the approvals of one profile: the gatekeeper of its sensitive actions, the connection to its approval
/// service where it has one, the client's secret from the keychain, and the panel. A secret that is missing or refused
/// is asked for in that panel, and in the way of nothing else: what needs a yes on a phone fails until it is there.
class ApprovalDesk : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Ledger &ledger;
        Keyring &keyring;
        QSettings &settings;
    };

    /// The parts outlive it.
    ApprovalDesk(const Parts &parts, Profile profile, QObject *parent = nullptr);
    ~ApprovalDesk() override;

    Gatekeeper &gatekeeper() { return *m_keeper; }
    /// Gives the window its panel, which ends before this does, and asks for the secret.
    void addTo(MainWindow &window);

Q_SIGNALS:
    void connectionsWanted();

private:
    void unlock();
    void keychainChanged(KeychainState state);
    void provide(Secret secret);
    void take(Secret &secret, bool keep);
    void ask(const std::optional<Error> &why);
    bool showProblem();

    Parts m_parts;
    const Profile m_profile;
    std::unique_ptr<ApprovalConnection> m_connection; ///< none without an approval service
    std::unique_ptr<ApprovalRuns> m_runs;             ///< the same
    std::unique_ptr<Gatekeeper> m_keeper;
    std::unique_ptr<QObject> m_asking; ///< while the keychain is asked
    QPointer<SectionsPanel> m_panel;
    QPointer<CredentialSheet> m_sheet; ///< in which the secret is asked for
};

} // namespace chancery
