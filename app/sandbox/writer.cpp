// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/writer.h"

#include "app/sandbox/slices.h"

#include <array>

namespace chancery::sandbox {

namespace {

/// What an upsert may change; the numbers are the key.
constexpr std::array upsertFields = {
    &Fields::network,          &Fields::name,        &Fields::description,    &Fields::data,
    &Fields::certifiedPaths,   &Fields::contentHash, &Fields::certificateUri, &Fields::certificateSignature,
    &Fields::allowedClaimEmail};

/// What an update may change.
constexpr std::array patchFields = {&Fields::data, &Fields::certifiedPaths, &Fields::contentHash,
                                    &Fields::certificateUri, &Fields::certificateSignature};

bool same(QByteArrayView left, QByteArrayView right)
{
    if (isAbsent(left) || isAbsent(right))
        return isAbsent(left) && isAbsent(right);
    return sameJson(left, right);
}

} // namespace

quint32 Writer::create(quint16 application, const QByteArray &row, const Draft &draft, qint64 now)
{
    const quint32 number = m_catalogue.insert(application, row, identityOf(draft.fields), now);
    if (draft.publish) {
        Passport &passport = m_catalogue.at(number);
        passport.status = Status::Published;
        m_certifier.start(passport, number, now);
    }
    return number;
}

Writer::Written Writer::upsert(quint16 application, const QByteArray &row, const Draft &draft, qint64 now)
{
    const auto found = m_catalogue.find(application, identityOf(draft.fields));
    if (!found)
        return {create(application, row, draft, now), Change::Created};
    const Passport &passport = m_catalogue.at(*found);
    const bool publish = draft.publish && passport.status == Status::Draft;
    if (!publish && passport.content == row)
        return {*found, Change::Unchanged};

    const Fields current = contentFields(passport);
    Fields merged = draft.fields;
    bool differs = publish || current.hasProduct != merged.hasProduct;
    bool complete = current.mintedTo.isEmpty();
    for (const auto field : upsertFields) {
        if (!(merged.*field).isEmpty()) {
            differs = differs || !same(current.*field, merged.*field);
        } else if (!(current.*field).isEmpty()) {
            merged.*field = current.*field;
            complete = false;
        }
    }
    if (!differs)
        return {*found, Change::Unchanged};
    merged.mintedTo = current.mintedTo;
    replace(*found, complete ? row : composeRow(merged), publish ? Publication::Now : Publication::AsIs, now);
    return {*found, Change::Updated};
}

Change Writer::patch(quint32 number, const Fields &sent, qint64 now)
{
    const Fields current = contentFields(m_catalogue.at(number));
    Fields merged = current;
    bool differs = false;
    for (const auto field : patchFields) {
        if ((sent.*field).isEmpty())
            continue;
        differs = differs || !same(current.*field, sent.*field);
        merged.*field = sent.*field;
    }
    // Without a hash of the sender's own, the service falls back to its hash of what it stores.
    if (!sent.data.isEmpty() && sent.contentHash.isEmpty() && !same(current.data, sent.data))
        merged.contentHash = {};
    if (!differs)
        return Change::Unchanged;
    replace(number, composeRow(merged), Publication::AsIs, now);
    return Change::Updated;
}

quint32 Writer::publish(const QList<quint32> &numbers, qint64 now)
{
    quint32 published = 0;
    for (const quint32 number : numbers) {
        if (m_catalogue.at(number).status != Status::Draft)
            continue;
        replace(number, m_catalogue.at(number).content, Publication::Now, now);
        ++published;
    }
    return published;
}

void Writer::replace(quint32 number, const QByteArray &content, Publication publication, qint64 now)
{
    Passport &passport = m_catalogue.at(number);
    m_certifier.settle(passport, number, now);
    const bool wasPublic = passport.status != Status::Draft;
    const QByteArray before = wasPublic ? Certifier::certificate(passport) : QByteArray();
    passport.content = content;
    passport.updated = now;
    if (publication == Publication::Now)
        passport.status = Status::Published;
    if (wasPublic)
        m_certifier.restart(passport, number, before, now);
    else
        m_certifier.start(passport, number, now);
    m_catalogue.changed();
}

} // namespace chancery::sandbox
