// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/proxydesk.h"

#include "core/http/httpclient.h"
#include "core/profiles/danger.h"
#include "ui/dialogs/proxyapprovaldialog.h"
#include "ui/dialogs/servicequestion.h"
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
    connect(&m_way.route(), &keychains::ProxyRoute::sentAway, this, &ProxyDesk::askToTrust, Qt::QueuedConnection);
    connect(&m_way.route(), &keychains::ProxyRoute::tokenChanged, this, &ProxyDesk::tokenChanged);
}

/// What it asks is of no use to the next connection.
ProxyDesk::~ProxyDesk()
{
    delete m_dialog;
}

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
    m_dialog = new ProxyApprovalDialog(error, place(), m_window);
    connect(m_dialog, &QDialog::accepted, this, &ProxyDesk::goOnWanted);
    m_dialog->open();
}

/// Once for each: whoever answers for the service can name a proxy as well, and must not wear a person down.
void ProxyDesk::askToTrust(const QUrl &other, const QString &upstream)
{
    if (!m_window || m_dialog || m_asked.contains(other))
        return;
    m_asked.insert(other);
    m_dialog = new ServiceQuestion(
        {.title = tr("Trust another proxy?"),
         .subject = other.toDisplayString(),
         .consequences =
             {tr("The answer for %1 sends this connection's requests to another proxy.").arg(upstream),
              tr("It would be given the proxy token and could call all services within its scopes. A service can "
                 "write such an answer, too: say yes only if whoever runs your proxy confirms the address."),
              tr("Trusted proxies are kept with the connection. After a no, you are not asked again until "
                 "it is opened anew.")},
         .action = tr("Trust it and go on")},
        place(), m_window);
    connect(m_dialog, &QDialog::accepted, this, [this, other] {
        if (!m_way.route().trust(other))
            return;
        if (m_panel)
            m_panel->showTrusted();
        Q_EMIT trusted(other);
        Q_EMIT goOnWanted();
    });
    m_dialog->open();
}

void ProxyDesk::tokenChanged()
{
    if (m_way.route().hasToken())
        Q_EMIT standing({});
}

DialogPlace ProxyDesk::place() const
{
    return {.live = dangerOf(m_profile).danger == Danger::Live,
            .profileName = m_profile.name,
            .network = m_profile.keyban.network};
}

} // namespace chancery
