// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/passport.h"

#include "core/json/fields.h"
#include "core/keyban/passporttexts.h"

#include <algorithm>
#include <string_view>

namespace chancery::keyban {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView optInPath = u"certificate.opt_in_form";

bool differ(const json::Value &nested, const json::Value &flat)
{
    return !nested.isNull() && !flat.isNull() && nested != flat;
}

/// Whether both shapes are there and say different things.
bool shapesDisagree(const json::Value &row)
{
    const json::Value &product = row[u"product"];
    const QString nested = product[u"idGranularity"].toString();
    const QString flat = row[u"granularity"].toString();
    const QStringView numbers[] = {u"modelNumber", u"batchNumber", u"itemNumber"};
    return (!nested.isEmpty() && !flat.isEmpty() && nested != flat) ||
           std::any_of(std::begin(numbers), std::end(numbers),
                       [&](QStringView number) { return differ(product[number], row[number]); });
}

PassportKey keyOf(const KeyTexts<QString> &texts)
{
    return {texts.granularity, texts.modelNumber, texts.batchNumber, texts.itemNumber};
}

/// Digits from a fixed place; -1 when there is something else.
template <class Char>
int numberAt(std::basic_string_view<Char> text, std::size_t place, std::size_t digits)
{
    int number = 0;
    for (const Char c : text.substr(place, digits)) {
        if (c < Char('0') || c > Char('9'))
            return -1;
        number = number * 10 + (c - Char('0'));
    }
    return number;
}

/// The form that the service writes, `2026-01-31T10:15:00Z`, also with milliseconds: a page has hundreds, and Qt's
/// reader of every form takes a microsecond each.
template <class Char>
std::optional<qint64> usualMsecs(std::basic_string_view<Char> text)
{
    const auto has = [&text](std::size_t place, char c) { return text[place] == Char(c); };
    const bool hasMilliseconds = text.size() == 24 && has(19, '.');
    if (!(text.size() == 20 || hasMilliseconds) || !has(text.size() - 1, 'Z') || !has(4, '-') || !has(7, '-') ||
        !has(10, 'T') || !has(13, ':') || !has(16, ':'))
        return std::nullopt;
    const int year = numberAt(text, 0, 4);
    const QDate date(year > 0 ? year : 0, numberAt(text, 5, 2), numberAt(text, 8, 2)); // there is no year 0
    const QTime time(numberAt(text, 11, 2), numberAt(text, 14, 2), numberAt(text, 17, 2),
                     hasMilliseconds ? numberAt(text, 20, 3) : 0);
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    constexpr qint64 epoch = 2'440'588; // the Julian day of 1970-01-01
    return (date.toJulianDay() - epoch) * 86'400'000 + time.msecsSinceStartOfDay();
}

void setNumbers(json::Value &object, const PassportDraft &draft)
{
    json::setUnlessEmpty(object, u"modelNumber"_s, draft.modelNumber);
    json::setUnlessEmpty(object, u"batchNumber"_s, draft.batchNumber);
    json::setUnlessEmpty(object, u"itemNumber"_s, draft.itemNumber);
}

} // namespace

QDateTime timeOf(const QString &text)
{
    if (text.isEmpty())
        return {};
    if (const auto usual = usualMsecs(std::u16string_view(QStringView(text).utf16(), std::size_t(text.size()))))
        return QDateTime::fromMSecsSinceEpoch(*usual, Qt::UTC);
    return json::timeFrom(text);
}

qint64 msecsOf(std::string_view text)
{
    if (const auto usual = usualMsecs(text))
        return *usual;
    const QDateTime time = timeOf(QString::fromUtf8(text.data(), qsizetype(text.size())));
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

Shape shapeOf(const json::Value &row)
{
    return detail::readShape(row, row[u"product"]);
}

PassportKey keyOf(const json::Value &row)
{
    return keyOf(keyTexts(row));
}

Result<Passport> decodePassport(const json::Value &row)
{
    PassportTexts<QString> texts = passportTexts(row);
    if (texts.id.isEmpty())
        return json::unexpectedShape(u"id"_s);
    Passport passport;
    passport.id = std::move(texts.id);
    passport.key = keyOf(texts.key);
    passport.shapesDisagree = shapesDisagree(row);
    passport.application = std::move(texts.application);
    passport.network = std::move(texts.network);
    passport.name = std::move(texts.name);
    passport.description = std::move(texts.description);
    passport.data = row[u"data"];
    passport.status = std::move(texts.status);
    for (const json::Value &path : row[u"certifiedPaths"].items())
        passport.certifiedPaths << path.toText();
    passport.certificationStatus = std::move(texts.certificationStatus);
    passport.certifiedAt = timeOf(row[u"certifiedAt"].toString());
    passport.createdAt = timeOf(row[u"createdAt"].toString());
    passport.updatedAt = timeOf(texts.updatedAt);
    passport.tokenId = row[u"tokenId"].toText();
    passport.ipfsCid = row[u"ipfsCid"].toText();
    passport.certificateUri = row[u"certificateUri"].toText();
    passport.editable = row[u"editable"].toBool(true);
    passport.shape = texts.shape;
    passport.raw = row;
    return passport;
}

json::Value encodeDraft(const PassportDraft &draft, Dialect dialect)
{
    json::Value body = json::Value::object();
    json::Value data = draft.data;
    if (dialect == Dialect::Flat) {
        body.set(u"granularity"_s, wireName(draft.granularity));
        json::setUnlessEmpty(body, u"application"_s, draft.application);
        body.set(u"network"_s, draft.network);
        setNumbers(body, draft);
        json::setUnlessEmpty(body, u"name"_s, draft.name);
        json::setUnlessEmpty(body, u"description"_s, draft.description);
    } else {
        json::Value product = json::Value::object();
        product.set(u"idGranularity"_s, wireName(draft.granularity));
        setNumbers(product, draft);
        const PassportKey key{{}, draft.modelNumber, draft.batchNumber, draft.itemNumber};
        product.set(u"name"_s, draft.name.isEmpty() ? key.label() : draft.name);
        json::setUnlessEmpty(body, u"application"_s, draft.application);
        body.set(u"network"_s, draft.network);
        body.set(u"product"_s, std::move(product));
        if (!draft.description.isEmpty()) // no place of its own in this dialect (U3)
            data.set(u"description"_s, draft.description);
    }
    if (draft.published)
        body.set(u"status"_s, u"published"_s);
    else if (dialect == Dialect::Product)
        body.set(u"status"_s, u"draft"_s);
    if (!data.isNull())
        body.set(u"data"_s, std::move(data));
    if (draft.certifiedPaths)
        body.set(u"certifiedPaths"_s, json::textArray(*draft.certifiedPaths));
    return body;
}

json::Value encodePatch(const PassportPatch &patch)
{
    json::Value body = json::Value::object();
    if (patch.data)
        body.set(u"data"_s, *patch.data);
    if (patch.certifiedPaths) {
        QStringList paths = *patch.certifiedPaths;
        if (!paths.isEmpty() && patch.data && patch.data->has(optInPath) && !paths.contains(optInPath))
            paths << optInPath.toString();
        body.set(u"certifiedPaths"_s, json::textArray(paths));
    }
    return body;
}

} // namespace chancery::keyban
