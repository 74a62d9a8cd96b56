// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/dialect.h"

#include "app/sandbox/slices.h"

#include <algorithm>

namespace chancery::sandbox {

namespace {

struct FilterRule
{
    const char *field;
    const char *operation;
    Shape shape;
};

/// Keyban fact sheet §4.1: all else is answered with 400.
constexpr FilterRule filterRules[] = {
    {"granularity", "eq", Shape::Flat},
    {"modelNumber", "eq", Shape::Flat},
    {"application.id", "eq", Shape::Product},
    {"status", "eq", Shape::Product},
    {"product.idGranularity", "eq", Shape::Product},
    {"product.modelNumber", "eq", Shape::Product},
    {"product.batchNumber", "eq", Shape::Product},
    {"product.itemNumber", "eq", Shape::Product},
    {"mintedTo.id", "eq", Shape::Product},
    {"product.name", "contains", Shape::Product},
};

struct NetworkRule
{
    const char *network;
    bool base;
};

constexpr NetworkRule networkRules[] = {
    {"StarknetMainnet", false}, {"StarknetSepolia", false}, {"StarknetDevnet", false},
    {"BaseMainnet", true},      {"BaseSepolia", true},
};

bool isHex(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    });
}

void requireText(Draft &draft, const QByteArray &path, QByteArrayView raw)
{
    if (isAbsent(raw) || raw == "\"\"")
        draft.problems.append({path, "required", "must not be empty"});
    else if (!isText(raw))
        draft.problems.append({path, "type", "must be text"});
}

void optionalText(Draft &draft, const QByteArray &path, QByteArrayView raw)
{
    if (!isAbsent(raw) && !isText(raw))
        draft.problems.append({path, "type", "must be text"});
}

void checkPaths(Draft &draft)
{
    const QByteArrayView paths = draft.fields.certifiedPaths;
    if (isAbsent(paths))
        return;
    bool texts = isArray(paths);
    if (texts)
        eachItem(paths, [&](QByteArrayView path) { texts = texts && isText(path); });
    if (!texts)
        draft.problems.append({"certifiedPaths", "type", "must be an array of text"});
}

void checkContent(Draft &draft)
{
    if (!isAbsent(draft.fields.data) && !isObject(draft.fields.data))
        draft.problems.append({"data", "type", "must be an object"});
    checkPaths(draft);
    optionalText(draft, "description", draft.fields.description);
    optionalText(draft, "allowedClaimEmail", draft.fields.allowedClaimEmail);
    optionalText(draft, "certificateSignature", draft.fields.certificateSignature);
    const QByteArrayView uri = draft.fields.certificateUri;
    if (!isAbsent(uri) && !textOf(uri).startsWith("https://"))
        draft.problems.append({"certificateUri", "format", "must be an https address"});
}

void checkStatus(Draft &draft)
{
    if (isAbsent(draft.fields.status))
        return;
    const QByteArray word = textOf(draft.fields.status).toLower();
    draft.publish = word == "published";
    if (!draft.publish && word != "draft")
        draft.problems.append({"status", "enum", "must be draft or published"});
}

void checkNumbers(Draft &draft, const QByteArray &prefix)
{
    const Fields &fields = draft.fields;
    const QByteArray word = textOf(fields.granularity);
    if (word != "model" && word != "batch" && word != "item") {
        const QByteArray key = fields.hasProduct ? QByteArray("product.idGranularity") : QByteArray("granularity");
        draft.problems.append({key, "enum", "must be model, batch or item"});
        return;
    }
    draft.granularity = identityOf(fields).granularity;
    const bool needsModel = draft.granularity != Granularity::Item || isText(fields.modelNumber);
    if (needsModel)
        requireText(draft, prefix + "modelNumber", fields.modelNumber);
    else
        optionalText(draft, prefix + "modelNumber", fields.modelNumber);
    if (draft.granularity == Granularity::Batch || isText(fields.batchNumber))
        requireText(draft, prefix + "batchNumber", fields.batchNumber);
    else
        optionalText(draft, prefix + "batchNumber", fields.batchNumber);
    if (draft.granularity == Granularity::Item)
        requireText(draft, prefix + "itemNumber", fields.itemNumber);
}

void refuseUnknown(Draft &draft)
{
    for (const QByteArray &key : std::as_const(draft.fields.unknown))
        draft.problems.append({key, "unknown", "is not a known key"});
}

} // namespace

std::optional<Era> eraFromWord(QByteArrayView word)
{
    if (word == "2")
        return Era::Two;
    if (word == "4")
        return Era::Four;
    if (word == "5")
        return Era::Five;
    if (word == "both")
        return Era::Both;
    return {};
}

Granularity certifiedGranularity(Shape shape)
{
    return shape == Shape::Flat ? Granularity::Model : Granularity::Item;
}

AnswerShape Dialect::answerShape() const
{
    switch (m_era) {
    case Era::Two:
        return AnswerShape::Flat;
    case Era::Four:
        return AnswerShape::ProductWithApplication;
    case Era::Five:
        return AnswerShape::Product;
    case Era::Both:
        break;
    }
    return AnswerShape::Superset;
}

