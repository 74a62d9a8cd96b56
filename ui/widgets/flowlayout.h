// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLayout>

namespace chancery {

/// A row that goes on in a next one where it does not fit, so that a row of controls is no wider than its widest.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent = nullptr);
    ~FlowLayout() override;

    /// Some widgets that stay in one row, with the spacing between them.
    void addGroup(std::initializer_list<QWidget *> widgets);

    void addItem(QLayoutItem *item) override;
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;

    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    enum class Do { Measure, Place };
    /// The height that the rows take.
    int flow(const QRect &rect, Do what) const;

    QList<QLayoutItem *> m_items;
};

} // namespace chancery
