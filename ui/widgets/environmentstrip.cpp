// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/environmentstrip.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessibility.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statepill.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

constexpr int stripHeight = 44;
constexpr int hatchWidth = 64;
constexpr int edge = 2;

/// LIVE wears broad bars and TEST fine lines, so that the two differ in greyscale too.
struct Hatch
{
    int step;
    qreal stroke;
};

Hatch hatchOf(EnvironmentFacts::Danger danger)
{
    return danger == EnvironmentFacts::Live ? Hatch{18, 6} : Hatch{8, 1.2};
}

} // namespace

QString dangerWord(EnvironmentFacts::Danger danger)
{
    return danger == EnvironmentFacts::Live ? EnvironmentStrip::tr("LIVE") : EnvironmentStrip::tr("TEST");
}

EnvironmentStrip::EnvironmentStrip(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_word(new QLabel(this))
    , m_profile(new ElidedLabel(this))
    , m_place(new ElidedLabel(this))
    , m_guard(new StatePill(this))
    , m_keyIcon(new QLabel(this))
    , m_keychain(new ElidedLabel(this))
{
    registerAccessibleRoles();
    setObjectName(u"environment"_s);
    setAccessibleName(tr("Environment"));
    m_word->setObjectName(u"environment.word"_s);
    m_profile->setObjectName(u"environment.profile"_s);
    m_place->setObjectName(u"environment.place"_s);
    m_guard->setObjectName(u"environment.guard"_s);
    m_keychain->setObjectName(u"environment.keychain"_s);

    setMinimumHeight(heightFor(font(), stripHeight));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    QFont wordFont = typeFont(Type::BodyStrong);
    wordFont.setLetterSpacing(QFont::AbsoluteSpacing, 1);
    m_word->setFont(wordFont);
    setType(*m_profile, Type::BodyStrong);
    setType(*m_place, Type::Secondary);
    setType(*m_keychain, Type::Secondary);
    for (ElidedLabel *label : {m_profile, m_place, m_keychain})
        label->setFocusPolicy(Qt::NoFocus);

    m_row->setContentsMargins(0, 0, 0, edge);
    m_row->setSpacing(space::medium);
    m_row->addSpacing(hatchWidth + space::large);
    m_row->addWidget(m_word);
    m_row->addWidget(m_profile);
    m_row->addWidget(m_place);
    m_row->addStretch(1);
    m_row->addWidget(m_guard);
    m_row->addSpacing(space::tiny);
    m_row->addWidget(m_keyIcon);
    m_row->addWidget(m_keychain);
    m_row->addSpacing(space::large);
    refresh();
}

void EnvironmentStrip::setFacts(const EnvironmentFacts &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    refresh();
}

void EnvironmentStrip::refresh()
{
    m_word->setText(dangerWord(m_facts.danger));
    QPalette ink = m_word->palette();
    ink.setColor(QPalette::WindowText, color(tone(), palette()));
    m_word->setPalette(ink);
    m_profile->setText(m_facts.profile);
    QStringList place{m_facts.host, m_facts.network};
    place.removeAll(QString());
    m_place->setText(place.join(u" · "_s));
    m_guard->setState(m_facts.guardTone, m_facts.guard);
    m_keychain->setText(m_facts.keychain);
    const int side = size::icon;
    m_keyIcon->setPixmap(
        themeIcon(u"key"_s, tokenOf(m_facts.keychainTone)).pixmap(QSize(side, side), devicePixelRatioF()));
    m_keyIcon->setVisible(!m_facts.keychain.isEmpty());
    const QString sentence = m_facts.danger == EnvironmentFacts::Live
                                 ? tr("Live environment: profile %1 on %2, network %3. Guard: %4. %5.")
                                 : tr("Test environment: profile %1 on %2, network %3. Guard: %4. %5.");
    setAccessibleDescription(
        sentence.arg(m_facts.profile, m_facts.host, m_facts.network, m_facts.guard, m_facts.keychain));
    update();
}

void EnvironmentStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void EnvironmentStrip::paintHatch(QPainter &painter, const QRect &area) const
{
    const Hatch hatch = hatchOf(m_facts.danger);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area);
    painter.fillRect(area, color(tone(), palette()));
    painter.setPen(QPen(tint(tone(), palette()), hatch.stroke));
    for (int x = area.left() - area.height(); x < area.right() + area.height(); x += hatch.step)
        painter.drawLine(QPointF(x, area.bottom() + 1), QPointF(x + area.height(), area.top()));
    painter.restore();
}

void EnvironmentStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tint(tone(), palette()));
    const QRect hatch(0, 0, hatchWidth, height());
    paintHatch(painter, QStyle::visualRect(layoutDirection(), rect(), hatch));
    painter.fillRect(QRect(0, height() - edge, width(), edge), color(tone(), palette()));
}

} // namespace chancery
