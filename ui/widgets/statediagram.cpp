// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/statediagram.h"

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"
#include "ui/words/statetext.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <QToolTip>

#include <cmath>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

using keystone::StateKind;

constexpr qreal leastBox = 80;
constexpr qreal mostBox = 156;
constexpr qreal sidePadding = 8;
constexpr qreal corner = 8;
constexpr qreal endCorner = 18; ///< ends are rounder, as in any flow chart
constexpr qreal bend = 6;
constexpr qreal headLength = 6;
constexpr qreal headWidth = 7;
constexpr int mostLines = 2;
constexpr int usualWidth = 640;

/// Where a line may be broken in a state's name that came as a word for machines.
QString breakable(const QString &text)
{
    return QString(text).replace(u'_', u"_\u200B"_s);
}

/// The first lines of a text, the last of them cut where there is more.
struct Lines
{
    Lines(const QString &text, const QFont &font, qreal width)
        : layout(text, font)
    {
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            const bool isLast = texts.size() == mostLines - 1;
            const QString rest = text.mid(line.textStart(), isLast ? -1 : line.textLength());
            texts << QFontMetricsF(font).elidedText(rest.trimmed(), Qt::ElideRight, width);
            if (isLast)
                break;
        }
        layout.endLayout();
    }

    QTextLayout layout;
    QStringList texts;
};

struct Look
{
    QColor line;
    QColor fill;
    QColor text;
    qreal width = 1;
    Qt::PenStyle style = Qt::SolidLine;
    Type font = Type::Secondary;
};

Token tokenOf(const StateGraph::Node &node)
{
    if (node.kind == StateKind::Failure)
        return Token::Bad;
    if (node.isFinal || node.kind == StateKind::Success)
        return Token::Good;
    if (node.kind == StateKind::Unknown)
        return Token::Unknown;
    return node.mayAwaitDecision ? Token::Attention : Token::Accent;
}

Look lookOf(const StateGraph::Node &node, const StateLayout::Box &box, const QPalette &palette)
{
    Look look{.line = color(Token::ControlLine, palette),
              .fill = color(Token::Base, palette),
              .text = color(Token::SecondaryText, palette)};
    const bool isItself = box.isPrincipal && !box.isReference;
    if (node.isCurrent && isItself) {
        look = {.line = color(tokenOf(node), palette),
                .fill = tint(tokenOf(node), palette),
                .text = color(Token::Text, palette),
                .width = 2.4,
                .font = Type::SecondaryStrong};
    } else if (node.isVisited && isItself) {
        look = {.line = color(Token::Good, palette),
                .fill = tint(Token::Good, palette),
                .text = color(Token::Text, palette),
                .width = 1.4};
    } else if (node.kind == StateKind::Failure && !box.isReference) {
        look.line = color(Token::Bad, palette);
        look.style = Qt::DashLine;
    } else if (box.isReference || node.place == StateGraph::Place::Apart) {
        look.style = Qt::DotLine;
    }
    return look;
}

/// `count` points of a polygon with round corners; where there are more, the last corner is still turned.
QPainterPath rounded(const QPolygonF &points, qsizetype count)
{
    QPainterPath path(points.first());
    for (qsizetype i = 1; i < count; ++i) {
        const QPointF here = points.at(i);
        if (i + 1 == points.size()) {
            path.lineTo(here);
            break;
        }
        const QLineF in(here, points.at(i - 1));
        const QLineF out(here, points.at(i + 1));
        const qreal radius = std::min({bend, in.length() / 2, out.length() / 2});
        path.lineTo(in.length() > 0 ? in.pointAt(radius / in.length()) : here);
        path.quadTo(here, out.length() > 0 ? out.pointAt(radius / out.length()) : here);
    }
    return path;
}

QPolygonF arrowHead(const QPolygonF &points)
{
    QLineF shaft(points.last(), points.at(points.size() - 2));
    shaft.setLength(headLength);
    QLineF across = shaft.normalVector();
    across.setLength(headWidth / 2);
    const QPointF aside = across.p2() - across.p1();
    return {points.last(), shaft.p2() + aside, shaft.p2() - aside};
}

