// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

#include <QLabel>

class QLineEdit;

namespace chancery {

/// What is wrong with a field, below it; hidden while nothing is. Assistive technology reads it as the field's
/// description.
class PointsProblem : public QLabel
{
    Q_OBJECT

public:
    PointsProblem(QLineEdit &field, QWidget *parent);

    /// An empty text takes the problem away.
    void say(const QString &problem);
    /// What happened and what to do; of a long text in it only the ends are shown.
    void say(Error error);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void colour();
    void fit();

    QLineEdit &m_field;
};

} // namespace chancery
