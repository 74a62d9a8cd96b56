// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/statelayout.h"

#include <QWidget>

namespace chancery {

/// A template drawn as a state diagram: the main path in rows, what leaves it below and dashed. With a settlement's
/// path, what it passed is green and ticked, and where it is stands out; amber while a decision may be awaited there.
/// A name and a description tell the same to assistive technology, and a tooltip each state's particulars.
class StateDiagram : public QWidget
{
    Q_OBJECT

public:
    explicit StateDiagram(QWidget *parent = nullptr);

    /// With an empty `current`, the template by itself. States that it does not name are drawn all the same.
    void show(const keystone::SettlementTemplate &shown, const QStringList &visitedStates, const QString &current);
    using QWidget::show;
    void clear();

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void measure();
    StateLayout layoutFor(int width) const;
    void paintLine(QPainter &painter, const StateLayout::Line &line) const;
    void paintBox(QPainter &painter, const StateLayout::Box &box) const;
    bool isAbove(const StateLayout::Box &reference) const;
    QString particularsOf(const StateLayout::Box &box) const;
    QString pathInWords() const;

    keystone::SettlementTemplate m_template;
    StateGraph m_graph;
    StateLayout m_layout;
    QSizeF m_box;
};

} // namespace chancery
