// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace chancery {

/// What the window knows of an area: an entry in the rail and a page. A panel is told its collaborators and says its
/// wishes; it never knows the window.
class Panel : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The rail entry's text and accessible name.
    virtual QString title() const = 0;
    /// For themeIcon().
    virtual QString iconName() const = 0;
    /// Asks for everything on show again (F5).
    virtual void refresh() {}
    /// Whether closing now would lose something a person typed.
    virtual bool hasUnsavedWork() const { return false; }
    /// What that would be, in a sentence.
    virtual QString unsavedWork() const { return {}; }

Q_SIGNALS:
    /// A few characters beside the rail entry; empty for none.
    void badgeChanged(const QString &badge);
    /// One short sentence for the status bar; empty when there is nothing to say.
    void statusChanged(const QString &status);
    /// How far running work has come, of 1000; -1 when nothing runs.
    void progressChanged(int permille);
};

} // namespace chancery
