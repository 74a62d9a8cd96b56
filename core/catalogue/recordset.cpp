// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/recordset.h"

#include <QtEndian>

#include <algorithm>
#include <bit>

namespace chancery::catalogue {

namespace {

/// Ten thousand million records: beyond it a kept set is damaged, and unpacking it would take all memory.
constexpr quint32 mostBytes = 1'250'000'000;

std::size_t usedWords(const std::vector<quint64> &words)
{
    std::size_t used = words.size();
    while (used > 0 && words[used - 1] == 0)
        --used;
    return used;
}

} // namespace

void RecordSet::insert(qint64 record)
{
    const auto word = std::size_t(record) / 64;
    if (word >= m_words.size())
        m_words.resize(std::max(word + 1, m_words.size() * 2));
    const quint64 bit = 1ULL << (record % 64);
    m_count += (m_words[word] & bit) == 0;
    m_words[word] |= bit;
}

void RecordSet::remove(qint64 record)
{
    if (!contains(record))
        return;
    --m_count;
    m_words[std::size_t(record) / 64] &= ~(1ULL << (record % 64));
}

bool RecordSet::operator==(const RecordSet &other) const
{
    const std::size_t used = usedWords(m_words);
    return used == usedWords(other.m_words) &&
           std::equal(m_words.begin(), m_words.begin() + std::ptrdiff_t(used), other.m_words.begin());
}

QByteArray RecordSet::toBytes() const
{
    const std::size_t used = usedWords(m_words);
    if (used == 0)
        return {};
    QByteArray plain(qsizetype(used * sizeof(quint64)), Qt::Uninitialized);
    qToLittleEndian<quint64>(m_words.data(), qsizetype(used), plain.data());
    return qCompress(plain);
}

std::optional<RecordSet> RecordSet::fromBytes(const QByteArray &bytes)
{
    RecordSet set;
    if (bytes.isEmpty())
        return set;
    if (bytes.size() < 5 || qFromBigEndian<quint32>(bytes.constData()) > mostBytes)
        return std::nullopt;
    const QByteArray plain = qUncompress(bytes);
    if (plain.isEmpty() || plain.size() % qsizetype(sizeof(quint64)) != 0)
        return std::nullopt;
    set.m_words.resize(std::size_t(plain.size()) / sizeof(quint64));
    qFromLittleEndian<quint64>(plain.constData(), qsizetype(set.m_words.size()), set.m_words.data());
    for (const quint64 word : set.m_words)
        set.m_count += std::popcount(word);
    return set;
}

} // namespace chancery::catalogue
