// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mappingjson.h"

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

using json::Value;

QString wireName(DateOrder order)
{
    return order == DateOrder::DayFirst ? u"dayFirst"_s : u"monthFirst"_s;
}

void write(Value &item, const ValueFormat &format)
{
    if (format.type == ValueType::Text)
        return;
    item.set(u"type"_s, wireName(format.type));
    if (format.type == ValueType::Number && format.decimalMark != '.')
        item.set(u"decimalMark"_s, QString(QLatin1Char(format.decimalMark)));
    if (format.type == ValueType::List)
        item.set(u"separator"_s, format.separator);
    if (format.type == ValueType::Date && format.dateOrder != DateOrder::Unstated)
        item.set(u"dateOrder"_s, wireName(format.dateOrder));
}

/// A column by its name where that says which, else by its place, the first being 1.
Value columnReference(const Mapping &mapping, int column)
{
    const QString header = mapping.columns.value(column).header;
    const auto same = std::count_if(mapping.columns.cbegin(), mapping.columns.cend(),
                                    [&header](const ColumnMapping &other) { return other.header == header; });
    return same == 1 ? Value(header) : Value::integer(column + 1);
}

Value toJson(const MadeValue &made, const Mapping &mapping)
{
    Value item = Value::object();
    item.set(u"field"_s, toText(made.target));
    if (made.isConstant()) {
        item.set(u"constant"_s, made.text);
    } else {
        Value::Array columns;
        for (const int column : made.columns)
            columns.push_back(columnReference(mapping, column));
        item.set(u"join"_s, std::move(columns));
        item.set(u"between"_s, made.text);
    }
    write(item, made.format);
    return item;
}

/// Reads members one by one and remembers the first thing that is wrong.
class MappingReader
{
public:
    Result<Mapping> read(const Value &value);

private:
    void readColumn(const Value &item);
    void readMade(const Value &item);
    QList<int> readJoin(const Value &columns);
    Target readTarget(const Value &item);
    ValueFormat readFormat(const Value &item);
    void readSettings(const Value &value);
    void expectOnly(const Value &item, const QStringList &known);
    /// A text; `fallback` where there is no such member.
    QString text(const Value &item, const QString &key, const QString &fallback = {});
    void refuse(const QString &what)
    {
        if (m_wrong.isEmpty())
            m_wrong = what;
    }

    Mapping m_mapping;
    QString m_wrong;
};

QStringList withFormat(QStringList members)
{
    return std::move(members) << u"type"_s << u"decimalMark"_s << u"separator"_s << u"dateOrder"_s;
}

Result<Mapping> MappingReader::read(const Value &value)
{
    if (!value.isObject() || !value[u"columns"].isArray())
        refuse(u"columns"_s);
    expectOnly(value, {u"columns"_s, u"made"_s, u"granularity"_s, u"granularityRule"_s, u"network"_s, u"dialect"_s,
                       u"certifiedPaths"_s});
    for (const Value &item : value[u"columns"].items())
        readColumn(item);
    if (value.contains(u"made") && !value[u"made"].isArray())
        refuse(u"made"_s);
    for (const Value &item : value[u"made"].items())
        readMade(item);
    readSettings(value);
    if (m_wrong.isEmpty())
        return std::move(m_mapping);
    Error error;
    error.kind = ErrorKind::Input;
    error.cause = Cause::TemplateUnusable;
    error.detail = m_wrong;
    return error;
}

void MappingReader::readColumn(const Value &item)
{
    expectOnly(item, withFormat({u"header"_s, u"field"_s}));
    if (!item[u"header"].isString())
        refuse(u"header"_s);
    m_mapping.columns.append({item[u"header"].toString(), readTarget(item), ColumnMapping::Basis::Chosen,
                              readFormat(item), 1, std::nullopt});
}

void MappingReader::readMade(const Value &item)
{
    expectOnly(item, withFormat({u"field"_s, u"constant"_s, u"join"_s, u"between"_s}));
    MadeValue made{readTarget(item), {}, {}, readFormat(item)};
    if (item.contains(u"constant") == item.contains(u"join"))
        refuse(u"constant"_s);
    if (item.contains(u"constant")) {
        made.text = text(item, u"constant"_s);
    } else {
        made.text = text(item, u"between"_s);
        made.columns = readJoin(item[u"join"]);
    }
    m_mapping.made.append(made);
}

QList<int> MappingReader::readJoin(const Value &columns)
{
    QList<int> places;
    for (const Value &column : columns.items()) {
        const auto found =
            std::find_if(m_mapping.columns.cbegin(), m_mapping.columns.cend(), [&column](const ColumnMapping &other) {
                return column.isString() && other.header == column.toString();
            });
        const auto place =
            found != m_mapping.columns.cend() ? qint64(found - m_mapping.columns.cbegin()) : column.toInteger(0) - 1;
        if (place < 0 || place >= m_mapping.columns.size())
            refuse(u"join: "_s + column.toText());
        places.append(int(place));
    }
    if (places.isEmpty())
        refuse(u"join"_s);
    return places;
}

