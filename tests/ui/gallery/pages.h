// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/style.h"
#include "ui/theme/tokens.h"

#include <QStandardItem>

class QLayout;
class QPushButton;

namespace chancery::gallery {

QStandardItem *cell(const QString &text);
QStandardItem *state(Tone tone, const QString &text);
QStandardItem *number(const QString &text);
QWidget *page(QLayout *layout);
QPushButton *button(const QString &text, ButtonKind kind = ButtonKind::Default);

/// Sketches of panels, and every control by itself; each call makes a new page.
QWidget *passportsPage();
QWidget *importsPage();
QWidget *bannersPage();
QWidget *controlsPage();
QWidget *popupsPage();
QWidget *diagramsPage();
QWidget *oddDiagramsPage();

} // namespace chancery::gallery
