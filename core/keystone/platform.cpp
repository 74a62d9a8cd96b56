// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/client.h"

#include "core/keystone/calls.h"
#include "core/keystone/send.h"

namespace chancery::keystone {

using namespace Qt::StringLiterals;

// What belongs to the platform and not to a trade: webhooks and environments.

namespace {

QStringList webhookPath(const QStringList &rest = {})
{
    return pathTo(QStringList{u"platforms"_s, u"me"_s, u"webhooks"_s} + rest);
}

QStringList environmentPath(const QStringList &rest = {})
{
    return pathTo(QStringList{u"platforms"_s, u"me"_s, u"environments"_s} + rest);
}

} // namespace

Pending<CreatedWebhook> Client::createWebhook(const WebhookDraft &draft, std::optional<Confirmation> confirmation)
{
    return sendAndDecode<CreatedWebhook>(
        m_http, writing(calls::createWebhook, webhookPath(), encodeDraft(draft), std::move(confirmation)),
        decodeCreatedWebhook);
}

Pending<Page<WebhookEndpoint>> Client::listWebhooks(const Window &window)
{
    return sendForPage<WebhookEndpoint>(m_http, {.call = calls::listWebhooks, .path = webhookPath()}, window,
                                        maxPageSize, decodeWebhook);
}

Pending<WebhookEndpoint> Client::readWebhook(const QString &id)
{
    return sendFor<WebhookEndpoint>(m_http, id, {.call = calls::readWebhook, .path = webhookPath({id})}, decodeWebhook);
}

Pending<WebhookEndpoint> Client::updateWebhook(const QString &id, const WebhookPatch &patch,
                                               std::optional<Confirmation> confirmation)
{
    return sendFor<WebhookEndpoint>(
        m_http, id, writing(calls::updateWebhook, webhookPath({id}), encodePatch(patch), std::move(confirmation)),
        decodeWebhook);
}

Pending<Nothing> Client::deleteWebhook(const QString &id, Confirmation confirmation)
{
    const auto ignored = [](const json::Value &) -> Result<Nothing> { return Nothing{}; };
    return sendOnce<Nothing>(
               m_http, id,
               {.call = calls::deleteWebhook, .path = webhookPath({id}), .confirmation = std::move(confirmation)},
               ignored)
        .transform([](const std::optional<Nothing> &) { return Nothing{}; });
}

Pending<WebhookTestResult> Client::testWebhook(const QString &id, std::optional<Confirmation> confirmation)
{
    return sendFor<WebhookTestResult>(
        m_http, id,
        {.call = calls::testWebhook, .path = webhookPath({id, u"test"_s}), .confirmation = std::move(confirmation)},
        decodeWebhookTest);
}

Pending<RotatedSecret> Client::rotateSecret(const QString &id, Confirmation confirmation)
{
    return sendFor<RotatedSecret>(m_http, id,
                                  {.call = calls::rotateSecret,
                                   .path = webhookPath({id, u"rotate-secret"_s}),
                                   .confirmation = std::move(confirmation)},
                                  decodeRotatedSecret);
}

Pending<Page<WebhookDelivery>> Client::listDeliveries(const QString &webhookId, const Window &window)
{
    if (!isId(webhookId))
        return Pending<Page<WebhookDelivery>>::failed(refusedSetting(webhookId));
    return sendForPage<WebhookDelivery>(
        m_http, {.call = calls::listDeliveries, .path = webhookPath({webhookId, u"deliveries"_s})}, window, maxPageSize,
        decodeDelivery);
}

Pending<Environment> Client::createEnvironment(const EnvironmentDraft &draft, std::optional<Confirmation> confirmation)
{
    return sendAndDecode<Environment>(
        m_http, writing(calls::createEnvironment, environmentPath(), encodeDraft(draft), std::move(confirmation)),
        decodeEnvironment);
}

Pending<Page<Environment>> Client::listEnvironments(const Window &window)
{
    return sendForPage<Environment>(m_http, {.call = calls::listEnvironments, .path = environmentPath()}, window,
                                    maxShortPageSize, decodeEnvironment);
}

Pending<Environment> Client::readEnvironment(const QString &id)
{
    return sendFor<Environment>(m_http, id, {.call = calls::readEnvironment, .path = environmentPath({id})},
                                decodeEnvironment);
}

Pending<Environment> Client::updateEnvironment(const QString &id, const EnvironmentPatch &patch,
                                               std::optional<Confirmation> confirmation)
{
    if (patch.isActive == false)
        return Pending<Environment>::failed(refusedSetting(u"is_active"_s));
    return sendFor<Environment>(
        m_http, id,
        writing(calls::updateEnvironment, environmentPath({id}), encodePatch(patch), std::move(confirmation)),
        decodeEnvironment);
}

Pending<std::optional<Environment>> Client::deactivateEnvironment(const QString &id, Confirmation confirmation)
{
    return sendOnce<Environment>(
        m_http, id,
        {.call = calls::deactivateEnvironment, .path = environmentPath({id}), .confirmation = std::move(confirmation)},
        decodeEnvironment);
}

} // namespace chancery::keystone
