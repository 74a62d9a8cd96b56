// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirrorrecord.h"

#include "core/catalogue/hashing.h"
#include "core/catalogue/planrules.h"
#include "core/keyban/certification.h"
#include "core/mirror/fold.h"

#include <QVarLengthArray>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <string>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;

namespace {

constexpr quint64 keySeed = 0x6B65792D6D697272ULL; // kept in files: never changed
constexpr quint64 contentSeed = 0x636F6E74656E7431ULL;

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

void appendCanonical(QByteArray &out, const json::Value &value)
{
    if (value.isArray()) {
        out += '[';
        for (const json::Value &item : value.items()) {
            if (!out.endsWith('['))
                out += ',';
            appendCanonical(out, item);
        }
        out += ']';
    } else if (value.isObject()) {
        QVarLengthArray<const json::Member *, 32> members;
        for (const json::Member &member : value.members())
            members.append(&member);
        const auto less = [](const json::Member *x, const json::Member *y) { return x->key < y->key; };
        if (!std::is_sorted(members.cbegin(), members.cend(), less))
            std::stable_sort(members.begin(), members.end(), less);
        out += '{';
        for (const json::Member *member : members) {
            if (!out.endsWith('{'))
                out += ',';
            json::appendQuoted(out, member->key);
            out += ':';
            appendCanonical(out, member->value);
        }
        out += '}';
    } else if (value.isString()) {
        json::appendQuoted(out, value.toString());
    } else {
        out += json::write(value);
    }
}

/// Every value below, not the names of its members.
void appendValues(QByteArray &out, const json::Value &value)
{
    if (value.isObject()) {
        for (const json::Member &member : value.members())
            appendValues(out, member.value);
    } else if (value.isArray()) {
        for (const json::Value &item : value.items())
            appendValues(out, item);
    } else if (!value.isNull()) {
        mirror::appendFolded(out, value.toText());
        out += mirror::fieldEnd;
    }
}

} // namespace

namespace {

quint64 stateHash(const Passport &passport)
{
    const QByteArray text = passport.id.toUtf8() + '\0' + passport.status.toLower().toUtf8();
    return catalogue::hashOf(view(text), 0);
}

template <class T>
void appendNumber(QByteArray &out, T number)
{
    std::array<char, sizeof(T)> bytes{};
    qToLittleEndian(number, bytes.data());
    out.append(bytes.data(), qsizetype(bytes.size()));
}

template <class T>
T takeNumber(QByteArrayView &from)
{
    if (from.size() < qsizetype(sizeof(T)))
        return {};
    const T number = qFromLittleEndian<T>(from.data());
    from = from.sliced(sizeof(T));
    return number;
}

constexpr QString MirrorRecord::*packedTexts[] = {
    &MirrorRecord::level,   &MirrorRecord::modelNumber, &MirrorRecord::batchNumber, &MirrorRecord::itemNumber,
    &MirrorRecord::network, &MirrorRecord::name,        &MirrorRecord::status,      &MirrorRecord::certification};

} // namespace

QByteArray packed(const MirrorRecord &record)
{
    QByteArray out;
    out.reserve(192 + record.rest.size());
    appendNumber(out, record.raw);
    appendNumber(out, record.updated);
    for (const auto text : packedTexts) {
        const QByteArray utf8 = (record.*text).toUtf8();
        appendNumber(out, quint32(utf8.size()));
        out += utf8;
    }
    return out + record.rest;
}

bool unpack(QByteArrayView packed, MirrorRecord &record)
{
    constexpr std::size_t least = 2 * sizeof(quint64) + std::size(packedTexts) * sizeof(quint32);
    if (std::size_t(packed.size()) < least)
        return false;
    record.raw = takeNumber<quint64>(packed);
    record.updated = takeNumber<qint64>(packed);
    for (const auto text : packedTexts) {
        const auto size = qsizetype(takeNumber<quint32>(packed));
        if (size > packed.size())
            return false;
        record.*text = QString::fromUtf8(packed.first(size));
        packed = packed.sliced(size);
    }
    record.rest = packed.toByteArray();
    return true;
}

quint64 keyHash(const MirrorKey &key)
{
    std::string joined;
    joined.reserve(128);
    for (const std::string_view part :
         {key.application, key.granularity, key.modelNumber, key.batchNumber, key.itemNumber}) {
        joined += part;
        joined += '\0';
    }
    return catalogue::hashOf(joined, keySeed);
}

quint64 keyHash(const QString &application, const keyban::PassportKey &key)
{
    const QByteArray parts[] = {application.toLower().toUtf8(), key.granularity.toUtf8(), key.modelNumber.toUtf8(),
                                key.batchNumber.toUtf8(), key.itemNumber.toUtf8()};
    return keyHash({view(parts[0]), view(parts[1]), view(parts[2]), view(parts[3]), view(parts[4])});
}

QByteArray canonicalJson(const json::Value &value)
{
    QByteArray out;
    appendCanonical(out, value);
    return out;
}

quint64 contentDigest(const json::Value &row)
{
    QByteArray text;
    text.reserve(512);
    for (const QString &part : {row[u"network"].toText(), catalogue::ownName(row), row[u"description"].toText()})
        text += part.toUtf8() + '\0';
    appendCanonical(text, row[u"data"]);
    text += '\0';
    appendCanonical(text, row[u"certifiedPaths"]);
    return catalogue::hashOf(view(text), contentSeed);
}

MirrorRecord recordOf(const Passport &passport, const QString &application, keyban::Dialect dialect)
{
    MirrorRecord record;
    record.id = passport.id;
    record.key = keyHash(passport.application.isEmpty() ? application : passport.application, passport.key);
    record.content = contentDigest(passport);
    record.state = stateHash(passport);
    record.level = passport.key.granularity;
    record.modelNumber = passport.key.modelNumber;
    record.batchNumber = passport.key.batchNumber;
    record.itemNumber = passport.key.itemNumber;
    record.network = passport.network;
    record.name = passport.name;
    record.status = passport.status;
    record.certification = keyban::wireName(keyban::certificationOf(passport, dialect));
    record.updated = passport.updatedAt.isValid() ? passport.updatedAt.toMSecsSinceEpoch() : 0;
    if (!passport.description.isEmpty()) {
        mirror::appendFolded(record.rest, passport.description);
        record.rest += mirror::fieldEnd;
    }
    appendValues(record.rest, passport.data);
    return record;
}

} // namespace chancery
