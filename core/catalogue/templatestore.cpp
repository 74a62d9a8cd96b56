// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/templatestore.h"

#include "core/profiles/atomicfile.h"

#include <QFile>

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 version = 1;
constexpr qsizetype keptWithoutName = 50;

bool isSame(const MappingTemplate &value, const QString &name, const QStringList &headers)
{
    if (!name.isEmpty() || !value.name.isEmpty())
        return value.name.compare(name, Qt::CaseInsensitive) == 0;
    return headerChanges(value.headers(), headers).isEmpty();
}

/// The newest come first.
void dropOldest(QList<MappingTemplate> &templates)
{
    std::stable_sort(templates.begin(), templates.end(),
                     [](const MappingTemplate &a, const MappingTemplate &b) { return a.used > b.used; });
    qsizetype nameless = 0;
    templates.removeIf(
        [&nameless](const MappingTemplate &value) { return value.name.isEmpty() && ++nameless > keptWithoutName; });
}

} // namespace

TemplateStore::TemplateStore(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{}

Result<TemplateStore::Loaded> TemplateStore::load()
{
    m_blocked.reset();
    Loaded loaded = Loaded::AsSaved;
    auto bytes = chancery::readWhole(m_path);
    auto read = bytes ? parse(*bytes, m_path) : Result<QList<MappingTemplate>>(bytes.error());
    if (!read && (read.error().cause == Cause::StorageTooNew || read.error().cause == Cause::FileUnreadable))
        return *(m_blocked = read.error());
    if (!read) {
        const bool isThere = read.error().cause != Cause::FileNotFound;
        setAside();
        bytes = chancery::readWhole(m_path + u".bak"_s);
        read = bytes ? parse(*bytes, m_path) : Result<QList<MappingTemplate>>(bytes.error());
        loaded = read ? Loaded::FromBackup : isThere ? Loaded::StartedOver : Loaded::Fresh;
    }
    m_templates = read ? *read : QList<MappingTemplate>();
    m_good = read ? *bytes : QByteArray();
    Q_EMIT changed();
    return loaded;
}

void TemplateStore::setAside()
{
    if (!QFile::exists(m_path))
        return;
    QFile::remove(m_path + u".damaged"_s);
    QFile::copy(m_path, m_path + u".damaged"_s);
}

Result<QList<MappingTemplate>> TemplateStore::parse(const QByteArray &bytes, const QString &path)
{
    const auto document = json::parse(bytes);
    if (!document || !(*document)[u"version"].isNumber() || !(*document)[u"templates"].isArray())
        return chancery::storageError(Cause::StorageCorrupt, path);
    if ((*document)[u"version"].toInteger() > version)
        return chancery::storageError(Cause::StorageTooNew, path);
    QList<MappingTemplate> templates;
    for (const json::Value &entry : (*document)[u"templates"].items()) {
        auto value = templateFromJson(entry);
        if (!value)
            return chancery::storageError(Cause::StorageCorrupt, path);
        const bool isTwice = std::any_of(templates.cbegin(), templates.cend(), [&value](const MappingTemplate &other) {
            return isSame(other, value->name, value->headers());
        });
        if (!isTwice)
            templates.append(*std::move(value));
    }
    return templates;
}

std::optional<MappingTemplate> TemplateStore::find(const QString &name) const
{
    for (const MappingTemplate &value : m_templates) {
        if (!name.isEmpty() && isSame(value, name, {}))
            return value;
    }
    return std::nullopt;
}

std::optional<TemplateMatch> TemplateStore::bestMatch(const QStringList &headers) const
{
    return catalogue::bestMatch(m_templates, headers);
}

void TemplateStore::catchUp()
{
    const auto bytes = chancery::readWhole(m_path);
    if (!bytes || *bytes == m_good)
        return;
    if (auto templates = parse(*bytes, m_path)) {
        m_templates = *std::move(templates);
        m_good = *bytes;
    }
}

Result<Nothing> TemplateStore::save(QList<MappingTemplate> templates)
{
    json::Value::Array entries;
    for (const MappingTemplate &value : templates)
        entries.push_back(toJson(value));
    json::Value document = json::Value::object();
    document.set(u"version"_s, json::Value::integer(version));
    document.set(u"templates"_s, std::move(entries));
    const QByteArray bytes = json::write(document, json::Layout::Indented) + '\n';
    if (!m_good.isEmpty()) {
        if (const auto backedUp = chancery::writeAtomically(m_path + u".bak"_s, m_good); !backedUp)
            return backedUp;
    }
    if (const auto written = chancery::writeAtomically(m_path, bytes); !written)
        return written;
    m_templates = std::move(templates);
    m_good = bytes;
    Q_EMIT changed();
    return Nothing{};
}

Result<Nothing> TemplateStore::keep(const QString &name, const Mapping &mapping, const QString &fieldProfile)
{
    if (m_blocked)
        return *m_blocked;
    catchUp();
    QList<MappingTemplate> templates = m_templates;
    MappingTemplate value{name.simplified(), mapping, QDateTime::currentDateTimeUtc(), fieldProfile};
    templates.removeIf([&](const MappingTemplate &other) { return isSame(other, value.name, value.headers()); });
    templates.prepend(std::move(value));
    dropOldest(templates);
    return save(std::move(templates));
}

Result<Nothing> TemplateStore::remove(const QString &name)
{
    if (m_blocked)
        return *m_blocked;
    catchUp();
    QList<MappingTemplate> templates = m_templates;
    templates.removeIf([&](const MappingTemplate &value) { return !name.isEmpty() && isSame(value, name, {}); });
    return save(std::move(templates));
}

} // namespace chancery::catalogue
