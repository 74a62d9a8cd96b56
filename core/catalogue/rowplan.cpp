// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/rowplan.h"

#include "core/catalogue/blanks.h"
#include "core/catalogue/hashing.h"

namespace chancery::catalogue {

namespace {

using Kind = Target::Kind;
using namespace Qt::StringLiterals;

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
    case Kind::CertifiedPaths:
        return &plan.certifiedPaths;
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
    , granularityRule(mapping.granularityRule)
{
    for (const Placement &placement : placements(mapping)) {
        if (int *slot = slotFor(*this, placement.target))
            *slot = placement.source;
        if (placement.source == gtin)
            isGtinLiteral = placement.format.type == ValueType::Json;
        if (placement.format.type != ValueType::Text && placement.target.kind == Kind::Data)
            typed.push_back({placement.source, ValueWriter(placement.format)});
        else if (placement.target.kind == Kind::CertifiedPaths)
            typed.push_back({placement.source, ValueWriter({.type = ValueType::Json})});
    }
    for (const MadeValue &value : mapping.made) {
        Made made{{value.columns.cbegin(), value.columns.cend()}, {}, {}};
        made.text.append(value.text.toStdString());
        m_made.push_back(std::move(made));
    }
}

int RowPlan::columnOf(int source) const
{
    if (source < columns)
        return source;
    const Made &made = m_made[std::size_t(source - columns)];
    return made.columns.empty() ? -1 : made.columns.front();
}

std::string_view RowPlan::madeText(const RawRecord &row, std::size_t index) const
{
    const Made &made = m_made[index];
    if (made.columns.empty())
        return made.text.view();
    made.joined.clear();
    for (const int column : made.columns) {
        const std::string_view cell = row.text(column);
        if (cell.empty())
            continue;
        if (made.joined.size() > 0)
            made.joined.append(made.text.view());
        made.joined.append(cell);
    }
    return made.joined.view();
}

std::optional<Granularity> RowPlan::statedGranularity(const RawRecord &row) const
{
    const std::string_view word = trimmed(text(row, granularity));
    if (word.empty())
        return granularityRule == GranularityRule::ByNumbers ? granularityByNumbers(row) : usualGranularity;
    for (const Granularity level : {Granularity::Model, Granularity::Batch, Granularity::Item}) {
        if (asLatin1(word).compare(asLatin1(wireWord(level)), Qt::CaseInsensitive) == 0)
            return level;
    }
    return std::nullopt;
}

Granularity RowPlan::granularityByNumbers(const RawRecord &row) const
{
    if (!isBlank(text(row, item)))
        return Granularity::Item;
    return isBlank(text(row, batch)) ? Granularity::Model : Granularity::Batch;
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
    return {granularity, plan.text(row, plan.model), plan.text(row, plan.batch), plan.text(row, plan.item)};
}

} // namespace chancery::catalogue
