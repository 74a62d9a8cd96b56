// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/icons.h"

#include <QApplication>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

/// The darkest pixel's colour: what the icon is drawn with.
QColor inkOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    QColor ink = Qt::transparent;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > ink.alpha())
                ink = image.pixelColor(x, y);
        }
    }
    return ink;
}

bool isNear(const QColor &one, const QColor &other)
{
    return qAbs(one.red() - other.red()) < 4 && qAbs(one.green() - other.green()) < 4 &&
           qAbs(one.blue() - other.blue()) < 4;
}

} // namespace

class TestIcons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIconNamedInTheHouseStyleIsThere();
    void everyIconDrawsSomething();
    void anUnknownNameIsAnEmptyIcon();
    void iconsFollowTheTheme();
    void checkedAndDisabledIconsDiffer();
    void iconsAreSharpAtEveryScale();
};

void TestIcons::everyIconNamedInTheHouseStyleIsThere()
{
    const QStringList names = iconNames();

    for (const char *name :
         {"passport", "import",     "overview", "search",        "plus",         "publish",    "refresh",
          "tree",     "table",      "key",      "shield",        "lock",         "warning",    "check",
          "cross",    "pause",      "stop",     "file",          "folder",       "download",   "copy",
          "edit",     "connection", "clock",    "external",      "filter",       "trash",      "more",
          "info",     "success",    "eye",      "chevron-right", "chevron-left", "chevron-up", "chevron-down"})
        QVERIFY2(names.contains(QLatin1StringView(name)), name);
}

void TestIcons::everyIconDrawsSomething()
{
    for (const QString &name : iconNames())
        QVERIFY2(inkOf(themeIcon(name).pixmap(24)).alpha() > 200, qPrintable(name));
    QVERIFY(inkOf(applicationIcon().pixmap(64)).alpha() > 200);
}

void TestIcons::anUnknownNameIsAnEmptyIcon()
{
    QVERIFY(themeIcon(u"no-such-icon"_s).isNull());
}

void TestIcons::iconsFollowTheTheme()
{
    const QIcon icon = themeIcon(u"stop"_s);

    QApplication::setPalette(paletteOf(Scheme::Light));
    const QColor light = inkOf(icon.pixmap(48));
    QApplication::setPalette(paletteOf(Scheme::Dark));
    const QColor dark = inkOf(icon.pixmap(48));

    QVERIFY(isNear(light, color(Token::Text, Scheme::Light)));
    QVERIFY(isNear(dark, color(Token::Text, Scheme::Dark)));
}

void TestIcons::checkedAndDisabledIconsDiffer()
{
    QApplication::setPalette(paletteOf(Scheme::Light));
    const QIcon icon = themeIcon(u"stop"_s);

    QVERIFY(isNear(inkOf(icon.pixmap(48, QIcon::Normal, QIcon::On)), color(Token::Accent, Scheme::Light)));
    QVERIFY(isNear(inkOf(icon.pixmap(48, QIcon::Disabled)), color(Token::DisabledText, Scheme::Light)));
}

void TestIcons::iconsAreSharpAtEveryScale()
{
    for (const qreal scale : {1.0, 1.5, 2.0, 3.0})
        QCOMPARE(themeIcon(u"key"_s).pixmap(QSize(20, 20), scale).size(), QSize(20, 20) * scale);
}

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
