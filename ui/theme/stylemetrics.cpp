// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/style.h"

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QAbstractItemView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTableView>
#include <QTextEdit>
#include <QTreeView>

namespace chancery {

namespace {

constexpr int arrowWidth = 28;
constexpr int sortMark = 12;
constexpr int scrollExtent = 12;
constexpr int leastSlider = 32;
constexpr int messageIcon = 32;

QRect scrollSlider(const QStyleOptionSlider &option)
{
    const bool sideways = option.orientation == Qt::Horizontal;
    const int length = sideways ? option.rect.width() : option.rect.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    int slider = length;
    if (range > 0)
        slider = qBound(qMin(leastSlider, length), int(qint64(length) * option.pageStep / (range + option.pageStep)),
                        length);
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
                                                      length - slider, option.upsideDown);
    return sideways ? QRect(start, 0, slider, option.rect.height()) : QRect(0, start, option.rect.width(), slider);
}

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    const QRect slider = scrollSlider(option);
    const bool sideways = option.orientation == Qt::Horizontal;
    QRect rect = option.rect;
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        rect = slider;
        break;
    case QStyle::SC_ScrollBarSubPage:
        sideways ? rect.setRight(slider.left() - 1) : rect.setBottom(slider.top() - 1);
        break;
    case QStyle::SC_ScrollBarAddPage:
        sideways ? rect.setLeft(slider.right() + 1) : rect.setTop(slider.bottom() + 1);
        break;
    case QStyle::SC_ScrollBarGroove:
        break;
    default:
        return {};
    }
    return QStyle::visualRect(option.direction, option.rect, rect);
}

QRect comboBoxPart(const QStyleOptionComboBox &option, QStyle::SubControl part)
{
    const QRect &all = option.rect;
    const QRect arrow(all.right() - arrowWidth + 1, all.top(), arrowWidth, all.height());
    switch (part) {
    case QStyle::SC_ComboBoxArrow:
        return QStyle::visualRect(option.direction, all, arrow);
    case QStyle::SC_ComboBoxEditField:
        return QStyle::visualRect(option.direction, all, all.adjusted(space::small, 2, -arrowWidth, -2));
    default:
        return all;
    }
}

QRect spinBoxPart(const QStyleOptionSpinBox &option, QStyle::SubControl part)
{
    const QRect &all = option.rect;
    const bool arrows = option.buttonSymbols != QAbstractSpinBox::NoButtons;
    const int right = arrows ? arrowWidth : 2;
    const int half = all.height() / 2;
    const QRect up(all.right() - arrowWidth + 1, all.top() + 3, arrowWidth, half - 3);
    switch (part) {
    case QStyle::SC_SpinBoxUp:
        return arrows ? QStyle::visualRect(option.direction, all, up) : QRect();
    case QStyle::SC_SpinBoxDown:
        return arrows ? QStyle::visualRect(option.direction, all, up.translated(0, half - 3)) : QRect();
    case QStyle::SC_SpinBoxEditField:
        return QStyle::visualRect(option.direction, all, all.adjusted(space::small - 2, 2, -right, -2));
    default:
        return all;
    }
}

/// The sort mark stands right after the words' room, on their line, at the end of the section.
QRect headerPart(const QStyleOptionHeader &option, QStyle::SubElement part)
{
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const QRect all = option.rect.adjusted(space::medium, 0, -space::medium, 0);
    const QRect arrow(all.right() - sortMark + space::tiny, all.top(), sortMark, all.height());
    const QRect words = sorted ? all.adjusted(0, 0, -sortMark, 0) : all;
    return QStyle::visualRect(option.direction, option.rect, part == QStyle::SE_HeaderArrow ? arrow : words);
}

bool isRowView(const QWidget *widget)
{
    return qobject_cast<const QTableView *>(widget) || qobject_cast<const QTreeView *>(widget);
}

bool isTextArea(const QWidget *widget)
{
    return qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
}

QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &size)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {size.width(), space::small + 1};
    const int shortcut = option.text.contains(u'\t') ? space::huge : 0;
    return {size.width() + 2 * space::huge + space::large + shortcut, heightFor(option.font, 30)};
}

bool isLayoutMargin(QStyle::PixelMetric metric)
{
    return metric == QStyle::PM_LayoutLeftMargin || metric == QStyle::PM_LayoutRightMargin ||
           metric == QStyle::PM_LayoutTopMargin || metric == QStyle::PM_LayoutBottomMargin;
}

int layoutMetric(QStyle::PixelMetric metric)
{
    switch (metric) {
    case QStyle::PM_LayoutLeftMargin:
    case QStyle::PM_LayoutRightMargin:
    case QStyle::PM_LayoutTopMargin:
    case QStyle::PM_LayoutBottomMargin:
        return space::medium;
    case QStyle::PM_LayoutHorizontalSpacing:
    case QStyle::PM_LayoutVerticalSpacing:
        return space::small;
    case QStyle::PM_TabBarTabHSpace:
        return space::huge;
    case QStyle::PM_TabBarTabVSpace:
        return space::large;
    case QStyle::PM_TabBarTabOverlap:
    case QStyle::PM_TabBarBaseOverlap:
    case QStyle::PM_TabBarTabShiftHorizontal:
    case QStyle::PM_TabBarTabShiftVertical:
    case QStyle::PM_ButtonShiftHorizontal:
    case QStyle::PM_ButtonShiftVertical:
    case QStyle::PM_SplitterWidth:
        return metric == QStyle::PM_SplitterWidth ? 9 : 0;
    case QStyle::PM_ScrollBarExtent:
        return scrollExtent;
    case QStyle::PM_ScrollBarSliderMin:
        return leastSlider;
    default:
        return -1;
    }
}

