// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/xmlpart.h"

namespace chancery::catalogue {

XmlPart::XmlPart(Archive &archive, std::unique_ptr<ArchivePart> part)
    : m_archive(archive)
    , m_part(std::move(part))
    , m_xml(m_part.get())
{}

bool XmlPart::next()
{
    if (m_isRefused || m_xml.atEnd())
        return false;
    m_part->allow(tokenLimit);
    const auto token = m_xml.readNext();
    m_depth += token == QXmlStreamReader::StartElement;
    m_depth -= token == QXmlStreamReader::EndElement;
    m_isRefused = token == QXmlStreamReader::DTD || token == QXmlStreamReader::EntityReference || m_depth > deepest;
    if (token == QXmlStreamReader::StartElement)
        m_attributes = m_xml.attributes();
    return !m_isRefused && token != QXmlStreamReader::Invalid && token != QXmlStreamReader::EndDocument;
}

bool XmlPart::nextChild()
{
    while (next()) {
        if (m_xml.isStartElement())
            return true;
        if (m_xml.isEndElement())
            return false;
    }
    return false;
}

void XmlPart::skip()
{
    int depth = 1;
    while (depth > 0 && next()) {
        depth += m_xml.isStartElement();
        depth -= m_xml.isEndElement();
    }
}

QString XmlPart::text()
{
    QString text;
    int depth = 1;
    while (depth > 0 && next()) {
        depth += m_xml.isStartElement();
        depth -= m_xml.isEndElement();
        if (depth == 1 && m_xml.isCharacters() && text.size() <= tokenLimit)
            text += m_xml.text();
    }
    return text;
}

QStringView XmlPart::attribute(QLatin1StringView name) const
{
    for (const QXmlStreamAttribute &attribute : m_attributes) {
        if (attribute.name() == name)
            return attribute.value();
    }
    return {};
}

bool XmlPart::flag(QLatin1StringView name) const
{
    const QStringView value = attribute(name);
    return value == u"1" || value == u"true" || value == u"on";
}

std::optional<Error> XmlPart::error() const
{
    if (m_part->error())
        return m_part->error();
    if (m_isRefused || m_xml.hasError())
        return m_archive.error(Cause::FileDamaged);
    return std::nullopt;
}

} // namespace chancery::catalogue
