// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/fold.h"

#include <QString>

namespace chancery::mirror {

namespace {

constexpr char asciiFolded(char16_t c)
{
    return c >= u'A' && c <= u'Z' ? char(c + 0x20) : c < u' ' || c == 0x7f ? ' ' : char(c);
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

void appendWide(QByteArray &out, QStringView text)
{
    const QString decomposed = text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
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

void appendFolded(QByteArray &out, QStringView text)
{
    const qsizetype before = out.size();
    out.resize(before + text.size());
    char *to = out.data() + before;
    for (const QChar c : text) {
        if (c.unicode() >= 0x80) {
            out.truncate(before);
            appendWide(out, text);
            return;
        }
        *to++ = asciiFolded(c.unicode());
    }
}

QByteArray folded(QStringView text)
{
    QByteArray out;
    appendFolded(out, text);
    return out;
}

} // namespace chancery::mirror
