// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/http/httpclient.h"
#include "core/keystone/environment.h"
#include "core/keystone/instruction.h"
#include "core/keystone/page.h"
#include "core/keystone/settlement.h"
#include "core/keystone/settlementtemplate.h"
#include "core/keystone/webhook.h"

namespace chancery::keystone {

/// The whole of KeyStone OS for one client (KeyStone fact sheet §2). A call answers with its record or with an Error;
/// HttpClient names the kinds and failureOf() puts them into the words of the guide.
///
/// Ids are UUIDs; anything else is refused with SettingInvalid before it is sent (D10). A list answers what could be
/// read, with the rows that could not beside it. Calls that cannot be taken back need a Confirmation and are sent once;
/// where their answer has a body that cannot be read they still succeed, with nothing, as the service acted.
class Client : public QObject
{
    Q_OBJECT

public:
    explicit Client(HttpClient &http, QObject *parent = nullptr);

    GuardLevel guardLevel() const { return m_http.guard().level(); }
    /// The address, as the ledger names it.
    QString service() const
    {
        return QString::fromLatin1(m_http.base().adjusted(QUrl::StripTrailingSlash).toEncoded());
    }
    /// What time it is at the service: its deadlines are due by that clock.
    QDateTime now() const { return m_http.now(); }

    /// `state` is the exact name the service uses; empty for all. It has no other filter and tells no order (§10, 3).
    Pending<Page<Settlement>> listSettlements(const Window &window = {}, const QString &state = {});
    Pending<Settlement> readSettlement(const QString &id);
    /// With the same key and content it may be called again; it gives the same settlement.
    Pending<Settlement> createSettlement(const SettlementDraft &draft, std::optional<Confirmation> confirmation = {});
    Pending<Page<SettlementEvent>> listEvents(const QString &settlementId, const Window &window = {});
    /// Both empty for what is no repo, in whichever way the service says so (§10, 12).
    Pending<RelatedSettlements> relatedSettlements(const QString &settlementId);
    /// Sent once. The answer may still show the old state: read the settlement afterwards. Conflict where no decision
    /// is awaited; after Reach::Unknown, reading tells.
    Pending<std::optional<Settlement>> decideCompliance(const QString &settlementId, Decision decision,
                                                        Confirmation confirmation);

    /// With the same key and content it may be called again; it gives the same instruction.
    Pending<Instruction> submitInstruction(const InstructionDraft &draft,
                                           std::optional<Confirmation> confirmation = {});
    Pending<Page<Instruction>> listInstructions(const Window &window = {}, const QString &status = {});
    Pending<Instruction> readInstruction(const QString &id);
    /// Conflict unless it is pending_match.
    Pending<std::optional<Instruction>> cancelInstruction(const QString &id, Confirmation confirmation);

    /// Active ones only; settlements may run by others.
    Pending<Page<SettlementTemplate>> listTemplates(const Window &window = {});
    Pending<SettlementTemplate> readTemplate(const QString &id);

    /// The only answer with the secret. After an unclear one it is lost: find the endpoint by its address and rotate.
    Pending<CreatedWebhook> createWebhook(const WebhookDraft &draft, std::optional<Confirmation> confirmation = {});
    Pending<Page<WebhookEndpoint>> listWebhooks(const Window &window = {});
    Pending<WebhookEndpoint> readWebhook(const QString &id);
    Pending<WebhookEndpoint> updateWebhook(const QString &id, const WebhookPatch &patch,
                                           std::optional<Confirmation> confirmation = {});
    Pending<Nothing> deleteWebhook(const QString &id, Confirmation confirmation);
    /// Has the service send a `test.ping`; it waits for that.
    Pending<WebhookTestResult> testWebhook(const QString &id, std::optional<Confirmation> confirmation = {});
    /// The only answer with the new secret; the old one is good for 24 hours more.
    Pending<RotatedSecret> rotateSecret(const QString &id, Confirmation confirmation);
    Pending<Page<WebhookDelivery>> listDeliveries(const QString &webhookId, const Window &window = {});

    /// After an unclear answer, the list tells by the slug.
    Pending<Environment> createEnvironment(const EnvironmentDraft &draft,
                                           std::optional<Confirmation> confirmation = {});
    Pending<Page<Environment>> listEnvironments(const Window &window = {});
    Pending<Environment> readEnvironment(const QString &id);
    /// Refuses to deactivate: that is deactivateEnvironment(). Activating again is `isActive` true.
    Pending<Environment> updateEnvironment(const QString &id, const EnvironmentPatch &patch,
                                           std::optional<Confirmation> confirmation = {});
    /// Its data stays. Whoever's own environment it is locks itself out: the caller has to know.
    Pending<std::optional<Environment>> deactivateEnvironment(const QString &id, Confirmation confirmation);

    /// Waits of the pipeline under way, for whoever shows them.
    void retryNow() { m_http.retryNow(); }
    void cancelWait(const QList<Call> &calls = {}) { m_http.cancelWait(calls); }

Q_SIGNALS:
    void waiting(const chancery::RetryWait &wait);
    void resumed();

private:
    HttpClient &m_http;
};

} // namespace chancery::keystone
