// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/pagerows.h"

#include "core/keyban/takepassport.h"

#include <simdjson.h>

#include <algorithm>

namespace chancery {

namespace {

/// The texts of the page's rows as they stand there; nothing when they cannot be told apart.
std::optional<std::vector<QByteArray>> textsOf(const QByteArray &body)
{
    const simdjson::padded_string text(body.constData(), std::size_t(body.size()));
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document page;
    simdjson::ondemand::array rows;
    if (parser.iterate(text).get(page) != simdjson::SUCCESS || page["data"].get_array().get(rows) != simdjson::SUCCESS)
        return std::nullopt;
    std::vector<QByteArray> texts;
    for (auto each : rows) {
        simdjson::ondemand::object row;
        std::string_view raw;
        if (each.get_object().get(row) != simdjson::SUCCESS || row.raw_json().get(raw) != simdjson::SUCCESS)
            return std::nullopt;
        texts.emplace_back(raw.data(), qsizetype(raw.size()));
    }
    return texts;
}

bool hasOneList(const json::Value &page)
{
    return std::count_if(page.members().begin(), page.members().end(),
                         [](const json::Member &member) { return member.key == u"data"; }) == 1;
}

} // namespace

Result<PageRows> pageRows(const QByteArray &body, const MirrorPlace &place)
{
    Result<json::Value> value = json::parse(body);
    if (!value)
        return value.error();
    const auto texts = hasOneList(*value) ? textsOf(body) : std::nullopt;
    const Result<keyban::Page<keyban::Passport>> page = keyban::takePassportPage(std::move(*value), 1);
    if (!page)
        return page.error();
    if (!texts || texts->size() != std::size_t(page->rows.size()))
        return PageRows{mirrorRows(page->rows, place), page->total};
    PageRows rows{{}, page->total};
    rows.rows.reserve(texts->size());
    for (std::size_t i = 0; i < texts->size(); ++i)
        rows.rows.push_back(mirrorRow(page->rows.at(qsizetype(i)), (*texts)[i], place));
    return rows;
}

std::vector<MirrorRow> mirrorRows(const QList<keyban::Passport> &passports, const MirrorPlace &place)
{
    std::vector<MirrorRow> rows;
    rows.reserve(std::size_t(passports.size()));
    for (const keyban::Passport &passport : passports)
        rows.push_back(mirrorRow(passport, json::write(passport.raw), place));
    return rows;
}

} // namespace chancery
