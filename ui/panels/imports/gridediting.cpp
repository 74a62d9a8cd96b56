// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/gridediting.h"

#include "core/async/background.h"

#include <algorithm>

namespace chancery {

using catalogue::Edits;
using catalogue::RowStore;

namespace {

constexpr qint64 cellsAtOnce = 2'000;          ///< take about a millisecond
constexpr qsizetype charactersAtOnce = 50'000; ///< of pasted text
constexpr qsizetype rowsReadAtOnce = 4'096;

bool mayChange(const QItemSelectionRange &range)
{
    return range.isValid() && !GridEditing::isTooLarge(range);
}

CellBlock blockOf(const QItemSelectionRange &range)
{
    return {range.top(), range.left(), range.bottom(), range.right()};
}

/// Error: as RowStore::rows().
Result<QString> copyOf(const RowStore &store, const Edits &edits, const ShownRecords &shown, const CellBlock &block,
                       const std::stop_token &stop)
{
    QList<QStringList> texts;
    QList<qint64> records;
    for (int row = block.top; row <= block.bottom && !stop.stop_requested(); ++row) {
        records << shown.at(row);
        if (records.size() < rowsReadAtOnce && row < block.bottom)
            continue;
        const auto rows = store.rows(records, edits);
        if (!rows)
            return rows.error();
        for (const catalogue::StoredRow &stored : *rows) {
            QStringList &cells = texts.emplace_back();
            for (int column = block.left; column <= block.right; ++column)
                cells << stored.fields.value(column);
        }
        records.clear();
    }
    return clipboardText(texts);
}

} // namespace

GridEditing::GridEditing(GridModel &model, EditSheet &sheet, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_sheet(sheet)
{}

GridEditing::~GridEditing() = default;

void GridEditing::copy(const QItemSelectionRange &range)
{
    if (!mayChange(range) || !m_model.store())
        return;
    m_reading = std::make_unique<QObject>();
    background([store = m_model.sharedStore(), edits = m_sheet.edits(), shown = m_model.shown(),
                block = blockOf(range)](const std::stop_token &stop) {
        return copyOf(*store, edits, shown, block, stop);
    }).then(m_reading.get(), [this](const Result<QString> &text) {
        if (text)
            Q_EMIT copied(*text);
        else
            Q_EMIT failed(text.error());
    });
}

void GridEditing::paste(const QItemSelectionRange &range, const QString &text)
{
    if (!range.isValid())
        return;
    const QPersistentModelIndex from(range.topLeft());
    const CellBlock block = blockOf(range);
    if (text.size() <= charactersAtOnce)
        return pasteCells(from, block, clipboardCells(text));
    m_reading = std::make_unique<QObject>();
    background([text](std::stop_token) {
        return Result<QList<QStringList>>(clipboardCells(text));
    }).then(m_reading.get(), [this, from, block](const Result<QList<QStringList>> &cells) {
        if (from.isValid())
            pasteCells(from, block, *cells);
    });
}

void GridEditing::pasteCells(const QPersistentModelIndex &from, const CellBlock &block, QList<QStringList> cells)
{
    const bool fills = cells.size() == 1 && cells.first().size() == 1;
    const auto widest = std::max_element(cells.cbegin(), cells.cend(),
                                         [](const auto &a, const auto &b) { return a.size() < b.size(); });
    CellBlock target = block;
    if (!fills) {
        target.bottom = int(std::min<qint64>(block.top + cells.size(), m_model.rowCount())) - 1;
        target.right = int(std::min<qint64>(block.left + widest->size(), m_model.columnCount())) - 1;
    }
    if (target.cells() > mostCells)
        return Q_EMIT tooLarge();
    write({tr("Paste"), target,
           [fills, target, cells = std::move(cells)](int row, int column) -> std::optional<Edits::Cell> {
               const QStringList &line = fills ? cells.first() : cells[row - target.top];
               const int place = fills ? 0 : column - target.left;
               return place < line.size() ? std::optional<Edits::Cell>(line[place]) : std::nullopt;
           }});
    Q_EMIT pasted({from, m_model.index(target.bottom, target.right)});
}

void GridEditing::fillDown(const QItemSelectionRange &range)
{
    if (!mayChange(range))
        return;
    QList<Edits::Cell> texts;
    for (int column = range.left(); column <= range.right(); ++column)
        texts << m_model.textAt(range.top(), column);
    CellBlock block = blockOf(range);
    ++block.top;
    write({tr("Fill down"), block,
           [texts, left = block.left](int, int column) { return std::optional(texts[column - left]); }});
}

void GridEditing::clear(const QItemSelectionRange &range)
{
    if (mayChange(range))
        write({tr("Clear cells"), blockOf(range), [](int, int) { return std::optional<Edits::Cell>(QString()); }});
}

void GridEditing::revert(const QItemSelectionRange &range)
{
    if (mayChange(range))
        write({tr("Back to the file's text"), blockOf(range), [](int, int) { return std::optional(Edits::Cell()); }});
}

void GridEditing::toggleRows(const QItemSelectionRange &range)
{
    if (!range.isValid())
        return;
    const CellBlock rows{range.top(), Edits::wholeRecord, range.bottom(), Edits::wholeRecord};
    change({rows.cells(), [shown = m_model.shown(), rows](const Edits &before, const std::stop_token &stop) {
                const bool areAway = areRemoved(before, shown, rows);
                const Edits::Cell cell = areAway ? Edits::Cell() : Edits::Cell(QString());
                EditsStep step = written(
                    before, shown, rows, [&cell](int, int) { return std::optional(cell); }, stop);
                step.what = areAway ? tr("Restore rows") : tr("Remove rows");
                return step;
            }});
}

void GridEditing::write(Writing writing)
{
    change({writing.block.cells(),
            [shown = m_model.shown(), writing = std::move(writing)](const Edits &before, const std::stop_token &stop) {
                EditsStep step = written(before, shown, writing.block, writing.source, stop);
                step.what = writing.what;
                return step;
            }});
}

void GridEditing::forget()
{
    m_making.reset();
    m_reading.reset();
    m_pending.clear();
    Q_EMIT pendingChanged();
}

qint64 GridEditing::pendingCells() const
{
    qint64 sum = 0;
    for (const GridChange &change : m_pending)
        sum += change.cells;
    return sum;
}

void GridEditing::change(GridChange change)
{
    if (m_pending.isEmpty() && change.cells <= cellsAtOnce) {
        m_sheet.apply(change.make(m_sheet.edits(), {}));
        return;
    }
    m_pending << std::move(change);
    Q_EMIT pendingChanged();
    if (m_pending.size() == 1)
        makeNext();
}

/// Once more when a cell was edited meanwhile.
void GridEditing::makeNext()
{
    if (m_pending.isEmpty())
        return m_making.reset();
    m_making = std::make_unique<QObject>();
    background([make = m_pending.first().make, before = m_sheet.edits()](const std::stop_token &stop) {
        return Result<EditsStep>(make(before, stop));
    }).then(m_making.get(), [this](const Result<EditsStep> &step) {
        if (m_sheet.apply(*step)) {
            m_pending.removeFirst();
            Q_EMIT pendingChanged();
        }
        makeNext();
    });
}

} // namespace chancery
