// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/savemerge.h"

#include <QWidget>

class QGridLayout;

namespace chancery {

/// Places that were changed here and meanwhile on the service: both values, and the choice between them. Nothing is
/// chosen until the person chooses.
class ConflictList : public QWidget
{
    Q_OBJECT

public:
    explicit ConflictList(QWidget *parent = nullptr);

    void show(const QList<EditConflict> &conflicts);
    using QWidget::show;

Q_SIGNALS:
    void chosen(const QString &path, chancery::Side side);

private:
    void addConflict(const EditConflict &conflict, int line);

    QGridLayout *m_grid;
};

} // namespace chancery
