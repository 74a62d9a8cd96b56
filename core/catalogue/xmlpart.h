// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/archive.h"

#include <QXmlStreamReader>

namespace chancery::catalogue {

/// One XML part of an archive, token by token, in little memory. A document type definition, which only an attack
/// has here, is an error. Names are compared without their namespace: there are two for the same format.
class XmlPart
{
public:
    /// What one token may take.
    static constexpr qint64 tokenLimit = 8 * 1024 * 1024;
    static constexpr int deepest = 64;

    XmlPart(Archive &archive, std::unique_ptr<ArchivePart> part);

    /// The next token; false at the end and on failure.
    bool next();
    /// The next start of an element; false at the end of the enclosing one, of the document, and on failure.
    bool nextChild();
    void skip();
    /// The text of the element that has started, up to its end.
    QString text();

    bool isStart(QLatin1StringView name) const { return m_xml.isStartElement() && m_xml.name() == name; }
    bool isEnd(QLatin1StringView name) const { return m_xml.isEndElement() && m_xml.name() == name; }
    QStringView name() const { return m_xml.name(); }
    QStringView attribute(QLatin1StringView name) const;
    bool flag(QLatin1StringView name) const;
    qint64 unpacked() const { return m_part->unpacked(); }
    qint64 size() const { return m_part->size(); }
    /// Empty while all is well.
    std::optional<Error> error() const;

private:
    Archive &m_archive;
    std::unique_ptr<ArchivePart> m_part;
    QXmlStreamReader m_xml;
    QXmlStreamAttributes m_attributes; ///< of the element that has started
    int m_depth = 0;
    bool m_isRefused = false;
};

} // namespace chancery::catalogue
