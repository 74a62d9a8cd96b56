// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystonewebhooks.h"

#include "app/sandbox/identifiers.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QMessageAuthenticationCode>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

#include <algorithm>

namespace chancery::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 webhookKind = 0x6b733201;
constexpr quint32 deliveryKind = 0x6b733202;
constexpr qint64 aDay = 86'400'000;
constexpr int longestDelivery = 5000;
constexpr int largestFlight = 8;
constexpr size_t largestLog = 1000;
constexpr qsizetype longestUrl = 2048;
/// After so many milliseconds a failed delivery is tried again; then no more.
constexpr qint64 pauses[] = {1000, 5000, 25'000};

QString timeText(qint64 time)
{
    return QString::fromLatin1(isoTime(time));
}

json::Value textOrNull(const QString &text)
{
    return text.isEmpty() ? json::Value() : json::Value(text);
}

bool isLoopback(const QUrl &url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

bool isWebAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == u"https" || url.scheme() == u"http");
}

bool matches(const QString &pattern, const QString &event)
{
    if (pattern == u"*" || pattern == event)
        return true;
    if (!pattern.endsWith(u".*"))
        return false;
    const QString beginning = pattern.chopped(1);
    return event.startsWith(beginning) || event.startsWith(QString(u"settlement."_s + beginning));
}

bool wants(const HeldWebhook &webhook, const QString &event)
{
    const auto &patterns = webhook.record[u"events"].items();
    return !webhook.isDeleted && webhook.record[u"is_active"].toBool() &&
           std::any_of(patterns.begin(), patterns.end(),
                       [&event](const json::Value &pattern) { return matches(pattern.toString(), event); });
}

QByteArray payloadOf(const QString &event, const json::Value &data)
{
    json::Value body = json::Value::object();
    body.set(u"event"_s, event);
    body.set(u"data"_s, data);
    return json::write(body);
}

json::Value textArray(const QStringList &texts)
{
    json::Value::Array items;
    for (const QString &text : texts)
        items.emplace_back(text);
    return items;
}

} // namespace

QByteArray KeystoneWebhooks::newSecret()
{
    return "test-whsec-" + QByteArray::number(scatter(0x6b73776800ULL + ++m_secrets), 16);
}

KeystoneWebhooks::Created KeystoneWebhooks::create(KeystoneBody body, quint32 environment, qint64 now)
{
    HeldWebhook webhook;
    webhook.environment = environment;
    const QString url = body.text(u"url"_s, {.longest = longestUrl});
    if (!url.isEmpty() && !isWebAddress(url))
        body.complain(u"url"_s, u"url_parsing"_s, u"Input should be a valid URL"_s);
    const QString description = body.text(u"description"_s, {Need::Optional});
    webhook.secret = body.text(u"secret"_s, {Need::Optional}).toUtf8();
    const QStringList events = body.texts(u"events"_s, {u"*"_s});
    if (const KeystoneRefusal refusal = body.refusal())
        return {refusal, nullptr};
    if (webhook.secret.isEmpty())
        webhook.secret = newSecret();
    json::Value &record = webhook.record = json::Value::object();
    record.set(u"id"_s, QString::fromLatin1(uuidText(uuidOf(quint32(m_all.size()), webhookKind))));
    record.set(u"url"_s, url);
    record.set(u"description"_s, textOrNull(description));
    record.set(u"events"_s, textArray(events));
    record.set(u"is_active"_s, true);
    record.set(u"created_at"_s, timeText(now));
    record.set(u"updated_at"_s, timeText(now));
    m_all.push_back(std::move(webhook));
    return {{}, &m_all.back()};
}

KeystoneRefusal KeystoneWebhooks::update(HeldWebhook &webhook, KeystoneBody body, qint64 now)
{
    json::Value changed = webhook.record;
    if (body.has(u"url"_s)) {
        const QString url = body.text(u"url"_s, {.longest = longestUrl});
        if (!url.isEmpty() && !isWebAddress(url))
            body.complain(u"url"_s, u"url_parsing"_s, u"Input should be a valid URL"_s);
        changed.set(u"url"_s, url);
    }
    if (body.has(u"description"_s))
        changed.set(u"description"_s, textOrNull(body.text(u"description"_s, {Need::Optional})));
    if (body.has(u"events"_s))
        changed.set(u"events"_s, textArray(body.texts(u"events"_s, {u"*"_s})));
    if (const auto active = body.boolean(u"is_active"_s))
        changed.set(u"is_active"_s, *active);
    if (KeystoneRefusal refusal = body.refusal())
        return refusal;
    changed.set(u"updated_at"_s, timeText(now));
    webhook.record = std::move(changed);
    return {};
}

