// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpclient.h"
#include "tests/support/testcredential.h"

#include <QNetworkAccessManager>

namespace chancery::test {

/// The whole way to a service for a test: pipeline, key, guard. It never tries again, so that a test sees each failure.
class TestConnection
{
public:
    TestConnection(QNetworkAccessManager &network, const QUrl &base, const QByteArray &apiKey,
                   GuardLevel guard = GuardLevel::Normal)
        : m_credential(apiKey)
        , m_http({network, m_credential, m_log}, {.base = base, .guard = Guard(guard), .retry = once()})
    {}

    HttpClient &http() { return m_http; }

private:
    static RetryPolicy once()
    {
        RetryPolicy policy;
        policy.retries = 0;
        return policy;
    }

    TestCredential m_credential;
    RequestLog m_log;
    HttpClient m_http;
};

} // namespace chancery::test
