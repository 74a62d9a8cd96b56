// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/gridchange.h"

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::Edits;

namespace {

QString cellText(QString text)
{
    const bool needsQuotes = text.contains(u'\t') || text.contains(u'\n') || text.contains(u'\r') ||
                             (text.startsWith(u'"') && text.size() > 1);
    return needsQuotes ? QString(u'"' + text.replace(u"\""_s, u"\"\""_s) + u'"') : text;
}

} // namespace

EditsStep written(const Edits &before, const ShownRecords &shown, const CellBlock &block, const CellSource &source,
                  const std::stop_token &stop)
{
    EditsStep step(before);
    for (int row = block.top; row <= block.bottom && !stop.stop_requested(); ++row) {
        for (int column = block.left; column <= block.right; ++column) {
            if (const auto cell = source(row, column))
                step.put(shown.at(row), column, *cell);
        }
    }
    return step;
}

bool areRemoved(const Edits &edits, const ShownRecords &shown, const CellBlock &block)
{
    int row = block.top;
    while (row <= block.bottom && edits.isRemoved(shown.at(row)))
        ++row;
    return row > block.bottom;
}

QString clipboardText(const QList<QStringList> &rows)
{
    QStringList lines;
    lines.reserve(rows.size());
    for (QStringList cells : rows) {
        for (QString &cell : cells)
            cell = cellText(cell);
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

QList<QStringList> clipboardCells(const QString &text)
{
    QList<QStringList> rows{{QString()}};
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        QString &cell = rows.last().last();
        const QChar c = text[i];
        const bool isNextQuote = i + 1 < text.size() && text[i + 1] == u'"';
        if (isQuoted && c == u'"' && isNextQuote)
            cell += text[++i];
        else if (c == u'"' && (isQuoted || cell.isEmpty()))
            isQuoted = !isQuoted;
        else if (isQuoted)
            cell += c;
        else if (c == u'\t')
            rows.last() << QString();
        else if (c == u'\n')
            rows << QStringList(QString());
        else if (c != u'\r')
            cell += c;
    }
    if (rows.size() > 1 && rows.last() == QStringList(QString()))
        rows.removeLast(); // spreadsheets end the last line, too
    return rows;
}

} // namespace chancery
