// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/application.h"

#include "app/console/phonewindow.h"
#include "app/console/sheets.h"

#include "ui/dialogs/credentialsheet.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/words/errortext.h"
#include "ui/words/profiletext.h"

#include "core/profiles/danger.h"

#include <QDir>
#include <QTimer>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString appearanceKey = u"window/appearance"_s;
const QString sandboxName = u"Sandbox"_s;

Tone keychainTone(KeychainState state)
{
    const bool calm = state == KeychainState::Answering || state == KeychainState::Unasked;
    return calm ? Tone::Neutral : Tone::Attention;
}

} // namespace

Application::Application(Options options, Environment environment, Theme &theme)
    : m_options(std::move(options))
    , m_environment(std::move(environment))
    , m_theme(theme)
    , m_settings(m_options.dataDir + u"/settings.ini"_s, QSettings::IniFormat)
    , m_profiles(m_options.dataDir + u"/profiles.json"_s)
    , m_templates(m_options.dataDir + u"/templates.json"_s)
    , m_keyring(m_keychain, m_sessionSecrets)
    , m_session(m_keyring)
    , m_credential(m_session)
    , m_ledger(m_options.dataDir + u"/ledger.sqlite"_s)
    , m_pruning(m_ledger)
    , m_window(std::make_unique<MainWindow>(m_settings))
{
    applyAppearance();
    connect(&m_session, &Session::stateChanged, this, &Application::sessionChanged);
    connect(&m_keyring, &SecretStore::stateChanged, this, &Application::showEnvironment);
    connect(m_window.get(), &MainWindow::connectionsWanted, this, &Application::openConnections);
    connect(m_window.get(), &MainWindow::appearanceChosen, this, [this](Appearance appearance) {
        m_settings.setValue(appearanceKey, int(appearance));
        applyAppearance();
    });
    connect(m_window.get(), &MainWindow::phoneWanted, this, &Application::openPhone);
    connect(m_window.get(), &MainWindow::aboutWanted, this, [this] { openAbout(*m_window); });
}

Application::~Application()
{
    m_phone.reset();
    m_window.reset(); // the panels use what follows
}

void Application::start()
{
    m_window->show();
    // Everything that can wait or block comes after the first frame.
    QTimer::singleShot(0, this, &Application::loadProfiles);
}

void Application::applyAppearance()
{
    const auto appearance = Appearance(m_settings.value(appearanceKey, int(Appearance::System)).toInt());
    m_theme.setAppearance(appearance);
    m_window->setAppearance(appearance);
}

void Application::loadProfiles()
{
    QDir().mkpath(m_options.dataDir);
    m_ledger.open().then(this, [this](const Result<Nothing> &opened) {
        if (!opened)
            m_window->setStanding(describe(opened.error()).headline);
        else
            m_pruning.keepUp();
    });
    if (const auto templates = m_templates.load(); !templates)
        m_window->setStanding(describe(templates.error()).headline);
    const Result<ProfileStore::Loaded> loaded = m_profiles.load();
    if (!loaded) {
        return showNotice(loaded.error(), tr("Start with no connections"), [this] {
            if (const auto fresh = m_profiles.startAfresh(); !fresh)
                return showNotice(fresh.error(), tr("Try again"), [this] { loadProfiles(); });
            chooseProfile();
        });
    }
    if (*loaded == ProfileStore::Loaded::FromBackup)
        m_window->setStanding(tr("The connections file was damaged; the backup was taken."));
    chooseProfile();
}

void Application::chooseProfile()
{
    if (m_options.sandbox)
        return startSandbox(Then::Work);
    if (!m_options.profile.isEmpty()) {
        if (const auto profile = m_profiles.findByName(m_options.profile))
            return work(*profile);
        Error error;
        error.kind = ErrorKind::NotFound;
        error.cause = Cause::ProfileUnknown;
        error.subject = m_options.profile;
        return showNotice(error, tr("Connections…"), [this] { openConnections(); });
    }
    if (const auto profile = m_profiles.find(m_profiles.lastUsed()))
        return work(*profile);
    welcome();
}

void Application::welcome()
{
    m_window->setSheet(welcomeSheet({[this] { startSandbox(Then::Work); }, [this] { openConnections(); }}));
}

