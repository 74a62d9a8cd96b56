// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/gridview.h"

#include "core/catalogue/finding.h"
#include "ui/models/gridmodel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastColumn = 64;
constexpr int mostColumn = 320;
constexpr int signSize = 14;
constexpr int cornerSize = 7;
constexpr int longTextHeight = 110;

/// A filled disc with a sign in it: a cross for what leaves the row out, an exclamation mark for a warning.
void paintSign(QPainter &painter, const QRect &place, catalogue::Severity severity, const QPalette &palette)
{
    const bool isError = severity == catalogue::Severity::Error;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(isError ? Token::Bad : Token::Attention, palette));
    painter.drawEllipse(place);
    painter.setPen(QPen(color(Token::Base, palette), 1.6, Qt::SolidLine, Qt::RoundCap));
    const QRectF inner = QRectF(place).adjusted(4.2, 4.2, -4.2, -4.2);
    if (isError) {
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.topRight(), inner.bottomLeft());
    } else {
        const qreal middle = QRectF(place).center().x();
        painter.drawLine(QPointF(middle, place.top() + 3.2), QPointF(middle, place.top() + 7.6));
        painter.drawPoint(QPointF(middle, place.top() + 10.6));
    }
    painter.restore();
}

/// The corner at which the text begins.
void paintCorner(QPainter &painter, const QStyleOptionViewItem &option)
{
    const QRect cell = option.rect;
    const bool isMirrored = option.direction == Qt::RightToLeft;
    const QPoint tip = isMirrored ? cell.topRight() : cell.topLeft();
    const int across = isMirrored ? -cornerSize : cornerSize;
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::Accent, option.palette));
    painter.drawPolygon(QPolygon({tip, tip + QPoint(across, 0), tip + QPoint(0, cornerSize)}));
    painter.restore();
}

} // namespace

GridHeader::GridHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setHighlightSections(false);
    setSectionsClickable(true);
    setSectionsMovable(false);
    setMinimumSectionSize(leastColumn);
    setTextElideMode(Qt::ElideRight);
}

QSize GridHeader::sectionSizeFromContents(int section) const
{
    const QFontMetrics strong(typeFont(Type::SecondaryStrong));
    const QFontMetrics quiet(typeFont(Type::Secondary));
    const QString name = model()->headerData(section, Qt::Horizontal).toString();
    const QString target = model()->headerData(section, Qt::Horizontal, GridTargetRole).toString();
    const int width = std::max(strong.horizontalAdvance(name), quiet.horizontalAdvance(target));
    return {width + 2 * space::medium, strong.height() + quiet.height() + space::medium};
}

void GridHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    QStyleOptionHeader option;
    initStyleOption(&option);
    option.rect = rect;
    option.section = section;
    option.text.clear();
    const int visual = visualIndex(section);
    option.position = count() == 1            ? QStyleOptionHeader::OnlyOneSection
                      : visual == 0           ? QStyleOptionHeader::Beginning
                      : visual == count() - 1 ? QStyleOptionHeader::End
                                              : QStyleOptionHeader::Middle;
    style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);
    const QRect room = rect.adjusted(space::small, space::tiny, -space::small, -space::tiny);
    const QFont strong = typeFont(Type::SecondaryStrong);
    const QFont quiet = typeFont(Type::Secondary);
    const auto line = [&](int role, const QFont &font, Token token, Qt::Alignment alignment) {
        const QString text = model()->headerData(section, Qt::Horizontal, role).toString();
        painter->setFont(font);
        painter->setPen(color(token, palette()));
        painter->drawText(room, int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | alignment),
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, room.width()));
    };
    painter->save();
    line(Qt::DisplayRole, strong, Token::Text, Qt::AlignTop);
    line(GridTargetRole, quiet, Token::SecondaryText, Qt::AlignBottom);
    painter->restore();
}

void GridDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QVariant severity = index.data(GridSeverityRole);
    const auto weight = catalogue::Severity(severity.toInt());
    const bool isError = weight == catalogue::Severity::Error;
    if (severity.isValid() && !(item.state & QStyle::State_Selected))
        item.backgroundBrush = tint(isError ? Token::Bad : Token::Attention, option.palette);
    if (index.data(GridRemovedRole).toBool()) {
        item.font.setStrikeOut(true);
        item.palette.setColor(QPalette::Text, color(Token::SecondaryText, option.palette));
    }
    const QStyle *const style = item.widget ? item.widget->style() : QApplication::style();
    if (severity.isValid()) {
        const int room = item.rect.width() - signSize - space::medium - space::small;
        item.text = item.fontMetrics.elidedText(item.text, Qt::ElideRight, std::max(0, room));
    }
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    if (index.data(GridEditedRole).toBool())
        paintCorner(*painter, option);
    if (!severity.isValid())
        return;
    const QRect room = option.rect.adjusted(space::small, 0, -space::small, 0);
    const QRect place =
        QStyle::alignedRect(option.direction, Qt::AlignRight | Qt::AlignVCenter, QSize(signSize, signSize), room);
    paintSign(*painter, place, weight, option.palette);
}

QSize GridDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize usual = QStyledItemDelegate::sizeHint(option, index);
    return index.data(GridSeverityRole).isValid() ? usual + QSize(signSize + space::small, 0) : usual;
}

QWidget *GridDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QString name = tr("Text of the cell");
    // A line edit would show line ends as spaces and lose sight of them.
    if (index.data(Qt::EditRole).toString().contains(u'\n')) {
        auto *editor = new QPlainTextEdit(parent);
        editor->setObjectName(u"cellEditor"_s);
        editor->setAccessibleName(name);
        editor->setTabChangesFocus(true);
        return editor;
    }
    auto *editor = new QLineEdit(parent);
    editor->setObjectName(u"cellEditor"_s);
    editor->setAccessibleName(name);
    editor->setFrame(false);
    return editor;
}

void GridDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QString text = index.data(Qt::EditRole).toString();
    if (auto *lines = qobject_cast<QPlainTextEdit *>(editor))
        lines->setPlainText(text);
    else if (auto *line = qobject_cast<QLineEdit *>(editor))
        line->setText(text);
}

void GridDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *lines = qobject_cast<QPlainTextEdit *>(editor)) {
        // The editor knows one line end only; a CR LF that was not touched stays.
        const QString old = index.data(Qt::EditRole).toString();
        const QString text = lines->toPlainText();
        if (QString(old).replace(u"\r\n"_s, u"\n"_s) != text)
            model->setData(index, text);
    } else if (const auto *line = qobject_cast<QLineEdit *>(editor)) {
        model->setData(index, line->text());
    }
}

void GridDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    QRect place = option.rect;
    if (qobject_cast<QPlainTextEdit *>(editor))
        place.setSize({std::max(place.width(), mostColumn), longTextHeight});
    editor->setGeometry(place);
}

GridView::GridView(QWidget *parent)
    : QTableView(parent)
{
    setObjectName(u"fixGrid"_s);
    setAccessibleName(tr("Rows of the file"));
    setHorizontalHeader(new GridHeader(this));
    setItemDelegate(new GridDelegate(this));
    setAlternatingRowColors(false);
    setSelectionBehavior(SelectItems);
    setSelectionMode(ContiguousSelection);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(heightFor(font(), size::row - space::small));
    verticalHeader()->setDefaultSectionSize(heightFor(font(), size::row - space::small));
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setFont(typeFont(Type::Secondary));
    verticalHeader()->setAccessibleName(tr("Lines"));
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void GridView::setLastLine(qint64 line)
{
    const QString widest = u"× "_s + QLocale().toString(line);
    verticalHeader()->setFixedWidth(verticalHeader()->fontMetrics().horizontalAdvance(widest) + 2 * space::medium);
}

void GridView::fitColumns()
{
    if (!model())
        return;
    for (int column = 0; column < std::min(model()->columnCount(), 256); ++column) {
        const int content = std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column));
        setColumnWidth(column, std::clamp(content + space::small, leastColumn, mostColumn));
    }
}

void GridView::goTo(int row, int column)
{
    const QModelIndex cell = model()->index(row, column);
    if (!cell.isValid())
        return;
    setCurrentIndex(cell);
    scrollTo(cell, EnsureVisible);
}

void GridView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT currentMoved();
}

/// Return goes down, as in every table of cells; F2 or typing edits.
void GridView::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && state() != EditingState && currentIndex().isValid()) {
        const int step = event->modifiers() & Qt::ShiftModifier ? -1 : 1;
        goTo(currentIndex().row() + step, currentIndex().column());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace chancery
