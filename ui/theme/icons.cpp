// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/icons.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <optional>

using namespace Qt::StringLiterals;

// Outside the namespace as the macro demands: a static library's resources are not registered by themselves.
static void registerIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace chancery {

namespace {

constexpr auto folder = ":/chancery/icons/"_L1;

QByteArray sourceOf(const QString &name)
{
    static const bool registered = (registerIcons(), true);
    Q_UNUSED(registered)
    QFile file(folder + name + ".svg"_L1);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(const QString &name, std::optional<Token> token)
        : m_name(name)
        , m_source(sourceOf(name))
        , m_token(token)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device()->devicePixelRatio();
        painter->drawPixmap(rect, rendered(rect.size() * scale, mode, state));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return rendered(size, mode, state);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return rendered(size, mode, state);
    }

    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override { return size; }
    bool isNull() override { return m_source.isEmpty(); }
    QString key() const override { return u"chancery-line"_s; }
    QIconEngine *clone() const override { return new LineIconEngine(*this); }

private:
    QColor colorOf(QIcon::Mode mode, QIcon::State state) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return color(Token::DisabledText, palette);
        if (m_token)
            return color(*m_token, palette);
        if (state == QIcon::On)
            return color(Token::Accent, palette);
        return color(mode == QIcon::Selected ? Token::SelectionText : Token::Text, palette);
    }

    QPixmap rendered(const QSize &size, QIcon::Mode mode, QIcon::State state) const
    {
        const QColor ink = colorOf(mode, state);
        const QString key = u"chancery-icon-%1-%2-%3x%4"_s.arg(m_name, ink.name(), QString::number(size.width()),
                                                               QString::number(size.height()));
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        QByteArray source = m_source;
        source.replace("currentColor", ink.name().toLatin1());
        QSvgRenderer renderer(source);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QString m_name;
    QByteArray m_source;
    std::optional<Token> m_token;
};

} // namespace

QIcon themeIcon(const QString &name)
{
    return QIcon(new LineIconEngine(name, std::nullopt));
}

QIcon themeIcon(const QString &name, Token token)
{
    return QIcon(new LineIconEngine(name, token));
}

QString iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return u"success"_s;
    case Tone::Attention:
        return u"warning"_s;
    case Tone::Bad:
        return u"failure"_s;
    case Tone::Unknown:
        return u"unknown"_s;
    case Tone::Neutral:
    case Tone::Accent:
        break;
    }
    return u"info"_s;
}

QIcon applicationIcon()
{
    return QIcon(new LineIconEngine(u"chancery"_s, std::nullopt));
}

QStringList iconNames()
{
    registerIcons();
    QStringList names = QDir(folder).entryList({u"*.svg"_s}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.chop(4);
    names.removeAll(u"chancery"_s);
    return names;
}

} // namespace chancery
