// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <functional>
#include <string_view>
#include <vector>

namespace chancery::mirror {

/// Compares folded texts as people count: runs of digits by their value, so L-9 before L-10. Texts that differ only in
/// leading zeros are told apart by their bytes.
int compareNatural(std::string_view a, std::string_view b);

/// Slots in an order that is kept while slots come: a long sorted list and a short one that knows its places in it.
class SortedOrder
{
public:
    /// A strict order in which no two slots are equal.
    using Less = std::function<bool(quint32, quint32)>;

    explicit SortedOrder(Less less)
        : m_less(std::move(less))
    {}

    bool less(quint32 a, quint32 b) const { return m_less(a, b); }
    void add(std::vector<quint32> fresh);
    /// Gives every slot its new number; those that became `gone` go.
    void renumber(const std::vector<quint32> &moved, quint32 gone);
    void clear();
    qint64 bytes() const;

    /// Calls `visit(slot)` in order, from either end, until it returns false.
    template <class Visit>
    void walk(Qt::SortOrder direction, Visit visit) const
    {
        direction == Qt::AscendingOrder ? walkUp(visit) : walkDown(visit);
    }

private:
    struct Late
    {
        quint32 place; ///< before which slot of m_sorted it stands
        quint32 slot;
    };

    template <class Visit>
    void walkUp(Visit &visit) const
    {
        std::size_t at = 0;
        for (const Late &late : m_late) {
            for (; at < late.place; ++at) {
                if (!visit(m_sorted[at]))
                    return;
            }
            if (!visit(late.slot))
                return;
        }
        for (; at < m_sorted.size(); ++at) {
            if (!visit(m_sorted[at]))
                return;
        }
    }

    template <class Visit>
    void walkDown(Visit &visit) const
    {
        std::size_t at = m_sorted.size();
        for (std::size_t i = m_late.size(); i-- > 0;) {
            for (; at > m_late[i].place; --at) {
                if (!visit(m_sorted[at - 1]))
                    return;
            }
            if (!visit(m_late[i].slot))
                return;
        }
        for (; at > 0; --at) {
            if (!visit(m_sorted[at - 1]))
                return;
        }
    }

    void sort(std::vector<quint32> &fresh) const;
    std::vector<quint32>::iterator placeOf(quint32 slot, std::vector<quint32>::iterator from);
    void addLate(const std::vector<Late> &late);
    void mergeLate();

    Less m_less;
    std::vector<quint32> m_sorted;
    std::vector<Late> m_late;
};

} // namespace chancery::mirror
