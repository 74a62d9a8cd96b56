// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QList>

namespace chancery::keystone {

/// A part of a list.
struct Window
{
    int limit = 50;
    int offset = 0;
};

/// The largest `limit` the service takes (KeyStone fact sheet §1); the client never asks for more.
inline constexpr int maxPageSize = 200;
inline constexpr int maxShortPageSize = 100; ///< of templates and environments

/// A row of a list that could not be read; the others are there all the same.
struct DamagedRow
{
    qsizetype position = 0; ///< on its page, from 0
    json::Value row;
};

/// One page as the server gave it. It says how much it applied of what was asked, and that counts.
template <class T>
struct Page
{
    QList<T> rows;
    QList<DamagedRow> damaged;
    qint64 total = 0; ///< that the server's filter lets through
    int limit = 0;
    int offset = 0;

    /// A page without any row ends the list, whatever the total says.
    bool hasMore() const { return !(rows.isEmpty() && damaged.isEmpty()) && qint64(offset) + limit < total; }
};

} // namespace chancery::keystone
