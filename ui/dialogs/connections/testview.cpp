// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/testview.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"
#include "ui/widgets/busybar.h"

#include <QAccessible>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// For who cannot see the icon.
QString stateWord(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return TestView::tr("right");
    case Tone::Attention:
        return TestView::tr("needs a look");
    case Tone::Bad:
        return TestView::tr("wrong");
    default:
        return TestView::tr("not proven");
    }
}

QLabel *wordsLabel(Type type, const QString &words, QWidget *parent)
{
    auto *label = new QLabel(words, parent);
    setType(*label, type);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

TestView::TestView(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_headline(wordsLabel(Type::BodyStrong, {}, this))
    , m_stale(wordsLabel(Type::Secondary, tr("Tested before the latest change."), this))
    , m_busy(new BusyBar(this))
{
    setObjectName(u"testResult"_s);
    m_headline->setObjectName(u"testHeadline"_s);
    m_stale->setObjectName(u"testStale"_s);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_headline, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    column->setSpacing(space::small);
    column->addLayout(head);
    column->addWidget(m_busy);
    column->addWidget(m_stale);
    hide();
}

void TestView::showWaiting(const QString &words)
{
    clearSteps();
    m_hasReport = false;
    m_icon->hide();
    m_stale->hide();
    setType(*m_headline, Type::Body);
    m_headline->setText(words);
    m_busy->show();
    m_busy->start();
    show();
    announce();
}

void TestView::showReport(const TestReport &report)
{
    clearSteps();
    m_report = report;
    m_hasReport = true;
    m_busy->stop();
    m_busy->hide();
    m_stale->hide();
    m_icon->show();
    setType(*m_headline, Type::BodyStrong);
    m_headline->setText(report.headline);
    m_icons = {{m_icon, report.tone}};
    m_steps = new QWidget(this);
    auto *grid = new QGridLayout(m_steps);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::small);
    grid->setVerticalSpacing(space::small);
    grid->setColumnStretch(2, 1);
    for (int row = 0; row < report.steps.size(); ++row)
        addStep(row, report.steps.at(row));
    layout()->addWidget(m_steps);
    refreshIcons();
    show();
    announce();
}

void TestView::addStep(int row, const TestStep &step)
{
    auto *grid = static_cast<QGridLayout *>(m_steps->layout());
    auto *icon = new QLabel(m_steps);
    auto *title = wordsLabel(Type::Secondary, step.title, m_steps);
    title->setWordWrap(false);
    auto *words = wordsLabel(Type::Secondary, step.words, m_steps);
    if (step.tone != Tone::Neutral)
        words->setForegroundRole(QPalette::WindowText);
    words->setToolTip(step.details);
    words->setAccessibleName(tr("%1, %2: %3").arg(step.title, stateWord(step.tone), step.words));
    words->setAccessibleDescription(step.details);
    m_icons.append({icon, step.tone});
    grid->addWidget(icon, row, 0, Qt::AlignTop);
    grid->addWidget(title, row, 1, Qt::AlignTop);
    grid->addWidget(words, row, 2);
}

void TestView::setStale()
{
    m_stale->setVisible(m_hasReport);
}

void TestView::clear()
{
    clearSteps();
    m_hasReport = false;
    m_busy->stop();
    hide();
}

void TestView::clearSteps()
{
    m_icons.clear();
    delete std::exchange(m_steps, nullptr);
}

void TestView::refreshIcons()
{
    const QSize side(size::icon - 2, size::icon - 2);
    for (const auto &[label, tone] : m_icons) {
        const Token ink = tone == Tone::Neutral ? Token::SecondaryText : tokenOf(tone);
        label->setPixmap(
            themeIcon(tone == Tone::Neutral ? u"minus"_s : iconOf(tone), ink).pixmap(side, devicePixelRatioF()));
    }
}

/// Tells assistive technology, as one account.
void TestView::announce()
{
    QStringList account;
    if (m_hasReport)
        for (const TestStep &step : m_report.steps)
            account += tr("%1, %2: %3").arg(step.title, stateWord(step.tone), step.words);
    setAccessibleName(m_headline->text());
    setAccessibleDescription(account.join(u'\n'));
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void TestView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor fill = m_hasReport && m_report.tone != Tone::Good ? tint(tokenOf(m_report.tone), palette())
                                                                   : color(Token::Base, palette());
    paint::surface(painter, rect(), {.fill = fill, .line = color(Token::Line, palette()), .corner = size::cardCorner});
}

void TestView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshIcons();
}

} // namespace chancery
