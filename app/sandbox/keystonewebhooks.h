// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/clock.h"
#include "app/sandbox/keystonebook.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <deque>

namespace chancery::sandbox {

/// An endpoint with its secrets and what was sent to it.
struct HeldWebhook
{
    json::Value record; ///< without secrets
    quint32 environment = 0;
    bool isDeleted = false;
    QByteArray secret;
    QByteArray previousSecret;
    qint64 previousValidUntil = 0;
    std::deque<json::Value> deliveries; ///< the newest first

    QString id() const { return record[u"id"].toString(); }
};

/// What came of one attempt at delivery.
struct DeliveryOutcome
{
    std::optional<int> status;
    std::optional<qint64> milliseconds;
    QString error;

    bool success() const { return status && *status >= 200 && *status < 300; }
};

/// Endpoints, and the deliveries to them (KeyStone fact sheet §6): signed, really sent where the address is loopback
/// and refused elsewhere, logged, and tried again after 1, 5 and 25 seconds of the sandbox's time.
class KeystoneWebhooks : public QObject
{
    Q_OBJECT

public:
    explicit KeystoneWebhooks(const Clock &clock)
        : m_clock(clock)
    {}

    struct Created
    {
        KeystoneRefusal refusal;
        HeldWebhook *webhook = nullptr;
    };
    Created create(KeystoneBody body, quint32 environment, qint64 now);
    KeystoneRefusal update(HeldWebhook &webhook, KeystoneBody body, qint64 now);
    void remove(HeldWebhook &webhook) { webhook.isDeleted = true; }
    /// The old secret stays good for 24 hours; one that was older ends now.
    void rotate(HeldWebhook &webhook, qint64 now);
    /// Sends a `test.ping`; `done` gets the outcome once, perhaps at once.
    void test(HeldWebhook &webhook, const std::function<void(const DeliveryOutcome &)> &done);

    HeldWebhook *find(quint32 environment, const QString &id);
    const std::deque<HeldWebhook> &all() const { return m_all; }
    qint64 delivered() const { return m_delivered; }

    /// Queues deliveries to whoever asked for such events.
    void happened(const Happening &happening);
    /// Sends what is due.
    void work();

private:
    struct Delivery
    {
        size_t webhook = 0;
        QString event;
        QByteArray body;
        qint64 due = 0;
        int attempt = 1;
    };

    void deliver(const Delivery &delivery);
    void send(const HeldWebhook &webhook, const QByteArray &body,
              const std::function<void(const DeliveryOutcome &)> &done);
    void note(HeldWebhook &webhook, const QString &event, const DeliveryOutcome &outcome);
    QByteArray newSecret();

    const Clock &m_clock;
    std::deque<HeldWebhook> m_all; ///< a deque, so that they stay where they are
    std::deque<Delivery> m_queue;
    QNetworkAccessManager m_network;
    quint32 m_secrets = 0;
    quint32 m_logged = 0;
    qint64 m_delivered = 0;
    int m_inFlight = 0;
};

} // namespace chancery::sandbox
