// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/mirror/pagerows.h"

#include <QThreadPool>

#include <future>

namespace chancery {

/// What a page held.
struct TakenPage
{
    qint64 rows = 0;
    qint64 total = 0; ///< as the service told
};

/// A page being decoded, and who waits for it.
struct PageArrival
{
    std::future<Result<PageRows>> page;
    Promise<TakenPage> promise;
    QObject *home; ///< in whose thread the promise is settled

    bool isDecoded() const { return page.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }
};

/// Begins in `pool` to make rows of a page.
std::future<Result<PageRows>> decodePage(QThreadPool &pool, QByteArray body, const MirrorPlace &place);

/// Pages on their way into the file, in the order they came; of one thread.
class PageArrivals
{
public:
    enum class Which {
        Decoded, ///< one at least
        All,
    };
    /// What goes into the file together.
    struct Load
    {
        std::vector<MirrorRow> rows;
        std::vector<std::pair<PageArrival, TakenPage>> taken;
        std::vector<std::pair<PageArrival, Error>> unreadable;
    };

    bool isEmpty() const { return m_waiting.empty(); }
    void add(PageArrival arrival) { m_waiting.push_back(std::move(arrival)); }
    /// The first, and those behind it that need not be waited for, or all.
    Load take(Which which);

private:
    std::vector<PageArrival> m_waiting;
};

} // namespace chancery
