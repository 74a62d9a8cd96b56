// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/tokens.h"

#include <QTest>

#include <cmath>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array schemes{Scheme::Light, Scheme::Dark, Scheme::HighContrastLight, Scheme::HighContrastDark};
constexpr std::array tones{Tone::Neutral, Tone::Good, Tone::Attention, Tone::Bad, Tone::Unknown, Tone::Accent};

/// WCAG 2.1, relative luminance.
double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

struct Pair
{
    QColor text;
    QColor ground;
    QString name;
};

QList<Pair> textPairs(Scheme scheme)
{
    const auto of = [scheme](Token token) { return color(token, scheme); };
    QList<Pair> pairs{{of(Token::AccentText), of(Token::Accent), u"primary button"_s},
                      {of(Token::Base), of(Token::Bad), u"danger button"_s},
                      {of(Token::SelectionText), of(Token::Selection), u"selected text"_s},
                      {of(Token::Base), of(Token::Text), u"tooltip"_s},
                      {of(Token::Test), tint(Token::Test, scheme), u"the word TEST"_s},
                      {of(Token::Live), tint(Token::Live, scheme), u"the word LIVE"_s}};
    for (const Token ground : {Token::Window, Token::Base, Token::AlternateBase, Token::Rail, Token::Selection}) {
        for (const Token text : {Token::Text, Token::SecondaryText, Token::Accent})
            pairs += {of(text), of(ground), u"text %1 on %2"_s.arg(int(text)).arg(int(ground))};
    }
    for (const Tone tone : tones) {
        for (const Token ground : {Token::Window, Token::Base, Token::AlternateBase, Token::Selection})
            pairs += {of(tokenOf(tone)), of(ground), u"tone %1 on %2"_s.arg(int(tone)).arg(int(ground))};
        pairs += {of(tokenOf(tone)), tint(tokenOf(tone), scheme), u"pill %1"_s.arg(int(tone))};
        pairs += {of(Token::Text), tint(tokenOf(tone), scheme), u"banner %1"_s.arg(int(tone))};
    }
    for (const Token strip : {Token::Test, Token::Live}) {
        pairs += {of(Token::Text), tint(strip, scheme), u"profile on the strip"_s};
        pairs += {of(Token::SecondaryText), tint(strip, scheme), u"host on the strip"_s};
    }
    return pairs;
}

} // namespace

class TestTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsReadable();
    void fieldsAreSeenWhereTheyAre();
    void testAndLiveDifferInGreyscaleOrWord();
    void aPaletteTellsItsScheme();
    void aForeignPaletteIsTakenByItsLightness();
    void inactiveWindowsKeepTheSelection();
};

void TestTokens::everyTextIsReadable()
{
    for (const Scheme scheme : schemes) {
        for (const Pair &pair : textPairs(scheme)) {
            const double ratio = contrast(pair.text, pair.ground);

            QVERIFY2(ratio >= 4.5, qPrintable(u"scheme %1, %2: %3"_s.arg(int(scheme)).arg(pair.name).arg(ratio)));
        }
    }
}

void TestTokens::fieldsAreSeenWhereTheyAre()
{
    for (const Scheme scheme : schemes) {
        for (const Token ground : {Token::Window, Token::Base})
            QVERIFY(contrast(color(Token::ControlLine, scheme), color(ground, scheme)) >= 3);
        QVERIFY(contrast(color(Token::Accent, scheme), color(Token::Base, scheme)) >= 3);
    }
}

void TestTokens::testAndLiveDifferInGreyscaleOrWord()
{
    for (const Scheme scheme : schemes)
        QVERIFY(color(Token::Test, scheme) != color(Token::Live, scheme));
}

void TestTokens::aPaletteTellsItsScheme()
{
    for (const Scheme scheme : schemes)
        QCOMPARE(schemeOf(paletteOf(scheme)), scheme);
}

void TestTokens::aForeignPaletteIsTakenByItsLightness()
{
    QCOMPARE(schemeOf(QPalette(QColor(40, 40, 44))), Scheme::Dark);
    QCOMPARE(schemeOf(QPalette(QColor(230, 230, 230))), Scheme::Light);
}

void TestTokens::inactiveWindowsKeepTheSelection()
{
    for (const Scheme scheme : schemes) {
        const QPalette palette = paletteOf(scheme);
        QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight),
                 palette.color(QPalette::Active, QPalette::Highlight));
    }
}

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
