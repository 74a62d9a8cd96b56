// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace chancery {

/// What a panel shows when there is nothing to show: why, and what to do about it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    struct Content
    {
        QString icon; ///< a name for themeIcon()
        QString title;
        QString text;
    };

    explicit EmptyState(QWidget *parent = nullptr);
    explicit EmptyState(const Content &content, QWidget *parent = nullptr);

    void setContent(const Content &content);
    /// The one thing to do here; owned by this widget. Connect to its clicked().
    QPushButton *addPrimaryAction(const QString &text);
    QPushButton *addAction(const QString &text);
    using QWidget::addAction;

protected:
    void changeEvent(QEvent *event) override;

private:
    void refreshIcon();

    Content m_content;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_actions;
};

} // namespace chancery
