// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/pagerows.h"

#include "core/keyban/client.h"
#include "core/mirror/recordreader.h"

namespace chancery {

namespace {

Result<Nothing> append(std::vector<MirrorRow> &rows, RecordReader &reader, const json::Node &row)
{
    Result<MirrorRecord> record = reader.read(row);
    if (!record)
        return record.error();
    const std::string_view raw = row.literal();
    rows.push_back({std::move(*record), QByteArray(raw.data(), qsizetype(raw.size()))});
    return Nothing{};
}

} // namespace

Result<PageRows> pageRows(const QByteArray &body, const MirrorPlace &place)
{
    const Result<json::Document> page = json::Document::parse(body);
    if (!page)
        return page.error();
    PageRows rows;
    rows.rows.reserve(keyban::maxPageSize);
    RecordReader reader(place);
    const Result<qint64> total =
        keyban::readPage(page->root(), [&](const json::Node &row) { return append(rows.rows, reader, row); });
    if (!total)
        return total.error();
    rows.total = *total;
    return rows;
}

Result<std::vector<MirrorRow>> mirrorRows(const QList<keyban::Passport> &passports, const MirrorPlace &place)
{
    std::vector<MirrorRow> rows;
    rows.reserve(std::size_t(passports.size()));
    RecordReader reader(place);
    for (const keyban::Passport &passport : passports) {
        const Result<json::Document> raw = json::Document::parse(json::write(passport.raw));
        if (!raw)
            return raw.error();
        if (const auto added = append(rows, reader, raw->root()); !added)
            return added.error();
    }
    return rows;
}

} // namespace chancery
