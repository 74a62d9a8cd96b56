// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"
#include "ui/dialogs/dialoghead.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

class Banner;
class BusyBar;

/// A webhook endpoint written by hand, new or known. It stays open while the service refuses, with the reason at hand.
class WebhookEditor : public QDialog
{
    Q_OBJECT

public:
    /// `known` is the endpoint to be changed; null for a new one.
    WebhookEditor(keystone::Client &client, const DialogPlace &place, const keystone::WebhookEndpoint *known,
                  QWidget *parent = nullptr);
    ~WebhookEditor() override;

Q_SIGNALS:
    /// The only time at which its secret is told; it may be moved from.
    void created(chancery::keystone::CreatedWebhook &webhook);
    void updated(const chancery::keystone::WebhookEndpoint &webhook);
    /// The endpoint may be there, but its secret was in the answer that was lost.
    void unclear(const QString &url, const chancery::Error &error);

private:
    void layOut(const DialogPlace &place);
    void fill(const keystone::WebhookEndpoint &known);
    QStringList events() const;
    QString missing() const;
    void refresh();
    void send();
    void create();
    void update();
    void fail(const Error &error);
    void setSending(bool sending);

    keystone::Client &m_client;
    const QString m_id;
    const QString m_knownUrl;
    bool m_isSending = false;
    Banner *m_banner;
    BusyBar *m_busy;
    QLineEdit *m_url;
    QLineEdit *m_description;
    QLineEdit *m_events;
    QLineEdit *m_secret;
    QLabel *m_missing;
    QPushButton *m_send;
};

} // namespace chancery
