// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/credential.h"
#include "core/http/redact.h"

#include <QNetworkRequest>

namespace chancery::test {

/// An obvious test key in `X-Api-Key`.
class TestCredential : public CredentialSource
{
public:
    explicit TestCredential(QByteArray key = "test-api-key")
        : m_key(std::move(key))
    {}

    Result<Nothing> authorize(QNetworkRequest &request) const override
    {
        if (missing) {
            Error error;
            error.kind = ErrorKind::SecretStore;
            error.cause = Cause::CredentialMissing;
            return error;
        }
        request.setRawHeader("X-Api-Key", m_key);
        return Nothing{};
    }
    void rejected() override { ++rejections; }
    QByteArray masked(QByteArray text) const override
    {
        maskSecret(text, m_key);
        return text;
    }

    int rejections = 0;
    bool missing = false;

private:
    QByteArray m_key;
};

} // namespace chancery::test
