// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/planclasses.h"

#include <QtEndian>

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

/// Ten thousand million records: beyond it what was kept is damaged, and unpacking it would take all memory. RecordSet
/// has the same bound at one bit a record.
constexpr quint32 mostBytes = 4'000'000'000;

} // namespace

QString wireName(PlanClass planClass)
{
    switch (planClass) {
    case PlanClass::LeftOut:
        return u"leftOut"_s;
    case PlanClass::Create:
        return u"create"_s;
    case PlanClass::Update:
        return u"update"_s;
    case PlanClass::Recertify:
        return u"recertify"_s;
    case PlanClass::Unchanged:
        return u"unchanged"_s;
    case PlanClass::NotKnown:
        return u"notKnown"_s;
    case PlanClass::SourceManaged:
        return u"sourceManaged"_s;
    case PlanClass::Archived:
        return u"archived"_s;
    case PlanClass::OtherNetwork:
        return u"otherNetwork"_s;
    }
    return {};
}

std::optional<PlanClass> planClassFromWire(QStringView name)
{
    for (int i = 0; i < planClassCount; ++i) {
        if (wireName(PlanClass(i)) == name)
            return PlanClass(i);
    }
    return std::nullopt;
}

bool isSent(PlanClass planClass)
{
    return PlanFilter{PlanClass::Create, PlanClass::Update, PlanClass::Recertify, PlanClass::NotKnown}.contains(
        planClass);
}

bool isRefused(PlanClass planClass)
{
    return PlanFilter::refused().contains(planClass);
}

void PlanClasses::put(qint64 record, PlanClass planClass)
{
    const auto place = std::size_t(record / 2);
    if (place >= m_nibbles.size())
        m_nibbles.resize(std::max(place + 1, m_nibbles.size() * 2), 0xFF);
    const int shift = int(record % 2) * 4;
    m_nibbles[place] = quint8((m_nibbles[place] & ~(0xF << shift)) | int(planClass) << shift);
    const auto block = std::size_t(record / blockSize);
    if (block >= m_blocks.size())
        m_blocks.resize(block + 1);
    ++m_blocks[block][std::size_t(planClass)];
    ++m_totals[std::size_t(planClass)];
    m_end = std::max(m_end, record + 1);
}

PlanClass PlanClasses::at(qint64 record) const
{
    if (record < 0 || record >= m_end || raw(record) == none)
        return PlanClass::LeftOut;
    return PlanClass(raw(record));
}

QByteArray PlanClasses::toBytes() const
{
    if (m_end == 0)
        return {};
    QByteArray plain(reinterpret_cast<const char *>(m_nibbles.data()), qsizetype((m_end + 1) / 2));
    return qCompress(plain);
}

std::optional<PlanClasses> PlanClasses::fromBytes(const QByteArray &bytes)
{
    PlanClasses classes;
    if (bytes.isEmpty())
        return classes;
    if (bytes.size() < 5 || qFromBigEndian<quint32>(bytes.constData()) > mostBytes)
        return std::nullopt;
    const QByteArray plain = qUncompress(bytes);
    if (plain.isEmpty())
        return std::nullopt;
    for (qint64 record = 0; record < qint64(plain.size()) * 2; ++record) {
        const quint8 nibble = quint8(quint8(plain[record / 2]) >> (record % 2 * 4)) & 0xF;
        if (nibble != none && nibble >= planClassCount)
            return std::nullopt;
        if (nibble != none)
            classes.put(record, PlanClass(nibble));
    }
    return classes;
}

qint64 PlanClasses::count(PlanFilter filter) const
{
    qint64 sum = 0;
    for (int i = 0; i < planClassCount; ++i)
        sum += filter.contains(PlanClass(i)) ? m_totals[std::size_t(i)] : 0;
    return sum;
}

std::vector<qint64> PlanClasses::records(PlanFilter filter, qint64 first, qint64 count) const
{
    std::vector<qint64> found;
    for (std::size_t block = 0; block < m_blocks.size() && qint64(found.size()) < count; ++block) {
        qint64 inBlock = 0;
        for (int i = 0; i < planClassCount; ++i)
            inBlock += filter.contains(PlanClass(i)) ? m_blocks[block][std::size_t(i)] : 0;
        if (inBlock <= first) {
            first -= inBlock;
            continue;
        }
        const qint64 begin = qint64(block) * blockSize;
        for (qint64 record = begin; record < std::min(begin + blockSize, m_end); ++record) {
            if (raw(record) == none || !filter.contains(PlanClass(raw(record))) || first-- > 0)
                continue;
            if (qint64(found.size()) == count)
                break;
            found.push_back(record);
        }
        first = 0;
    }
    return found;
}

} // namespace chancery::catalogue
