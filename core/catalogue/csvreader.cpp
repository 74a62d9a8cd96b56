// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/csvreader.h"

#include <algorithm>

namespace chancery::catalogue {

RecordReader::RecordReader(TextSource &source, char separator, char quote)
    : m_source(source)
    , m_finder({separator, quote == 0 ? separator : quote})
    , m_separator(separator)
    , m_quoteSign(quote == 0 ? separator : quote)
    , m_statesRows(source.statesRows())
    , m_specials(window + 64)
    , m_afterCr(none)
    , m_resync(none)
{
    m_out.m_spans.resize(64);
}

void RecordReader::skipLine()
{
    static_cast<void>(next());
    m_number = 0;
}

void RecordReader::setEdits(Edits edits, int columns)
{
    m_overlay = edits.isEmpty() ? nullptr : std::make_unique<RowOverlay>(std::move(edits), columns);
}

inline void RecordReader::nextField(std::size_t at)
{
    const auto column = std::size_t(m_out.fieldCount);
    if (column < m_out.m_spans.size()) [[likely]] {
        m_out.m_spans[column] = {quint32(m_field - m_record), quint32(at - m_field)};
        ++m_out.fieldCount;
    } else {
        endField(m_field, at);
    }
    m_field = at + 1;
}

RecordReader::Step RecordReader::parse()
{
    if (m_isRepeated) {
        m_isRepeated = false;
        m_out.number = m_number++;
        return Step::Record;
    }
    begin();
    for (;;) {
        if (m_special == m_specialCount) {
            if (!fetch())
                return m_error ? Step::Failed : finish();
            if (m_isComplete)
                return publish();
            continue;
        }
        const std::size_t at = m_specials[m_special++];
        const char c = m_text.data()[at];
        switch (m_state) {
        case State::Plain:
            if (c == m_separator) {
                nextField(at);
                continue;
            }
            plain(at, c);
            break;
        case State::Quoted:
            if (c != m_separator || c == m_quoteSign)
                quoted(at, c);
            continue;
        case State::QuoteSeen:
            quoteSeen(at, c);
            break;
        case State::Loose:
            loose(at, c);
            break;
        case State::Discard:
            discard(at, c);
            break;
        }
        if (m_isComplete)
            return publish();
    }
}

void RecordReader::begin()
{
    m_finished += qint64(m_next - m_record);
    m_record = m_next;
    m_discarded = 0;
    m_field = m_next;
    m_state = State::Plain;
    m_isComplete = false;
    m_pairs.clear();
    m_out.line = m_line;
    m_out.fieldCount = 0;
    m_out.isBroken = false;
    m_out.hasInnerControls = false;
    m_out.defects.clear();
}

void RecordReader::plain(std::size_t at, char c)
{
    if (c == '\n' || c == '\r') {
        endRecord(at, c);
    } else if (c != m_quoteSign) {
        noteControl(c);
    } else if (at == m_field) {
        m_state = State::Quoted;
        m_resync = none;
        m_hasPairs = false;
    } else {
        note(FindingCode::StrayQuote);
    }
}

void RecordReader::quoted(std::size_t at, char c)
{
    if (c == m_quoteSign) {
        m_quote = at;
        m_state = State::QuoteSeen;
    } else if (c == '\n' || c == '\r') {
        innerLineEnd(at, c);
    } else if (c != m_separator) {
        noteControl(c);
    }
}

void RecordReader::quoteSeen(std::size_t at, char c)
{
    const bool isNext = at == m_quote + 1;
    if (isNext && c == m_quoteSign) {
        m_hasPairs = true;
        m_state = State::Quoted;
    } else if (isNext && c == m_separator) {
        endQuotedField();
        m_field = at + 1;
        m_state = State::Plain;
    } else if (isNext && (c == '\n' || c == '\r')) {
        endQuotedField();
        endLine(at, c);
    } else {
        textAfterQuote();
        if (!m_isComplete)
            loose(at, c);
    }
}

/// The field keeps its quotes: which of them are meant cannot be known.
void RecordReader::textAfterQuote()
{
    if (m_resync != none) {
        breakRecord(FindingCode::UnclosedQuote);
        resync();
    } else {
        note(FindingCode::TextAfterQuote);
        m_state = State::Loose;
    }
}

void RecordReader::loose(std::size_t at, char c)
{
    if (c == m_separator) {
        endField(m_field, at);
        m_field = at + 1;
        m_state = State::Plain;
    } else if (c == '\n' || c == '\r') {
        endField(m_field, at);
        endLine(at, c);
    } else if (c != m_quoteSign) {
        noteControl(c);
    }
}

void RecordReader::discard(std::size_t at, char c)
{
    if (c == '\n' || c == '\r')
        endLine(at, c);
}

/// The text ends without a line end, or within something.
RecordReader::Step RecordReader::finish()
{
    const std::size_t end = m_text.size();
    if (m_state == State::Plain && m_record == end) {
        m_next = end;
        return Step::End;
    }
    if (m_state == State::QuoteSeen && m_quote + 1 == end) {
        endQuotedField();
        m_next = end;
        return publish();
    }
    if (m_state == State::QuoteSeen) {
        textAfterQuote();
    } else if (m_state == State::Quoted) {
        breakRecord(FindingCode::UnclosedQuote);
        if (m_resync != none)
            resync();
    }
    if (m_isComplete)
        return publish();
    if (!m_out.isBroken)
        endField(m_field, end);
    m_next = end;
    return publish();
}

void RecordReader::endField(std::size_t begin, std::size_t end)
{
    const auto column = std::size_t(m_out.fieldCount++);
    if (column == m_out.m_spans.size()) {
        if (column == maxFields)
            return;
        m_out.m_spans.resize(std::min(column * 2, maxFields));
    }
    if (column < m_out.m_spans.size())
        m_out.m_spans[column] = {quint32(begin - m_record), quint32(end - begin)};
}

void RecordReader::endQuotedField()
{
    if (m_hasPairs)
        m_pairs.push_back(quint32(m_out.fieldCount));
    endField(m_field + 1, m_quote);
}

void RecordReader::endRecord(std::size_t at, char c)
{
    const bool isEmptyLine = at == m_record && m_out.fieldCount == 0;
    if (!isEmptyLine) {
        endField(m_field, at);
        endLine(at, c);
        return;
    }
    if (c == '\n' && at == m_afterCr) {
        m_afterCr = none;
    } else {
        ++m_line;
        if (c == '\r')
            m_afterCr = at + 1;
    }
    m_out.line = m_line;
    m_record = m_field = at + 1;
}

void RecordReader::endLine(std::size_t at, char c)
{
    ++m_line;
    m_next = at + 1;
    if (c == '\r')
        m_afterCr = at + 1;
    m_isComplete = true;
}

void RecordReader::innerLineEnd(std::size_t at, char c)
{
    m_out.hasInnerControls = true;
    const bool isSecondHalf = c == '\n' && m_text.data()[at - 1] == '\r' && at > m_field + 1;
    if (!isSecondHalf)
        ++m_line;
    if (m_resync == none || (isSecondHalf && m_resync == at)) {
        m_resync = at + 1;
        m_resyncLine = m_line;
    }
}

void RecordReader::noteControl(char c)
{
    if (c == '\t')
        m_out.hasInnerControls = true;
    else
        note(FindingCode::ControlCharacter);
}

void RecordReader::note(FindingCode code)
{
    const Defect defect{code, m_out.fieldCount};
    const auto &defects = m_out.defects;
    constexpr std::size_t enough = 64;
    if (defects.size() < enough && std::find(defects.cbegin(), defects.cend(), defect) == defects.cend())
        m_out.defects.push_back(defect);
}

/// What was noted about text that turns out not to belong to the record goes with it.
void RecordReader::breakRecord(FindingCode code)
{
    const Defect defect{code, m_out.fieldCount};
    m_out.defects.assign(1, defect);
    m_out.isBroken = true;
    m_out.fieldCount = 0;
    m_pairs.clear();
}

/// Reads again from behind the line on which the malformed quote opened.
void RecordReader::resync()
{
    const std::size_t reached = m_special > 0 ? m_specials[m_special - 1] : m_scanned;
    m_wasted += qint64(std::max(reached, m_resync) - m_resync);
    m_next = m_resync;
    m_line = m_resyncLine;
    const auto end = m_specials.begin() + qsizetype(m_specialCount);
    if (m_resync >= m_windowBegin) {
        m_special = std::size_t(std::lower_bound(m_specials.begin(), end, quint32(m_resync)) - m_specials.begin());
    } else {
        m_scanned = m_resync;
        m_special = m_specialCount = 0;
    }
    m_isComplete = true;
}

RecordReader::Step RecordReader::publish()
{
    m_out.number = m_number++;
    m_out.m_base = m_text.data() + m_record;
    if (m_keepsRaw) {
        m_raw.assign(m_out.m_base, m_next - m_record); // undoing pairs of quotes writes into the text
        m_out.m_raw = m_raw;
    }
    if (!m_out.isBroken) {
        if (m_record < m_suspectUntil && m_next > m_suspectFrom)
            checkText();
        if (!m_pairs.empty())
            undoPairs();
    }
    if (m_statesRows)
        adoptFacts();
    return Step::Record;
}

/// The row's place in the original, and what its source knows about it.
void RecordReader::adoptFacts()
{
    const RowFacts facts = m_source.nextRow();
    m_out.line = facts.line;
    if (facts.isUnreadable) {
        m_out.isBroken = true;
        m_out.fieldCount = 0;
        m_out.defects.clear();
    }
    m_out.defects.insert(m_out.defects.end(), facts.defects.begin(), facts.defects.end());
}

} // namespace chancery::catalogue
