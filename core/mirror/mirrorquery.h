// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace chancery {

/// What rows of the mirror can be ordered by. Digits count as numbers (L-9 before L-10), case and accents do not count;
/// equal rows follow in the order of their numbers.
enum class MirrorColumn {
    Number, ///< model, batch, item number
    Name,
    Level,
    Status,
    Certification,
    Network,
    Updated,
};

/// Which rows, in which order. Everything that is set must hold.
struct MirrorQuery
{
    /// Words, each of which must occur somewhere in the row: in its numbers, name, description, any value of `data`, or
    /// in its level, status, certification or network. "Two words" in quotes occur together. Case and accents do not
    /// count (mirror::appendFolded). A whole id finds its row.
    QString text{};
    QString level{}; ///< the service's word, case-insensitive, here and below; empty: any
    QString status{};
    QString certification{}; ///< as MirrorRecord::certification
    QString network{};
    std::optional<QString> model{}; ///< only rows of exactly this model number
    std::optional<QString> batch{}; ///< only rows of exactly this batch number
    MirrorColumn column = MirrorColumn::Number;
    Qt::SortOrder direction = Qt::AscendingOrder;
    bool operator==(const MirrorQuery &) const = default;

    MirrorQuery withoutOrder() const
    {
        MirrorQuery query = *this;
        query.column = MirrorColumn::Number;
        query.direction = Qt::AscendingOrder;
        return query;
    }
};

} // namespace chancery
