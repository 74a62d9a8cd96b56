// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/rowstore.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

/// What is looked for in the grid and put in its place; says how many cells that is before anything changes.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    void setColumns(const QStringList &names);
    /// Shows the bar and takes the keyboard.
    void begin();
    catalogue::CellSearch search() const;
    QString replacement() const;

    /// What a count came to; empty while it is not known.
    void setCount(std::optional<qint64> cells, qint64 skippedRows);
    void setRemark(const QString &text);

Q_SIGNALS:
    /// What is looked for, or what replaces it, is another.
    void changed();
    void nextWanted();
    void previousWanted();
    void replaceAllWanted();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void lay();

    QLineEdit *m_find;
    QLineEdit *m_replace;
    QComboBox *m_column;
    QCheckBox *m_case;
    QCheckBox *m_whole;
    QPushButton *m_previous;
    QPushButton *m_next;
    QPushButton *m_replaceAll;
    QPushButton *m_close;
    QLabel *m_remark;
};

} // namespace chancery
