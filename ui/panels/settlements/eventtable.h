// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlement.h"
#include "ui/widgets/tableview.h"

class QStandardItemModel;

namespace chancery {

/// What has happened to a settlement, the latest first. A row is copied with the whole content hash.
class EventTable : public TableView
{
    Q_OBJECT

public:
    explicit EventTable(QWidget *parent = nullptr);

    void show(const QList<keystone::SettlementEvent> &events);
    using QWidget::show;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void addEvent(const keystone::SettlementEvent &event);
    void offerCopy(const QPoint &place);

    QStandardItemModel *m_lines;
    QList<keystone::SettlementEvent> m_events;
};

} // namespace chancery
