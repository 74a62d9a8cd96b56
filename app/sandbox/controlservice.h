// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/bkeyservice.h"
#include "app/sandbox/faults.h"
#include "app/sandbox/keybanservice.h"
#include "app/sandbox/keychainsservice.h"
#include "app/sandbox/keystoneservice.h"
#include "app/sandbox/requestlog.h"

#include <vector>

namespace chancery::sandbox {

/// The surface by which tests look behind the services and spoil their day (installer/man/chancery-sandbox.1).
class ControlService : public Service
{
public:
    struct Parts
    {
        RequestLog &log;
        Faults &faults;
        KeybanStore &store;
        KeybanService &keyban;
        KeystoneService &keystone;
        LoyaltyService &loyalty;
        KeychainsService &keychains;
        BkeyService &bkey;
    };

    explicit ControlService(const Parts &parts)
        : m_parts(parts)
        , m_services{&parts.keyban, &parts.keystone, &parts.keychains, &parts.bkey}
    {}

    QByteArray prefix() const override { return "_sandbox"; }
    Answer handle(const Request &request) override;

private:
    Answer post(const Request &request, const json::Value &body);
    Answer state();
    Answer passports();
    Answer setCredentials(const json::Value &body);
    Answer setCertification(const json::Value &body);

    Parts m_parts;
    std::vector<Service *> m_services;
};

} // namespace chancery::sandbox
