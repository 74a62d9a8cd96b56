// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/style.h"
#include "ui/theme/tokens.h"

#include <QObject>

#include <optional>

class QApplication;

namespace chancery {

class SystemLook;

/// What a person chooses.
enum class Appearance { System, Light, Dark, HighContrast };

/// Dresses the application: style, font and palette; follows the system while Appearance::System is chosen.
/// Lives as long as the application and is made before its first widget.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QApplication &application);

    void setAppearance(Appearance appearance);
    Appearance appearance() const { return m_appearance; }
    Scheme scheme() const { return m_scheme; }

    /// Overrides what the system says about motion; for pictures and tests.
    void setMotion(Motion motion);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void schemeChanged(chancery::Scheme scheme);

private:
    void readSystemPalette();
    void refresh();
    Scheme wanted() const;
    void dress();

    QApplication &m_application;
    Style *m_style; ///< owned by the application
    SystemLook *m_system;
    Appearance m_appearance = Appearance::System;
    Scheme m_scheme = Scheme::Light;
    std::optional<Motion> m_motion;
    bool m_systemPaletteIsDark = false;
    bool m_readingSystem = false;
};

} // namespace chancery
