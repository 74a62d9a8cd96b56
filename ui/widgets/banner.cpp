// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/banner.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"
#include "ui/widgets/accessibility.h"

#include <QAccessible>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVariantAnimation>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

constexpr int fadeTime = 160;
constexpr int toneBar = 4;
constexpr int usualWidth = 640;
constexpr int mostDetailLines = 8;

QLabel *wrappingLabel(Type type, const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::ClickFocus);
    label->setFont(typeFont(type));
    return label;
}

QToolButton *quietButton(const QString &name, const QString &words, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAccessibleName(words);
    button->setToolTip(words);
    button->setAutoRaise(true);
    return button;
}

} // namespace

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_headline(wrappingLabel(Type::BodyStrong, u"banner.headline"_s, this))
    , m_serverWords(wrappingLabel(Type::Body, u"banner.serverWords"_s, this))
    , m_remedy(wrappingLabel(Type::Body, u"banner.remedy"_s, this))
    , m_details(new QPlainTextEdit(this))
    , m_actions(new QHBoxLayout)
    , m_fold(quietButton(u"banner.details"_s, tr("Details"), this))
    , m_copy(quietButton(u"banner.copy"_s, tr("Copy all of it"), this))
    , m_dismiss(quietButton(u"banner.dismiss"_s, tr("Dismiss"), this))
    , m_fade(new QVariantAnimation(this))
{
    registerAccessibleRoles();
    setObjectName(u"banner"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    buildLayout();
    m_fold->setText(tr("Details"));
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setCheckable(true);
    m_copy->setIcon(themeIcon(u"copy"_s));
    m_dismiss->setIcon(themeIcon(u"cross"_s));
    m_details->setReadOnly(true);
    m_details->setObjectName(u"banner.detailsText"_s);
    m_details->setAccessibleName(tr("Details"));
    m_details->setFont(typeFont(Type::Code));
    m_details->setTabChangesFocus(true);
    m_fade->setDuration(fadeTime);
    m_fade->setStartValue(0.0);
    m_fade->setEndValue(1.0);
    connect(m_fade, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    connect(m_fold, &QToolButton::toggled, this, &Banner::setDetailsVisible);
    connect(m_copy, &QToolButton::clicked, this, &Banner::copyAll);
    connect(m_dismiss, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    clear();
}

void Banner::buildLayout()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(toneBar + space::medium, space::medium, space::small, space::medium);
    grid->setHorizontalSpacing(space::medium);
    grid->setVerticalSpacing(space::tiny);
    grid->addWidget(m_icon, 0, 0, 2, 1, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_headline);
    words->addWidget(m_serverWords);
    words->addWidget(m_remedy);
    grid->addLayout(words, 0, 1);
    grid->setColumnStretch(1, 1);
    m_actions->setSpacing(space::small);
    m_actions->addWidget(m_fold);
    auto *ends = new QHBoxLayout;
    ends->setSpacing(space::tiny);
    ends->addLayout(m_actions);
    ends->addWidget(m_copy);
    ends->addWidget(m_dismiss);
    grid->addLayout(ends, 0, 2, Qt::AlignTop);
    grid->addWidget(m_details, 1, 1, 1, 2);
}

void Banner::showContent(const BannerContent &content)
{
    const bool isNew = isHidden() || content != m_content;
    m_content = content;
    m_headline->setText(content.headline);
    m_serverWords->setText(content.serverWords.isEmpty() ? QString() : tr("“%1”").arg(content.serverWords));
    m_serverWords->setVisible(!content.serverWords.isEmpty());
    m_remedy->setText(content.remedy);
    m_remedy->setVisible(!content.remedy.isEmpty());
    m_details->setPlainText(content.details);
    m_fold->setVisible(!content.details.isEmpty());
    m_fold->setChecked(false);
    setDetailsVisible(false);
    refreshIcon();
    QStringList account{content.headline, content.serverWords, content.remedy};
    account.removeAll(QString());
    setAccessibleName(content.headline);
    setAccessibleDescription(account.mid(1).join(u' '));
    show();
    if (!isNew)
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    fadeIn();
}

void Banner::showError(const Error &error)
{
    const ErrorText text = describe(error);
    showContent({.tone = Tone::Bad,
                 .headline = text.headline,
                 .serverWords = {},
                 .remedy = text.remedy,
                 .details = text.details});
}

void Banner::clear()
{
    hide();
    m_content = {};
    for (QPushButton *button : std::exchange(m_buttons, {}))
        button->deleteLater();
}

QPushButton *Banner::addAction(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setAccessibleName(text);
    m_actions->insertWidget(int(m_buttons.size()), button);
    m_buttons += button;
    button->show();
    return button;
}

/// As high as its words are in a window of usual width: a layout asks heightForWidth() in a narrower one, while the
/// window itself would else have to be as high as the words are at their narrowest.
QSize Banner::sizeHint() const
{
    return {QWidget::sizeHint().width(), heightForWidth(usualWidth)};
}

QSize Banner::minimumSizeHint() const
{
    return {QWidget::minimumSizeHint().width(), heightForWidth(usualWidth)};
}

void Banner::setDetailsVisible(bool visible)
{
    m_details->setVisible(visible);
    m_fold->setIcon(themeIcon(visible ? u"chevron-up"_s : u"chevron-down"_s));
    const int lines = qBound(2, int(m_content.details.count(u'\n')) + 1, mostDetailLines);
    m_details->setFixedHeight(lines * m_details->fontMetrics().lineSpacing() + 2 * space::large);
}

void Banner::copyAll() const
{
    QStringList account{m_content.headline, m_content.serverWords, m_content.remedy, m_content.details};
    account.removeAll(QString());
    QGuiApplication::clipboard()->setText(account.join(u'\n'));
}

void Banner::fadeIn()
{
    if (!wantsMotion(*this))
        return;
    m_fade->stop();
    m_fade->start();
}

void Banner::refreshIcon()
{
    const QSize size(size::icon + 2, size::icon + 2);
    m_icon->setPixmap(themeIcon(iconOf(m_content.tone), tokenOf(m_content.tone)).pixmap(size, devicePixelRatioF()));
}

void Banner::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshIcon();
}

void Banner::paintEvent(QPaintEvent *)
{
    const Token tone = tokenOf(m_content.tone);
    QPainter painter(this);
    // Only the surface fades in: the words are there at once.
    if (m_fade->state() == QAbstractAnimation::Running)
        painter.setOpacity(m_fade->currentValue().toReal());
    paint::surface(painter, rect(), {.fill = tint(tone, palette()), .line = {}, .corner = size::controlCorner});
    const QRect bar = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, toneBar, height()));
    painter.setClipRect(bar);
    const QRect round = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, 4 * toneBar, height()));
    paint::surface(painter, round, {.fill = color(tone, palette()), .line = {}, .corner = size::controlCorner});
}

} // namespace chancery
