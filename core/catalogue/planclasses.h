// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace chancery::catalogue {

/// What sending a row would do, as far as the service's own rows tell. An import upserts: what a row does not send
/// stays as it is, what it sends replaces (`data` as a whole, Keyban fact sheet §8, U4).
enum class PlanClass : quint8 {
    LeftOut,       ///< by the check
    Create,        ///< no passport has its key
    Update,        ///< something that it sends is different
    Recertify,     ///< an update that moves what is certified of a published passport (§6.4)
    Unchanged,     ///< everything that it sends is there already
    NotKnown,      ///< no passport with its key is known, and not all are known
    SourceManaged, ///< refused: the passport belongs to another system (`editable:false`, §6.4)
    Archived,      ///< refused: archived passports are read-only (§6.2)
    OtherNetwork,  ///< refused: the passport is on another network, and there is no moving (§11)
};
inline constexpr int planClassCount = int(PlanClass::OtherNetwork) + 1;

/// The stable name in JSON, such as `create`, `otherNetwork`.
QString wireName(PlanClass planClass);
/// Nothing for a name that is none.
std::optional<PlanClass> planClassFromWire(QStringView name);
/// Goes out when the plan is applied.
bool isSent(PlanClass planClass);
bool isRefused(PlanClass planClass);

/// Some of the classes.
class PlanFilter
{
public:
    constexpr PlanFilter(std::initializer_list<PlanClass> classes)
    {
        for (const PlanClass each : classes)
            m_bits |= 1U << int(each);
    }
    constexpr bool contains(PlanClass planClass) const { return (m_bits >> int(planClass) & 1) != 0; }
    bool operator==(const PlanFilter &) const = default;

    static constexpr PlanFilter updates() { return {PlanClass::Update, PlanClass::Recertify}; }
    static constexpr PlanFilter refused()
    {
        return {PlanClass::SourceManaged, PlanClass::Archived, PlanClass::OtherNetwork};
    }
    /// All that the check did not leave out.
    static constexpr PlanFilter planned()
    {
        return {PlanClass::Create,   PlanClass::Update,        PlanClass::Recertify, PlanClass::Unchanged,
                PlanClass::NotKnown, PlanClass::SourceManaged, PlanClass::Archived,  PlanClass::OtherNetwork};
    }

private:
    quint32 m_bits = 0;
};

/// The class of every record, at four bits each.
class PlanClasses
{
public:
    /// Each record once.
    void put(qint64 record, PlanClass planClass);
    /// LeftOut for a record that was never put.
    PlanClass at(qint64 record) const;

    qint64 count(PlanClass planClass) const { return m_totals[std::size_t(planClass)]; }
    qint64 count(PlanFilter filter) const;
    /// Up to `count` records of these classes, in order, without the first `first`.
    std::vector<qint64> records(PlanFilter filter, qint64 first, qint64 count) const;
    /// Behind the last record.
    qint64 end() const { return m_end; }

    /// A compact form to keep; empty for none.
    QByteArray toBytes() const;
    /// Nothing when `bytes` are not what toBytes() makes.
    static std::optional<PlanClasses> fromBytes(const QByteArray &bytes);

private:
    static constexpr qint64 blockSize = 4096;
    static constexpr quint8 none = 0xF;

    quint8 raw(qint64 record) const { return quint8(m_nibbles[std::size_t(record / 2)] >> (record % 2 * 4)) & 0xF; }

    std::vector<quint8> m_nibbles;
    std::vector<std::array<quint16, planClassCount>> m_blocks; ///< counts of each block's records
    std::array<qint64, planClassCount> m_totals{};
    qint64 m_end = 0;
};

} // namespace chancery::catalogue
