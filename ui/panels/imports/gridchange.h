// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/editsheet.h"
#include "ui/models/gridmodel.h"

#include <functional>
#include <stop_token>

namespace chancery {

/// Cells of the grid, the last ones included.
struct CellBlock
{
    int top = 0;
    int left = 0;
    int bottom = -1;
    int right = -1;
    qint64 cells() const { return qint64(bottom - top + 1) * (right - left + 1); }
};

/// A change of many cells, worked out away from the window: of the edits as they are, what they become.
struct GridChange
{
    qint64 cells = 0; ///< at most
    std::function<EditsStep(const catalogue::Edits &before, const std::stop_token &stop)> make;
};

/// Each cell of the block becomes what `text` says of it: a text, the file's own (an empty Cell), or stays (nothing).
using CellSource = std::function<std::optional<catalogue::Edits::Cell>(int row, int column)>;
EditsStep written(const catalogue::Edits &before, const ShownRecords &shown, const CellBlock &block,
                  const CellSource &source, const std::stop_token &stop = {});
/// Whether every row of the block is left away.
bool areRemoved(const catalogue::Edits &edits, const ShownRecords &shown, const CellBlock &block);

/// Cells as spreadsheets put them on the clipboard: tab-separated, quoted where needed.
QString clipboardText(const QList<QStringList> &rows);
/// Reads that; unlike in a file, an empty line is a row with an empty cell. Never without a row.
QList<QStringList> clipboardCells(const QString &text);

} // namespace chancery
