// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/panels/imports/gridchange.h"

#include <QItemSelection>

#include <memory>

namespace chancery {

/// What a person does to a range of cells. Each is one step of undo; few cells change at once, many are worked out in
/// the background, one change after the other.
class GridEditing : public QObject
{
    Q_OBJECT

public:
    /// More cells than this are not changed at once.
    static constexpr qint64 mostCells = 1'000'000;

    GridEditing(GridModel &model, EditSheet &sheet, QObject *parent = nullptr);
    ~GridEditing() override;

    /// Tab-separated, as spreadsheets put it on the clipboard; ends in copied().
    void copy(const QItemSelectionRange &range);
    /// Puts tab-separated text into the cells from the range's first on; a single cell fills the range. Ends in
    /// pasted(), or in tooLarge() when the text has more cells than mostCells.
    void paste(const QItemSelectionRange &range, const QString &text);
    /// The cells of the first row in all others of the range.
    void fillDown(const QItemSelectionRange &range);
    void clear(const QItemSelectionRange &range);
    /// Back to the file's own text.
    void revert(const QItemSelectionRange &range);
    /// Leaves the rows away, or takes them in again when all of them are away.
    void toggleRows(const QItemSelectionRange &range);
    /// What is under way comes to nothing, as the rows are about to become others.
    void forget();

    /// Cells that wait to be changed; 0 when nothing is under way.
    qint64 pendingCells() const;
    /// Whether there are more cells than are changed at once.
    static bool isTooLarge(const QItemSelectionRange &range)
    {
        return range.isValid() && qint64(range.width()) * range.height() > mostCells;
    }

Q_SIGNALS:
    void pendingChanged();
    void copied(const QString &text);
    void pasted(const QItemSelectionRange &range);
    void tooLarge();
    void failed(const chancery::Error &error);

private:
    void pasteCells(const QPersistentModelIndex &from, const CellBlock &block, QList<QStringList> cells);
    struct Writing
    {
        QString what; ///< for undo
        CellBlock block;
        CellSource source;
    };
    void write(Writing writing);
    void change(GridChange change);
    void makeNext();

    GridModel &m_model;
    EditSheet &m_sheet;
    QList<GridChange> m_pending; ///< the first is being made
    std::unique_ptr<QObject> m_making;
    std::unique_ptr<QObject> m_reading; ///< for the clipboard, or what came from it
};

} // namespace chancery
