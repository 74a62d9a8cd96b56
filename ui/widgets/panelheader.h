// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace chancery {

class ElidedLabel;

/// The head of a panel: title, a quiet remark beside it, and its actions at the end.
class PanelHeader : public QWidget
{
    Q_OBJECT

public:
    explicit PanelHeader(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setSubtitle(const QString &subtitle);
    /// A button at the end; the last one added stands last.
    void addAction(QWidget *widget);
    using QWidget::addAction;

private:
    QHBoxLayout *m_row;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    QHBoxLayout *m_actions;
};

} // namespace chancery
