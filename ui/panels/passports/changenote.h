// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/datadraft.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace chancery {

/// What would be saved: how many changes, each with its value before and after, whether it is certified, and what
/// saving does to the certificate. Hidden while there is nothing to save.
class ChangeNote : public QWidget
{
    Q_OBJECT

public:
    explicit ChangeNote(QWidget *parent = nullptr);

    void show(const DataDraft &draft, keyban::Dialect dialect);
    using QWidget::show;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addLine(const QString &name, const QString &what, const QString &remark);
    void clearLines();

    QLabel *m_title;
    QGridLayout *m_lines;
    QLabel *m_statement;
};

} // namespace chancery
