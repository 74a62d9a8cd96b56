// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"
#include "core/profiles/webhooksecrets.h"
#include "ui/dialogs/approvals/gatekeeper.h"
#include "ui/panels/listsection.h"

#include <QTimer>

#include <functional>

namespace chancery {

class WebhookDetail;

/// Where the service tells what happened: its webhook endpoints, their deliveries, their secrets, and the bench on
/// which a delivery's signature is judged.
class WebhooksPanel : public ListSection
{
    Q_OBJECT

public:
    struct Parts
    {
        keystone::Client &client;
        SecretStore &secrets;
        QUuid profile; ///< whose endpoints they are, in the keychain
        DialogPlace place;
        Gatekeeper *keeper = nullptr; ///< whoever asks for approvals; null: nobody
    };

    explicit WebhooksPanel(const Parts &parts, QWidget *parent = nullptr);
    ~WebhooksPanel() override;

    bool hasUnsavedWork() const override;
    QString unsavedWork() const override;

protected:
    void load() override;
    void showCurrent(const QString &id) override;

private:
    void connectDetail();
    void take(const keystone::Page<keystone::WebhookEndpoint> &page);
    const keystone::WebhookEndpoint *find(const QString &id) const;
    void loadDeliveries();
    void create();
    void edit();
    void askToTest();
    void testNow(const QString &id);
    void askToTurn();
    void turn(const QString &id, bool active);
    void askToDelete();
    void remove(const QString &id);
    /// What was done may have changed the list: it is read again, and then the failure told.
    bool mayWrite() const { return m_parts.client.guardLevel() != GuardLevel::ReadOnly; }

    // What is about secrets, in webhooksecretsflow.cpp.
    void readSecrets();
    void takeCreated(keystone::CreatedWebhook &made);
    void takeUnclear(const QString &url, const Error &error);
    void tellOfStray(const QString &url, const QStringList &knownBefore, const Error &error);
    void askToRotate(const QString &id);
    void passGate(const QString &id);
    void rotate(const QString &id);
    void takeRotated(const QString &id, Result<keystone::RotatedSecret> rotated);
    void offer(const QString &id, Secret secret, const QString &sentence);
    void keep();
    void keepFresh(const QString &stamp);
    void noteKept(const Result<Nothing> &result);
    void forgetFresh();
    void restamp(const QString &stampBefore, const keystone::WebhookEndpoint &after);
    void showSecretState();
    QDateTime previousUntil(const QString &id) const;
    void openBench();

    Parts m_parts;
    WebhookSecrets m_secrets;
    QPushButton *m_new;
    WebhookDetail *m_detail;
    QList<keystone::WebhookEndpoint> m_endpoints;
    QString m_shown;           ///< whose deliveries and secret are on show
    KeptWebhookSecrets m_kept; ///< of that one
    QString m_keptProblem;
    QString m_freshOf; ///< whose new secret is on show
    bool m_isFreshKept = false;
    QHash<QString, QDateTime> m_rotated; ///< in this session: until when the secret before is good
    std::unique_ptr<QObject> m_reading;
    QTimer m_tick;
};

} // namespace chancery
