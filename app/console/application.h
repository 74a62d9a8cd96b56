// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/console/approvaldesk.h"
#include "app/console/loyaltydesk.h"
#include "app/console/options.h"
#include "app/console/proxydesk.h"
#include "app/console/sandboxprocess.h"
#include "app/console/settlementdesk.h"

#include "core/catalogue/templatestore.h"
#include "core/ledger/ledger.h"
#include "core/profiles/environment.h"
#include "core/profiles/keybancredential.h"
#include "core/profiles/profilestore.h"
#include "core/profiles/session.h"
#include "core/runs/connection.h"
#include "core/runs/mirrorsync.h"
#include "core/runs/preimagepruning.h"
#include "core/secrets/keychainstore.h"
#include "core/secrets/keyring.h"
#include "core/secrets/sessionstore.h"

#include <QObject>
#include <QSettings>

#include <memory>

namespace chancery {

class ImportsPanel;
class MainWindow;
class PhoneWindow;
class Theme;

/// The composition root of the console: makes everything, introduces it to each other, and outlives it. The window
/// comes first; profile, keychain, ledger and sandbox are asked once it is on the screen.
class Application : public QObject
{
    Q_OBJECT

public:
    /// What the program was started with.
    struct Environment
    {
        std::optional<EnvironmentProfile> profile; ///< the Connections dialog offers it
        Secret proxyToken;                         ///< for the credential proxy of a connection
    };
    Application(Options options, Environment environment, Theme &theme);
    ~Application() override;

    MainWindow &window() { return *m_window; }
    void start();

Q_SIGNALS:
    /// The panels of a connection are all there and the key of its passports is ready.
    void connected();
    void failed(const chancery::Error &error);

private:
    void loadProfiles();
    void chooseProfile();
    enum class Then {
        Work,  ///< with the sandbox, once it is ready
        Start, ///< only, for its connection to be chosen
    };
    void startSandbox(Then then);
    void sandboxReady(SandboxFacts &facts, Then then);
    void disconnectServices();
    void keep(const QString &entry, Secret secret);
    void tell(const Result<Nothing> &kept);
    void work(const Profile &profile);
    void unlock();
    bool isKeyless() const;
    void openProxy();
    void goOnThroughProxy();
    void pin(const QUrl &proxy);
    void sessionChanged();
    void connectServices();
    void settleDialect();
    void goOn();
    void openMirror();
    void openUndo(const QString &runId);
    void makeRooms();
    void coverRooms(QWidget *sheet);
    void makePanels();
    void openPhone();
    void showEnvironment();
    void showNotice(const Error &error, const QString &actionText, std::function<void()> action);
    void askForKey(const std::optional<Error> &why);
    void welcome();
    void openConnections();
    void applyAppearance();

    const Options m_options;
    const Environment m_environment;
    Theme &m_theme;
    QSettings m_settings;
    ProfileStore m_profiles;
    catalogue::TemplateStore m_templates;
    KeychainStore m_keychain;
    SessionStore m_sessionSecrets;
    Keyring m_keyring;
    Session m_session;
    KeybanCredential m_credential;
    Ledger m_ledger;
    PreimagePruning m_pruning;
    std::unique_ptr<SandboxProcess> m_sandbox;
    QUrl m_sandboxControl; ///< of the sandbox that runs
    std::unique_ptr<PhoneWindow> m_phone;
    std::unique_ptr<ProxyDesk> m_proxy; ///< where a service of the profile goes through the credential proxy
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<QObject> m_asking; ///< while the service is asked for its dialect
    std::unique_ptr<Mirror> m_mirror;
    std::unique_ptr<MirrorSync> m_sync;
    std::unique_ptr<ApprovalDesk> m_approvals;
    std::unique_ptr<LoyaltyDesk> m_loyalty;
    std::unique_ptr<SettlementDesk> m_desk;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace chancery
