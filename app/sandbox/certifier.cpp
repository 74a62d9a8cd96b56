// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/certifier.h"

#include "app/sandbox/identifiers.h"
#include "app/sandbox/slices.h"
#include "core/json/value.h"

#include <algorithm>

namespace chancery::sandbox {

namespace {

bool isCertified(const Passport &passport)
{
    if (passport.status == Status::Draft)
        return false;
    const Fields fields = contentFields(passport);
    return passport.granularity == certifiedGranularity(fields.shape()) && isObject(fields.data);
}

quint64 chance(quint32 number, quint32 attempt)
{
    return scatter((quint64(attempt) << 32) | number);
}

QByteArray text(QByteArrayView raw)
{
    return raw == "null" ? QByteArray() : raw.toByteArray();
}

} // namespace

void Certifier::start(Passport &passport, quint32 number, qint64 now) const
{
    if (!isCertified(passport))
        return;
    ++passport.attempt;
    passport.state = Certification::Pending;
    const qint64 spread = settings.milliseconds / 2 + 1;
    passport.certification = now + settings.milliseconds + qint64(chance(number, passport.attempt) % quint64(spread));
}

void Certifier::settle(Passport &passport, quint32 number, qint64 now) const
{
    if (passport.state != Certification::Pending || now < passport.certification)
        return;
    const bool fails = int(scatter(chance(number, passport.attempt)) % 1000) < settings.errorsPerThousand;
    passport.state = fails ? Certification::Failed : Certification::Certified;
    passport.updated = std::max(passport.updated, passport.certification);
    if (!fails)
        passport.anchored = passport.attempt;
}

void Certifier::restart(Passport &passport, quint32 number, const QByteArray &before, qint64 now) const
{
    if (!isCertified(passport)) {
        passport.state = Certification::None;
        return;
    }
    if (passport.state == Certification::None || certificate(passport) != before)
        start(passport, number, now);
}

QByteArray Certifier::certificate(const Passport &passport)
{
    const Fields fields = contentFields(passport);
    const json::Value data = sortedValue(fields.data);
    QStringList paths;
    if (isArray(fields.certifiedPaths))
        eachItem(fields.certifiedPaths, [&](QByteArrayView path) { paths.append(QString::fromUtf8(textOf(path))); });
    paths.sort();
    paths.removeDuplicates();
    QByteArray out;
    for (const QString &path : std::as_const(paths))
        out += path.toUtf8() + '=' + (data.has(path) ? json::write(data.at(path)) : QByteArray("-")) + '\n';
    if (paths.isEmpty())
        out = json::write(data);
    return out + '\n' + text(fields.contentHash) + '\n' + text(fields.certificateUri) + '\n' +
           text(fields.certificateSignature);
}

QByteArray Certifier::contentId(const Passport &passport, quint32 number)
{
    if (passport.anchored == 0 || !isAbsent(contentFields(passport).certificateUri))
        return {};
    return contentIdOf(chance(number, passport.anchored));
}

} // namespace chancery::sandbox
