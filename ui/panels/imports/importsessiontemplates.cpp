// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where a session's mapping comes from, and how it is remembered.

#include "core/catalogue/fieldprofile.h"
#include "ui/panels/imports/importsession.h"

#include <QFileInfo>

#include <utility>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// One that was kept as a file may be gone; nobody is to be held up by that.
QString usableProfile(const QString &name)
{
    return name.isEmpty() || catalogue::fieldProfile(name) ? name : QString();
}

} // namespace

/// By names and values; then what was chosen for these very columns, whatever the file was called.
void ImportSession::adoptMapping()
{
    m_mapping = mappedByItself();
    m_source = TemplateSource::None;
    m_templateName.clear();
    m_fieldProfile.clear();
    m_offer = m_templates.bestMatch(m_preview.headers);
    if (!m_offer || !m_offer->changes.isEmpty())
        return;
    m_mapping = catalogue::adapted(m_offer->value, m_mapping);
    m_fieldProfile = usableProfile(m_offer->value.fieldProfile);
    m_templateName = m_offer->value.name;
    m_source = m_templateName.isEmpty() ? TemplateSource::LastChoices : TemplateSource::Named;
    m_offer.reset();
}

catalogue::Mapping ImportSession::mappedByItself() const
{
    catalogue::Mapping mapping = catalogue::autoMap(catalogue::sampleOf(m_preview));
    mapping.dialect = m_client.settings().dialect;
    mapping.network = keyban::dialectOfNetwork(m_facts.network).value_or(mapping.dialect) == mapping.dialect
                          ? m_facts.network
                          : QString();
    mapping.certifiedPaths = catalogue::usualCertifiedPaths(mapping);
    return mapping;
}

void ImportSession::replaceMapping(const catalogue::Mapping &mapping)
{
    m_offer.reset();
    setMapping(mapping);
    Q_EMIT mappingReplaced();
}

void ImportSession::useTemplate(const catalogue::MappingTemplate &value)
{
    m_templateName = value.name;
    m_fieldProfile = usableProfile(value.fieldProfile);
    m_source = value.name.isEmpty() ? TemplateSource::LastChoices : TemplateSource::Named;
    replaceMapping(catalogue::adapted(value, mappedByItself()));
    // The next file with these columns begins with the template chosen last.
    if (!value.name.isEmpty() && catalogue::headerChanges(value.headers(), m_preview.headers).isEmpty())
        keepNamed(value.mapping);
}

void ImportSession::useNoTemplate()
{
    m_templateName.clear();
    m_source = TemplateSource::None;
    replaceMapping(mappedByItself());
}

void ImportSession::saveTemplate(const QString &name)
{
    m_templateName = name.simplified();
    m_source = TemplateSource::Named;
    keepNamed(m_mapping);
}

/// What a name holds needs no memory of its own.
void ImportSession::keepNamed(const catalogue::Mapping &mapping)
{
    m_isToRemember = false;
    if (const auto kept = m_templates.keep(m_templateName, mapping, m_fieldProfile); !kept)
        Q_EMIT failed(kept.error());
}

void ImportSession::removeTemplate(const QString &name)
{
    m_templateName.clear();
    m_source = TemplateSource::None;
    if (const auto removed = m_templates.remove(name); !removed)
        Q_EMIT failed(removed.error());
}

void ImportSession::importTemplate(const QString &file)
{
    auto read = catalogue::readTemplate(file);
    if (!read)
        return Q_EMIT failed(read.error());
    if (read->name.isEmpty())
        read->name = QFileInfo(file).completeBaseName();
    if (const auto kept = m_templates.keep(read->name, read->mapping, read->fieldProfile); !kept)
        return Q_EMIT failed(kept.error());
    const catalogue::HeaderChanges changes = catalogue::headerChanges(read->headers(), m_preview.headers);
    if (changes.isEmpty())
        return useTemplate(*read);
    // Nobody asked for it yet.
    m_offer = catalogue::TemplateMatch{*read, changes};
    Q_EMIT templatesChanged();
}

void ImportSession::exportTemplate(const QString &file)
{
    const QString name = m_templateName.isEmpty() ? QFileInfo(file).completeBaseName() : m_templateName;
    const catalogue::MappingTemplate value{name, m_mapping, QDateTime::currentDateTimeUtc(), m_fieldProfile};
    if (const auto written = catalogue::writeTemplate(value, file); !written)
        Q_EMIT failed(written.error());
}

void ImportSession::rememberSoon()
{
    m_isToRemember = true;
    m_rememberTimer.start();
}

void ImportSession::remember()
{
    if (!std::exchange(m_isToRemember, false))
        return;
    m_rememberTimer.stop();
    if (const auto kept = m_templates.keep({}, m_mapping, m_fieldProfile); !kept)
        Q_EMIT failed(kept.error());
}

} // namespace chancery
