// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>
#include <QTreeView>

namespace chancery {

class ColumnFitter;

/// Where a model keeps what a cell is copied as, when it differs from what it shows (a long id, an exact time).
inline constexpr int CopyRole = Qt::UserRole + 1001;

/// What tables and trees have in common: whole rows selected, columns that fit. Ctrl+C copies the selected rows as
/// tab-separated text; text that is cut shows whole on hover; the header's menu hides and shows columns.
template <class View>
class FittedView : public View
{
public:
    /// The column that takes the room left over; the last one unless told.
    void setStretchColumn(int column);
    /// However little room there is, the column keeps this width.
    void setLeastWidth(int column, int width);
    QByteArray saveLayout() const;
    bool restoreLayout(const QByteArray &layout);
    /// Puts the selected rows on the clipboard, visible columns in visible order.
    void copySelection() const;

protected:
    explicit FittedView(QWidget *parent);

    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    ColumnFitter *m_fitter;
};

extern template class FittedView<QTableView>;
extern template class FittedView<QTreeView>;

/// The table of every panel: 36 px rows, no grid.
class TableView : public FittedView<QTableView>
{
    Q_OBJECT

public:
    explicit TableView(QWidget *parent = nullptr);
};

/// The same for a tree.
class TreeView : public FittedView<QTreeView>
{
    Q_OBJECT

public:
    explicit TreeView(QWidget *parent = nullptr);
};

} // namespace chancery
