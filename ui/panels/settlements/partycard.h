// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlement.h"
#include "ui/widgets/tableview.h"

class QGridLayout;
class QLabel;
class QStandardItemModel;
class QToolButton;

namespace chancery {

class ElidedLabel;

/// Legs in one direction, a line each: amounts with their points below each other, and instruments. Many of them
/// scroll.
class LegTable : public TableView
{
    Q_OBJECT

public:
    explicit LegTable(QWidget *parent = nullptr);

    void show(const QList<keystone::Leg> &legs);
    using QWidget::show;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    QStandardItemModel *m_lines;
    QList<keystone::Leg> m_legs;
    bool m_isFilled = false;
};

/// One side of a settlement: who, what they deliver, and the wallet.
class PartyCard : public QWidget
{
    Q_OBJECT

public:
    explicit PartyCard(QWidget *parent = nullptr);

    void show(const keystone::Party &party, const QList<keystone::Leg> &legs);
    using QWidget::show;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showDirection(qsizetype place, const QString &direction, const QList<keystone::Leg> &legs);
    void addDirection();

    ElidedLabel *m_name;
    ElidedLabel *m_role;
    QGridLayout *m_grid;
    struct Direction
    {
        QLabel *word;
        LegTable *legs;
    };
    QList<Direction> m_directions;
    ElidedLabel *m_wallet;
    QToolButton *m_copy;
    QLabel *m_network;
    QString m_address;
};

} // namespace chancery
