// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rooms of a connection. Each service stands alone: what one of them lacks is in the way of its own rooms only.

#include "app/console/application.h"
#include "app/console/phonewindow.h"
#include "app/console/waitingpanel.h"

#include "ui/mainwindow.h"
#include "ui/panels/imports/importspanel.h"
#include "ui/panels/passports/passportspanel.h"

#include "core/profiles/danger.h"

#include <QFileInfo>

namespace chancery {

using namespace Qt::StringLiterals;

/// Those of the passports' service wait for its key; the others need none, or ask for their own.
void Application::makeRooms()
{
    m_window->addPanel(u"passports"_s, new WaitingPanel(tr("Passports"), u"passport"_s));
    m_window->addPanel(u"imports"_s, new WaitingPanel(tr("Imports"), u"import"_s));
    m_window->addPanel(u"loyalty"_s, new WaitingPanel(tr("Loyalty"), u"loyalty"_s));
    m_approvals =
        std::make_unique<ApprovalDesk>(ApprovalDesk::Parts{m_ledger, m_keyring, m_settings}, *m_session.profile());
    connect(m_approvals.get(), &ApprovalDesk::connectionsWanted, this, &Application::openConnections);
    const Profile &profile = *m_session.profile();
    openProxy();
    m_desk = std::make_unique<SettlementDesk>(SettlementDesk::Parts{.ledger = m_ledger,
                                                                    .keyring = m_keyring,
                                                                    .settings = m_settings,
                                                                    .keeper = &m_approvals->gatekeeper(),
                                                                    .proxy = m_proxy.get()},
                                              profile);
    connect(m_desk.get(), &SettlementDesk::connectionsWanted, this, &Application::openConnections);
    m_desk->addTo(*m_window);
    m_approvals->addTo(*m_window);
    if (m_proxy)
        m_proxy->addTo(*m_window);
    if (RequestLog *const log = m_proxy ? m_desk->proxiedLog() : nullptr)
        m_proxy->watch(*log);
    m_window->setPhoneOffered(m_session.profile()->isSandbox);
}

/// Where a service of the profile goes through it.
void Application::openProxy()
{
    const Profile &profile = *m_session.profile();
    if (!goesThroughProxy(profile, Service::Keyban) && !goesThroughProxy(profile, Service::Keystone))
        return;
    m_proxy = std::make_unique<ProxyDesk>(profile, QFileInfo(m_options.dataDir).absolutePath() + u"/.env"_s,
                                          m_environment.proxyToken.clone());
    connect(m_proxy.get(), &ProxyDesk::goOnWanted, this, &Application::goOnThroughProxy);
    connect(m_proxy.get(), &ProxyDesk::standing, m_window.get(), &MainWindow::setStanding);
    connect(m_proxy.get(), &ProxyDesk::trusted, this, &Application::pin);
}

/// A person did what was in the way of requests through the proxy.
void Application::goOnThroughProxy()
{
    m_window->setStanding({});
    if (!m_connection)
        return unlock();
    if (m_sync)
        m_sync->resume();
    if (auto *const imports = qobject_cast<ImportsPanel *>(m_window->panel(u"imports"_s)))
        imports->carryOn();
    if (Panel *const shown = m_window->shownPanel())
        shown->refresh();
}

/// The next start knows that proxy as well.
void Application::pin(const QUrl &proxy)
{
    auto profile = m_profiles.find(m_session.profile()->id);
    if (!profile || !profile->keychains)
        return;
    profile->keychains->trusted << proxy.toString(QUrl::FullyEncoded);
    tell(m_profiles.change(*profile));
}

/// The phone of whoever is asked, beside the window, as long as the sandbox plays the services.
void Application::openPhone()
{
    if (!m_phone)
        m_phone = std::make_unique<PhoneWindow>(m_sandboxControl);
    m_phone->setControl(m_sandboxControl);
    m_phone->show();
    m_phone->raise();
    m_phone->activateWindow();
}

/// A sheet over the rooms that wait for the passports' service, and over no other.
void Application::coverRooms(QWidget *sheet)
{
    m_window->setSheet(sheet, {u"passports"_s, u"imports"_s, u"loyalty"_s});
}

void Application::openMirror()
{
    const Profile &profile = *m_session.profile();
    const QString id = profile.id.toString(QUuid::WithoutBraces);
    m_mirror = std::make_unique<Mirror>(
        MirrorPlace{.path = m_options.dataDir + u'/' + Mirror::fileName(id),
                    // The sandbox has another port at each start and is the same catalogue all the same.
                    .origin = profile.isSandbox ? u"sandbox"_s : profile.keyban.base.toString(),
                    .application = profile.keyban.applicationId,
                    .dialect = m_connection->keyban().settings().dialect});
    m_sync = std::make_unique<MirrorSync>(m_connection->keyban(), *m_mirror);
    m_mirror->open().then(m_sync.get(), [this](const Result<Nothing> &opened) {
        tell(opened);
        if (opened)
            m_sync->start();
    });
}

void Application::makePanels()
{
    openMirror();
    const Profile &profile = *m_session.profile();
    const bool live = dangerOf(profile).danger == Danger::Live;
    auto *passports = new PassportsPanel({.client = m_connection->keyban(),
                                          .mirror = *m_mirror,
                                          .sync = *m_sync,
                                          .settings = m_settings,
                                          .gate = m_approvals->gatekeeper().gate(),
                                          .keeper = &m_approvals->gatekeeper()},
                                         {.live = live,
                                          .profileName = profile.name,
                                          .host = profile.keyban.base.host(),
                                          .network = profile.keyban.network});
    connect(passports, &PassportsPanel::importWanted, this, [this] { m_window->showPanel(u"imports"_s); });
    m_window->addPanel(u"passports"_s, passports);
    auto *imports = new ImportsPanel({m_connection->keyban(), m_ledger, m_templates, *m_mirror, *m_sync},
                                     {.live = live,
                                      .profileId = profile.id.toString(QUuid::WithoutBraces),
                                      .profileName = profile.name,
                                      .host = profile.keyban.base.host(),
                                      .network = profile.keyban.network,
                                      .target = planTarget(profile, m_connection->keyban().settings().dialect),
                                      .gate = profile.gate,
                                      .keeper = &m_approvals->gatekeeper()});
    // Its report names rows by their numbers only, and reading the catalogue again costs less than asking for each.
    connect(imports, &ImportsPanel::catalogueChanged, m_sync.get(), &MirrorSync::refresh);
    connect(imports, &ImportsPanel::undoWanted, this, &Application::openUndo);
    m_window->addPanel(u"imports"_s, imports);
    m_loyalty = std::make_unique<LoyaltyDesk>(
        LoyaltyDesk::Parts{m_connection->loyalty(), m_ledger, m_settings, &m_approvals->gatekeeper()}, profile);
    m_loyalty->addTo(*m_window);
    showEnvironment();
    Q_EMIT connected();
}

} // namespace chancery
