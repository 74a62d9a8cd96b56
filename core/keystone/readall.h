// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/keystone/page.h"

#include <functional>

namespace chancery::keystone {

template <class T>
using PageReader = std::function<Pending<Page<T>>(const Window &)>;

/// A whole list, a page of `size` after the other, for lists that are short by their nature; after `mostRows` it stops,
/// and Page::total tells that there are more. The first page that fails ends it.
template <class T>
Pending<Page<T>> readAll(PageReader<T> read, int size, Page<T> before = {})
{
    constexpr qsizetype mostRows = 2000;
    const int offset = before.offset + before.limit;
    Pending<Page<T>> page = read({.limit = size, .offset = offset});
    return std::move(page).andThen([read = std::move(read), size, before = std::move(before)](Page<T> next) mutable {
        const bool isEnd = !next.hasMore() || next.limit <= 0;
        next.rows = before.rows + next.rows;
        next.damaged = before.damaged + next.damaged;
        if (isEnd || next.rows.size() >= mostRows)
            return Pending<Page<T>>::settled(std::move(next));
        return readAll<T>(std::move(read), size, std::move(next));
    });
}

} // namespace chancery::keystone
