// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/settlementconnection.h"

namespace chancery {

SettlementConnection::SettlementConnection(const KeystoneService &service, GuardLevel guard, const RetryPolicy &retry,
                                           QObject *parent)
    : QObject(parent)
    , m_credential(m_network, m_log, {.auth = service.auth, .retry = retry})
    , m_http({m_network, m_credential, m_log}, {.base = service.base, .guard = Guard(guard), .retry = retry})
    , m_client(m_http)
{}

SettlementConnection::SettlementConnection(const KeystoneService &service, GuardLevel guard,
                                           const ProxiedParts &proxied, const RetryPolicy &retry, QObject *parent)
    : QObject(parent)
    , m_credential(m_network, m_log, {.auth = service.auth, .retry = retry})
    , m_http({m_network, proxied.credential, m_log, &proxied.route},
             {.base = service.base, .guard = Guard(guard), .retry = retry})
    , m_client(m_http)
{}

} // namespace chancery

#include "moc_settlementconnection.cpp"
