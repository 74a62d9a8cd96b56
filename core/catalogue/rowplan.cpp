// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/rowplan.h"

#include "core/catalogue/hashing.h"

namespace chancery::catalogue {

namespace {

using Kind = Target::Kind;
using namespace Qt::StringLiterals;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

QLatin1StringView asLatin1(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

int *slotFor(RowPlan &plan, const Target &target)
{
    switch (target.kind) {
    case Kind::ModelNumber:
        return &plan.model;
    case Kind::BatchNumber:
        return &plan.batch;
    case Kind::ItemNumber:
        return &plan.item;
    case Kind::Name:
        return &plan.name;
    case Kind::Granularity:
        return &plan.granularity;
    case Kind::Network:
        return &plan.network;
    case Kind::Data:
        return target.path == "gtin"_L1 ? &plan.gtin : nullptr;
    case Kind::Description:
    case Kind::Ignore:
        break;
    }
    return nullptr;
}

} // namespace

std::string_view wireWord(Granularity granularity)
{
    static constexpr std::string_view words[] = {"model", "batch", "item"};
    return words[int(granularity)];
}

RowPlan::RowPlan(const Mapping &mapping)
    : columns(int(mapping.columns.size()))
    , usualGranularity(mapping.granularity)
{
    for (int i = 0; i < columns; ++i) {
        if (int *slot = slotFor(*this, mapping.columns[i].target))
            *slot = i;
    }
}

std::optional<Granularity> RowPlan::granularityOf(const RawRecord &row) const
{
    if (granularity < 0)
        return usualGranularity;
    std::string_view word = row.text(granularity);
    while (!word.empty() && isBlank(word.front()))
        word.remove_prefix(1);
    while (!word.empty() && isBlank(word.back()))
        word.remove_suffix(1);
    if (word.empty())
        return usualGranularity;
    for (const Granularity level : {Granularity::Model, Granularity::Batch, Granularity::Item}) {
        if (asLatin1(word).compare(asLatin1(wireWord(level)), Qt::CaseInsensitive) == 0)
            return level;
    }
    return std::nullopt;
}

quint64 KeyView::hash(quint64 seed) const
{
    // Most rows have a single number: its text is hashed once, the others only when they are there.
    quint64 state = hashOf(model, seed + quint64(granularity));
    if (!batch.empty())
        state = detail::folded(state ^ detail::oddA, hashOf(batch, seed ^ detail::oddB));
    if (!item.empty())
        state = detail::folded(state ^ detail::oddC, hashOf(item, seed ^ detail::oddA));
    return state;
}

std::string KeyView::joined() const
{
    std::string text(1, char('0' + int(granularity)));
    for (const std::string_view part : {model, batch, item})
        text.append(std::to_string(part.size())).append(1, ':').append(part);
    return text;
}

KeyView keyOf(const RowPlan &plan, Granularity granularity, const RawRecord &row)
{
    return {granularity, textOr(row, plan.model), textOr(row, plan.batch), textOr(row, plan.item)};
}

} // namespace chancery::catalogue
