// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/metrics.h"

#include <QFontDatabase>
#include <QFontMetrics>
#include <QLabel>
#include <QStyle>
#include <QWidget>

namespace chancery {

namespace {

constexpr qreal bodyPoints = 10;
/// Up to here a system's size is the usual one for ordinary eyes; above it the whole scale grows.
constexpr qreal usualSystemPoints = 11;

qreal pointsOf(Type type)
{
    switch (type) {
    case Type::PanelTitle:
        return 17;
    case Type::CardTitle:
        return 13;
    case Type::Body:
    case Type::BodyStrong:
    case Type::Code:
        return bodyPoints;
    case Type::Secondary:
    case Type::SecondaryStrong:
        return 9.5;
    }
    return bodyPoints;
}

bool isStrong(Type type)
{
    return type == Type::PanelTitle || type == Type::CardTitle || type == Type::BodyStrong ||
           type == Type::SecondaryStrong;
}

} // namespace

QFont typeFont(Type type)
{
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    QFont font = type == Type::Code ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : system;
    const qreal growth = system.pointSizeF() > usualSystemPoints ? system.pointSizeF() / bodyPoints : 1;
    font.setPointSizeF(pointsOf(type) * growth);
    font.setWeight(isStrong(type) ? QFont::DemiBold : QFont::Normal);
    return font;
}

void setType(QLabel &label, Type type)
{
    label.setFont(typeFont(type));
    const bool quiet = type == Type::Secondary || type == Type::SecondaryStrong;
    label.setForegroundRole(quiet ? QPalette::PlaceholderText : QPalette::WindowText);
}

int heightFor(const QFont &font, int least)
{
    return qMax(least, QFontMetrics(font).height() + 2 * space::small);
}

bool wantsMotion(const QWidget &widget)
{
    return widget.style()->styleHint(QStyle::SH_Widget_Animate, nullptr, &widget) != 0;
}

} // namespace chancery
