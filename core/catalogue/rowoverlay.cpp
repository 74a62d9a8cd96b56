// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/rowoverlay.h"

#include "core/catalogue/csvreader.h"
#include "core/catalogue/textcheck.h"

#include <algorithm>

namespace chancery::catalogue {

namespace {

int columnOf(Edits::Block::const_iterator cell)
{
    return int(cell.key() & 0x7FFF);
}

bool isLineOrTab(char c)
{
    return c == '\n' || c == '\r' || c == '\t';
}

bool isForbidden(char c)
{
    return (uchar(c) < 0x20 && !isLineOrTab(c)) || c == 0x7F;
}

} // namespace

bool RowOverlay::apply(RawRecord &record)
{
    const qint64 number = record.number - 1;
    if (number < 0)
        return true;
    if (number / Edits::blockRecords != m_blockNumber) {
        m_blockNumber = number / Edits::blockRecords;
        m_block = m_edits.block(m_blockNumber);
    }
    if (!m_block)
        return true;
    const auto first = m_block->lowerBound(Edits::place(number, 0));
    const auto last = m_block->upperBound(Edits::place(number, Edits::wholeRecord));
    if (first == last)
        return true;
    if (columnOf(std::prev(last)) == Edits::wholeRecord)
        return false;
    rewrite(record, first, last);
    return true;
}

/// The record's text moves to a buffer of its own, since an edited cell may be longer than the one in the file.
void RowOverlay::rewrite(RawRecord &record, Cells first, Cells last)
{
    keepDefects(record, first, last);
    const int kept = record.isBroken ? 0 : record.keptFields();
    std::vector<RawRecord::Span> spans(std::size_t(std::max(m_columns, 1)));
    m_text.clear();
    for (int column = 0; column < m_columns; ++column) {
        std::string_view text = column < kept ? record.text(column) : std::string_view();
        if (first != last && columnOf(first) == column) {
            text = {first->constData(), std::size_t(first->size())};
            record.hasInnerControls |= std::any_of(text.begin(), text.end(), isLineOrTab);
            const bool isBad = std::any_of(text.begin(), text.end(), isForbidden) || hasC1Control(text);
            if (isBad)
                record.defects.push_back({FindingCode::ControlCharacter, column});
            ++first;
        }
        spans[std::size_t(column)] = {quint32(m_text.size()), quint32(text.size())};
        m_text.append(text);
    }
    m_text.reserveMore(1); // what nothing was appended to has no padding yet
    if (record.m_spans.size() < spans.size())
        record.m_spans.resize(spans.size());
    std::copy(spans.cbegin(), spans.cend(), record.m_spans.begin());
    record.m_base = m_text.data();
    record.fieldCount = m_columns;
    record.isBroken = false;
}

/// What was wrong with an edited cell or with the record's shape is mended by the edit.
void RowOverlay::keepDefects(RawRecord &record, Cells first, Cells last) const
{
    const auto isEdited = [&](int column) {
        for (Cells cell = first; cell != last; ++cell) {
            if (columnOf(cell) == column)
                return true;
        }
        return false;
    };
    const bool wasBroken = record.isBroken;
    std::erase_if(record.defects, [&](const Defect &defect) {
        return wasBroken || defect.column < 0 || defect.column >= m_columns || isEdited(defect.column);
    });
}

} // namespace chancery::catalogue
