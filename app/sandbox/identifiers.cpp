// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/identifiers.h"

#include <cstring>

namespace chancery::sandbox {

namespace {

quint32 scramble(quint32 x)
{
    x ^= x >> 16;
    x *= 0x7feb352dU;
    x ^= x >> 15;
    x *= 0x846ca68bU;
    x ^= x >> 16;
    return x;
}

quint32 unscramble(quint32 x)
{
    x ^= x >> 16;
    x *= 0x43021123U;
    x ^= (x >> 15) ^ (x >> 30);
    x *= 0x1d69e2a5U;
    x ^= x >> 16;
    return x;
}

} // namespace

quint64 scatter(quint64 value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

quint64 stableHash(QByteArrayView bytes, quint64 seed)
{
    quint64 hash = scatter(seed ^ quint64(bytes.size()));
    qsizetype at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        quint64 word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        hash = (hash ^ word) * 0x9fb21c651e98df25ULL;
        hash ^= hash >> 29;
    }
    quint64 rest = 0;
    if (at < bytes.size())
        std::memcpy(&rest, bytes.data() + at, size_t(bytes.size() - at));
    return scatter(hash ^ rest);
}

QUuid uuidOf(quint32 number, quint32 kind)
{
    const quint64 high = scatter((quint64(kind) << 32) | number);
    const quint64 low = scatter(high);
    const auto byte = [low](int place) { return uchar(low >> (8 * place)); };
    return QUuid(scramble(number ^ kind), ushort(high), ushort(0x4000 | ((high >> 16) & 0x0fff)),
                 uchar(0x80 | (byte(0) & 0x3f)), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7));
}

QByteArray uuidText(const QUuid &id)
{
    return id.toByteArray(QUuid::WithoutBraces);
}

std::optional<quint32> numberOf(const QUuid &id, quint32 kind)
{
    const quint32 number = unscramble(id.data1) ^ kind;
    if (uuidOf(number, kind) != id)
        return {};
    return number;
}

QByteArray tokenIdOf(quint32 number)
{
    const quint64 first = scatter(number ^ 0x746f6b656eULL) | (1ULL << 62);
    return QByteArray::number(first) + QByteArray::number(scatter(first) % 1000000000ULL + 1000000000ULL);
}

QByteArray contentIdOf(quint64 seed)
{
    static constexpr char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    QByteArray id("bafybei");
    quint64 bits = scatter(seed);
    for (int i = 0; i < 52; ++i) {
        if (i % 12 == 0)
            bits = scatter(bits + quint64(i));
        id.append(letters[(bits >> (5 * (i % 12))) & 31]);
    }
    return id;
}

} // namespace chancery::sandbox
