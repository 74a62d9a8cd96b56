// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/rail.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

constexpr int leastWidth = 188;
constexpr int iconSide = 20;

} // namespace

/// One entry, painted as icon, text and badge.
class Rail::Button : public QToolButton
{
public:
    Button(const Entry &entry, QWidget *parent)
        : QToolButton(parent)
    {
        setText(entry.text);
        setIcon(themeIcon(entry.icon));
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setObjectName(u"rail."_s + entry.key);
        setAccessibleName(entry.text);
        setAttribute(Qt::WA_Hover);
    }

    void setBadge(const QString &badge)
    {
        m_badge = badge;
        setAccessibleDescription(badge);
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const int words = QFontMetrics(typeFont(Type::BodyStrong)).horizontalAdvance(text());
        const int badge = QFontMetrics(typeFont(Type::SecondaryStrong)).horizontalAdvance(m_badge);
        return {iconSide + words + badge + space::medium * 4, heightFor(font(), size::row)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (isChecked())
            paint::surface(painter, rect(),
                           {.fill = color(Token::Base, palette()),
                            .line = color(Token::Line, palette()),
                            .corner = size::controlCorner});
        else if (underMouse())
            paint::surface(painter, rect(), {.fill = veil(palette(), 0.05), .line = {}, .corner = size::controlCorner});
        if (isChecked())
            paint::surface(painter, mirrored(QRect(0, height() / 2 - 8, 3, 16)),
                           {.fill = color(Token::Accent, palette()), .line = {}, .corner = 1.5});
        if (paint::showsFocus(*this))
            paint::focusRing(painter, rect(), palette(), size::controlCorner);
        paintContent(painter);
    }

private:
    QRect mirrored(const QRect &part) const { return QStyle::visualRect(layoutDirection(), rect(), part); }

    void paintContent(QPainter &painter) const
    {
        const QRect iconRect(space::medium, (height() - iconSide) / 2, iconSide, iconSide);
        icon().paint(&painter, mirrored(iconRect), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled,
                     isChecked() ? QIcon::On : QIcon::Off);

        const auto leading = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
        const auto trailing = QStyle::visualAlignment(layoutDirection(), Qt::AlignRight | Qt::AlignVCenter);
        const QRect words = rect().adjusted(space::medium * 2 + iconSide, 0, -space::medium, 0);
        painter.setPen(color(isEnabled() ? Token::Text : Token::DisabledText, palette()));
        painter.setFont(typeFont(isChecked() ? Type::BodyStrong : Type::Body));
        painter.drawText(mirrored(words), int(leading), text());
        painter.setPen(color(Token::Accent, palette()));
        painter.setFont(typeFont(Type::SecondaryStrong));
        painter.drawText(mirrored(words), int(trailing), m_badge);
    }

    QString m_badge;
};

Rail::Rail(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_entries(new QVBoxLayout)
    , m_group(new QButtonGroup(this))
{
    setObjectName(u"rail"_s);
    setAccessibleName(tr("Areas"));
    setMinimumWidth(leastWidth);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    m_column->setContentsMargins(space::small, space::large, space::small + 1, space::medium);
    m_column->setSpacing(space::medium);
    m_entries->setSpacing(2);
    m_column->addLayout(m_entries);
    m_column->addStretch();
    m_group->setExclusive(true);
}

void Rail::addEntry(const Entry &entry)
{
    auto *button = new Button(entry, this);
    m_entries->addWidget(button);
    m_group->addButton(button);
    m_buttons.insert(entry.key, button);
    connect(button, &QAbstractButton::toggled, this, [this, key = entry.key](bool on) {
        if (on)
            Q_EMIT currentChanged(key);
    });
}

void Rail::clear()
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
}

void Rail::setTitle(const QString &title)
{
    delete m_title;
    auto *label = new QLabel(title, this);
    setType(*label, Type::CardTitle);
    label->setIndent(space::medium);
    m_column->insertWidget(0, label);
    m_title = label;
}

void Rail::setBadge(const QString &key, const QString &text)
{
    if (Button *button = m_buttons.value(key))
        button->setBadge(text);
}

void Rail::setCurrent(const QString &key)
{
    if (Button *button = m_buttons.value(key))
        button->setChecked(true);
}

QString Rail::current() const
{
    for (auto entry = m_buttons.cbegin(); entry != m_buttons.cend(); ++entry) {
        if (entry.value()->isChecked())
            return entry.key();
    }
    return {};
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Rail, palette()));
    const QRect edge(width() - 1, 0, 1, height());
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), edge), color(Token::Line, palette()));
}

} // namespace chancery