/// On the box's corner, where no name is in the way.
void paintTick(QPainter &painter, const QRectF &box, const Look &look, bool mirrored)
{
    constexpr qreal radius = 6.5;
    const QPointF middle((mirrored ? box.left() + 3 : box.right() - 3), box.top() + 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.line);
    painter.drawEllipse(middle, radius, radius);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look.fill, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF{middle + QPointF(-3, 0.2), middle + QPointF(-0.8, 2.4), middle + QPointF(3.2, -2.2)});
}

/// Where the state itself is drawn: above or below.
void paintPointer(QPainter &painter, const QRectF &box, const Look &look, bool isAbove)
{
    constexpr qreal radius = 6.5;
    const QPointF middle(box.right() - 3, box.top() + 2);
    const qreal tip = isAbove ? -1.8 : 1.8;
    painter.setPen(QPen(look.line, 1));
    painter.setBrush(look.fill);
    painter.drawEllipse(middle, radius, radius);
    painter.setPen(QPen(look.text, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{middle + QPointF(-3, -tip), middle + QPointF(0, tip), middle + QPointF(3, -tip)});
}

} // namespace

StateDiagram::StateDiagram(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"stateDiagram"_s);
    setAccessibleName(tr("State diagram"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void StateDiagram::show(const keystone::SettlementTemplate &shown, const QStringList &visitedStates,
                        const QString &current)
{
    m_template = shown;
    m_graph = StateGraph(shown.config, {visitedStates, current});
    setAccessibleName(shown.name.isEmpty() ? tr("State diagram") : tr("State diagram of %1").arg(shown.name));
    setAccessibleDescription(pathInWords());
    measure();
}

void StateDiagram::clear()
{
    m_template = {};
    m_graph = {};
    setAccessibleName(tr("State diagram"));
    setAccessibleDescription({});
    measure();
}

int StateDiagram::heightForWidth(int width) const
{
    return qCeil(layoutFor(width).size().height());
}

QSize StateDiagram::sizeHint() const
{
    return m_graph.nodes().isEmpty() ? QSize(0, 0) : layoutFor(usualWidth).size().toSize();
}

QSize StateDiagram::minimumSizeHint() const
{
    if (m_graph.nodes().isEmpty())
        return {0, 0};
    const int least = qCeil(StateLayout::leastWidth(m_box));
    return {least, heightForWidth(std::max(width(), least))};
}

/// Every box is as wide as the longest word needs.
void StateDiagram::measure()
{
    const QFontMetricsF metrics(typeFont(Type::SecondaryStrong));
    qreal widest = 0;
    for (const StateGraph::Node &node : m_graph.nodes()) {
        const QString label = stateName(node.state).replace(u'_', u"_ "_s);
        for (const QString &word : label.split(u' '))
            widest = std::max(widest, metrics.horizontalAdvance(word));
    }
    m_box = {std::clamp(std::ceil(widest) + 2 * sidePadding, leastBox, mostBox),
             std::ceil(mostLines * metrics.lineSpacing()) + space::medium};
    m_layout = layoutFor(width());
    updateGeometry();
    update();
}

StateLayout StateDiagram::layoutFor(int width) const
{
    return {m_graph, {.width = qreal(width), .box = m_box, .direction = layoutDirection()}};
}

void StateDiagram::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const QSizeF before = m_layout.size();
    m_layout = layoutFor(width());
    if (m_layout.size().height() != before.height())
        updateGeometry();
}

void StateDiagram::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange ||
        event->type() == QEvent::StyleChange)
        measure();
}

bool StateDiagram::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const StateLayout::Box *box = m_layout.boxAt(help->pos()))
        QToolTip::showText(help->globalPos(), particularsOf(*box), this, box->rect.toAlignedRect());
    else
        QToolTip::hideText();
    return true;
}

void StateDiagram::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // What was taken lies above what was not.
    for (const bool taken : {false, true})
        for (const StateLayout::Line &line : m_layout.lines())
            if (m_graph.edges().at(line.edge).isTaken == taken)
                paintLine(painter, line);
    for (const StateLayout::Box &box : m_layout.boxes())
        paintBox(painter, box);
    if (const std::optional<QPointF> caption = m_layout.apartCaption()) {
        const QFont font = typeFont(Type::Secondary);
        const QString words = m_graph.namesApart() ? tr("No way leads here") : tr("Not in the template");
        const QFontMetricsF metrics(font);
        const qreal left = isRightToLeft() ? caption->x() - metrics.horizontalAdvance(words) : caption->x();
        painter.setFont(font);
        painter.setPen(color(Token::SecondaryText, palette()));
        painter.drawText(QPointF(left, caption->y() + metrics.ascent()), words);
    }
}

