// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QProcess>
#include <QStringList>
#include <QUrl>

namespace chancery::test {

/// The real sandbox program for a test, with its control surface. Every call waits for its answer.
class SandboxUnderTest
{
public:
    explicit SandboxUnderTest(const QStringList &arguments = {QStringLiteral("--seed"), QStringLiteral("empty"),
                                                              QStringLiteral("--rate"), QStringLiteral("0")});
    ~SandboxUnderTest();

    bool isRunning() const { return !m_keyban.isEmpty(); }
    QUrl keyban() const { return m_keyban; }
    QUrl keystone() const { return m_keystone; }
    QUrl keychains() const { return m_keychains; }
    QUrl bkey() const { return m_bkey; }
    /// `clientId`, `clientSecret`, `rfcClientId`, `rfcClientSecret` and `userDid` of the approval service.
    QString bkeyCredential(QStringView name) const { return m_bkeyCredentials[name].toString(); }
    QUrl keystoneAuth() const { return m_keystoneAuth; }
    QString keystoneClientId() const { return m_keystoneClientId; }
    QByteArray keystoneClientSecret() const { return m_keystoneClientSecret; }
    QString applicationId() const { return m_applicationId; }
    QByteArray apiKey() const { return m_apiKey; }
    int port() const { return m_keyban.port(); }

    json::Value get(const QString &control);
    json::Value post(const QString &control, const QByteArray &body);
    /// `rules` is a JSON array; an empty one ends the faults.
    void setFaults(const QByteArray &rules);
    qint64 passports();
    /// Every passport with its content in a stable order, one a line.
    QByteArray dump();

    /// Ends it as a crash would, and starts it again on the same port with the same arguments.
    void kill();
    bool restart();

private:
    bool launch(const QString &port);
    QByteArray call(const QByteArray &method, const QString &control, const QByteArray &body);

    QStringList m_arguments;
    QProcess m_process;
    QUrl m_keyban;
    QUrl m_keystone;
    QUrl m_keystoneAuth;
    QUrl m_keychains;
    QUrl m_bkey;
    json::Value m_bkeyCredentials;
    QUrl m_control;
    QString m_keystoneClientId;
    QByteArray m_keystoneClientSecret;
    QString m_applicationId;
    QByteArray m_apiKey;
};

} // namespace chancery::test
