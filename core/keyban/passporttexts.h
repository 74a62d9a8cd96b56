// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/document.h"
#include "core/json/fields.h"
#include "core/keyban/passport.h"

// The one place that knows where the service puts a passport's members. Templates, as two kinds of JSON are read: a
// json::Value, which a record keeps whole, and the json::Node of a page, as a million rows pass through the mirror.

namespace chancery::keyban {

/// QString of a json::Value, UTF-8 of a json::Node.
template <class Json>
using TextOf = std::decay_t<decltype(std::declval<const Json &>().toText())>;

template <class Text>
struct KeyTexts
{
    Text granularity;
    Text modelNumber;
    Text batchNumber;
    Text itemNumber;
};

/// What a row says of a passport, wherever its shape has it (Keyban fact sheet §4.4). `id` is empty when it is none.
template <class Text>
struct PassportTexts
{
    Text id;
    KeyTexts<Text> key;
    Text application;
    Text network;
    Text name;
    Text description;
    Text status;
    Text certificationStatus;
    Text updatedAt;
    Shape shape = Shape::Neither;
};

/// A point in time as the service writes it; a missing zone means UTC (U23). Invalid when it is none.
QDateTime timeOf(const QString &text);
/// The same in ms since 1970; 0 when it is none.
qint64 msecsOf(std::string_view text);

namespace detail {

inline bool isEmpty(const QString &text)
{
    return text.isEmpty();
}
inline bool isEmpty(std::string_view text)
{
    return text.empty();
}

template <class Text>
Text levelWord(Granularity granularity)
{
    if constexpr (std::is_same_v<Text, QString>) {
        return wireName(granularity);
    } else {
        static const QByteArray words[] = {wireName(Granularity::Model).toUtf8(), wireName(Granularity::Batch).toUtf8(),
                                           wireName(Granularity::Item).toUtf8()};
        const QByteArray &word = words[std::size_t(granularity)];
        return {word.constData(), std::size_t(word.size())};
    }
}

/// The first that is not empty.
template <class First, class... Others>
auto firstText(const First &first, const Others &...others)
{
    auto text = first.toText();
    ((isEmpty(text) ? void(text = others.toText()) : void()), ...);
    return text;
}

/// `product.X` before `X`.
template <class Json>
auto numberOf(const Json &row, const Json &product, QStringView name)
{
    const auto &nested = product[name];
    return nested.isNull() ? row[name].toText() : nested.toText();
}

template <class Json>
auto readKey(const Json &row, const Json &product)
{
    using Text = TextOf<Json>;
    KeyTexts<Text> key{product[u"idGranularity"].toString(), numberOf(row, product, u"modelNumber"),
                       numberOf(row, product, u"batchNumber"), numberOf(row, product, u"itemNumber")};
    if (isEmpty(key.granularity))
        key.granularity = row[u"granularity"].toString();
    if (isEmpty(key.granularity))
        key.granularity = levelWord<Text>(!isEmpty(key.itemNumber)    ? Granularity::Item
                                          : !isEmpty(key.batchNumber) ? Granularity::Batch
                                                                      : Granularity::Model);
    return key;
}

template <class Json>
Shape readShape(const Json &row, const Json &product)
{
    const bool isFlat = row[u"granularity"].isString();
    if (product.isObject())
        return isFlat ? Shape::Both : Shape::Product;
    return isFlat ? Shape::Flat : Shape::Neither;
}

} // namespace detail

template <class Json>
KeyTexts<TextOf<Json>> keyTexts(const Json &row)
{
    return detail::readKey<Json>(row, row[u"product"]);
}

/// The passport's own name, as it is upserted: never one that stands in for it.
template <class Json>
TextOf<Json> ownName(const Json &row)
{
    return detail::firstText(row[u"product"][u"name"], row[u"name"]);
}

template <class Json>
PassportTexts<TextOf<Json>> passportTexts(const Json &row)
{
    const auto &product = row[u"product"];
    const auto &data = row[u"data"];
    const auto &application = row[u"application"];
    PassportTexts<TextOf<Json>> texts;
    texts.id = row[u"id"].toText();
    texts.key = detail::readKey<Json>(row, product);
    texts.application = application[u"id"].toText();
    if (detail::isEmpty(texts.application))
        texts.application = application.toString();
    texts.network = row[u"network"].toText();
    texts.name = detail::firstText(product[u"name"], row[u"name"], data[u"name"]);
    if (detail::isEmpty(texts.name)) {
        const auto &[level, model, batch, item] = texts.key;
        texts.name = !detail::isEmpty(item) ? item : !detail::isEmpty(batch) ? batch : model;
    }
    texts.description = detail::firstText(row[u"description"], product[u"description"], data[u"description"]);
    texts.status = row[u"status"].toText();
    texts.certificationStatus = row[u"certificationStatus"].toText();
    texts.updatedAt = row[u"updatedAt"].toString();
    texts.shape = detail::readShape<Json>(row, product);
    return texts;
}

/// Hands over the rows of a page, `{data: […], total}`, until `take` makes a Result<Nothing> of one that is an error,
/// and tells the total: its own rows, where it tells none. Errors: Protocol / UnexpectedShape; those of `take`.
template <class Json, class Take>
Result<qint64> readPage(const Json &page, Take take)
{
    const auto &rows = page[u"data"];
    if (!rows.isArray())
        return json::unexpectedShape(QStringLiteral("data"));
    qint64 count = 0;
    for (const auto &row : rows.items()) {
        if (const Result<Nothing> taken = take(row); !taken)
            return taken.error();
        ++count;
    }
    return page[u"total"].toInteger(count);
}

} // namespace chancery::keyban
