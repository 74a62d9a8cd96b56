// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mappingjson.h"

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

json::Value toJson(const Mapping &mapping)
{
    json::Value::Array columns;
    for (const ColumnMapping &column : mapping.columns) {
        json::Value item = json::Value::object();
        item.set(u"header"_s, column.header);
        item.set(u"field"_s, toText(column.target));
        columns.push_back(std::move(item));
    }
    json::Value object = json::Value::object();
    object.set(u"columns"_s, std::move(columns));
    object.set(u"granularity"_s, keyban::wireName(mapping.granularity));
    object.set(u"network"_s, effectiveNetwork(mapping));
    object.set(u"dialect"_s, keyban::wireName(mapping.dialect));
    if (mapping.certifiedPaths) {
        json::Value::Array paths;
        for (const QString &path : *mapping.certifiedPaths)
            paths.emplace_back(path);
        object.set(u"certifiedPaths"_s, std::move(paths));
    }
    return object;
}

} // namespace chancery::catalogue
