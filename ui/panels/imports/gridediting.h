// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/rowstore.h"

#include <QCoreApplication>
#include <QItemSelection>

namespace chancery {

class EditSheet;
class GridModel;

/// What a person does to a range of cells. Each is one step of undo.
class GridEditing
{
    Q_DECLARE_TR_FUNCTIONS(GridEditing)

public:
    /// More cells than this are not changed at once.
    static constexpr qint64 mostCells = 1'000'000;

    GridEditing(GridModel &model, EditSheet &sheet)
        : m_model(model)
        , m_sheet(sheet)
    {}

    /// Tab-separated, as spreadsheets put it on the clipboard.
    QString copied(const QItemSelectionRange &range) const;
    /// Puts tab-separated text into the cells from the range's first on; a single cell fills the range. Yields the
    /// range that was written; invalid when the text has more cells than mostCells.
    QItemSelectionRange paste(const QItemSelectionRange &range, const QString &text);
    /// The cells of the first row in all others of the range.
    void fillDown(const QItemSelectionRange &range);
    void clear(const QItemSelectionRange &range);
    /// Back to the file's own text.
    void revert(const QItemSelectionRange &range);
    /// Leaves the rows away, or takes them in again when all of them are away.
    void toggleRows(const QItemSelectionRange &range);

    /// Whether there are more cells than are changed at once.
    static bool isTooLarge(const QItemSelectionRange &range)
    {
        return range.isValid() && qint64(range.width()) * range.height() > mostCells;
    }

private:
    catalogue::CellChange change(int row, int column, const catalogue::Edits::Cell &after) const;

    GridModel &m_model;
    EditSheet &m_sheet;
};

} // namespace chancery
