// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of RecordReader that brings the text in: reading, indexing, looking at encodings. The grammar is in
// csvreader.cpp.

#include "core/catalogue/csvreader.h"

#include "core/catalogue/textcheck.h"

namespace chancery::catalogue {

namespace {

constexpr qint64 patience = 8 * RecordReader::recordLimit;
constexpr qint64 shortLimit = 64 * 1024;

} // namespace

void RecordReader::checkText()
{
    const std::string_view whole(m_out.m_base, m_next - m_record);
    const bool isText = isUtf8(whole);
    if (isText && !hasC1Control(whole))
        return;
    const int current = m_out.fieldCount;
    const std::size_t known = m_out.defects.size();
    for (int column = 0; column < m_out.keptFields(); ++column) {
        const std::string_view text = m_out.text(column);
        m_out.fieldCount = column;
        if (!isUtf8(text))
            note(FindingCode::InvalidText);
        else if (hasC1Control(text))
            note(FindingCode::ControlCharacter);
        m_out.fieldCount = current;
    }
    if (m_out.defects.size() == known)
        m_out.defects.push_back({isText ? FindingCode::ControlCharacter : FindingCode::InvalidText, -1});
}

void RecordReader::undoPairs()
{
    for (const quint32 column : m_pairs) {
        if (column >= m_out.m_spans.size())
            continue;
        RawRecord::Span &span = m_out.m_spans[column];
        char *const begin = m_text.data() + m_record + span.begin;
        char *const end = begin + span.size;
        char *to = begin;
        for (char *from = begin; from < end;) {
            auto *const quote = static_cast<char *>(std::memchr(from, m_quoteSign, std::size_t(end - from)));
            char *const behind = quote ? quote + 1 : end; // the first of a pair stays
            if (to != from)
                std::memmove(to, from, std::size_t(behind - from));
            to += behind - from;
            from = quote ? behind + 1 : end;
        }
        span.size = quint32(to - begin);
    }
}

/// Indexes a further piece, reading when there is none. False at the end and on failure.
bool RecordReader::fetch()
{
    const qint64 limit = m_wasted > patience + m_finished ? shortLimit : recordLimit;
    if (m_state != State::Discard && qint64(m_scanned - m_record) >= limit) {
        overflow();
        return true;
    }
    while (m_scanned == m_text.size()) {
        if (m_sourceEnded || !read())
            return false;
    }
    const std::size_t count = std::min(window, m_text.size() - m_scanned);
    m_windowBegin = m_scanned;
    m_special = 0;
    m_specialCount = m_finder.find(m_text.data(), m_scanned, count, m_specials.data());
    m_scanned += count;
    return true;
}

void RecordReader::overflow()
{
    const bool isQuoted = m_state == State::Quoted || m_state == State::QuoteSeen;
    const bool canGoOn = isQuoted && m_resync != none;
    breakRecord(canGoOn ? FindingCode::UnclosedQuote : FindingCode::RecordTooLong);
    if (canGoOn)
        resync();
    else
        m_state = State::Discard;
}

/// Moves what is still needed to the front and reads behind it.
bool RecordReader::read()
{
    const std::size_t drop = m_state == State::Discard ? m_text.size() : m_record;
    const auto moved = [drop](std::size_t position) {
        return position == none || position < drop ? none : position - drop;
    };
    m_finished += qint64(drop - m_record);
    m_dropped += qint64(drop);
    m_discarded += qint64(drop - m_record);
    if (drop > 0)
        std::memmove(m_text.data(), m_text.data() + drop, m_text.size() - drop);
    m_text.resize(m_text.size() - drop);
    m_scanned -= drop;
    m_windowBegin = m_scanned;
    m_special = m_specialCount = 0;
    m_field = m_state == State::Discard ? 0 : m_field - drop;
    m_quote = moved(m_quote);
    m_afterCr = moved(m_afterCr);
    m_resync = moved(m_resync);
    m_examined = m_examined > drop ? m_examined - drop : 0;
    m_suspectFrom = m_suspectFrom > drop ? m_suspectFrom - drop : 0;
    m_suspectUntil = m_suspectUntil > drop ? m_suspectUntil - drop : 0;
    m_record = m_next = 0;
    m_text.reserveMore(std::size_t(TextSource::pieceSize));
    const auto got = m_source.read(m_text.data() + m_text.size());
    if (!got) {
        m_error = got.error();
        return false;
    }
    m_sourceEnded = *got == 0;
    const std::size_t piece = m_text.size();
    m_text.resize(piece + std::size_t(*got));
    examine(piece);
    return true;
}

/// Looks at all new text at once, or only at the seam in front of a piece that its source has looked at; only where
/// that finds something are records looked at one by one.
void RecordReader::examine(std::size_t piece)
{
    std::string_view fresh = m_text.view().substr(m_examined);
    if (!m_sourceEnded)
        fresh.remove_suffix(unfinishedTail(fresh));
    const std::size_t until = m_examined + fresh.size();
    if (m_source.lastIsText())
        fresh = fresh.substr(0, piece + continuedHead(m_text.view().substr(piece)) - m_examined);
    if (!isUtf8(fresh) || hasC1Control(fresh)) {
        if (m_suspectUntil == 0)
            m_suspectFrom = m_examined;
        m_suspectUntil = until;
    }
    m_examined = until;
}

} // namespace chancery::catalogue
