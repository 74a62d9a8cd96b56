// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScrollArea>

namespace chancery {

/// Content that fills the pane, and scrolls only once there is less height than its least: so a page with much on it,
/// or a message above it, does not make the window higher than a small screen. The place of the scroll bar, gutter()
/// pixels at the right, is kept free.
class ScrollPane : public QScrollArea
{
    Q_OBJECT

public:
    explicit ScrollPane(QWidget *content, QWidget *parent = nullptr);

    int gutter() const;
    /// The content is made of texts that wrap and of nothing that shrinks: each line of it gets its height.
    void setWraps();
    /// How many pixels of it stay in sight at least.
    void setLeastHeight(int height);
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    int m_leastHeight = 240;
    bool m_wraps = false;
};

} // namespace chancery
