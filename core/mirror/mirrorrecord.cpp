// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/mirrorrecord.h"

#include "core/catalogue/hashing.h"
#include "core/keyban/passporttexts.h"

#include <QVarLengthArray>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <string>

namespace chancery {

namespace {

constexpr quint64 keySeed = 0x6B65792D6D697272ULL; // kept in files: never changed
constexpr quint64 contentSeed = 0x636F6E74656E7431ULL;

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

void append(QByteArray &out, std::string_view text)
{
    out.append(text.data(), qsizetype(text.size()));
}
void append(QByteArray &out, const QString &text)
{
    out.append(text.toUtf8());
}

/// A number, true, false or null.
void appendScalar(QByteArray &out, const json::Value &value)
{
    out.append(json::write(value));
}
void appendScalar(QByteArray &out, const json::Node &value)
{
    append(out, value.literal());
}

bool isBefore(const QString &x, const QString &y)
{
    return x < y;
}
/// In the order that QStrings have, which differs where UTF-16 takes two units.
bool isBefore(std::string_view x, std::string_view y)
{
    const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(x.begin(), x.end(), isAscii) && std::all_of(y.begin(), y.end(), isAscii))
        return x < y;
    return isBefore(QString::fromUtf8(x.data(), qsizetype(x.size())), QString::fromUtf8(y.data(), qsizetype(y.size())));
}

template <class Json>
void appendCanonical(QByteArray &out, const Json &value)
{
    if (value.isArray()) {
        out += '[';
        for (const auto &item : value.items()) {
            if (!out.endsWith('['))
                out += ',';
            appendCanonical<Json>(out, item);
        }
        out += ']';
    } else if (value.isObject()) {
        const auto &members = value.members();
        QVarLengthArray<decltype(members.begin()), 32> sorted;
        for (auto member = members.begin(); member != members.end(); ++member)
            sorted.append(member);
        const auto less = [](const auto &x, const auto &y) { return isBefore((*x).key, (*y).key); };
        if (!std::is_sorted(sorted.cbegin(), sorted.cend(), less))
            std::stable_sort(sorted.begin(), sorted.end(), less);
        out += '{';
        for (const auto &member : sorted) {
            if (!out.endsWith('{'))
                out += ',';
            json::appendQuoted(out, (*member).key);
            out += ':';
            appendCanonical<Json>(out, (*member).value);
        }
        out += '}';
    } else if (value.isString()) {
        json::appendQuoted(out, value.toString());
    } else {
        appendScalar(out, value);
    }
}

template <class Json>
quint64 digestOf(const Json &row)
{
    QByteArray text;
    text.reserve(512);
    for (const auto &part : {row[u"network"].toText(), keyban::ownName(row), row[u"description"].toText()}) {
        append(text, part);
        text += '\0';
    }
    appendCanonical<Json>(text, row[u"data"]);
    text += '\0';
    appendCanonical<Json>(text, row[u"certifiedPaths"]);
    return catalogue::hashOf(view(text), contentSeed);
}

template <class T>
void appendNumber(QByteArray &out, T number)
{
    std::array<char, sizeof(T)> bytes{};
    qToLittleEndian(number, bytes.data());
    out.append(bytes.data(), qsizetype(bytes.size()));
}

/// Precondition: there are as many bytes.
template <class T>
T takeNumber(QByteArrayView &from)
{
    const T number = qFromLittleEndian<T>(from.data());
    from = from.sliced(sizeof(T));
    return number;
}

std::string_view takeText(QByteArrayView &from, qsizetype size)
{
    const std::string_view text(from.data(), std::size_t(size));
    from = from.sliced(size);
    return text;
}

constexpr std::string_view MirrorFields::*packedTexts[] = {
    &MirrorFields::level,   &MirrorFields::modelNumber, &MirrorFields::batchNumber, &MirrorFields::itemNumber,
    &MirrorFields::network, &MirrorFields::name,        &MirrorFields::status,      &MirrorFields::certification};

} // namespace

QByteArray packed(const MirrorFields &fields)
{
    QByteArray out;
    out.reserve(384);
    appendNumber(out, fields.raw);
    appendNumber(out, fields.updated);
    for (const auto text : packedTexts) {
        appendNumber(out, quint32((fields.*text).size()));
        append(out, fields.*text);
    }
    append(out, fields.rest);
    return out;
}

std::optional<MirrorFields> unpacked(QByteArrayView packed)
{
    if (std::size_t(packed.size()) < 2 * sizeof(quint64))
        return std::nullopt;
    MirrorFields fields;
    fields.raw = takeNumber<quint64>(packed);
    fields.updated = takeNumber<qint64>(packed);
    for (const auto text : packedTexts) {
        if (packed.size() < qsizetype(sizeof(quint32)))
            return std::nullopt;
        const auto size = qsizetype(takeNumber<quint32>(packed));
        if (size > packed.size())
            return std::nullopt;
        fields.*text = takeText(packed, size);
    }
    fields.rest = takeText(packed, packed.size());
    return fields;
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
    return digestOf(row);
}

quint64 contentDigest(const json::Node &row)
{
    return digestOf(row);
}

} // namespace chancery
