// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/fields.h"

#include "app/sandbox/slices.h"

#include <array>
#include <utility>

namespace chancery::sandbox {

namespace {

struct Place
{
    QByteArrayView key;
    QByteArrayView Fields::*field;
};

constexpr size_t sharedPlaces = 11;

/// Members that stand at the top in both shapes, then those that stand at the top of flat rows only.
const std::array<Place, 17> topPlaces = {{
    {"network", &Fields::network},
    {"data", &Fields::data},
    {"certifiedPaths", &Fields::certifiedPaths},
    {"status", &Fields::status},
    {"application", &Fields::application},
    {"description", &Fields::description},
    {"contentHash", &Fields::contentHash},
    {"certificateUri", &Fields::certificateUri},
    {"certificateSignature", &Fields::certificateSignature},
    {"allowedClaimEmail", &Fields::allowedClaimEmail},
    {"_mintedTo", &Fields::mintedTo},
    {"granularity", &Fields::granularity},
    {"modelNumber", &Fields::modelNumber},
    {"name", &Fields::name},
    {"batchNumber", &Fields::batchNumber},
    {"itemNumber", &Fields::itemNumber},
    {"product", nullptr},
}};

const std::array<Place, 5> productPlaces = {{
    {"modelNumber", &Fields::modelNumber},
    {"name", &Fields::name},
    {"batchNumber", &Fields::batchNumber},
    {"itemNumber", &Fields::itemNumber},
    {"idGranularity", &Fields::granularity},
}};

const Place *placeOf(const auto &places, QByteArrayView key)
{
    for (const Place &place : places) {
        if (place.key == key)
            return &place;
    }
    return nullptr;
}

void readProduct(Fields &fields, QByteArrayView product)
{
    for (const Place &place : productPlaces) {
        if (!std::exchange(fields.*(place.field), {}).isEmpty())
            fields.unknown.append(place.key.toByteArray());
    }
    eachMember(product, [&](QByteArrayView key, QByteArrayView value) {
        if (const Place *place = placeOf(productPlaces, key); !place)
            fields.unknown.append("product." + key.toByteArray());
        else
            fields.*(place->field) = value;
    });
}

void appendMember(QByteArray &out, QByteArrayView key, QByteArrayView raw)
{
    if (raw.isEmpty())
        return;
    if (!out.endsWith('{'))
        out.append(',');
    out.append('"').append(key).append("\":").append(raw);
}

} // namespace

QByteArray granularityWord(Granularity granularity)
{
    switch (granularity) {
    case Granularity::Model:
        return "model";
    case Granularity::Batch:
        return "batch";
    case Granularity::Item:
        return "item";
    }
    return {};
}

Fields readFields(QByteArrayView row)
{
    Fields fields;
    QByteArrayView product;
    eachMember(row, [&](QByteArrayView key, QByteArrayView value) {
        const Place *place = placeOf(topPlaces, key);
        if (!place)
            fields.unknown.append(key.toByteArray());
        else if (place->field)
            fields.*(place->field) = value;
        else
            product = value;
    });
    fields.hasGranularity = !fields.granularity.isEmpty();
    fields.hasProduct = isObject(product);
    if (fields.hasProduct) {
        fields.granularity = {};
        readProduct(fields, product);
    }
    return fields;
}

QByteArray composeRow(const Fields &fields)
{
    QByteArray out("{");
    QByteArray inner("{");
    QByteArray &numbers = fields.hasProduct ? inner : out;
    for (const Place &place : productPlaces) {
        const bool flatGranularity = !fields.hasProduct && place.key == "idGranularity";
        appendMember(numbers, flatGranularity ? "granularity" : place.key, fields.*(place.field));
    }
    if (fields.hasProduct)
        appendMember(out, "product", inner.append('}'));
    for (size_t i = 0; i < sharedPlaces; ++i)
        appendMember(out, topPlaces[i].key, fields.*(topPlaces[i].field));
    return out.append('}');
}

Identity identityOf(const Fields &fields)
{
    Identity identity;
    const QByteArray word = textOf(fields.granularity);
    identity.model = textOf(fields.modelNumber);
    if (word == "model")
        return identity;
    identity.batch = textOf(fields.batchNumber);
    identity.granularity = word == "batch" ? Granularity::Batch : Granularity::Item;
    if (identity.granularity == Granularity::Item)
        identity.item = textOf(fields.itemNumber);
    return identity;
}

} // namespace chancery::sandbox
