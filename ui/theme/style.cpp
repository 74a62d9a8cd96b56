// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/style.h"

#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QLabel>
#include <QPainter>
#include <QStatusBar>
#include <QStyleFactory>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

constexpr auto kindProperty = "chanceryButtonKind";
constexpr int questionWidth = 380;

template <class T>
const T &as(const QStyleOption *option)
{
    return *static_cast<const T *>(option);
}

std::optional<paint::Direction> directionOf(QStyle::PrimitiveElement element)
{
    switch (element) {
    case QStyle::PE_IndicatorArrowUp:
    case QStyle::PE_IndicatorSpinUp:
        return paint::Direction::Up;
    case QStyle::PE_IndicatorArrowDown:
    case QStyle::PE_IndicatorSpinDown:
    case QStyle::PE_IndicatorButtonDropDown:
        return paint::Direction::Down;
    case QStyle::PE_IndicatorArrowLeft:
        return paint::Direction::Left;
    case QStyle::PE_IndicatorArrowRight:
        return paint::Direction::Right;
    default:
        return std::nullopt;
    }
}

bool drawField(QStyle::PrimitiveElement element, const QStyleOption &option, QPainter &painter, const QWidget *widget)
{
    switch (element) {
    case QStyle::PE_PanelLineEdit:
    case QStyle::PE_FrameLineEdit:
        paint::lineEdit(painter, as<QStyleOptionFrame>(&option));
        return true;
    case QStyle::PE_PanelButtonTool:
        paint::toolButton(painter, option);
        return true;
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorItemViewItemCheck:
        paint::checkBox(painter, option);
        return true;
    case QStyle::PE_IndicatorRadioButton:
        paint::radioButton(painter, option);
        return true;
    case QStyle::PE_Frame:
        paint::frame(painter, option, widget);
        return true;
    case QStyle::PE_FrameFocusRect:
        if (!qobject_cast<const QAbstractItemView *>(widget) ||
            (!(option.state & QStyle::State_Selected) && paint::showsFocus(*widget)))
            paint::focusRing(painter, option.rect, option.palette, space::tiny);
        return true;
    default:
        return false;
    }
}

bool drawSurface(QStyle::PrimitiveElement element, const QStyleOption &option, QPainter &painter, const QWidget *widget)
{
    switch (element) {
    case QStyle::PE_PanelItemViewItem:
        paint::itemBackground(painter, as<QStyleOptionViewItem>(&option), widget);
        return true;
    case QStyle::PE_PanelItemViewRow:
        paint::rowBackground(painter, as<QStyleOptionViewItem>(&option), widget);
        return true;
    case QStyle::PE_IndicatorBranch:
        paint::branch(painter, option);
        return true;
    case QStyle::PE_PanelMenu:
        paint::surface(painter, option.rect,
                       {.fill = color(Token::Base, option.palette), .line = color(Token::Line, option.palette)});
        return true;
    case QStyle::PE_PanelTipLabel:
        painter.fillRect(option.rect, option.palette.toolTipBase());
        return true;
    case QStyle::PE_FrameTabBarBase:
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                         color(Token::Line, option.palette));
        return true;
    case QStyle::PE_PanelStatusBar:
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1),
                         color(Token::Line, option.palette));
        return true;
    case QStyle::PE_PanelScrollAreaCorner:
        painter.fillRect(option.rect, color(Token::Base, option.palette));
        return true;
    case QStyle::PE_FrameTabWidget:
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1),
                         color(Token::Line, option.palette));
        return true;
    case QStyle::PE_FrameMenu:
    case QStyle::PE_FrameStatusBarItem:
    case QStyle::PE_FrameGroupBox:
    case QStyle::PE_FrameDefaultButton:
        return true;
    default:
        return false;
    }
}

} // namespace

void setButtonKind(QAbstractButton &button, ButtonKind kind)
{
    button.setProperty(kindProperty, int(kind));
    const bool loud = kind == ButtonKind::Primary || kind == ButtonKind::Danger;
    button.setFont(typeFont(loud ? Type::BodyStrong : Type::Body));
    button.update();
}

ButtonKind buttonKind(const QWidget *button)
{
    return button ? ButtonKind(button->property(kindProperty).toInt()) : ButtonKind::Default;
}

Style::Style()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{}

