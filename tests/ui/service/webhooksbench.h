// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/ui/service/servicebench.h"
#include "ui/panels/webhooks/webhookspanel.h"
#include "ui/widgets/banner.h"

namespace chancery::test {

/// Where nobody listens.
inline const QString address = QStringLiteral("http://127.0.0.1:9/hook");

/// The section of webhooks over the sandbox.
struct WebhooksBench : ServiceBench
{
    explicit WebhooksBench(GuardLevel guard = GuardLevel::Normal)
        : ServiceBench(guard)
        , panel({client(), keyring, profile.id, {.live = false, .profileName = profile.name, .network = {}}})
    {
        panel.resize(1100, 800);
    }

    void open()
    {
        panel.show();
        QTRY_VERIFY(shown(panel, "webhooksEmpty") || rowsOf(panel, "webhooksTable")->rowCount() > 0);
    }
    keystone::WebhookEndpoint made(const QString &url = address)
    {
        return valueOf(client().createWebhook({.url = url, .secret = test::made("test-whsec-first")})).endpoint;
    }
    QStringList urls()
    {
        QStringList urls;
        for (const keystone::WebhookEndpoint &endpoint : valueOf(client().listWebhooks()).rows)
            urls << endpoint.url;
        return urls;
    }
    /// Through the window.
    void sendNew()
    {
        CLICK(panel, "webhookNew");
        auto *editor = panel.findChild<QDialog *>(QStringLiteral("webhookEditor"));
        editor->findChild<QLineEdit *>(QStringLiteral("webhookUrl"))->setText(address);
        CLICK(*editor, "webhookSend");
    }
    /// And waits until its secret is on show.
    void createHere()
    {
        sendNew();
        QTRY_VERIFY(shown(panel, "secretBox"));
        firstId = valueOf(client().listWebhooks()).rows.first().id;
    }
    void keepSecret()
    {
        CLICK(panel, "secretKeep");
        QTRY_VERIFY(!canClick(panel, "secretKeep"));
        QTRY_COMPARE(textOf(panel, "webhookSecretText"), QStringLiteral("Its secret is kept."));
    }
    void confirm()
    {
        QTRY_VERIFY(panel.findChild<QDialog *>(QStringLiteral("serviceQuestion")));
        CLICK(*panel.findChild<QDialog *>(QStringLiteral("serviceQuestion")), "questionConfirm");
    }
    /// Of the first webhook that there was.
    bool keeps(const QString &which)
    {
        return keychain.has(profile.id.toString(QUuid::WithoutBraces) + QStringLiteral("/webhook/") + firstId + u'/' +
                            which);
    }
    Banner *banner() { return shown<Banner>(panel, "webhooksBanner"); }

    QString firstId;
    WebhooksPanel panel;
};

} // namespace chancery::test