void Application::startSandbox(Then then)
{
    if (then == Then::Work)
        m_window->setSheet(startingSheet());
    m_sandbox = std::make_unique<SandboxProcess>(m_options.dataDir + u"/sandbox/state"_s);
    connect(m_sandbox.get(), &SandboxProcess::ready, this,
            [this, then](SandboxFacts &facts) { sandboxReady(facts, then); });
    connect(m_sandbox.get(), &SandboxProcess::failed, this, [this](const Error &error) {
        showNotice(error, tr("Start it again"), [this] { startSandbox(Then::Work); });
    });
    m_sandbox->start();
}

/// The sandbox has another port at each start, so its connection is brought up to date, key included.
void Application::sandboxReady(SandboxFacts &facts, Then then)
{
    const auto known = m_profiles.findByName(sandboxName);
    Profile profile = known ? *known : makeProfile(sandboxName);
    bringUpToDate(profile, facts);
    keep(secretKey(profile, Service::Keyban), facts.apiKey.clone());
    keep(secretKey(profile, Service::Keystone), std::move(facts.clientSecret));
    keep(secretKey(profile, Service::Bkey), std::move(facts.approvalSecret));
    m_sandboxControl = facts.control;
    const Result<Nothing> saved = known ? m_profiles.change(profile) : m_profiles.add(profile);
    if (!saved)
        return showNotice(saved.error(), tr("Try again"), [this] { startSandbox(Then::Work); });
    if (then == Then::Start)
        return;
    disconnectServices();
    m_session.open(profile);
    makeRooms();
    m_session.provide(std::move(facts.apiKey));
    tell(m_profiles.setLastUsed(profile.id));
}

/// Where it went, the keyring tells whoever shows it.
void Application::keep(const QString &entry, Secret secret)
{
    m_keyring.write(entry, std::move(secret)).then(this, [](const Result<Nothing> &) {});
}

/// What was not kept is said, but holds nobody up.
void Application::tell(const Result<Nothing> &kept)
{
    if (!kept)
        m_window->setStanding(describe(kept.error()).headline);
}

void Application::disconnectServices()
{
    m_window->clearPanels();
    m_desk.reset();
    m_loyalty.reset();
    m_approvals.reset();
    m_asking.reset();
    m_sync.reset();
    m_mirror.reset();
    m_connection.reset();
    m_proxy.reset();
}

void Application::work(const Profile &profile)
{
    if (profile.isSandbox && !m_sandbox)
        return startSandbox(Then::Work);
    disconnectServices();
    tell(m_profiles.setLastUsed(profile.id));
    m_session.open(profile);
    makeRooms();
    unlock();
}

/// Whether the passports go through the credential proxy, so that there is no key to be had.
bool Application::isKeyless() const
{
    return m_session.profile() && goesThroughProxy(*m_session.profile(), Service::Keyban);
}

void Application::unlock()
{
    if (isKeyless())
        return connectServices();
    if (m_session.state() == CredentialState::Ready)
        return sessionChanged();
    m_session.unlock().then(this, [this](const Result<Nothing> &unlocked) {
        if (!unlocked && unlocked.error().kind != ErrorKind::Cancelled)
            askForKey(unlocked.error());
    });
}

void Application::sessionChanged()
{
    showEnvironment();
    switch (m_session.state()) {
    case CredentialState::Ready:
        m_window->setSheet(nullptr);
        // The same profile with a new key: the panels keep what they hold.
        if (!m_connection)
            connectServices();
        else if (m_sync)
            m_sync->resume();
        break;
    case CredentialState::Expired: {
        Error error;
        error.kind = ErrorKind::Unauthorized;
        error.subject = m_session.profile()->name;
        error.httpStatus = 401;
        error.reach = Reach::Answered;
        askForKey(error);
        break;
    }
    case CredentialState::Loading:
        coverRooms(askingKeychainSheet());
        break;
    case CredentialState::NoCredential:
        break;
    }
}

