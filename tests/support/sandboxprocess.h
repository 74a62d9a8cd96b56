// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpclient.h"
#include "core/keyban/client.h"
#include "tests/support/testcredential.h"

#include <QNetworkAccessManager>
#include <QProcess>

#include <memory>

namespace chancery::test {

/// A sandbox of one's own, in memory; ends with the object.
class SandboxProcess
{
public:
    SandboxProcess() = default;
    ~SandboxProcess();
    Q_DISABLE_COPY_MOVE(SandboxProcess)

    /// Waits until it listens; false when it did not within 30 s.
    bool start(const QStringList &arguments = {});
    QUrl keyban() const { return m_keyban; }
    QString applicationId() const { return m_applicationId; }
    QByteArray apiKey() const { return m_apiKey; }
    /// `POST _sandbox/faults` with these rules.
    bool setFaults(const QByteArray &rules);

private:
    QProcess m_process;
    QUrl m_keyban;
    QUrl m_control;
    QString m_applicationId;
    QByteArray m_apiKey;
};

/// The whole way to a service for a test: pipeline, key, client.
class TestConnection
{
public:
    TestConnection(QNetworkAccessManager &network, const QUrl &base, const QByteArray &apiKey,
                   GuardLevel guard = GuardLevel::Normal)
        : m_credential(apiKey)
        , m_http({network, m_credential, m_log}, {.base = base, .guard = Guard(guard), .retry = quick()})
    {}

    HttpClient &http() { return m_http; }

private:
    /// Fails fast, so that a test sees the failure.
    static RetryPolicy quick() { return {.retries = 0, .base = std::chrono::milliseconds(1)}; }

    TestCredential m_credential;
    RequestLog m_log;
    HttpClient m_http;
};

} // namespace chancery::test