bool Dialect::allowsFilter(const Filter &filter) const
{
    return std::any_of(std::begin(filterRules), std::end(filterRules), [&](const FilterRule &rule) {
        const bool inEra = m_era == Era::Both || (m_era == Era::Two) == (rule.shape == Shape::Flat);
        return inEra && filter.field == rule.field && filter.operation == rule.operation;
    });
}

Draft Dialect::draft(QByteArrayView row) const
{
    Draft draft;
    if (!isObject(row)) {
        draft.problems.append({"", "type", "must be an object"});
        return draft;
    }
    draft.fields = readFields(row);
    checkShape(draft);
    if (!draft.problems.isEmpty())
        return draft;
    const QByteArray prefix = draft.fields.hasProduct ? QByteArray("product.") : QByteArray();
    checkNumbers(draft, prefix);
    optionalText(draft, prefix + "name", draft.fields.name);
    if (draft.fields.hasProduct && draft.fields.name == "\"\"")
        draft.problems.append({"product.name", "required", "must not be empty"});
    checkContent(draft);
    checkStatus(draft);
    checkHashing(draft);
    if (m_strictness == Strictness::Strict)
        refuseUnknown(draft);
    checkNetwork(draft);
    return draft;
}

Draft Dialect::patch(QByteArrayView body, const Fields &current) const
{
    Draft draft;
    const Fields sent = readFields(body);
    draft.fields = sent;
    draft.fields.network = current.network;
    draft.fields.hasProduct = current.hasProduct;
    draft.granularity = identityOf(current).granularity;
    checkContent(draft);
    checkHashing(draft);
    if (m_strictness == Strictness::Tolerant)
        return draft;
    if (sent.hasProduct)
        draft.fields.unknown.append("product");
    for (const auto &[key, raw] : {std::pair{"application", sent.application},
                                   {"network", sent.network},
                                   {"granularity", sent.granularity},
                                   {"modelNumber", sent.modelNumber},
                                   {"batchNumber", sent.batchNumber},
                                   {"itemNumber", sent.itemNumber},
                                   {"name", sent.name},
                                   {"description", sent.description},
                                   {"status", sent.status},
                                   {"allowedClaimEmail", sent.allowedClaimEmail}}) {
        if (!raw.isEmpty() && !sent.hasProduct)
            draft.fields.unknown.append(key);
    }
    refuseUnknown(draft);
    return draft;
}

void Dialect::checkShape(Draft &draft) const
{
    Fields &fields = draft.fields;
    switch (m_era) {
    case Era::Two:
        if (fields.hasProduct)
            draft.problems.append({"granularity", "required", "must be model, batch or item, without product"});
        return;
    case Era::Four:
    case Era::Five:
        if (!fields.hasProduct)
            draft.problems.append({"product", "required", "must be an object"});
        else if (fields.hasGranularity)
            fields.unknown.append("granularity");
        return;
    case Era::Both:
        if (fields.hasProduct == fields.hasGranularity)
            draft.problems.append({"product", "shape", "either product or granularity must be given, not both"});
        return;
    }
}

void Dialect::checkNetwork(Draft &draft) const
{
    requireText(draft, "network", draft.fields.network);
    if (!isText(draft.fields.network) || draft.fields.network.size() == 2)
        return;
    const bool wantsBase = m_era == Era::Five || (m_era == Era::Both && draft.fields.hasProduct);
    const QByteArray network = textOf(draft.fields.network);
    const bool accepted = std::any_of(std::begin(networkRules), std::end(networkRules), [&](const NetworkRule &rule) {
        return network == rule.network && rule.base == wantsBase;
    });
    if (accepted)
        return;
    draft.problems.append({"network", "enum", network + " is not accepted here"});
    if (draft.problems.size() == 1)
        draft.refusal = 400;
}

void Dialect::checkHashing(Draft &draft) const
{
    Fields &fields = draft.fields;
    if (!fields.hasProduct) {
        for (const auto &[key, field] : {std::pair{"contentHash", &Fields::contentHash},
                                         {"certificateUri", &Fields::certificateUri},
                                         {"certificateSignature", &Fields::certificateSignature}}) {
            if (!std::exchange(fields.*field, {}).isEmpty())
                fields.unknown.append(key);
        }
        return;
    }
    if (isAbsent(fields.contentHash))
        return;
    const QByteArray hash = textOf(fields.contentHash);
    const bool base = textOf(fields.network).startsWith("Base");
    const bool shaped = hash.size() == 66 && hash.startsWith("0x") && isHex(QByteArrayView(hash).sliced(2));
    // Protocol v1 keeps three bits of the first byte (Keyban fact sheet §7.1).
    if (!shaped || (!base && (hash[2] != '0' || hash[3] > '7')))
        draft.problems.append(
            {"contentHash", "format", base ? "must match ^0x[0-9a-f]{64}$" : "must match ^0x0[0-7][0-9a-f]{62}$"});
}

} // namespace chancery::sandbox