int controlMetric(QStyle::PixelMetric metric)
{
    switch (metric) {
    case QStyle::PM_IndicatorWidth:
    case QStyle::PM_IndicatorHeight:
    case QStyle::PM_ExclusiveIndicatorWidth:
    case QStyle::PM_ExclusiveIndicatorHeight:
        return size::icon;
    case QStyle::PM_CheckBoxLabelSpacing:
    case QStyle::PM_RadioButtonLabelSpacing:
        return space::small;
    case QStyle::PM_ButtonIconSize:
    case QStyle::PM_SmallIconSize:
    case QStyle::PM_ListViewIconSize:
        return 16;
    case QStyle::PM_ToolBarIconSize:
    case QStyle::PM_TabBarIconSize:
        return size::icon;
    case QStyle::PM_HeaderMargin:
        return space::medium;
    case QStyle::PM_HeaderMarkSize:
        return space::medium;
    case QStyle::PM_MenuPanelWidth:
        return 1;
    case QStyle::PM_MenuHMargin:
    case QStyle::PM_MenuVMargin:
        return space::tiny;
    case QStyle::PM_ToolTipLabelFrameWidth:
        return space::tiny + 2;
    case QStyle::PM_MenuButtonIndicator:
        return space::large;
    case QStyle::PM_TreeViewIndentation:
        return 20;
    default:
        return -1;
    }
}

} // namespace

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar:
        return scrollBarPart(*static_cast<const QStyleOptionSlider *>(option), part);
    case CC_ComboBox:
        return comboBoxPart(*static_cast<const QStyleOptionComboBox *>(option), part);
    case CC_SpinBox:
        return spinBoxPart(*static_cast<const QStyleOptionSpinBox *>(option), part);
    default:
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (!frame || frame->lineWidth == 0)
            break;
        return option->rect.adjusted(space::small - 2, 1, -space::small + 2, -1);
    }
    case SE_HeaderArrow:
    case SE_HeaderLabel:
        return headerPart(*static_cast<const QStyleOptionHeader *>(option), element);
    case SE_ItemViewItemText: {
        // The padding of 12 is meant for a cell's edge, not for the gap after its icon.
        const auto &item = *static_cast<const QStyleOptionViewItem *>(option);
        const QRect text = QProxyStyle::subElementRect(element, option, widget);
        if (!(item.features & QStyleOptionViewItem::HasDecoration))
            break;
        const QRect leading = visualRect(item.direction, item.rect, text).adjusted(-space::large, 0, 0, 0);
        return visualRect(item.direction, item.rect, leading);
    }
    default:
        break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    const int control = widget ? heightFor(widget->font(), size::control) : size::control;
    switch (type) {
    case CT_PushButton: {
        const auto &button = *static_cast<const QStyleOptionButton *>(option);
        const int arrow = button.features & QStyleOptionButton::HasMenu ? space::large : 0;
        if (button.text.isEmpty())
            return {qMax(size::control, size.width() + space::small) + arrow, control};
        return {qMax(72, size.width() + 2 * space::large + arrow), control};
    }
    case CT_ToolButton: {
        const auto &button = *static_cast<const QStyleOptionToolButton *>(option);
        const bool words = button.toolButtonStyle != Qt::ToolButtonIconOnly && !button.text.isEmpty();
        return {qMax(size.width() + (words ? space::small : space::medium), words ? 0 : size::control), control};
    }
    case CT_LineEdit:
        return {size.width() + space::medium, control};
    case CT_ComboBox:
        return {size.width() + arrowWidth + space::large, control};
    case CT_SpinBox:
        return {size.width() + arrowWidth + space::small, control};
    case CT_HeaderSection: {
        const auto &header = *static_cast<const QStyleOptionHeader *>(option);
        const int mark = header.sortIndicator == QStyleOptionHeader::None ? 0 : sortMark;
        const QSize words = header.fontMetrics.size(Qt::TextSingleLine, header.text);
        return {words.width() + 1 + 2 * space::medium + mark, qMax(words.height() + space::large, size::row)};
    }
    case CT_ItemViewItem: {
        const QSize usual = QProxyStyle::sizeFromContents(type, option, size, widget);
        const int least = isRowView(widget) ? size::row : size::control - 2;
        return {usual.width(),
                qMax(usual.height(), heightFor(static_cast<const QStyleOptionViewItem *>(option)->font, least))};
    }
    case CT_MenuItem:
        return menuItemSize(*static_cast<const QStyleOptionMenuItem *>(option), size);
    case CT_MenuBarItem:
        return {size.width() + 2 * space::medium, size.height() + space::small};
    case CT_ProgressBar:
        return {qMax(size.width(), 120), size.height()};
    default:
        return QProxyStyle::sizeFromContents(type, option, size, widget);
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    if (metric == PM_DefaultFrameWidth && isTextArea(widget))
        return size::controlCorner;
    if (metric == PM_DefaultFrameWidth)
        return 1;
    if (metric == PM_MessageBoxIconSize)
        return messageIcon;
    if (isLayoutMargin(metric) && qobject_cast<const QMessageBox *>(widget))
        return space::huge;
    if (metric == PM_FocusFrameHMargin && qobject_cast<const QAbstractItemView *>(widget))
        return space::medium - 1;
    if (const int ours = layoutMetric(metric); ours >= 0)
        return ours;
    if (const int ours = controlMetric(metric); ours >= 0)
        return ours;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *answer) const
{
    switch (hint) {
    case SH_Widget_Animate:
        return m_motion == Motion::Full;
    case SH_Widget_Animation_Duration:
        return m_motion == Motion::Full ? QProxyStyle::styleHint(hint, option, widget, answer) : 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ItemView_PaintAlternatingRowColorsForEmptyArea:
    case SH_ScrollBar_Transient:
    case SH_Menu_FillScreenWithScroll:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_Menu_MouseTracking:
    case SH_MenuBar_MouseTracking:
        return 1;
    case SH_Table_GridLineColor:
        return int(color(Token::Line, option ? option->palette : standardPalette()).rgba());
    case SH_TabBar_Alignment:
    case SH_FormLayoutLabelAlignment:
        return Qt::AlignLeft;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

} // namespace chancery
