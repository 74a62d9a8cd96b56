// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/sharedtexts.h"

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

/// The sign that `_x000D_` at `at` stands for.
std::optional<QChar> escapedAt(const QString &text, qsizetype at)
{
    constexpr qsizetype size = 7;
    if (at + size > text.size() || text[at + 1] != u'x' || text[at + size - 1] != u'_')
        return std::nullopt;
    bool isHexadecimal = false;
    const ushort code = QStringView(text).sliced(at + 2, 4).toUShort(&isHexadecimal, 16);
    return isHexadecimal ? std::optional(QChar(code)) : std::nullopt;
}

} // namespace

QString withoutEscapes(QString text)
{
    for (qsizetype at = text.indexOf(u"_x"_s); at >= 0; at = text.indexOf(u"_x"_s, at + 1)) {
        if (const auto sign = escapedAt(text, at))
            text.replace(at, 7, *sign);
    }
    return text;
}

QString richText(XmlPart &part)
{
    QString text;
    while (part.nextChild()) {
        if (part.isStart("t"_L1)) {
            text += part.text();
        } else if (part.isStart("r"_L1)) {
            while (part.nextChild()) {
                if (part.isStart("t"_L1))
                    text += part.text();
                else
                    part.skip();
            }
        } else {
            part.skip();
        }
    }
    return withoutEscapes(text);
}

bool SharedTexts::readOne()
{
    while (m_part->next()) {
        if (!m_part->isStart("si"_L1))
            continue;
        const QByteArray text = richText(*m_part).toUtf8();
        if (!text.isEmpty())
            m_texts.append({text.constData(), std::size_t(text.size())});
        m_ends.push_back(quint32(m_texts.size()));
        return true;
    }
    return false;
}

Result<std::string_view> SharedTexts::at(std::size_t index, const Archive &archive)
{
    while (index >= m_ends.size()) {
        if (!m_part || !readOne() || m_part->error())
            return m_part ? m_part->error().value_or(archive.error(Cause::FileDamaged))
                          : archive.error(Cause::FileDamaged);
        if (m_texts.size() + m_ends.size() * sizeof(quint32) > limit)
            return archive.error(Cause::SheetTextTooLarge);
    }
    const std::size_t begin = index == 0 ? 0 : m_ends[index - 1];
    return m_texts.view().substr(begin, m_ends[index] - begin);
}

} // namespace chancery::catalogue
