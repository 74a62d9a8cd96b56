// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/stepbar.h"

#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

constexpr int disc = 22;

} // namespace

/// One step: a numbered disc and its name.
class StepBar::Step : public QAbstractButton
{
public:
    enum class State { ToCome, Current, Done };

    Step(int number, const QString &name, QWidget *parent)
        : QAbstractButton(parent)
        , m_number(number)
    {
        setText(name);
        setAccessibleName(name);
        setObjectName(u"step.%1"_s.arg(number));
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void setState(State state)
    {
        m_state = state;
        setAccessibleDescription(state == State::Current ? StepBar::tr("Current step")
                                 : state == State::Done  ? StepBar::tr("Done")
                                                         : StepBar::tr("To come"));
        update();
    }

    QSize sizeHint() const override
    {
        const int words = QFontMetrics(typeFont(Type::BodyStrong)).horizontalAdvance(text());
        return {disc + words + space::small * 3, heightFor(font(), size::control)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (isEnabled() && underMouse() && m_state != State::Current)
            paint::surface(painter, rect(), {.fill = veil(palette(), 0.05), .line = {}, .corner = height() / 2.0});
        if (paint::showsFocus(*this))
            paint::focusRing(painter, rect(), palette(), height() / 2.0);
        paintDisc(painter, mirrored(QRect(space::small - 3, (height() - disc) / 2, disc, disc)));

        const bool current = m_state == State::Current;
        painter.setFont(typeFont(current ? Type::BodyStrong : Type::Body));
        painter.setPen(color(m_state == State::ToCome && !isEnabled() ? Token::SecondaryText : Token::Text, palette()));
        const QRect words = rect().adjusted(disc + space::small * 2 - 3, 0, 0, 0);
        painter.drawText(mirrored(words),
                         int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)), text());
    }

private:
    QRect mirrored(const QRect &part) const { return QStyle::visualRect(layoutDirection(), rect(), part); }

    void paintDisc(QPainter &painter, const QRect &place) const
    {
        if (m_state == State::Done) {
            paint::surface(painter, place, {.fill = tint(Token::Good, palette()), .line = {}, .corner = disc / 2.0});
            paint::tick(painter, place.adjusted(2, 2, -2, -2), color(Token::Good, palette()));
            return;
        }
        const bool current = m_state == State::Current;
        paint::surface(painter, place,
                       {.fill = current ? color(Token::Accent, palette()) : QColor(),
                        .line = color(current ? Token::Accent : Token::ControlLine, palette()),
                        .corner = disc / 2.0});
        painter.setFont(typeFont(Type::SecondaryStrong));
        painter.setPen(color(current ? Token::AccentText : Token::SecondaryText, palette()));
        painter.drawText(place, Qt::AlignCenter, QString::number(m_number));
    }

    int m_number;
    State m_state = State::ToCome;
};

StepBar::StepBar(const QStringList &steps, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::tiny);
    for (const QString &name : steps) {
        auto *step = new Step(int(m_steps.size()) + 1, name, this);
        connect(step, &QAbstractButton::clicked, this, [this, at = int(m_steps.size())] { Q_EMIT stepActivated(at); });
        row->addWidget(step);
        m_steps += step;
    }
    row->addStretch(1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    refresh();
}

void StepBar::setCurrent(int step)
{
    m_current = step;
    m_reached = qMax(m_reached, step + 1);
    refresh();
}

void StepBar::setReached(int count)
{
    m_reached = count;
    refresh();
}

void StepBar::refresh()
{
    for (int i = 0; i < m_steps.size(); ++i) {
        m_steps.at(i)->setEnabled(i < m_reached || i == m_current);
        m_steps.at(i)->setState(i == m_current  ? Step::State::Current
                                : i < m_current ? Step::State::Done
                                                : Step::State::ToCome);
    }
}

} // namespace chancery
