// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/calls.h"
#include "core/runs/settlementconnection.h"
#include "core/secrets/keyring.h"
#include "tests/core/secrets/scriptedstore.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testsecret.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace chancery::test {

/// The demo's sandbox, a connection to it and a keyring; sections are used as a person does, by what is on the screen.
class ServiceBench
{
public:
    explicit ServiceBench(GuardLevel guard = GuardLevel::Normal)
        : keyring(keychain, session)
    {
        if (!sandbox.isRunning())
            qFatal("the sandbox does not run");
        KeystoneService service = makeKeystoneService();
        service.base = sandbox.keystone();
        service.auth = sandbox.keystoneAuth();
        service.clientId = sandbox.keystoneClientId();
        profile = makeProfile(QStringLiteral("Test desk"));
        profile.keystone = service;
        RetryPolicy retry = keystone::retryPolicy();
        retry.base = std::chrono::milliseconds(5);
        retry.retries = 1;
        connection = std::make_unique<SettlementConnection>(service, guard, retry);
        connection->credential().setClient(service.clientId, Secret::fromUtf8(sandbox.keystoneClientSecret()));
    }

    keystone::Client &client() { return connection->client(); }

    SandboxUnderTest sandbox{QStringList{QStringLiteral("--rate"), QStringLiteral("0")}};
    ScriptedStore keychain;
    SessionStore session;
    Keyring keyring;
    Profile profile;
    std::unique_ptr<SettlementConnection> connection;
};

/// For a call whose outcome is not what the test is about.
template <class T>
void ended(Pending<T> pending)
{
    const Result<T> ignored = awaited(std::move(pending));
    Q_UNUSED(ignored)
}

template <class T = QWidget>
T *shown(const QWidget &in, const char *name)
{
    const QList<T *> all = in.findChildren<T *>(QString::fromLatin1(name));
    for (T *found : all)
        if (found->isVisible())
            return found;
    return nullptr;
}

inline QAbstractItemModel *rowsOf(const QWidget &in, const char *table)
{
    return in.findChild<QAbstractItemView *>(QString::fromLatin1(table))->model();
}

inline QString textOf(const QWidget &in, const char *label)
{
    const auto *found = in.findChild<QLabel *>(QString::fromLatin1(label));
    return found && found->isVisible() ? found->text() : QString();
}

inline bool canClick(const QWidget &in, const char *name)
{
    const auto *button = shown<QAbstractButton>(in, name);
    return button && button->isEnabled();
}

#define CLICK(in, name)                                                                                                \
    do {                                                                                                               \
        QTRY_VERIFY2(canClick(in, name), name);                                                                        \
        shown<QAbstractButton>(in, name)->click();                                                                     \
    } while (false)

inline void choose(const QWidget &in, const char *table, int row)
{
    auto *view = in.findChild<QAbstractItemView *>(QString::fromLatin1(table));
    view->setCurrentIndex(view->model()->index(row, 0));
}

} // namespace chancery::test
