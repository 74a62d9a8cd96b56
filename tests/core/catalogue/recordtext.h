// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/csvreader.h"

#include <QStringList>

namespace chancery::catalogue::test {

/// Text in pieces of any size, to move the seams to every place.
class PiecewiseText : public TextSource
{
public:
    PiecewiseText(QByteArray text, qint64 piece)
        : m_text(std::move(text))
        , m_piece(piece)
    {}
    Result<qint64> read(char *to) override
    {
        const qint64 count = std::min<qint64>({m_piece, pieceSize, m_text.size() - m_position});
        std::memcpy(to, m_text.constData() + m_position, std::size_t(count));
        m_position += count;
        return count;
    }
    qint64 position() const override { return m_position; }

private:
    QByteArray m_text;
    qint64 m_piece;
    qint64 m_position = 0;
};

/// A cell as it is written below: line ends and control characters are spelt out.
inline QString shownCell(const QByteArray &cell)
{
    QString text = QString::fromUtf8(cell);
    const std::pair<QChar, QString> spelt[] = {{u'\n', QStringLiteral("\\n")},
                                               {u'\r', QStringLiteral("\\r")},
                                               {u'\t', QStringLiteral("\\t")},
                                               {QChar(0), QStringLiteral("\\0")}};
    for (const auto &[sign, spelling] : spelt)
        text.replace(sign, spelling);
    return text;
}

/// `3: <a> <b c> !strayQuote@1`: line, cells, defects with their columns.
inline QString shownRecord(qint64 line, const QList<QByteArray> &cells, const std::vector<Defect> &defects)
{
    QString shown = QString::number(line) + u':';
    for (const QByteArray &cell : cells)
        shown += u" <" + shownCell(cell) + u'>';
    for (const Defect &defect : defects) {
        shown += u" !" + wireName(defect.code);
        if (defect.column >= 0)
            shown += u'@' + QString::number(defect.column);
    }
    return shown;
}

inline QStringList recordsOf(TextSource &source, char separator = ',')
{
    RecordReader reader(source, separator);
    QStringList records;
    while (reader.next() == RecordReader::Step::Record) {
        const RawRecord &record = reader.record();
        QList<QByteArray> cells;
        for (int column = 0; column < record.keptFields(); ++column)
            cells.append(QByteArray(record.text(column).data(), qsizetype(record.text(column).size())));
        records.append(shownRecord(record.line, cells, record.defects));
    }
    return records;
}

inline QStringList recordsOf(const QByteArray &text, char separator = ',', qint64 piece = 1 << 18)
{
    PiecewiseText source(text, piece);
    return recordsOf(source, separator);
}

} // namespace chancery::catalogue::test
