// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/flowlayout.h"

#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QWidget>

namespace chancery {

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(space::small);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addGroup(std::initializer_list<QWidget *> widgets)
{
    auto *group = new QWidget(parentWidget());
    auto *row = new QHBoxLayout(group);
    row->setContentsMargins(0, 0, space::small, 0);
    row->setSpacing(spacing());
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    addWidget(group);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
    invalidate();
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return flow(QRect(0, 0, width, 0), Do::Measure);
}

/// Everything in one row.
QSize FlowLayout::sizeHint() const
{
    QSize whole(0, 0);
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        whole = {whole.width() + size.width() + (whole.isEmpty() ? 0 : spacing()), qMax(whole.height(), size.height())};
    }
    return whole;
}

/// As narrow as the widest, and then as high as one row: heightForWidth() tells the rest.
QSize FlowLayout::minimumSize() const
{
    QSize widest;
    for (const QLayoutItem *item : m_items)
        widest = widest.expandedTo(item->minimumSize());
    return widest;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    flow(rect, Do::Place);
}

int FlowLayout::flow(const QRect &rect, Do what) const
{
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    QPoint at = rect.topLeft();
    int rowHeight = 0;
    QList<std::pair<QLayoutItem *, QRect>> row;
    const auto place = [&] {
        for (auto &[item, room] : row) {
            room.translate(0, (rowHeight - room.height()) / 2);
            item->setGeometry(QStyle::visualRect(direction, rect, room));
        }
        row.clear();
    };
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (at.x() > rect.x() && at.x() + size.width() > rect.x() + rect.width()) {
            place();
            at = {rect.x(), at.y() + rowHeight + spacing()};
            rowHeight = 0;
        }
        if (what == Do::Place)
            row.append({item, QRect(at, size)});
        at.rx() += size.width() + spacing();
        rowHeight = qMax(rowHeight, size.height());
    }
    place();
    return at.y() + rowHeight - rect.y();
}

} // namespace chancery