QPalette Style::standardPalette() const
{
    return paletteOf(Scheme::Light);
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || widget->inherits("QComboBox") ||
        widget->inherits("QSplitterHandle") || widget->inherits("QScrollBar") || widget->inherits("QHeaderView") ||
        widget->inherits("QTabBar"))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *label = qobject_cast<QLabel *>(widget); label && label->objectName() == "qt_msgbox_label"_L1) {
        label->setFont(typeFont(Type::BodyStrong));
        // A longer text finds its own width and wraps; a least width of the label's own would keep it from that.
        if (label->fontMetrics().horizontalAdvance(label->text()) < questionWidth)
            label->setMinimumWidth(questionWidth);
    }
    if (auto *bar = qobject_cast<QStatusBar *>(widget)) {
        bar->setContentsMargins(space::medium, 1, space::medium, 0);
        bar->setFont(typeFont(Type::Secondary));
        bar->setMinimumHeight(heightFor(bar->font(), 28));
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    if (const auto direction = directionOf(element)) {
        const bool enabled = option->state & State_Enabled;
        paint::chevron(*painter, option->rect, *direction,
                       color(enabled ? Token::SecondaryText : Token::DisabledText, option->palette));
        return;
    }
    if (element == PE_IndicatorHeaderArrow) {
        const auto &header = as<QStyleOptionHeader>(option);
        if (header.sortIndicator != QStyleOptionHeader::None)
            paint::chevron(*painter, header.rect,
                           header.sortIndicator == QStyleOptionHeader::SortUp ? paint::Direction::Down
                                                                              : paint::Direction::Up,
                           color(Token::SecondaryText, header.palette));
        return;
    }
    if (!drawField(element, *option, *painter, widget) && !drawSurface(element, *option, *painter, widget))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        paint::button(*painter, as<QStyleOptionButton>(option), widget);
        return;
    case CE_PushButtonLabel:
        paint::buttonLabel(*painter, as<QStyleOptionButton>(option), widget, *this);
        return;
    case CE_PushButton:
        proxy()->drawControl(CE_PushButtonBevel, option, painter, widget);
        proxy()->drawControl(CE_PushButtonLabel, option, painter, widget);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: {
        QStyleOptionHeader header;
        header.QStyleOption::operator=(*option);
        header.position = QStyleOptionHeader::End;
        paint::headerSection(*painter, element == CE_HeaderSection ? as<QStyleOptionHeader>(option) : header);
        return;
    }
    case CE_Header:
        drawHeader(as<QStyleOptionHeader>(option), painter, widget);
        return;
    case CE_TabBarTabShape:
        paint::tab(*painter, as<QStyleOptionTab>(option));
        return;
    case CE_TabBarTabLabel: {
        QStyleOptionTab tab = as<QStyleOptionTab>(option);
        const Token ink = !(tab.state & State_Enabled) ? Token::DisabledText
                          : tab.state & State_Selected ? Token::Text
                                                       : Token::SecondaryText;
        tab.palette.setColor(QPalette::WindowText, color(ink, option->palette));
        QProxyStyle::drawControl(element, &tab, painter, widget);
        return;
    }
    default:
        if (!drawBar(element, option, painter, widget))
            QProxyStyle::drawControl(element, option, painter, widget);
    }
}

/// Fusion asks itself, not its proxy, where the parts of a header go.
void Style::drawHeader(const QStyleOptionHeader &option, QPainter *painter, const QWidget *widget) const
{
    proxy()->drawControl(CE_HeaderSection, &option, painter, widget);
    const auto part = [&](SubElement which) { return proxy()->subElementRect(which, &option, widget); };
    if (option.sortIndicator != QStyleOptionHeader::None) {
        QStyleOptionHeader arrow = option;
        arrow.rect = part(SE_HeaderArrow);
        proxy()->drawPrimitive(PE_IndicatorHeaderArrow, &arrow, painter, widget);
    }
    const QRect room = part(SE_HeaderLabel);
    const auto align = visualAlignment(option.direction, option.textAlignment) |
                       (option.textAlignment & Qt::AlignVertical_Mask ? Qt::Alignment() : Qt::AlignVCenter);
    const bool enabled = option.state & State_Enabled;
    painter->setPen(color(enabled ? Token::SecondaryText : Token::DisabledText, option.palette));
    painter->drawText(room, int(align) | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(option.text, Qt::ElideRight, room.width()));
}

bool Style::drawBar(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *) const
{
    switch (element) {
    case CE_ProgressBar:
        paint::progressBar(*painter, as<QStyleOptionProgressBar>(option));
        return true;
    case CE_Splitter:
        paint::splitterHandle(*painter, *option);
        return true;
    case CE_MenuItem:
        paint::menuItem(*painter, as<QStyleOptionMenuItem>(option), *this);
        return true;
    case CE_MenuBarItem:
        paint::menuBarItem(*painter, as<QStyleOptionMenuItem>(option), *this);
        return true;
    case CE_MenuBarEmptyArea:
    case CE_ToolBar:
        painter->fillRect(option->rect, color(Token::Window, option->palette));
        return true;
    case CE_MenuEmptyArea:
        return true;
    default:
        return false;
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    const auto part = [&](SubControl which) { return proxy()->subControlRect(control, option, which, widget); };
    switch (control) {
    case CC_ComboBox:
        paint::comboBox(*painter, as<QStyleOptionComboBox>(option), part(SC_ComboBoxArrow));
        return;
    case CC_SpinBox:
        paint::spinBox(*painter, as<QStyleOptionSpinBox>(option), part(SC_SpinBoxUp), part(SC_SpinBoxDown));
        return;
    case CC_ScrollBar:
        paint::scrollBar(*painter, as<QStyleOptionSlider>(option), part(SC_ScrollBarSlider));
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

} // namespace chancery
