// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/edits.h"

#include "core/catalogue/bytebuffer.h"

namespace chancery::catalogue {

class RawRecord;

/// Puts edits into records as they are read.
class RowOverlay
{
public:
    RowOverlay(Edits edits, int columns)
        : m_edits(std::move(edits))
        , m_columns(columns)
    {}

    /// Puts the record's edits into it. False when the record is left away.
    bool apply(RawRecord &record);

private:
    using Cells = Edits::Block::const_iterator;
    void rewrite(RawRecord &record, Cells first, Cells last);
    void keepDefects(RawRecord &record, Cells first, Cells last) const;

    Edits m_edits;
    int m_columns;
    qint64 m_blockNumber = -1;
    const Edits::Block *m_block = nullptr;
    ByteBuffer m_text;
};

} // namespace chancery::catalogue
