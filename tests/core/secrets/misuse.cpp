// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compiled by ctest, once for each CHANCERY_MISUSE: 0 must compile, every other number must not.

#include "core/secrets/secret.h"

#include <QByteArray>
#include <QDebug>
#include <QString>
#include <QTextStream>
#include <QVariant>

#include <iostream>

using chancery::Secret;

void use(Secret &secret, Secret &other)
{
#if CHANCERY_MISUSE == 0
    qDebug() << secret.isEmpty() << secret.equals(other);
    secret = other.clone();
    secret = std::move(other);
#elif CHANCERY_MISUSE == 1
    qDebug() << secret;
#elif CHANCERY_MISUSE == 2
    std::cout << secret;
#elif CHANCERY_MISUSE == 3
    QTextStream stream(stdout);
    stream << secret;
#elif CHANCERY_MISUSE == 4
    const QString text = QString() + secret;
#elif CHANCERY_MISUSE == 5
    const auto variant = QVariant::fromValue(secret);
#elif CHANCERY_MISUSE == 6
    const bool same = secret == other;
#elif CHANCERY_MISUSE == 7
    const Secret copy = secret;
#elif CHANCERY_MISUSE == 8
    const QByteArray bytes = secret;
#endif
}
