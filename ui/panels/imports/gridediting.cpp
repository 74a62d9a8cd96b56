// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/gridediting.h"

#include "ui/models/gridmodel.h"

#include <QCoreApplication>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::CellChange;
using catalogue::Edits;

namespace {

QString cellText(QString text)
{
    const bool needsQuotes = text.contains(u'\t') || text.contains(u'\n') || text.contains(u'\r') ||
                             (text.startsWith(u'"') && text.size() > 1);
    return needsQuotes ? QString(u'"' + text.replace(u"\""_s, u"\"\""_s) + u'"') : text;
}

/// Cells of tab-separated text, quotes and all. Unlike in a file, an empty line is a row with an empty cell.
QList<QStringList> cellsOf(const QString &text)
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

} // namespace

CellChange GridEditing::change(int row, int column, const Edits::Cell &after) const
{
    const qint64 record = m_model.recordAt(row);
    return {record, column, m_sheet.edits().cell(record, column), after};
}

QString GridEditing::copied(const QItemSelectionRange &range) const
{
    if (!range.isValid() || isTooLarge(range))
        return {};
    QStringList lines;
    for (int row = range.top(); row <= range.bottom(); ++row) {
        QStringList cells;
        for (int column = range.left(); column <= range.right(); ++column)
            cells << cellText(m_model.textAt(row, column));
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

QItemSelectionRange GridEditing::paste(const QItemSelectionRange &range, const QString &text)
{
    const QList<QStringList> cells = cellsOf(text);
    if (!range.isValid())
        return {};
    const bool fills = cells.size() == 1 && cells.first().size() == 1;
    const int height = fills ? range.height() : int(cells.size());
    const auto widest = std::max_element(cells.cbegin(), cells.cend(),
                                         [](const auto &a, const auto &b) { return a.size() < b.size(); });
    const int width = fills ? range.width() : int(widest->size());
    const int bottom = std::min(range.top() + height, m_model.rowCount()) - 1;
    const int right = std::min(range.left() + width, m_model.columnCount()) - 1;
    const QItemSelectionRange written(m_model.index(range.top(), range.left()), m_model.index(bottom, right));
    if (isTooLarge(written))
        return {};
    QList<CellChange> changes;
    for (int row = range.top(); row <= bottom; ++row) {
        const QStringList &line = fills ? cells.first() : cells[row - range.top()];
        for (int column = range.left(); column <= right; ++column) {
            const int place = fills ? 0 : column - range.left();
            if (place < line.size())
                changes << change(row, column, line[place]);
        }
    }
    m_sheet.apply(std::move(changes), tr("Paste"));
    return written;
}

void GridEditing::fillDown(const QItemSelectionRange &range)
{
    if (!range.isValid() || isTooLarge(range))
        return;
    QList<CellChange> changes;
    for (int column = range.left(); column <= range.right(); ++column) {
        const QString text = m_model.textAt(range.top(), column);
        for (int row = range.top() + 1; row <= range.bottom(); ++row)
            changes << change(row, column, text);
    }
    m_sheet.apply(std::move(changes), tr("Fill down"));
}

void GridEditing::clear(const QItemSelectionRange &range)
{
    if (!range.isValid() || isTooLarge(range))
        return;
    QList<CellChange> changes;
    for (int row = range.top(); row <= range.bottom(); ++row) {
        for (int column = range.left(); column <= range.right(); ++column)
            changes << change(row, column, QString());
    }
    m_sheet.apply(std::move(changes), tr("Clear cells"));
}

void GridEditing::revert(const QItemSelectionRange &range)
{
    if (!range.isValid() || isTooLarge(range))
        return;
    QList<CellChange> changes;
    for (int row = range.top(); row <= range.bottom(); ++row) {
        for (int column = range.left(); column <= range.right(); ++column)
            changes << change(row, column, std::nullopt);
    }
    m_sheet.apply(std::move(changes), tr("Back to the file's text"));
}

void GridEditing::toggleRows(const QItemSelectionRange &range)
{
    if (!range.isValid())
        return;
    QList<CellChange> removing;
    QList<CellChange> restoring;
    for (int row = range.top(); row <= range.bottom(); ++row) {
        removing << change(row, Edits::wholeRecord, QString());
        restoring << change(row, Edits::wholeRecord, std::nullopt);
    }
    const bool areAway = std::all_of(removing.cbegin(), removing.cend(),
                                     [](const CellChange &change) { return change.before.has_value(); });
    m_sheet.apply(areAway ? std::move(restoring) : std::move(removing),
                  areAway ? tr("Restore rows") : tr("Remove rows"));
}

} // namespace chancery
