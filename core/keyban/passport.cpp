// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/passport.h"

#include "core/keyban/takepassport.h"
#include "core/keyban/unexpectedshape.h"

namespace chancery::keyban {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView optInPath = u"certificate.opt_in_form";

/// `product.X` before `X`; notes whether both are there and differ.
QString numberOf(const json::Value &row, const QString &name, bool *disagree = nullptr)
{
    const json::Value &nested = row[u"product"][name];
    const json::Value &flat = row[name];
    if (disagree && row[u"product"].isObject() && !nested.isNull() && !flat.isNull() && nested != flat)
        *disagree = true;
    return nested.isNull() ? flat.toText() : nested.toText();
}

QString deepestLevel(const PassportKey &key)
{
    if (!key.itemNumber.isEmpty())
        return wireName(Granularity::Item);
    return wireName(key.batchNumber.isEmpty() ? Granularity::Model : Granularity::Batch);
}

PassportKey readKey(const json::Value &row, bool *disagree)
{
    PassportKey key;
    key.modelNumber = numberOf(row, u"modelNumber"_s, disagree);
    key.batchNumber = numberOf(row, u"batchNumber"_s, disagree);
    key.itemNumber = numberOf(row, u"itemNumber"_s, disagree);
    const QString nested = row[u"product"][u"idGranularity"].toString();
    const QString flat = row[u"granularity"].toString();
    if (disagree && !nested.isEmpty() && !flat.isEmpty() && nested != flat)
        *disagree = true;
    key.granularity = !nested.isEmpty() ? nested : !flat.isEmpty() ? flat : deepestLevel(key);
    return key;
}

QString firstText(std::initializer_list<QString> candidates)
{
    for (const QString &text : candidates) {
        if (!text.isEmpty())
            return text;
    }
    return {};
}

/// Digits from a fixed place; -1 when there is something else.
int numberAt(QStringView text, qsizetype place, qsizetype digits)
{
    int number = 0;
    for (const QChar c : text.mid(place, digits)) {
        if (c < u'0' || c > u'9')
            return -1;
        number = number * 10 + (c.unicode() - u'0');
    }
    return number;
}

/// The form that the service writes, `2026-01-31T10:15:00Z`, also with milliseconds: a page has hundreds, and Qt's
/// reader of every form takes a microsecond each.
QDateTime usualTime(QStringView text)
{
    const bool hasMilliseconds = text.size() == 24 && text[19] == u'.';
    if (!(text.size() == 20 || hasMilliseconds) || text.back() != u'Z' || text[4] != u'-' || text[7] != u'-' ||
        text[10] != u'T' || text[13] != u':' || text[16] != u':')
        return {};
    const int year = numberAt(text, 0, 4);
    const QDate date(year > 0 ? year : 0, numberAt(text, 5, 2), numberAt(text, 8, 2)); // there is no year 0
    const QTime time(numberAt(text, 11, 2), numberAt(text, 14, 2), numberAt(text, 17, 2),
                     hasMilliseconds ? numberAt(text, 20, 3) : 0);
    return date.isValid() && time.isValid() ? QDateTime(date, time, Qt::UTC) : QDateTime();
}

/// A missing zone means UTC (U23).
QDateTime time(const json::Value &value)
{
    const QString text = value.toString();
    if (text.isEmpty())
        return {};
    if (const QDateTime usual = usualTime(text); usual.isValid())
        return usual;
    QDateTime stamp = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (stamp.isValid() && stamp.timeSpec() == Qt::LocalTime)
        stamp.setTimeSpec(Qt::UTC);
    return stamp.toUTC();
}

json::Value textList(const QStringList &texts)
{
    json::Value::Array items;
    for (const QString &text : texts)
        items.emplace_back(text);
    return items;
}

void setUnlessEmpty(json::Value &object, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        object.set(key, text);
}

void setNumbers(json::Value &object, const PassportDraft &draft)
{
    setUnlessEmpty(object, u"modelNumber"_s, draft.modelNumber);
    setUnlessEmpty(object, u"batchNumber"_s, draft.batchNumber);
    setUnlessEmpty(object, u"itemNumber"_s, draft.itemNumber);
}

} // namespace

Error unexpectedShape(const QString &member)
{
    Error error;
    error.kind = ErrorKind::Protocol;
    error.cause = Cause::UnexpectedShape;
    error.subject = member;
    error.reach = Reach::Answered;
    return error;
}

Shape shapeOf(const json::Value &row)
{
    const bool product = row[u"product"].isObject();
    const bool flat = row[u"granularity"].isString();
    if (product && flat)
        return Shape::Both;
    return product ? Shape::Product : flat ? Shape::Flat : Shape::Neither;
}

PassportKey keyOf(const json::Value &row)
{
    return readKey(row, nullptr);
}

Result<Passport> decodePassport(const json::Value &row)
{
    return takePassport(row);
}

Result<Passport> takePassport(json::Value row)
{
    Passport passport;
    passport.id = row[u"id"].toText();
    if (passport.id.isEmpty())
        return unexpectedShape(u"id"_s);
    passport.key = readKey(row, &passport.shapesDisagree);
    passport.application = firstText({row.at(u"application.id").toText(), row[u"application"].toString()});
    passport.network = row[u"network"].toText();
    passport.data = row[u"data"];
    passport.name = firstText(
        {row.at(u"product.name").toText(), row[u"name"].toText(), row.at(u"data.name").toText(), passport.key.label()});
    passport.description = firstText(
        {row[u"description"].toText(), row.at(u"product.description").toText(), row.at(u"data.description").toText()});
    passport.status = row[u"status"].toText();
    for (const json::Value &path : row[u"certifiedPaths"].items())
        passport.certifiedPaths << path.toText();
    passport.certificationStatus = row[u"certificationStatus"].toText();
    passport.certifiedAt = time(row[u"certifiedAt"]);
    passport.createdAt = time(row[u"createdAt"]);
    passport.updatedAt = time(row[u"updatedAt"]);
    passport.tokenId = row[u"tokenId"].toText();
    passport.ipfsCid = row[u"ipfsCid"].toText();
    passport.certificateUri = row[u"certificateUri"].toText();
    passport.editable = row[u"editable"].toBool(true);
    passport.shape = shapeOf(row);
    passport.raw = std::move(row);
    return passport;
}

json::Value encodeDraft(const PassportDraft &draft, Dialect dialect)
{
    json::Value body = json::Value::object();
    json::Value data = draft.data;
    if (dialect == Dialect::Flat) {
        body.set(u"granularity"_s, wireName(draft.granularity));
        setUnlessEmpty(body, u"application"_s, draft.application);
        body.set(u"network"_s, draft.network);
        setNumbers(body, draft);
        setUnlessEmpty(body, u"name"_s, draft.name);
        setUnlessEmpty(body, u"description"_s, draft.description);
    } else {
        json::Value product = json::Value::object();
        product.set(u"idGranularity"_s, wireName(draft.granularity));
        setNumbers(product, draft);
        const PassportKey key{{}, draft.modelNumber, draft.batchNumber, draft.itemNumber};
        product.set(u"name"_s, draft.name.isEmpty() ? key.label() : draft.name);
        setUnlessEmpty(body, u"application"_s, draft.application);
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
        body.set(u"certifiedPaths"_s, textList(*draft.certifiedPaths));
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
        body.set(u"certifiedPaths"_s, textList(paths));
    }
    return body;
}

} // namespace chancery::keyban
