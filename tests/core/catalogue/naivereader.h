// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "recordtext.h"

namespace chancery::catalogue::test {

/// The same rules as RecordReader, written down one character at a time, slow and plain: what the fast one is compared
/// with. Knows nothing of encodings and of the limit of a record.
class NaiveReader
{
public:
    NaiveReader(QByteArray text, char separator)
        : m_text(std::move(text))
        , m_separator(separator)
    {}

    QStringList records()
    {
        QStringList all;
        while (m_at < m_text.size()) {
            if (isLineEnd(m_at)) {
                m_at = behindLineEnd(m_at);
                ++m_line;
            } else {
                all.append(record());
            }
        }
        return all;
    }

private:
    bool isLineEnd(qsizetype at) const { return at < m_text.size() && (m_text[at] == '\n' || m_text[at] == '\r'); }
    qsizetype behindLineEnd(qsizetype at) const { return at + (m_text.mid(at, 2) == "\r\n" ? 2 : 1); }
    bool isFieldEnd(qsizetype at) const { return at >= m_text.size() || m_text[at] == m_separator || isLineEnd(at); }

    void note(FindingCode code)
    {
        const Defect defect{code, int(m_cells.size())};
        if (std::find(m_defects.cbegin(), m_defects.cend(), defect) == m_defects.cend())
            m_defects.push_back(defect);
    }

    void noteControl(qsizetype at)
    {
        const auto c = uchar(m_text[at]);
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
            note(FindingCode::ControlCharacter);
    }

    QString record()
    {
        m_cells.clear();
        m_defects.clear();
        const qint64 line = m_line;
        for (;;) {
            const bool isWhole = m_at < m_text.size() && m_text[m_at] == '"' ? quotedCell() : plainCell(m_at);
            if (!isWhole)
                return shownRecord(line, {}, m_defects);
            if (m_at < m_text.size() && m_text[m_at] == m_separator) {
                ++m_at;
                continue;
            }
            if (isLineEnd(m_at)) {
                m_at = behindLineEnd(m_at);
                ++m_line;
            }
            return shownRecord(line, m_cells, m_defects);
        }
    }

    bool plainCell(qsizetype begin)
    {
        for (; !isFieldEnd(m_at); ++m_at) {
            if (m_text[m_at] == '"')
                note(FindingCode::StrayQuote);
            else
                noteControl(m_at);
        }
        m_cells.append(m_text.mid(begin, m_at - begin));
        return true;
    }

    bool quotedCell()
    {
        const qsizetype opening = m_at;
        const qint64 openingLine = m_line;
        const auto before = m_defects;
        QByteArray cell;
        qsizetype resync = -1;
        for (qsizetype at = opening + 1; at < m_text.size(); ++at) {
            if (m_text[at] != '"') {
                noteControl(at);
                if (isLineEnd(at)) {
                    cell += m_text.mid(at, behindLineEnd(at) - at);
                    at = behindLineEnd(at) - 1;
                    ++m_line;
                    if (resync < 0)
                        resync = at + 1;
                } else {
                    cell += m_text[at];
                }
            } else if (m_text.mid(at, 2) == "\"\"") {
                cell += '"';
                ++at;
            } else if (isFieldEnd(at + 1)) {
                m_cells.append(cell);
                m_at = at + 1;
                return true;
            } else if (resync < 0) {
                return loose(opening, at + 1);
            } else {
                break;
            }
        }
        m_defects = {{FindingCode::UnclosedQuote, int(m_cells.size())}};
        m_at = resync < 0 ? m_text.size() : resync;
        m_line = openingLine + 1;
        return false;
    }

    bool loose(qsizetype opening, qsizetype from)
    {
        note(FindingCode::TextAfterQuote);
        for (m_at = from; !isFieldEnd(m_at); ++m_at)
            noteControl(m_at);
        m_cells.append(m_text.mid(opening, m_at - opening));
        return true;
    }

    QByteArray m_text;
    char m_separator;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    QList<QByteArray> m_cells;
    std::vector<Defect> m_defects;
};

} // namespace chancery::catalogue::test
