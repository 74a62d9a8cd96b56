// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProxyStyle>

class QAbstractButton;
class QStyleOptionHeader;

namespace chancery {

/// How loud a button is. One Primary a panel; Danger for what cannot be undone.
enum class ButtonKind { Default, Primary, Quiet, Danger };

void setButtonKind(QAbstractButton &button, ButtonKind kind);
ButtonKind buttonKind(const QWidget *button);

/// Whether things may move at all.
enum class Motion { Full, None };

/// Fusion, flattened: every control is painted from the tokens by role. No style sheets anywhere.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    void setMotion(Motion motion) { m_motion = motion; }

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *answer) const override;
    QPalette standardPalette() const override;
    QIcon standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const override;
    using QProxyStyle::polish;
    void polish(QWidget *widget) override;

private:
    void drawHeader(const QStyleOptionHeader &option, QPainter *painter, const QWidget *widget) const;
    bool drawBar(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const;

    Motion m_motion = Motion::Full;
};

} // namespace chancery
