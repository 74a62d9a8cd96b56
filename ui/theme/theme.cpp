// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/theme.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/systemlook.h"

#include <QApplication>
#include <QEvent>
#include <QScopedValueRollback>
#include <QToolTip>

namespace chancery {

Theme::Theme(QApplication &application)
    : QObject(&application)
    , m_application(application)
    , m_style(new Style)
    , m_system(new SystemLook(this))
{
    m_systemPaletteIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    QApplication::setStyle(m_style);
    QApplication::setFont(typeFont(Type::Body));
    QApplication::setWindowIcon(applicationIcon());
    m_scheme = wanted();
    dress();
    connect(m_system, &SystemLook::changed, this, &Theme::refresh);
    m_application.installEventFilter(this);
}

void Theme::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    refresh();
}

void Theme::setMotion(Motion motion)
{
    m_motion = motion;
    m_style->setMotion(motion);
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && !m_readingSystem)
        QMetaObject::invokeMethod(this, &Theme::readSystemPalette, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

/// Qt 6.4 has no colorScheme(): the system's own palette shows only while the application sets none.
void Theme::readSystemPalette()
{
    const QScopedValueRollback guard(m_readingSystem, true);
    QApplication::setPalette(QPalette());
    m_systemPaletteIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    m_scheme = wanted();
    dress();
    Q_EMIT schemeChanged(m_scheme);
}

void Theme::refresh()
{
    m_style->setMotion(m_motion.value_or(m_system->wantsNoMotion() ? Motion::None : Motion::Full));
    const Scheme scheme = wanted();
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    dress();
    Q_EMIT schemeChanged(scheme);
}

Scheme Theme::wanted() const
{
    const bool dark = m_system->prefersDark().value_or(m_systemPaletteIsDark);
    switch (m_appearance) {
    case Appearance::Light:
        return Scheme::Light;
    case Appearance::Dark:
        return Scheme::Dark;
    case Appearance::HighContrast:
        return dark ? Scheme::HighContrastDark : Scheme::HighContrastLight;
    case Appearance::System:
        break;
    }
    if (m_system->prefersHighContrast())
        return dark ? Scheme::HighContrastDark : Scheme::HighContrastLight;
    return dark ? Scheme::Dark : Scheme::Light;
}

void Theme::dress()
{
    const QPalette palette = paletteOf(m_scheme);
    // Desktop integrations set palettes of their own for these classes, which would win over the application's.
    for (const char *className : {"QMenu", "QMenuBar", "QAbstractItemView", "QHeaderView", "QAbstractButton",
                                  "QToolButton", "QLabel", "QLineEdit", "QTextEdit", "QTextControl", "QComboBox"})
        QApplication::setPalette(palette, className);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

} // namespace chancery
