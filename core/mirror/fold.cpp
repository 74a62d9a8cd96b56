// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/fold.h"

#include <QString>

namespace chancery::mirror {

namespace {

constexpr char asciiFolded(char c)
{
    const bool isCapital = c >= 'A' && c <= 'Z';
    const bool isControl = static_cast<unsigned char>(c) < ' ' || c == 0x7f;
    return isControl ? ' ' : char(c + (isCapital ? 0x20 : 0));
}

/// What stands for a letter that has no decomposition; empty for all others.
QStringView plainOf(QChar c)
{
    switch (c.unicode()) {
    case u'ß':
        return u"ss";
    case u'æ':
        return u"ae";
    case u'œ':
        return u"oe";
    case u'ø':
        return u"o";
    case u'ł':
        return u"l";
    case u'đ':
        return u"d";
    case u'ı':
        return u"i";
    default:
        return {};
    }
}

void appendWide(QByteArray &out, const QString &text)
{
    const QString decomposed = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString kept;
    kept.reserve(decomposed.size());
    // Folding may put a mark in (İ), so that the marks go last.
    for (const QChar c : decomposed.normalized(QString::NormalizationForm_KD)) {
        if (const QStringView plain = plainOf(c); !plain.isEmpty())
            kept += plain;
        else if (c.category() != QChar::Mark_NonSpacing)
            kept += c.category() == QChar::Other_Control ? QChar(u' ') : c;
    }
    out += kept.toUtf8();
}

} // namespace

void appendFolded(QByteArray &out, std::string_view utf8)
{
    const qsizetype before = out.size();
    out.resize(before + qsizetype(utf8.size()));
    char *to = out.data() + before;
    unsigned char all = 0;
    for (const char c : utf8) {
        all |= static_cast<unsigned char>(c);
        *to++ = asciiFolded(c);
    }
    if (all >= 0x80) {
        out.truncate(before);
        appendWide(out, QString::fromUtf8(utf8.data(), qsizetype(utf8.size())));
    }
}

QByteArray folded(std::string_view utf8)
{
    QByteArray out;
    appendFolded(out, utf8);
    return out;
}

QByteArray folded(QStringView text)
{
    const QByteArray utf8 = text.toUtf8();
    return folded(std::string_view(utf8.constData(), std::size_t(utf8.size())));
}

} // namespace chancery::mirror
