// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/bkeybook.h"
#include "app/sandbox/bkeyclients.h"
#include "app/sandbox/bkeysigner.h"
#include "app/sandbox/bkeyvault.h"
#include "app/sandbox/clock.h"
#include "app/sandbox/dialect.h"
#include "app/sandbox/keystonebody.h"
#include "app/sandbox/service.h"

namespace chancery::sandbox {

struct BkeyOptions
{
    QByteArray seed = "demo";
    Strictness strictness = Strictness::Tolerant;
};

/// Approvals by phone, checkouts and the vault on the wire, in both dialects (BKey fact sheet). It keeps nothing: an
/// approval is over when the sandbox ends.
class BkeyService : public Service
{
public:
    BkeyService(const Clock &clock, const BkeyOptions &options);

    QByteArray prefix() const override { return "bkey"; }
    Answer handle(const Request &request) override;
    void addCounts(json::Value &state) override;

    /// Where it is reached, which is its issuer as well.
    void setAddress(const QString &address) { m_address = address; }
    /// `POST _sandbox/bkey` (installer/man/chancery-sandbox.1). Returns what is wrong with it.
    QByteArray control(const json::Value &wishes);
    /// `GET _sandbox/phone` and `GET _sandbox/approvals`.
    QByteArray pendingJson() { return json::write(m_book.pending(m_clock.now())); }
    QByteArray approvalsJson() { return json::write(m_book.all(m_clock.now())); }
    /// `POST _sandbox/phone`: what the person taps.
    Answer tap(const Request &request, const json::Value &body);

private:
    using Form = QHash<QString, QString>;
    using Bearer = BkeyClients::Bearer;
    /// A request of /v1 that was let in.
    struct Call
    {
        const Request &request;
        Bearer bearer;
        qint64 now = 0;

        QString id(qsizetype place) const { return QString::fromUtf8(request.segments.value(place)); }
    };

    Answer oauthRoute(const Request &request, qint64 now);
    Answer discovery() const;
    Answer token(const Request &request, qint64 now);
    Answer clientToken(const Form &form, qint64 now);
    Answer refreshedToken(const Form &form, qint64 now);
    Answer tokenAnswer(const Bearer &bearer, qint64 now);
    Answer userInfo(const Request &request, qint64 now) const;
    Answer startApproval(const Request &request, qint64 now);
    BkeyRefusal readStart(KeystoneBody &body, const Bearer &bearer, BkeyAsk &ask) const;
    BkeyRefusal scopeRefusal(const QString &scope, const Bearer &bearer) const;
    Answer poll(const Form &form, qint64 now);
    Answer waiting(BkeyAsk::State state, BkeyDialect dialect) const;
    Answer approved(BkeyAsk &ask, qint64 now);

    Answer versionOneRoute(const Request &request, qint64 now);
    Answer vaultRoute(const Call &call);
    Answer openAccess(const Call &call);
    Answer openStatus(const Call &call);
    Answer openStore(const Call &call);
    Answer vaultKeys() const;
    Answer vaultItems(const Call &call) const;
    Answer requestStore(const Call &call);
    Answer storeStatus(const Call &call);
    Answer sealedAccess(const Call &call);
    Answer sealedStatus(const Call &call);
    Answer checkoutRoute(const Call &call);
    Answer startCheckout(const Call &call);
    BkeyRefusal readCheckout(KeystoneBody &body, BkeyAsk &ask, qint64 now) const;
    QString checkoutState(const BkeyAsk &ask, qint64 now) const;

    BkeyAsk &begin(BkeyAsk ask, qint64 now);
    bool settle(BkeyAsk &ask, BkeyAsk::State state, qint64 now);
    QByteArray grant(const json::Member &wish);
    QByteArray grantSwitch(const QString &key, bool isOn);
    QByteArray grantNumber(const QString &key, qint64 number);
    KeystoneBody bodyOf(const json::Value &object) const;

    const Clock &m_clock;
    BkeyOptions m_options;
    QString m_address;
    BkeyClients m_clients;
    BkeySigner m_signer;
    BkeyBook m_book;
    BkeyVault m_vault;
    qint64 m_interval = 5;
    QString m_payment = QStringLiteral("dialect"); ///< or `complete`, `steps`, `fail`
    qint64 m_polls = 0;
    qint64 m_hurried = 0; ///< polls that came too early
};

/// What was wrong with a body, as BKey says it; nothing when nothing was.
BkeyRefusal bkeyRefusal(KeystoneBody &body);

} // namespace chancery::sandbox
