// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/rowtext.h"

namespace chancery::catalogue {

void RowText::put(std::string_view line, RowFacts facts)
{
    if (line.size() > rowLimit) {
        facts.isUnreadable = true;
        facts.defects.assign(1, {FindingCode::RecordTooLong, -1});
    }
    // An empty line would be no record.
    m_text.append(facts.isUnreadable || line.size() < 2 ? std::string_view("\"\"\n") : line);
    m_facts.push_back(std::move(facts));
}

Result<qint64> RowText::read(char *to)
{
    while (m_given == m_text.size() && !m_hasEnded) {
        m_text.clear();
        m_given = 0;
        const auto more = produce();
        if (!more)
            m_error = more.error();
        m_hasEnded = !more || *more == More::No;
    }
    const std::size_t piece = std::min(m_text.size() - m_given, std::size_t(pieceSize));
    if (piece == 0)
        return m_error ? Result<qint64>(*m_error) : Result<qint64>(0);
    std::memcpy(to, m_text.data() + m_given, piece);
    m_given += piece;
    return qint64(piece);
}

RowFacts RowText::nextRow()
{
    if (m_facts.empty())
        return {};
    RowFacts facts = std::move(m_facts.front());
    m_facts.pop_front();
    return facts;
}

} // namespace chancery::catalogue
