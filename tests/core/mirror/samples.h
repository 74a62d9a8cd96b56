// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/passport.h"

#include <QStringList>

namespace chancery::test {

/// A passport as the service tells it, from compact JSON without its id.
inline keyban::Passport passport(const QString &id, const QByteArray &members)
{
    const QByteArray text = "{\"id\":\"" + id.toUtf8() + "\"," + members + "}";
    return keyban::decodePassport(json::parse(text).value()).value();
}

/// Model `number`, called `name`, with `data`.
inline keyban::Passport model(const QString &id, const QString &number, const QString &name,
                              const QByteArray &data = "{}", const QByteArray &status = "published")
{
    json::Value quoted(name);
    return passport(id, "\"granularity\":\"model\",\"network\":\"StarknetSepolia\",\"modelNumber\":\"" +
                            number.toUtf8() + "\",\"name\":" + json::write(quoted) + ",\"status\":\"" + status +
                            "\",\"updatedAt\":\"2026-01-01T00:00:00Z\",\"data\":" + data);
}

inline QStringList idsOf(const QList<keyban::Passport> &passports)
{
    QStringList ids;
    for (const keyban::Passport &each : passports)
        ids << each.id;
    return ids;
}

} // namespace chancery::test