void KeystoneWebhooks::rotate(HeldWebhook &webhook, qint64 now)
{
    webhook.previousSecret = std::exchange(webhook.secret, newSecret());
    webhook.previousValidUntil = now + aDay;
    webhook.record.set(u"updated_at"_s, timeText(now));
}

HeldWebhook *KeystoneWebhooks::find(quint32 environment, const QString &id)
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [&](const HeldWebhook &webhook) {
        return webhook.environment == environment && !webhook.isDeleted && webhook.id() == id.toLower();
    });
    return found == m_all.end() ? nullptr : &*found;
}

void KeystoneWebhooks::happened(const Happening &happening)
{
    for (size_t place = 0; place < m_all.size(); ++place)
        if (m_all[place].environment == happening.environment && wants(m_all[place], happening.event))
            m_queue.push_back({place, happening.event, payloadOf(happening.event, happening.data), happening.time});
}

void KeystoneWebhooks::work()
{
    const qint64 now = m_clock.now();
    for (size_t left = m_queue.size(); left > 0 && m_inFlight < largestFlight; --left) {
        const Delivery delivery = m_queue.front();
        m_queue.pop_front();
        if (m_all[delivery.webhook].isDeleted)
            continue;
        if (delivery.due > now)
            m_queue.push_back(delivery);
        else
            deliver(delivery);
    }
}

void KeystoneWebhooks::deliver(const Delivery &delivery)
{
    send(m_all[delivery.webhook], delivery.body, [this, delivery](const DeliveryOutcome &outcome) {
        note(m_all[delivery.webhook], delivery.event, outcome);
        const bool mayRepeat = delivery.attempt <= int(std::size(pauses));
        if (outcome.success() || !outcome.milliseconds || !mayRepeat)
            return;
        Delivery again = delivery;
        again.due = m_clock.now() + pauses[delivery.attempt - 1];
        ++again.attempt;
        m_queue.push_back(again);
    });
}

void KeystoneWebhooks::send(const HeldWebhook &webhook, const QByteArray &body,
                            const std::function<void(const DeliveryOutcome &)> &done)
{
    const QUrl url(webhook.record[u"url"].toString());
    if (!isLoopback(url))
        return done({{}, {}, u"The sandbox delivers to loopback addresses only"_s});
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setRawHeader("X-Keystone-Signature",
                         QMessageAuthenticationCode::hash(body, webhook.secret, QCryptographicHash::Sha256).toHex());
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(longestDelivery);
    ++m_inFlight;
    QElapsedTimer timer;
    timer.start();
    QNetworkReply *const reply = m_network.post(request, body);
    connect(reply, &QNetworkReply::finished, this, [this, reply, timer, done] {
        --m_inFlight;
        reply->deleteLater();
        DeliveryOutcome outcome;
        outcome.milliseconds = timer.elapsed();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status != 0)
            outcome.status = status;
        if (status == 0)
            outcome.error = reply->errorString();
        else if (!outcome.success())
            outcome.error = u"upstream answered %1"_s.arg(status);
        done(outcome);
    });
}

void KeystoneWebhooks::note(HeldWebhook &webhook, const QString &event, const DeliveryOutcome &outcome)
{
    const auto numberOrNull = [](auto number) { return number ? json::Value::integer(*number) : json::Value(); };
    json::Value row = json::Value::object();
    row.set(u"id"_s, QString::fromLatin1(uuidText(uuidOf(++m_logged, deliveryKind))));
    row.set(u"endpoint_id"_s, webhook.id());
    row.set(u"event"_s, event);
    row.set(u"response_status"_s, numberOrNull(outcome.status));
    row.set(u"duration_ms"_s, numberOrNull(outcome.milliseconds));
    row.set(u"success"_s, outcome.success());
    row.set(u"error"_s, textOrNull(outcome.error));
    row.set(u"created_at"_s, timeText(m_clock.now()));
    webhook.deliveries.push_front(std::move(row));
    if (webhook.deliveries.size() > largestLog)
        webhook.deliveries.pop_back();
    m_delivered += outcome.success() ? 1 : 0;
}

void KeystoneWebhooks::test(HeldWebhook &webhook, const std::function<void(const DeliveryOutcome &)> &done)
{
    json::Value data = json::Value::object();
    data.set(u"settlement_id"_s, u"00000000-0000-4000-8000-000000000001"_s);
    data.set(u"timestamp"_s, timeText(m_clock.now()));
    const auto place =
        std::find_if(m_all.begin(), m_all.end(), [&webhook](const HeldWebhook &held) { return &held == &webhook; });
    const size_t number = size_t(place - m_all.begin());
    send(webhook, payloadOf(u"test.ping"_s, data), [this, number, done](const DeliveryOutcome &outcome) {
        note(m_all[number], u"test.ping"_s, outcome);
        done(outcome);
    });
}

} // namespace chancery::sandbox
