// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>

class QHeaderView;
class QAbstractItemView;

namespace chancery {

/// Gives columns the width of their content, lets one take the rest, and shrinks them rather than show a horizontal
/// scroll bar. A width that the person has set is theirs.
class ColumnFitter : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        QAbstractItemView &view;
        QHeaderView &header;
        std::function<int(int column)> contentWidth;
    };

    explicit ColumnFitter(const Parts &parts);

    /// The column that takes the room left over; the last one unless told.
    void setStretchColumn(int column);
    /// However little room there is, the column keeps this width, unless the person makes it narrower.
    void setLeastWidth(int column, int width);

    QByteArray saveLayout() const;
    bool restoreLayout(const QByteArray &layout);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// The person has set widths, moved, hidden or shown columns.
    void arranged();

private:
    void fit();
    void scheduleMeasure();
    void measure();
    bool hasText(int column) const;
    QList<int> visibleColumns() const;
    int leastWidth(int column) const;
    struct Shrinking
    {
        int excess;
        std::function<int(int column)> floor;
    };
    int shrink(QList<int> &widths, const QList<int> &columns, const Shrinking &wanted) const;
    void squeeze(QList<int> &widths, const QList<int> &columns, int excess) const;
    int stretchColumn(const QList<int> &columns) const;

    QAbstractItemView &m_view;
    QHeaderView &m_header;
    std::function<int(int)> m_contentWidth;
    QHash<int, int> m_natural;
    QSet<int> m_blank; ///< measured before any of its cells had a text
    QHash<int, int> m_least;
    QSet<int> m_personal;
    int m_stretch = -1;
    bool m_fitting = false;
    bool m_measureScheduled = false;
};

} // namespace chancery
