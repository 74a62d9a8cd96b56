// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/sectionreader.h"

namespace chancery::catalogue {

namespace {

bool isDigitPlace(QChar c)
{
    return c == u'0' || c == u'#' || c == u'?';
}

/// Behind what opens at `at`: a quoted text, a bracket, an escaped sign.
qsizetype behind(QStringView code, qsizetype at)
{
    const QChar c = code[at];
    if (c == u'\\' || c == u'_' || c == u'*')
        return std::min(at + 2, code.size());
    const qsizetype end = c == u'"' ? code.indexOf(u'"', at + 1) : c == u'[' ? code.indexOf(u']', at + 1) : at;
    return end < 0 ? code.size() : end + 1;
}

} // namespace

QList<QStringView> SectionReader::split(QStringView code)
{
    QList<QStringView> sections;
    qsizetype begin = 0;
    for (qsizetype at = 0; at < code.size();) {
        if (code[at] == u';') {
            sections.append(code.sliced(begin, at - begin));
            begin = at + 1;
        }
        at = behind(code, at);
    }
    sections.append(code.sliced(begin));
    return sections;
}

NumberFormat::Section SectionReader::read()
{
    m_isGeneral = m_code.contains(u"General", Qt::CaseInsensitive) || m_code.contains(u'@');
    while (m_at < m_code.size() && !m_isGeneral)
        readSign();
    using Kind = NumberFormat::Kind;
    const bool isMoment = m_section.hasDate || m_section.hasTime || m_hasMonthOrMinute;
    if (m_hasMonthOrMinute && !m_section.hasTime)
        m_section.hasDate = true;
    m_section.after = m_pending;
    if (!m_isGeneral)
        m_section.kind = m_isDuration  ? Kind::Duration
                         : isMoment    ? Kind::Moment
                         : m_hasDigits ? Kind::Digits
                                       : Kind::General;
    return m_section;
}

void SectionReader::readSign()
{
    const QChar c = m_code[m_at];
    const qsizetype next = behind(m_code, m_at);
    const QStringView whole = m_code.sliced(m_at, next - m_at);
    if (c == u'"') {
        literal(whole.sliced(1, std::max<qsizetype>(whole.size() - 2, 0)).toString());
    } else if (c == u'\\') {
        literal(whole.sliced(1).toString());
    } else if (c == u'[') {
        readBracket();
    } else if (isDigitPlace(c)) {
        readDigit(c.toLatin1());
    } else if (c == u',') {
        readComma();
    } else if (c == u'.' && (m_hasDigits || isDigitPlace(at(m_at + 1)))) {
        readPoint();
    } else if (c == u'%') {
        m_section.isPercent = true;
        literal(QString(c));
    } else if ((c == u'/' && m_hasDigits) || (c.toUpper() == u'E' && (at(m_at + 1) == u'+' || at(m_at + 1) == u'-'))) {
        m_isGeneral = true; // fractions and exponents
    } else if (c != u'_' && c != u'*' && !readMoment()) {
        literal(QString(c));
    }
    m_at = next;
}

void SectionReader::readBracket()
{
    const qsizetype end = m_code.indexOf(u']', m_at);
    const QStringView inside = m_code.sliced(m_at + 1, std::max<qsizetype>(end - m_at - 1, 0));
    const QString word = inside.toString().toLower();
    if (word.startsWith(u'$')) {
        literal(inside.sliced(1, (inside.indexOf(u'-') < 0 ? inside.size() : inside.indexOf(u'-')) - 1).toString());
    } else if (word.startsWith(u'<') || word.startsWith(u'>') || word.startsWith(u'=')) {
        m_isGeneral = true; // a condition
    } else if (!word.isEmpty() && (word.count(u'h') == word.size() || word.count(u'm') == word.size() ||
                                   word.count(u's') == word.size())) {
        m_isDuration = true;
    }
}

void SectionReader::readDigit(char kind)
{
    QList<NumberFormat::Place> &places = m_isBehindPoint ? m_section.decimals : m_section.whole;
    if (!m_hasDigits)
        m_section.before = m_pending;
    else if (!m_pending.isEmpty())
        places.append(NumberFormat::Place{0, m_pending});
    m_pending.clear();
    m_hasDigits = true;
    places.append(NumberFormat::Place{kind});
}

/// Between digits it only groups them.
void SectionReader::readComma()
{
    if (m_hasDigits && !isDigitPlace(at(m_at + 1)))
        ++m_section.thousands;
    else if (!m_hasDigits)
        literal(QString(u','));
}

void SectionReader::readPoint()
{
    if (!m_hasDigits)
        m_section.before = std::exchange(m_pending, QString());
    m_hasDigits = true;
    m_isBehindPoint = true;
}

bool SectionReader::readMoment()
{
    switch (m_code[m_at].toLower().unicode()) {
    case u'y':
    case u'd':
        m_section.hasDate = true;
        return true;
    case u'h':
    case u's':
        m_section.hasTime = true;
        return true;
    case u'm':
        m_hasMonthOrMinute = true;
        return true;
    default:
        return false;
    }
}

} // namespace chancery::catalogue
