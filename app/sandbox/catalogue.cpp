// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/catalogue.h"

#include "app/sandbox/identifiers.h"
#include "app/sandbox/slices.h"

#include <algorithm>

namespace chancery::sandbox {

namespace {

quint32 shortHash(QByteArrayView text)
{
    return text.isEmpty() ? 0 : quint32(stableHash(text)) | 1U;
}

quint32 identityHash(quint16 application, const Identity &identity)
{
    quint64 hash = stableHash(identity.model, quint64(application) * 4 + quint64(identity.granularity));
    hash = stableHash(identity.batch, hash);
    return quint32(stableHash(identity.item, hash));
}

using Condition = std::function<bool(const Passport &)>;

Condition numberIs(quint32 Passport::*hash, QByteArrayView Fields::*number, const QByteArray &value)
{
    return [=, wanted = shortHash(value)](const Passport &passport) {
        return passport.*hash == wanted && textOf(contentFields(passport).*number) == value;
    };
}

Condition nameContains(const QByteArray &value)
{
    const QString wanted = QString::fromUtf8(value);
    return [wanted](const Passport &passport) {
        const QByteArray name = shownName(contentFields(passport));
        return QString::fromUtf8(textOf(name)).contains(wanted, Qt::CaseInsensitive);
    };
}

Condition heldBy(const QByteArray &account)
{
    return [account](const Passport &passport) {
        if (passport.status != Status::Claimed)
            return false;
        bool holds = false;
        const Fields fields = contentFields(passport);
        if (isObject(fields.mintedTo)) {
            eachMember(fields.mintedTo, [&](QByteArrayView key, QByteArrayView value) {
                holds = holds || (key == "id" && textOf(value) == account);
            });
        }
        return holds;
    };
}

} // namespace

QByteArray statusWord(Status status)
{
    static const QByteArray words[] = {"draft", "published", "claimed", "archived"};
    return words[int(status)];
}

Catalogue::Catalogue()
    : m_index(16, Hash{this}, Equal{this})
{}

size_t Catalogue::Hash::operator()(quint32 number) const
{
    return catalogue->at(number).identity;
}

bool Catalogue::isAt(const Key &key, quint32 number) const
{
    const Passport &passport = at(number);
    return passport.identity == key.hash && passport.application == key.application &&
           identityOf(contentFields(passport)) == key.identity;
}

QList<quint32> Catalogue::select(const QList<Filter> &filters) const
{
    QList<Condition> conditions;
    for (const Filter &filter : filters)
        conditions.append(condition(filter));
    QList<quint32> found;
    for (quint32 number = 0; number < size(); ++number) {
        const Passport &passport = at(number);
        if (!passport.isRemoved &&
            std::all_of(conditions.cbegin(), conditions.cend(), [&](const Condition &fits) { return fits(passport); }))
            found.append(number);
    }
    return found;
}

Condition Catalogue::condition(const Filter &filter) const
{
    const QByteArray field = filter.field.mid(filter.field.startsWith("product.") ? 8 : 0);
    const QByteArray value = filter.value;
    if (field == "granularity" || field == "idGranularity")
        return [value](const Passport &passport) { return granularityWord(passport.granularity) == value; };
    if (field == "modelNumber")
        return numberIs(&Passport::model, &Fields::modelNumber, value);
    if (field == "batchNumber")
        return numberIs(&Passport::batch, &Fields::batchNumber, value);
    if (field == "itemNumber")
        return numberIs(&Passport::item, &Fields::itemNumber, value);
    if (field == "status")
        return [value](const Passport &passport) { return statusWord(passport.status) == value; };
    if (field == "application.id") {
        const auto index = applicationIndex(QUuid::fromString(QString::fromUtf8(value)));
        return [index](const Passport &passport) { return passport.application == index; };
    }
    if (field == "mintedTo.id")
        return heldBy(value);
    return nameContains(value);
}

std::optional<quint32> Catalogue::find(quint16 application, const Identity &identity) const
{
    const auto found = m_index.find(Key{application, identity, identityHash(application, identity)});
    if (found == m_index.end())
        return {};
    return *found;
}

std::optional<quint32> Catalogue::find(const QUuid &id) const
{
    const auto number = numberOf(id, passportKind);
    return number && *number < size() && !at(*number).isRemoved ? number : std::nullopt;
}

quint32 Catalogue::insert(quint16 application, const QByteArray &content, const Identity &identity, qint64 now)
{
    Passport passport;
    passport.content = content;
    passport.created = now;
    passport.updated = now;
    passport.identity = identityHash(application, identity);
    passport.model = shortHash(identity.model);
    passport.batch = shortHash(identity.batch);
    passport.item = shortHash(identity.item);
    passport.application = application;
    passport.granularity = identity.granularity;
    const quint32 number = size();
    m_passports.push_back(std::move(passport));
    m_index.insert(number);
    changed();
    return number;
}

void Catalogue::remove(quint32 number)
{
    if (at(number).isRemoved)
        return;
    m_index.erase(number);
    at(number).isRemoved = true;
    at(number).content = {};
    ++m_removed;
    changed();
}

const QList<QUuid> &Catalogue::applications()
{
    static const QList<QUuid> ids = {QUuid::fromString(u"7b0a5a52-8a57-4f0e-8d0c-2f4d5f1e9a10"),
                                     QUuid::fromString(u"c2f6a1de-3b0e-4d57-9a41-6b7c08f25e93")};
    return ids;
}

std::optional<quint16> Catalogue::applicationIndex(const QUuid &id)
{
    const qsizetype index = applications().indexOf(id);
    return index < 0 ? std::nullopt : std::optional(quint16(index));
}

Fields contentFields(const Passport &passport)
{
    Fields fields = readFields(passport.content);
    if (!fields.hasProduct) {
        fields.contentHash = {};
        fields.certificateUri = {};
        fields.certificateSignature = {};
    }
    return fields;
}

QByteArray shownName(const Fields &fields)
{
    if (!isAbsent(fields.name))
        return fields.name.toByteArray();
    QByteArray name;
    if (isObject(fields.data)) {
        eachMember(fields.data, [&](QByteArrayView key, QByteArrayView value) {
            if (key == "name" && isText(value))
                name = value.toByteArray();
        });
    }
    for (const QByteArrayView number : {fields.itemNumber, fields.batchNumber, fields.modelNumber}) {
        if (name.isEmpty() && isText(number))
            name = number.toByteArray();
    }
    return name.isEmpty() ? QByteArray("\"\"") : name;
}

} // namespace chancery::sandbox
