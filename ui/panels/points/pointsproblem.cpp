// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/points/pointsproblem.h"

#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"
#include "ui/words/errortext.h"

#include <QEvent>
#include <QLineEdit>

namespace chancery {

namespace {

constexpr qsizetype longest = 28; ///< that is shown whole
constexpr qsizetype end = 10;     ///< of a longer one

} // namespace

PointsProblem::PointsProblem(QLineEdit &field, QWidget *parent)
    : QLabel(parent)
    , m_field(field)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setType(*this, Type::Secondary);
    setForegroundRole(QPalette::WindowText);
    colour();
    hide();
}

void PointsProblem::say(const QString &problem)
{
    setText(problem);
    setVisible(!problem.isEmpty());
    fit();
    m_field.setAccessibleDescription(problem);
}

void PointsProblem::say(Error error)
{
    if (error.subject.size() > longest)
        error.subject = error.subject.first(end) + u'…' + error.subject.last(end);
    const ErrorText text = describe(error);
    say(QString(text.headline + u' ' + text.remedy));
}

void PointsProblem::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        colour();
}

void PointsProblem::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    fit();
}

/// A form gives its rows too little height where several of them wrap.
void PointsProblem::fit()
{
    const int wanted = text().isEmpty() ? 0 : heightForWidth(width());
    if (minimumHeight() != wanted)
        setMinimumHeight(wanted);
}

void PointsProblem::colour()
{
    QPalette ink = palette();
    const QColor bad = color(Token::Bad, ink);
    if (ink.color(QPalette::WindowText) == bad)
        return;
    ink.setColor(QPalette::WindowText, bad);
    setPalette(ink);
}

} // namespace chancery
