// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace chancery {

class ElidedLabel;

/// A raised surface with a title and a body.
class Card : public QWidget
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);
    explicit Card(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// A quiet remark beside the title; it gives way where there is little room.
    void setRemark(const QString &remark);
    /// A widget at the end of the title's row.
    void addHeaderWidget(QWidget *widget);
    /// Where the content goes.
    QVBoxLayout *body() const { return m_body; }
    /// For content that reaches to the edges, such as a table.
    void setFlush();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_column;
    QWidget *m_header;
    QHBoxLayout *m_headerRow;
    QLabel *m_title;
    ElidedLabel *m_remark;
    QVBoxLayout *m_body;
};

} // namespace chancery
