// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>

namespace chancery {

/// A field for an id: as wide as a long one where there is room, and it gives way where there is not.
class IdField : public QLineEdit
{
    Q_OBJECT

public:
    using QLineEdit::QLineEdit;

    QSize sizeHint() const override { return {usualWidth, QLineEdit::sizeHint().height()}; }
    QSize minimumSizeHint() const override { return {leastWidth, QLineEdit::minimumSizeHint().height()}; }

private:
    static constexpr int usualWidth = 380;
    static constexpr int leastWidth = 160;
};

} // namespace chancery
