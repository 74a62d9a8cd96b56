// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/proxyway.h"
#include "ui/dialogs/dialoghead.h"

#include <QDialog>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QUrl>

#include <memory>
#include <vector>

namespace chancery {

class HttpClient;
class MainWindow;
class ProxyPanel;
class RequestLog;

/// At work through the credential proxy of one profile: the way, its panel, and what the proxy wants a person to do.
class ProxyDesk : public QObject
{
    Q_OBJECT

public:
    /// `envFile` is the file .env beside the data folder; `token` is what the environment had, for profiles that take
    /// it from there or from a person. Precondition: the profile has a proxy.
    ProxyDesk(Profile profile, const QString &envFile, Secret token, QObject *parent = nullptr);
    ~ProxyDesk() override;

    ProxyWay &way() { return m_way; }
    /// Gives the window its panel, which ends before this does.
    void addTo(MainWindow &window);
    /// Shows what this log tells from now on.
    void watch(RequestLog &log);
    void showToken();

Q_SIGNALS:
    /// A person did what was in the way: what waited may be tried again.
    void goOnWanted();
    /// What is wrong with the token or the permission, in a sentence; empty when nothing is.
    void standing(const QString &words);
    /// A person trusts this proxy as well, from now on and at the next start.
    void trusted(const QUrl &proxy);

private:
    void ask(const Error &error);
    void askToTrust(const QUrl &other, const QString &upstream);
    void tokenChanged();
    DialogPlace place() const;
    HttpClient *clientOf(Service service, const QUrl &base);

    const Profile m_profile;
    ProxyWay m_way;
    QNetworkAccessManager m_network;
    std::unique_ptr<RequestLog> m_log;
    std::vector<std::unique_ptr<HttpClient>> m_clients; ///< for trying the way
    QPointer<MainWindow> m_window;
    QPointer<ProxyPanel> m_panel;
    QPointer<QDialog> m_dialog;
    QSet<QUrl> m_asked; ///< proxies that a person was asked about
    bool m_hasAskedForToken = false;
};

} // namespace chancery
