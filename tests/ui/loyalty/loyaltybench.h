// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/calls.h"
#include "core/keyban/loyaltyclient.h"
#include "tests/support/awaited.h"
#include "tests/support/sandboxundertest.h"
#include "tests/support/testconnection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace chancery::test {

/// The sandbox's points and a connection to them; sections are used as a person does, by what is on the screen.
class LoyaltyBench
{
public:
    explicit LoyaltyBench(GuardLevel guard = GuardLevel::Normal)
        : connection(network, sandbox.keyban(), sandbox.apiKey(), guard)
        , client(connection.http(), sandbox.applicationId())
    {
        if (!sandbox.isRunning())
            qFatal("the sandbox does not run");
    }

    void tell(const QByteArray &wishes) { sandbox.post(QStringLiteral("loyalty"), wishes); }
    keyban::RewardTier made(const QString &name, qint64 visits)
    {
        return valueOf(
            client.createTier({.name = name, .requiredVisits = visits, .currencyToPointRatio = QStringLiteral("1.5")},
                              Confirmation::afterReview(keyban::calls::createTier, name)));
    }

    SandboxUnderTest sandbox;
    QNetworkAccessManager network;
    TestConnection connection;
    keyban::LoyaltyClient client;
};

template <class T = QWidget>
T *shown(const QWidget &in, const char *name)
{
    const QList<T *> all = in.findChildren<T *>(QString::fromLatin1(name));
    for (T *found : all)
        if (found->isVisible())
            return found;
    return nullptr;
}

inline QString textOf(const QWidget &in, const char *label)
{
    const auto *found = shown<QLabel>(in, label);
    return found ? found->text() : QString();
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

/// What a window on a small laptop leaves beside its rail, below the panel's title.
inline bool fitsASmallWindow(const QWidget &section)
{
    constexpr QSize room(900, 500);
    QApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const QSize least = section.minimumSizeHint();
    if (least.width() > room.width() || least.height() > room.height())
        qWarning() << "at least" << least;
    return least.width() <= room.width() && least.height() <= room.height();
}

} // namespace chancery::test
