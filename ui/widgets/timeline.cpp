// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/timeline.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal dotRadius = 5;
constexpr qreal lineWidth = 1.5;

} // namespace

/// A step beside its part of the line.
class TimelineRow : public QWidget
{
public:
    enum class Place { Last, Inner };

    explicit TimelineRow(QWidget *parent)
        : QWidget(parent)
        , m_title(new QLabel(this))
        , m_note(new QLabel(this))
        , m_when(new QLabel(this))
    {
        setObjectName(u"timelineStep"_s);
        m_title->setObjectName(u"timelineTitle"_s);
        m_note->setObjectName(u"timelineNote"_s);
        setType(*m_title, Type::BodyStrong);
        setType(*m_note, Type::Secondary);
        setType(*m_when, Type::Secondary);
        for (QLabel *label : {m_title, m_note, m_when})
            label->setTextFormat(Qt::PlainText);
        m_note->setWordWrap(true);
        auto *head = new QHBoxLayout;
        head->setSpacing(space::medium);
        head->addWidget(m_title, 1);
        head->addWidget(m_when);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(space::huge, 0, 0, space::large);
        column->setSpacing(0);
        column->addLayout(head);
        column->addWidget(m_note);
    }

    void showStep(const TimelineStep &step, Place place)
    {
        m_tone = step.tone;
        m_place = place;
        layout()->setContentsMargins(space::huge, 0, 0, place == Place::Inner ? space::large : 0);
        m_title->setText(step.title);
        m_note->setText(step.note);
        m_note->setVisible(!step.note.isEmpty());
        m_when->setText(step.when.isValid() ? QLocale().toString(step.when.toLocalTime(), u"d MMM, HH:mm:ss"_s)
                                            : QString());
        m_when->setToolTip(exactText(step.when));
        QStringList words{step.title, m_when->text(), step.note};
        words.removeAll(QString());
        setAccessibleName(words.join(u", "_s));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QPointF middle(dotRadius + 1, m_title->geometry().center().y() + 0.5);
        const qreal top = y() > 0 ? 0 : middle.y();
        const qreal bottom = m_place == Place::Inner ? height() : middle.y();
        painter.setPen(QPen(color(Token::ControlLine, palette()), lineWidth));
        painter.drawLine(QPointF(middle.x(), top), QPointF(middle.x(), bottom));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(tokenOf(m_tone), palette()));
        painter.drawEllipse(middle, dotRadius, dotRadius);
    }

private:
    QLabel *m_title;
    QLabel *m_note;
    QLabel *m_when;
    Tone m_tone = Tone::Neutral;
    Place m_place = Place::Last;
};

Timeline::Timeline(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
}

void Timeline::setSteps(const QList<TimelineStep> &steps)
{
    if (steps == m_steps)
        return;
    m_steps = steps;
    while (m_rows.size() > steps.size())
        delete m_rows.takeLast();
    while (m_rows.size() < steps.size()) {
        m_rows << new TimelineRow(this);
        m_column->addWidget(m_rows.last());
    }
    for (qsizetype number = 0; number < steps.size(); ++number)
        m_rows[number]->showStep(steps[number],
                                 number + 1 == steps.size() ? TimelineRow::Place::Last : TimelineRow::Place::Inner);
}

} // namespace chancery
