// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/proxydesk.h"

#include "core/http/httpclient.h"
#include "core/profiles/danger.h"
#include "ui/dialogs/proxyapprovaldialog.h"
#include "ui/mainwindow.h"
#include "ui/panels/proxy/proxypanel.h"
#include "ui/words/errortext.h"

namespace chancery {

using namespace Qt::StringLiterals;

ProxyDesk::ProxyDesk(Profile profile, const QString &envFile, Secret token, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_way(m_profile, envFile)
    , m_log(std::make_unique<RequestLog>())
{
    const ProxyTokenFrom from = m_profile.keychains->tokenFrom;
    const bool isGiven = from == ProxyTokenFrom::Person || from == ProxyTokenFrom::Environment;
    if (isGiven && !token.isEmpty())
        static_cast<void>(m_way.route().provide(std::move(token))); // the panel tells of one that is none
    connect(&m_way.route(), &keychains::ProxyRoute::approvalNeeded, this, &ProxyDesk::ask, Qt::QueuedConnection);
}

ProxyDesk::~ProxyDesk() = default;

HttpClient *ProxyDesk::clientOf(Service service, const QUrl &base)
{
    m_clients.push_back(std::make_unique<HttpClient>(
        HttpParts{m_network, *m_way.credentialFor(service), *m_log, m_way.routeTo(service)},
        HttpSettings{.base = base, .guard = Guard(GuardLevel::ReadOnly)}));
    return m_clients.back().get();
}

void ProxyDesk::addTo(MainWindow &window)
{
    m_window = &window;
    QList<TryCard::Service> services;
    if (goesThroughProxy(m_profile, Service::Keyban))
        services.append({tr("Passports"), clientOf(Service::Keyban, m_profile.keyban.base),
                         u"v1/dpp/passports?page=1&pageSize=5"_s});
    if (goesThroughProxy(m_profile, Service::Keystone))
        services.append(
            {tr("Settlements"), clientOf(Service::Keystone, m_profile.keystone->base), u"v1/settlements?limit=5"_s});
    m_panel = new ProxyPanel({.route = m_way.route(), .profile = m_profile, .services = services});
    connect(m_panel, &ProxyPanel::tokenProvided, this, &ProxyDesk::goOnWanted);
    window.addPanel(u"proxy"_s, m_panel);
    m_panel->watch(*m_log);
}

void ProxyDesk::watch(RequestLog &log)
{
    if (m_panel)
        m_panel->watch(log);
}

void ProxyDesk::showToken()
{
    if (!m_window || !m_panel)
        return;
    m_window->showPanel(u"proxy"_s);
    m_panel->focusToken();
}

/// Several requests may meet the same; one dialog is enough for them.
void ProxyDesk::ask(const Error &error)
{
    if (!m_window || m_dialog)
        return;
    if (error.cause == Cause::ProxyTokenMissing && !std::exchange(m_hasAskedForToken, true))
        return showToken();
    if (error.kind != ErrorKind::ApprovalNeeded) { // somebody may be at work elsewhere
        m_panel->showError(error);
        return Q_EMIT standing(describe(error).headline);
    }
    m_dialog = new ProxyApprovalDialog(error,
                                       {.live = dangerOf(m_profile).danger == Danger::Live,
                                        .profileName = m_profile.name,
                                        .network = m_profile.keyban.network},
                                       m_window);
    connect(m_dialog, &QDialog::accepted, this, &ProxyDesk::goOnWanted);
    m_dialog->open();
}

} // namespace chancery
