// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QToolButton;

namespace chancery {

class ElidedLabel;
class FieldGrid;

/// A part of a form that opens from one quiet line, which says in a few words what is inside.
class Fold : public QWidget
{
    Q_OBJECT

public:
    /// `title` may have a mnemonic; the line that opens it is called `objectName`.
    Fold(const QString &title, const QString &objectName, QWidget *parent);

    /// For what is inside.
    FieldGrid &grid() { return *m_grid; }
    void setSummary(const QString &words);
    bool isOpen() const;
    void setOpen(bool open);

private:
    void showOpen();

    QToolButton *m_line;
    ElidedLabel *m_summary;
    QWidget *m_body;
    FieldGrid *m_grid;
};

} // namespace chancery
