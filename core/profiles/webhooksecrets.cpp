// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/webhooksecrets.h"

#include <memory>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString currentName = u"current"_s;
const QString previousName = u"previous"_s;

/// "2026-04-01T09:00:00Z test-whsec": dates have no spaces.
Secret dated(const QString &date, const Secret &secret)
{
    return secret.use([&](QByteArrayView bytes) {
        QByteArray line = date.toUtf8() + ' ';
        line.reserve(line.size() + bytes.size()); // one place to wipe
        line.append(bytes);
        return Secret::fromUtf8(std::move(line));
    });
}

struct Dated
{
    QString date;
    Secret secret;
};

Dated undated(const Secret &entry)
{
    return entry.use([](QByteArrayView bytes) {
        const qsizetype space = std::find(bytes.begin(), bytes.end(), ' ') - bytes.begin();
        if (space == bytes.size())
            return Dated{};
        return Dated{QString::fromUtf8(bytes.first(space)), Secret::fromUtf8(bytes.sliced(space + 1).toByteArray())};
    });
}

} // namespace

WebhookSecrets::WebhookSecrets(SecretStore &store, const QUuid &profile)
    : m_store(store)
    , m_profile(profile.toString(QUuid::WithoutBraces))
{}

QString WebhookSecrets::entry(const QString &endpoint, const QString &which) const
{
    return m_profile + u"/webhook/"_s + endpoint + u'/' + which;
}

Pending<Secret> WebhookSecrets::readOrNothing(const QString &entry)
{
    return m_store.read(entry).orElse([](const Error &error) {
        return error.cause == Cause::KeychainEmpty ? Result<Secret>(Secret()) : Result<Secret>(error);
    });
}

Pending<KeptWebhookSecrets> WebhookSecrets::read(const QString &endpoint)
{
    auto kept = std::make_shared<KeptWebhookSecrets>();
    return readOrNothing(entry(endpoint, currentName))
        .andThen([this, kept, endpoint](const Secret &current) {
            Dated read = undated(current);
            kept->current = std::move(read.secret);
            kept->stamp = read.date;
            return readOrNothing(entry(endpoint, previousName));
        })
        .transform([kept](const Secret &previous) {
            Dated read = undated(previous);
            kept->previous = std::move(read.secret);
            kept->previousUntil = QDateTime::fromString(read.date, Qt::ISODateWithMs).toUTC();
            return std::move(*kept);
        });
}

Pending<Nothing> WebhookSecrets::keep(const QString &endpoint, const Secret &current, const QString &stamp)
{
    return m_store.write(entry(endpoint, currentName), dated(stamp, current));
}

Pending<Nothing> WebhookSecrets::keepPrevious(const QString &endpoint, const Secret &previous, const QDateTime &until)
{
    return m_store.write(entry(endpoint, previousName), dated(until.toUTC().toString(Qt::ISODateWithMs), previous));
}

Pending<Nothing> WebhookSecrets::remove(const QString &endpoint)
{
    return m_store.remove(entry(endpoint, currentName)).andThen([this, endpoint](Nothing) {
        return m_store.remove(entry(endpoint, previousName));
    });
}

} // namespace chancery