void Application::askForKey(const std::optional<Error> &why)
{
    auto *sheet = new CredentialSheet(m_session.profile()->name);
    sheet->setKeychain(m_keyring.state());
    connect(&m_keyring, &SecretStore::stateChanged, sheet, &CredentialSheet::setKeychain);
    // A keychain without the key is not a failure, only the reason why the key is asked for.
    if (why && why->cause != Cause::KeychainEmpty)
        sheet->showReason(*why);
    connect(sheet, &CredentialSheet::keychainWanted, this, &Application::unlock);
    connect(sheet, &CredentialSheet::connectionsWanted, this, &Application::openConnections);
    connect(sheet, &CredentialSheet::keyGiven, this, [this](Secret &key, bool stored) {
        const QString entry = secretKey(*m_session.profile(), Service::Keyban);
        if (stored) {
            keep(entry, key.clone());
        } else {
            if (m_keyring.keeping(entry) == Keeping::AcrossRestarts)
                m_window->setStanding(tr("The keychain still holds the key before this one; Connections removes it."));
            m_keyring.keepForThisSession(entry, key.clone());
        }
        m_session.provide(std::move(key));
    });
    coverRooms(sheet);
}

void Application::connectServices()
{
    const Profile &profile = *m_session.profile();
    const auto dialect = settledDialect(profile, m_session.credential());
    CredentialSource *const placeholder = m_proxy ? m_proxy->way().credentialFor(Service::Keyban) : nullptr;
    m_connection = std::make_unique<Connection>(
        profile, placeholder ? *placeholder : m_credential,
        ConnectionSettings{.passports = {.applicationId = profile.keyban.applicationId,
                                         .dialect = dialect.value_or(keyban::Dialect::Flat),
                                         .dialectDecided = dialect.has_value(),
                                         .eventStreamPath = profile.keyban.eventStreamPath},
                           .route = m_proxy ? m_proxy->way().routeTo(Service::Keyban) : nullptr});
    if (m_proxy && placeholder)
        m_proxy->watch(m_connection->log());
    dialect ? makePanels() : settleDialect();
}

/// Asks the service's own rows; what they do not tell, a person decides in Connections. Until then nothing is written.
void Application::settleDialect()
{
    m_asking = std::make_unique<QObject>();
    coverRooms(askingServiceSheet(m_session.profile()->keyban.base.host(), {tr("Go on without"), [this] {
                                                                                m_asking.reset();
                                                                                goOn();
                                                                            }}));
    const auto learn = [this](const Result<keyban::DialectEvidence> &evidence) {
        if (!isKeyless() && m_session.state() != CredentialState::Ready) { // the next key begins anew
            m_connection.release()->deleteLater();
            return;
        }
        if (evidence && evidence->dialect) {
            Profile profile = *m_session.profile();
            if (const Secret *const key = m_session.credential()) {
                rememberDialect(profile, *key, *evidence->dialect);
                tell(m_profiles.change(profile));
            }
            m_connection->keyban().setSettings(
                {profile.keyban.applicationId, *evidence->dialect, true, profile.keyban.eventStreamPath});
        }
        goOn();
    };
    m_connection->keyban().detectDialect().then(m_asking.get(), learn);
}

void Application::goOn()
{
    if (isKeyless() || m_session.state() == CredentialState::Ready) // else its sheet is in front
        m_window->setSheet(nullptr);
    makePanels();
}

void Application::showEnvironment()
{
    EnvironmentFacts facts;
    if (const Profile *profile = m_session.profile()) {
        facts.danger = dangerOf(*profile).danger == Danger::Live ? EnvironmentFacts::Live : EnvironmentFacts::Test;
        facts.profile = profile->name;
        facts.host = profile->keyban.base.host();
        facts.network = profile->keyban.network;
        facts.guard = guardName(profile->guard);
        facts.guardTone = profile->guard == GuardLevel::Normal ? Tone::Good : Tone::Attention;
    }
    facts.keychain = keychainWord(m_keyring.state());
    facts.keychainTone = keychainTone(m_keyring.state());
    m_window->setEnvironment(facts);
}

void Application::showNotice(const Error &error, const QString &actionText, std::function<void()> action)
{
    m_window->setSheet(noticeSheet(error, {actionText, std::move(action)}));
    Q_EMIT failed(error);
}

} // namespace chancery
