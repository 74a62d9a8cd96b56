// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/request.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

namespace chancery::test {

/// The names of calls that do not say what they do, or that another one has, too.
template <class Calls>
QStringList unsoundCalls(const Calls &calls)
{
    QStringList unsound;
    QSet<QString> names;
    for (const Call &call : calls) {
        const QString name = QString::fromLatin1(call.name.data(), qsizetype(call.name.size()));
        if (!isSound(call) || names.contains(name))
            unsound << name;
        names << name;
    }
    return unsound;
}

/// How many calls a header declares; nothing there is not readable.
inline qsizetype declaredCalls(const QString &header)
{
    QFile source(header);
    if (!source.open(QIODevice::ReadOnly))
        return 0;
    static const QRegularExpression declaration(QStringLiteral("^inline constexpr Call (\\w+)"),
                                                QRegularExpression::MultilineOption);
    return QString::fromUtf8(source.readAll()).count(declaration);
}

} // namespace chancery::test
