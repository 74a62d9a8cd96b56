// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/searchindex.h"

#include <algorithm>

// The tree of models, batches and items; what is found in them is in searchindex.cpp.

namespace chancery::mirror {

/// Rows of one number stand together in the order of the numbers, so one walk over all rows finds every line: its own
/// passport even where the query does not let that through.
const std::vector<Branch> &SearchIndex::linesOf(const MirrorQuery &query)
{
    const MirrorQuery asked = query.withoutOrder();
    if (m_lines.version == m_version && m_lines.query == asked)
        return m_lines.lines;
    sortForQuestion();
    match(query, 0, {});
    std::vector<Branch> lines;
    const std::optional<quint64> model =
        query.model ? std::optional(SearchBlock::modelHash(*query.model)) : std::nullopt;
    const std::optional<quint32> batch =
        query.batch ? std::optional(SearchBlock::batchHash(*query.batch)) : std::nullopt;
    const QByteArray headLevel = model ? "batch" : "model";
    std::vector<bool> isHead;
    for (const Kind &kind : m_block.kinds())
        isHead.push_back(kind.level == headLevel);
    quint64 open = 0; // the number whose line is being filled
    Branch line;
    const auto close = [&] {
        if (open != 0 && (line.below > 0 || (line.head != 0 && m_match.has(m_block.slotOf(line.head)))))
            lines.push_back(line);
        open = 0;
    };
    const auto add = [&](quint32 slot, quint64 number) {
        const bool hit = m_match.has(slot);
        if (number == 0) {
            close();
            if (hit)
                lines.push_back({m_block.row(slot), m_block.row(slot), 0});
            return;
        }
        if (number != open) {
            close();
            open = number;
            line = {m_block.row(slot), 0, 0};
        }
        if (line.head == 0 && isHead[m_block.kind(slot)])
            line.head = m_block.row(slot);
        else
            line.below += hit;
    };
    quint32 own = 0; // the passport of the number that is asked below
    m_byNumber.walk(Qt::AscendingOrder, [&](quint32 slot) {
        if (m_block.row(slot) == 0 || (model && m_block.model(slot) != *model) ||
            (batch && m_block.batch(slot) != *batch))
            return true;
        const QByteArray &level = m_block.kinds()[m_block.kind(slot)].level;
        if (own == 0 && ((batch && level == "batch") || (model && !batch && level == "model"))) {
            own = m_block.row(slot);
            return true;
        }
        add(slot, batch ? 0 : model ? m_block.batch(slot) : m_block.model(slot));
        return true;
    });
    close();
    m_lines = {asked, m_version, std::move(lines)};
    return m_lines.lines;
}

Branches SearchIndex::branches(const MirrorQuery &query, Window window)
{
    const std::vector<Branch> &lines = linesOf(query);
    const auto total = qint64(lines.size());
    const qint64 first = std::clamp<qint64>(window.first, 0, total);
    return {total, {lines.begin() + first, lines.begin() + std::min(first + window.count, total)}};
}

} // namespace chancery::mirror