Target MappingReader::readTarget(const Value &item)
{
    const auto target = parseTarget(item[u"field"].toString());
    if (!target)
        refuse(u"field: "_s + item[u"field"].toText());
    return target.value_or(Target());
}

ValueFormat MappingReader::readFormat(const Value &item)
{
    ValueFormat format;
    const QString typeName = text(item, u"type"_s, u"text"_s);
    const auto type = valueTypeFromWire(typeName);
    if (!type)
        refuse(u"type: "_s + typeName);
    format.type = type.value_or(ValueType::Text);
    const QString mark = text(item, u"decimalMark"_s, u"."_s);
    if (mark != u"."_s && mark != u","_s)
        refuse(u"decimalMark: "_s + mark);
    format.decimalMark = mark == u","_s ? ',' : '.';
    format.separator = text(item, u"separator"_s, format.separator);
    if (format.separator.isEmpty())
        refuse(u"separator"_s);
    if (item.contains(u"dateOrder")) {
        const QString order = item[u"dateOrder"].toString();
        format.dateOrder = order == wireName(DateOrder::DayFirst) ? DateOrder::DayFirst : DateOrder::MonthFirst;
        if (order != wireName(format.dateOrder))
            refuse(u"dateOrder: "_s + item[u"dateOrder"].toText());
    }
    return format;
}

void MappingReader::readSettings(const Value &value)
{
    const QString level = text(value, u"granularity"_s, keyban::wireName(keyban::Granularity::Model));
    const auto granularity = keyban::granularityFromWire(level);
    if (!granularity)
        refuse(u"granularity: "_s + level);
    m_mapping.granularity = granularity.value_or(keyban::Granularity::Model);
    const QString rule = text(value, u"granularityRule"_s, u"stated"_s);
    if (rule != u"stated"_s && rule != u"byNumbers"_s)
        refuse(u"granularityRule: "_s + rule);
    m_mapping.granularityRule = rule == u"byNumbers"_s ? GranularityRule::ByNumbers : GranularityRule::Stated;
    m_mapping.network = text(value, u"network"_s);
    const QString spelling = text(value, u"dialect"_s, keyban::wireName(keyban::Dialect::Flat));
    const auto dialect = keyban::dialectFromWire(spelling);
    if (!dialect)
        refuse(u"dialect: "_s + spelling);
    m_mapping.dialect = dialect.value_or(keyban::Dialect::Flat);
    if (!value.contains(u"certifiedPaths"))
        return;
    if (!value[u"certifiedPaths"].isArray())
        refuse(u"certifiedPaths"_s);
    m_mapping.certifiedPaths.emplace();
    for (const Value &path : value[u"certifiedPaths"].items()) {
        if (!path.isString())
            refuse(u"certifiedPaths"_s);
        m_mapping.certifiedPaths->append(path.toString());
    }
}

void MappingReader::expectOnly(const Value &item, const QStringList &known)
{
    QStringList seen;
    for (const json::Member &member : item.members()) {
        if (!known.contains(member.key) || seen.contains(member.key))
            refuse(member.key);
        seen.append(member.key);
    }
}

QString MappingReader::text(const Value &item, const QString &key, const QString &fallback)
{
    if (!item.contains(key))
        return fallback;
    if (!item[key].isString())
        refuse(key);
    return item[key].toString();
}

} // namespace

json::Value toJson(const Mapping &mapping)
{
    Value::Array columns;
    for (const ColumnMapping &column : mapping.columns) {
        Value item = Value::object();
        item.set(u"header"_s, column.header);
        item.set(u"field"_s, toText(column.target));
        write(item, column.format);
        columns.push_back(std::move(item));
    }
    Value object = Value::object();
    object.set(u"columns"_s, std::move(columns));
    if (!mapping.made.isEmpty()) {
        Value::Array made;
        for (const MadeValue &value : mapping.made)
            made.push_back(toJson(value, mapping));
        object.set(u"made"_s, std::move(made));
    }
    object.set(u"granularity"_s, keyban::wireName(mapping.granularity));
    if (mapping.granularityRule == GranularityRule::ByNumbers)
        object.set(u"granularityRule"_s, u"byNumbers"_s);
    object.set(u"network"_s, effectiveNetwork(mapping));
    object.set(u"dialect"_s, keyban::wireName(mapping.dialect));
    if (mapping.certifiedPaths) {
        Value::Array paths;
        for (const QString &path : *mapping.certifiedPaths)
            paths.emplace_back(path);
        object.set(u"certifiedPaths"_s, std::move(paths));
    }
    return object;
}

Result<Mapping> mappingFromJson(const json::Value &value)
{
    return MappingReader().read(value);
}

} // namespace chancery::catalogue
