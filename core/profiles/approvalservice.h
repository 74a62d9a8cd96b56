// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QList>
#include <QString>
#include <QUrl>

namespace chancery {

/// Somebody who may be asked for a yes on their phone.
struct Approver
{
    QString name; ///< as people here call them
    QString did;  ///< as the service knows them, such as did:bkey:…
    QString user; ///< of this computer, so that nobody approves what they asked for; empty: nobody said who that is
    bool operator==(const Approver &) const = default;
};

/// Where people approve on their phones (BKey fact sheet §1). The client's secret is in the keychain.
struct BkeyService
{
    QUrl base; ///< also the issuer whose tokens count; a path prefix is kept
    QString clientId;
    QList<Approver> approvers; ///< the first one is asked unless somebody chooses
    json::Value source;        ///< as it was read, with the members that we do not know
    bool operator==(const BkeyService &) const = default;
};

/// The production address, without a client and with nobody to ask.
BkeyService makeBkeyService();

/// The form on disk; members that we do not know stay as they were read.
json::Value toJson(const BkeyService &service);
/// An approver without a DID is left out: nobody can be asked by it.
BkeyService bkeyFromJson(const json::Value &value);

} // namespace chancery
