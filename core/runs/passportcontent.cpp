// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/passportcontent.h"

#include "core/catalogue/planrules.h"
#include "core/mirror/mirrorrecord.h"

#include <QCryptographicHash>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype digestLength = 32;

json::Value textList(const QStringList &texts)
{
    json::Value::Array items;
    for (const QString &text : texts)
        items.emplace_back(text);
    return items;
}

QStringList textsOf(const json::Value &list)
{
    QStringList texts;
    for (const json::Value &item : list.items())
        texts << item.toText();
    return texts;
}

QString ownDescription(const json::Value &row)
{
    const QString description = row[u"description"].toText();
    return description.isEmpty() ? row.at(u"product.description").toText() : description;
}

} // namespace

PassportContent PassportContent::of(const keyban::Passport &passport)
{
    return {passport.name, ownDescription(passport.raw), passport.data, passport.certifiedPaths};
}

PassportContent PassportContent::with(const json::Value &row) const
{
    PassportContent content = *this;
    if (const QString sent = catalogue::ownName(row); !sent.isEmpty())
        content.name = sent;
    if (const QString sent = ownDescription(row); !sent.isEmpty())
        content.description = sent;
    if (!row[u"data"].isNull())
        content.data = row[u"data"];
    if (row[u"certifiedPaths"].isArray())
        content.certifiedPaths = textsOf(row[u"certifiedPaths"]);
    return content;
}

QByteArray PassportContent::digest(const keyban::PassportKey &key) const
{
    const QString nameInData = data[u"name"].toText();
    const QString standIn = nameInData.isEmpty() ? key.label() : nameInData;
    const json::Value noData;
    const json::Value::Array parts{name == standIn ? QString() : name, description,
                                   data.members().empty() ? noData : data, textList(certifiedPaths)};
    return QCryptographicHash::hash(canonicalJson(parts), QCryptographicHash::Sha256).toHex().first(digestLength);
}

QByteArray PassportContent::toJson() const
{
    json::Value object = json::Value::object();
    object.set(u"name"_s, name);
    object.set(u"description"_s, description);
    object.set(u"data"_s, data);
    object.set(u"certifiedPaths"_s, textList(certifiedPaths));
    return json::write(object);
}

Result<PassportContent> PassportContent::fromJson(const QByteArray &text)
{
    const auto value = json::parse(text);
    if (!value)
        return value.error();
    return PassportContent{(*value)[u"name"].toText(), (*value)[u"description"].toText(), (*value)[u"data"],
                           textsOf((*value)[u"certifiedPaths"])};
}

} // namespace chancery
