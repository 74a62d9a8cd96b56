// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/certification.h"
#include "ui/widgets/tableview.h"

class QStandardItemModel;

namespace chancery {

/// A forecast as a table: field, before, after, certified or not.
class ChangeTable : public TableView
{
    Q_OBJECT

public:
    explicit ChangeTable(QWidget *parent = nullptr);

    void show(const keyban::ChangeForecast &forecast);
    using QWidget::show;

    QSize sizeHint() const override;

private:
    void addLine(const QStringList &texts, bool certified);

    QStandardItemModel *m_lines;
};

} // namespace chancery
