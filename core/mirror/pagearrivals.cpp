// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/pagearrivals.h"

#include <iterator>

namespace chancery {

std::future<Result<PageRows>> decodePage(QThreadPool &pool, QByteArray body, const MirrorPlace &place)
{
    using Decoding = std::packaged_task<Result<PageRows>()>;
    const auto decoding = std::make_shared<Decoding>([body = std::move(body), place] { return pageRows(body, place); });
    pool.start([decoding] { (*decoding)(); });
    return decoding->get_future();
}

PageArrivals::Load PageArrivals::take(Which which)
{
    Load load;
    auto next = m_waiting.begin();
    for (; next != m_waiting.end(); ++next) {
        if (next != m_waiting.begin() && which == Which::Decoded && !next->isDecoded())
            break;
        Result<PageRows> page = next->page.get();
        if (!page) {
            load.unreadable.emplace_back(std::move(*next), page.error());
            continue;
        }
        const auto size = qint64(page->rows.size());
        std::move(page->rows.begin(), page->rows.end(), std::back_inserter(load.rows));
        load.taken.emplace_back(std::move(*next), TakenPage{size, page->total});
    }
    m_waiting.erase(m_waiting.begin(), next);
    return load;
}

} // namespace chancery
