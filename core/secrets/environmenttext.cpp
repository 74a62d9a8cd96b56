// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets/environmenttext.h"

#include <QByteArray>

#include <cstdlib>
#include <cstring>

#include <openssl/crypto.h>

namespace chancery {

namespace {

/// The value without quotes, or without a trailing comment where it has none.
QByteArrayView unquoted(QByteArrayView value)
{
    value = value.trimmed();
    if (!value.isEmpty() && (value.front() == '"' || value.front() == '\'')) {
        const qsizetype end = value.indexOf(value.front(), 1);
        return end < 0 ? value : value.sliced(1, end - 1);
    }
    for (qsizetype i = 1; i < value.size(); ++i)
        if (value[i] == '#' && (value[i - 1] == ' ' || value[i - 1] == '\t'))
            return value.first(i).trimmed();
    return value;
}

} // namespace

void readEnvironmentText(QByteArrayView text, const std::function<void(QByteArrayView name, QByteArrayView value)> &use)
{
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        QByteArrayView line = (end < 0 ? text : text.first(end)).trimmed();
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        if (line.startsWith("export "))
            line = line.sliced(7).trimmed();
        const qsizetype equals = line.indexOf('=');
        if (equals > 0 && line.front() != '#')
            use(line.first(equals).trimmed(), unquoted(line.sliced(equals + 1)));
    }
}

Secret takeSecretFromEnvironment(const char *name)
{
    char *const value = std::getenv(name);
    if (!value)
        return {};
    const std::size_t size = std::strlen(value);
    Secret secret = Secret::fromUtf8(QByteArrayView(value, qsizetype(size)).trimmed().toByteArray());
    // In place: unsetting only forgets the pointer, and the bytes stay readable from outside.
    OPENSSL_cleanse(value, size);
    qunsetenv(name);
    return secret;
}

} // namespace chancery
