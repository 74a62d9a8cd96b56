// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/tokens.h"

#include <array>

namespace chancery {

namespace {

struct Row
{
    Token token;
    std::array<QRgb, 4> values; ///< in the order of Scheme
};

constexpr std::array table{
    Row{Token::Window, {0xFFF6F5F2, 0xFF1A1C1F, 0xFFFFFFFF, 0xFF000000}},
    Row{Token::Base, {0xFFFFFFFF, 0xFF212428, 0xFFFFFFFF, 0xFF000000}},
    Row{Token::AlternateBase, {0xFFFBFAF8, 0xFF24272C, 0xFFF4F4F4, 0xFF121212}},
    Row{Token::Rail, {0xFFEDEBE6, 0xFF151719, 0xFFFFFFFF, 0xFF000000}},
    Row{Token::Text, {0xFF1C1F23, 0xFFE8E6E1, 0xFF000000, 0xFFFFFFFF}},
    Row{Token::SecondaryText, {0xFF5B626B, 0xFFA5ABB3, 0xFF1F1F1F, 0xFFEDEDED}},
    Row{Token::DisabledText, {0xFF8E949B, 0xFF6F757D, 0xFF5E5E5E, 0xFFA8A8A8}},
    Row{Token::Line, {0xFFDEDBD4, 0xFF373B41, 0xFF000000, 0xFFFFFFFF}},
    Row{Token::ControlLine, {0xFF8F8B82, 0xFF6B7178, 0xFF000000, 0xFFFFFFFF}},
    Row{Token::ButtonLine, {0xFFC3BFB6, 0xFF50565D, 0xFF000000, 0xFFFFFFFF}},
    Row{Token::Groove, {0xFFE2DFD8, 0xFF373B41, 0xFFC9C9C9, 0xFF4A4A4A}},
    Row{Token::Accent, {0xFF2F5D8C, 0xFF8AB4E0, 0xFF003A75, 0xFF9CCBFF}},
    Row{Token::AccentText, {0xFFFFFFFF, 0xFF10202F, 0xFFFFFFFF, 0xFF000000}},
    Row{Token::Selection, {0xFFDCE8F4, 0xFF2B3F55, 0xFFCCE0F7, 0xFF0B3A6B}},
    Row{Token::SelectionText, {0xFF12263A, 0xFFF0F4F8, 0xFF000000, 0xFFFFFFFF}},
    Row{Token::Good, {0xFF23703F, 0xFF6CC58F, 0xFF0B4A24, 0xFF8DF0B4}},
    Row{Token::Attention, {0xFF8A5C00, 0xFFE0B04A, 0xFF5C3C00, 0xFFFFD873}},
    Row{Token::Bad, {0xFFB3261E, 0xFFF28B82, 0xFF8A0F08, 0xFFFFB3AB}},
    Row{Token::Unknown, {0xFF6B4FA0, 0xFFB79CED, 0xFF452A7A, 0xFFD6C2FF}},
    Row{Token::Test, {0xFF2C7A7B, 0xFF6CCFCF, 0xFF004F50, 0xFF8DF5F5}},
    Row{Token::Live, {0xFFB3261E, 0xFFF28B82, 0xFF8A0F08, 0xFFFFB3AB}},
};

constexpr bool tableIsInOrder()
{
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (std::size_t(table[i].token) != i)
            return false;
    }
    return true;
}
static_assert(tableIsInOrder());
static_assert(table.size() == std::size_t(Token::Live) + 1);

/// The share of a token's colour in its tint. The strip's word TEST allows for less than the others.
qreal tintShare(Token token, Scheme scheme)
{
    if (token == Token::Test && scheme == Scheme::Light)
        return 0.07;
    return 0.12;
}

QColor mixed(const QColor &above, const QColor &below, qreal share)
{
    const auto channel = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return QColor(channel(above.red(), below.red()), channel(above.green(), below.green()),
                  channel(above.blue(), below.blue()));
}

} // namespace

QColor color(Token token, Scheme scheme)
{
    return QColor::fromRgb(table[std::size_t(token)].values[std::size_t(scheme)]);
}

QColor color(Token token, const QPalette &palette)
{
    return color(token, schemeOf(palette));
}

Token tokenOf(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return Token::SecondaryText;
    case Tone::Good:
        return Token::Good;
    case Tone::Attention:
        return Token::Attention;
    case Tone::Bad:
        return Token::Bad;
    case Tone::Unknown:
        return Token::Unknown;
    case Tone::Accent:
        return Token::Accent;
    }
    return Token::SecondaryText;
}

QColor tint(Token token, Scheme scheme)
{
    return mixed(color(token, scheme), color(Token::Base, scheme), tintShare(token, scheme));
}

QColor tint(Token token, const QPalette &palette)
{
    return tint(token, schemeOf(palette));
}

QColor veil(const QPalette &palette, qreal strength)
{
    QColor layer = color(Token::Text, palette);
    layer.setAlphaF(float(strength));
    return layer;
}

Scheme schemeOf(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrastLight, Scheme::HighContrastDark}) {
        if (window == color(Token::Window, scheme))
            return scheme;
    }
    return window.lightness() < 128 ? Scheme::Dark : Scheme::Light;
}

bool isDark(Scheme scheme)
{
    return scheme == Scheme::Dark || scheme == Scheme::HighContrastDark;
}

QPalette paletteOf(Scheme scheme)
{
    const auto of = [scheme](Token token) { return color(token, scheme); };
    QPalette palette;
    palette.setColor(QPalette::Window, of(Token::Window));
    palette.setColor(QPalette::WindowText, of(Token::Text));
    palette.setColor(QPalette::Base, of(Token::Base));
    palette.setColor(QPalette::AlternateBase, of(Token::AlternateBase));
    palette.setColor(QPalette::Text, of(Token::Text));
    palette.setColor(QPalette::PlaceholderText, of(Token::SecondaryText));
    palette.setColor(QPalette::Button, of(Token::Base));
    palette.setColor(QPalette::ButtonText, of(Token::Text));
    palette.setColor(QPalette::BrightText, of(Token::Bad));
    palette.setColor(QPalette::Highlight, of(Token::Selection));
    palette.setColor(QPalette::HighlightedText, of(Token::SelectionText));
    palette.setColor(QPalette::Link, of(Token::Accent));
    palette.setColor(QPalette::LinkVisited, of(Token::Unknown));
    palette.setColor(QPalette::ToolTipBase, of(Token::Text));
    palette.setColor(QPalette::ToolTipText, of(Token::Base));
    palette.setColor(QPalette::Light, of(Token::Base));
    palette.setColor(QPalette::Midlight, of(Token::AlternateBase));
    palette.setColor(QPalette::Mid, of(Token::Line));
    palette.setColor(QPalette::Dark, of(Token::ControlLine));
    palette.setColor(QPalette::Shadow, of(Token::ControlLine));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                           QPalette::HighlightedText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, of(Token::DisabledText));
    return palette;
}

} // namespace chancery
