// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mappingtemplate.h"

#include "core/catalogue/mappingjson.h"
#include "core/profiles/atomicfile.h"

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 version = 1;
constexpr QStringView marker = u"chanceryTemplate";

Error unusable(const QString &what)
{
    Error error;
    error.kind = ErrorKind::Input;
    error.cause = Cause::TemplateUnusable;
    error.detail = what;
    return error;
}

/// Which column of the template each column of the file is; -1 for none.
QList<int> places(const QStringList &known, const QStringList &now)
{
    const HeaderChanges changes = headerChanges(known, now);
    QStringList left;
    for (const QString &header : known)
        left.append(header.simplified().toCaseFolded());
    QList<int> found;
    for (const QString &header : now) {
        QString old = header;
        for (const auto &[before, after] : changes.renamed) {
            if (after == header)
                old = before;
        }
        const qsizetype at = left.indexOf(old.simplified().toCaseFolded());
        found.append(int(at));
        if (at >= 0)
            left[at] = QString(QChar::Null);
    }
    return found;
}

bool isTaken(const Mapping &mapping, const Target &target)
{
    const QList<Placement> placed = placements(mapping);
    return std::any_of(placed.cbegin(), placed.cend(),
                       [&target](const Placement &placement) { return placement.target == target; });
}

/// Made values whose columns are there, or some of them.
QList<MadeValue> madeFor(const QList<MadeValue> &made, const QList<int> &place)
{
    QList<MadeValue> kept;
    for (MadeValue value : made) {
        const bool isConstant = value.isConstant();
        QList<int> columns;
        for (const int column : std::as_const(value.columns)) {
            if (const qsizetype now = place.indexOf(column); now >= 0)
                columns.append(int(now));
        }
        value.columns = columns;
        if (isConstant || !columns.isEmpty())
            kept.append(value);
    }
    return kept;
}

} // namespace

QStringList MappingTemplate::headers() const
{
    QStringList names;
    for (const ColumnMapping &column : mapping.columns)
        names.append(column.header);
    return names;
}

json::Value toJson(const MappingTemplate &value)
{
    json::Value object = json::Value::object();
    object.set(marker.toString(), json::Value::integer(version));
    object.set(u"name"_s, value.name);
    if (value.used.isValid())
        object.set(u"used"_s, value.used.toUTC().toString(Qt::ISODate));
    if (!value.fieldProfile.isEmpty())
        object.set(u"fieldProfile"_s, value.fieldProfile);
    json::Value mapping = toJson(value.mapping);
    mapping.remove(u"network");
    mapping.remove(u"dialect");
    object.set(u"mapping"_s, std::move(mapping));
    return object;
}

Result<MappingTemplate> templateFromJson(const json::Value &value)
{
    if (!value[marker].isNumber())
        return unusable(marker.toString());
    if (value[marker].toInteger() != version)
        return unusable(marker.toString() + u' ' + value[marker].toText());
    for (const json::Member &member : value.members()) {
        static const QStringList known{marker.toString(), u"name"_s, u"used"_s, u"fieldProfile"_s, u"mapping"_s};
        if (!known.contains(member.key))
            return unusable(member.key);
    }
    if (!value[u"name"].isString())
        return unusable(u"name"_s);
    if (value.contains(u"fieldProfile") && !value[u"fieldProfile"].isString())
        return unusable(u"fieldProfile"_s);
    auto mapping = mappingFromJson(value[u"mapping"]);
    if (!mapping)
        return mapping.error();
    if (mapping->columns.isEmpty())
        return unusable(u"columns"_s);
    MappingTemplate result{value[u"name"].toString(), *std::move(mapping), {}, value[u"fieldProfile"].toString()};
    result.used = QDateTime::fromString(value[u"used"].toString(), Qt::ISODate);
    return result;
}

Result<MappingTemplate> readTemplate(const QString &file)
{
    const auto bytes = chancery::readWhole(file);
    if (!bytes)
        return bytes.error();
    const auto document = json::parse(*bytes);
    auto read = document ? templateFromJson(*document) : Result<MappingTemplate>(unusable(document.error().detail));
    if (read)
        return read;
    Error error = read.error();
    error.subject = file;
    return error;
}

Result<Nothing> writeTemplate(const MappingTemplate &value, const QString &file)
{
    return chancery::writeAtomically(file, json::write(toJson(value), json::Layout::Indented) + '\n');
}

Mapping adapted(const MappingTemplate &value, const Mapping &current)
{
    QStringList headers;
    for (const ColumnMapping &column : current.columns)
        headers.append(column.header);
    const QList<int> place = places(value.headers(), headers);
    Mapping mapping = current;
    mapping.made = madeFor(value.mapping.made, place);
    mapping.granularity = value.mapping.granularity;
    mapping.granularityRule = value.mapping.granularityRule;
    mapping.certifiedPaths = value.mapping.certifiedPaths;
    for (ColumnMapping &column : mapping.columns)
        column.target = {};
    for (qsizetype i = 0; i < place.size(); ++i) {
        if (place[i] >= 0) {
            mapping.columns[i] = value.mapping.columns[place[i]];
            mapping.columns[i].header = headers[i];
            mapping.columns[i].basis = ColumnMapping::Basis::Chosen;
            mapping.columns[i].certainty = 1;
            mapping.columns[i].suggestion.reset();
        }
    }
    for (qsizetype i = 0; i < place.size(); ++i) {
        if (place[i] < 0 && !isTaken(mapping, current.columns[i].target))
            mapping.columns[i].target = current.columns[i].target;
    }
    if (mapping.certifiedPaths) {
        mapping.certifiedPaths->removeIf([&](const QString &path) {
            return isTaken(value.mapping, {Target::Kind::Data, path}) && !isTaken(mapping, {Target::Kind::Data, path});
        });
    }
    return mapping;
}

} // namespace chancery::catalogue
