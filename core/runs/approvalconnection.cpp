// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/approvalconnection.h"

namespace chancery {

ApprovalConnection::ApprovalConnection(const BkeyService &service, GuardLevel guard, const RetryPolicy &retry,
                                       QObject *parent)
    : QObject(parent)
    , m_credential(m_network, m_log, {.base = service.base, .retry = retry})
    , m_http({m_network, m_credential, m_log}, {.base = service.base, .guard = Guard(guard), .retry = retry})
    , m_client(m_credential, m_http)
    , m_keys(m_credential.issuer())
{}

} // namespace chancery

#include "moc_approvalconnection.cpp"