void StateDiagram::paintLine(QPainter &painter, const StateLayout::Line &line) const
{
    const StateGraph::Edge &edge = m_graph.edges().at(line.edge);
    const bool fails = m_graph.nodes().at(edge.to).kind == StateKind::Failure;
    const QColor ink = color(edge.isTaken ? Token::Good : fails ? Token::Bad : Token::ControlLine, palette());
    const bool isDashed = edge.isTaken ? !edge.isForeseen : fails;
    QPen pen(ink, edge.isTaken ? 2 : 1.2, isDashed ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    const qsizetype count = edge.isTaken ? line.points.size() : line.own;
    painter.drawPath(rounded(line.points, count));
    if (count < line.points.size())
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawPolygon(arrowHead(line.points));
}

void StateDiagram::paintBox(QPainter &painter, const StateLayout::Box &box) const
{
    const StateGraph::Node &node = m_graph.nodes().at(box.node);
    const Look look = lookOf(node, box, palette());
    const qreal radius = node.isFinal && !box.isReference ? std::min(endCorner, box.rect.height() / 2) : corner;
    QPen pen(look.line, look.width, look.style);
    painter.setPen(pen);
    painter.setBrush(look.fill);
    painter.drawRoundedRect(box.rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (box.isReference)
        paintPointer(painter, box.rect, look, isAbove(box));
    else if (node.isVisited && !node.isCurrent && box.isPrincipal)
        paintTick(painter, box.rect, look, isRightToLeft());

    const QFont font = typeFont(look.font);
    const QFontMetricsF metrics(font);
    const Lines lines(breakable(stateName(node.state)), font, box.rect.width() - 2 * sidePadding + 2);
    qreal top = box.rect.center().y() - qreal(lines.texts.size()) * metrics.lineSpacing() / 2;
    painter.setFont(font);
    painter.setPen(look.text);
    for (const QString &text : lines.texts) {
        painter.drawText(QRectF(box.rect.left(), top, box.rect.width(), metrics.lineSpacing()), Qt::AlignCenter, text);
        top += metrics.lineSpacing();
    }
}

bool StateDiagram::isAbove(const StateLayout::Box &reference) const
{
    const QList<StateLayout::Box> &boxes = m_layout.boxes();
    return std::any_of(boxes.cbegin(), boxes.cend(), [&](const StateLayout::Box &box) {
        return box.node == reference.node && !box.isReference && box.rect.top() < reference.rect.top();
    });
}

QString StateDiagram::particularsOf(const StateLayout::Box &box) const
{
    return stateParticulars(m_graph.nodes().at(box.node).state, m_template.config)
        .join(u'\n')
        .toHtmlEscaped()
        .replace(u'\n', u"<br>"_s);
}

QString StateDiagram::pathInWords() const
{
    QStringList main;
    QStringList passed;
    QString current;
    QStringList next;
    for (qsizetype i = 0; i < m_graph.nodes().size(); ++i) {
        const StateGraph::Node &node = m_graph.nodes().at(i);
        if (node.place == StateGraph::Place::Main)
            main << stateName(node.state);
        if (node.isVisited && !node.isCurrent)
            passed << stateName(node.state);
        if (!node.isCurrent)
            continue;
        current = stateName(node.state);
        if (node.mayAwaitDecision && !node.isFinal)
            current = tr("%1, which may wait for a decision").arg(current);
        for (const qsizetype to : m_graph.next(i))
            next << stateName(m_graph.nodes().at(to).state);
    }
    QStringList sentences;
    if (!passed.isEmpty())
        sentences << tr("Passed: %1.").arg(passed.join(u", "_s));
    if (!current.isEmpty())
        sentences << tr("Now: %1.").arg(current);
    if (!next.isEmpty())
        sentences << tr("Next: %1.").arg(next.join(tr(" or ")));
    if (sentences.isEmpty() && !main.isEmpty())
        sentences << tr("Main path: %1.").arg(main.join(u", "_s));
    return sentences.join(u' ');
}

} // namespace chancery
