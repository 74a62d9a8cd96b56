// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QWidget>

namespace chancery {

/// Lies over a widget and shows one sheet in its middle. What is below keeps its content and input and can be seen, but
/// not reached by mouse, keyboard or assistive technology.
class Cover : public QWidget
{
    Q_OBJECT

public:
    /// Covers the whole of `below`, also when that is resized.
    explicit Cover(QWidget *below);

    /// Takes the sheet over and shows it; null hides the cover.
    void setSheet(QWidget *sheet);
    QWidget *sheet() const { return m_sheet; }
    /// A cover set aside keeps its sheet and covers nothing until it is laid again. It begins laid.
    void lay();
    void setAside();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showState();
    void setBelowEnabled(bool enabled);

    QWidget *m_below;
    QWidget *m_sheet = nullptr;
    bool m_isAside = false;
};

} // namespace chancery
