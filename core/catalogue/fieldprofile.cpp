// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/fieldprofile.h"

#include "core/catalogue/filesource.h"
#include "core/json/value.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>
#include <utility>

/// Outside of the namespace: what it calls is global.
static void initFieldProfiles()
{
    Q_INIT_RESOURCE(profiles);
}

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 4 * 1024 * 1024;

template <class T>
using Names = std::initializer_list<std::pair<QLatin1StringView, T>>;

const Names<FieldNeed> needs = {{"required"_L1, FieldNeed::Required},
                                {"optional"_L1, FieldNeed::Optional},
                                {"notApplicable"_L1, FieldNeed::NotApplicable},
                                {"undecided"_L1, FieldNeed::Undecided}};
const Names<FieldType> types = {{"text"_L1, FieldType::Text},     {"integer"_L1, FieldType::Integer},
                                {"number"_L1, FieldType::Number}, {"boolean"_L1, FieldType::Boolean},
                                {"date"_L1, FieldType::Date},     {"url"_L1, FieldType::Url},
                                {"gtin"_L1, FieldType::Gtin}};
const Names<Severity> severities = {{"warning"_L1, Severity::Warning}, {"error"_L1, Severity::Error}};

/// Reads members and remembers the first thing that is wrong with them.
class ProfileReader
{
public:
    Result<std::shared_ptr<const FieldProfile>> read(const json::Value &value, const QString &name);

private:
    std::shared_ptr<const FieldRule> rule(const json::Value &value);
    void limits(const json::Value &value, FieldRule &rule);
    void known(const json::Value &object, const QStringList &members);
    QString text(const json::Value &object, const QString &key);
    QStringList texts(const json::Value &object, const QString &key);
    std::optional<double> number(const json::Value &object, const QString &key);
    template <class T>
    T word(const json::Value &object, const QString &key, const Names<T> &names, T fallback);
    void wrong(const QString &what)
    {
        if (m_wrong.isEmpty())
            m_wrong = what;
    }

    QString m_wrong;
};

void ProfileReader::known(const json::Value &object, const QStringList &members)
{
    if (!object.isObject())
        wrong(u"not an object"_s);
    for (const json::Member &member : object.members()) {
        if (!members.contains(member.key))
            wrong(member.key);
    }
}

QString ProfileReader::text(const json::Value &object, const QString &key)
{
    if (object.contains(key) && !object[key].isString())
        wrong(key);
    return object[key].toString();
}

QStringList ProfileReader::texts(const json::Value &object, const QString &key)
{
    QStringList list;
    if (object.contains(key) && !object[key].isArray())
        wrong(key);
    for (const json::Value &item : object[key].items()) {
        if (!item.isString())
            wrong(key);
        list << item.toString();
    }
    return list;
}

std::optional<double> ProfileReader::number(const json::Value &object, const QString &key)
{
    if (!object.contains(key))
        return std::nullopt;
    if (!object[key].isNumber())
        wrong(key);
    return object[key].toText().toDouble();
}

template <class T>
T ProfileReader::word(const json::Value &object, const QString &key, const Names<T> &names, T fallback)
{
    if (!object.contains(key))
        return fallback;
    const QString given = text(object, key);
    const auto *found =
        std::find_if(names.begin(), names.end(), [&given](const auto &entry) { return given == entry.first; });
    if (found != names.end())
        return found->second;
    wrong(key + u": " + given);
    return fallback;
}

void ProfileReader::limits(const json::Value &value, FieldRule &rule)
{
    if (const QString pattern = text(value, u"pattern"_s); !pattern.isEmpty()) {
        rule.pattern.setPattern(QRegularExpression::anchoredPattern(pattern));
        if (!rule.pattern.isValid())
            wrong(u"pattern: "_s + rule.pattern.errorString());
        rule.pattern.optimize();
    }
    rule.example = text(value, u"example"_s);
    rule.minimum = number(value, u"minimum"_s);
    rule.maximum = number(value, u"maximum"_s);
    rule.unit = text(value, u"unit"_s);
    rule.maxLength = qsizetype(number(value, u"maxLength"_s).value_or(0));
    rule.allowed = texts(value, u"allowed"_s);
}

std::shared_ptr<const FieldRule> ProfileReader::rule(const json::Value &value)
{
    known(value, {u"path"_s, u"title"_s, u"article"_s, u"levels"_s, u"need"_s, u"severity"_s, u"type"_s, u"pattern"_s,
                  u"example"_s, u"minimum"_s, u"maximum"_s, u"unit"_s, u"maxLength"_s, u"allowed"_s});
    auto rule = std::make_shared<FieldRule>();
    const QString path = text(value, u"path"_s);
    const auto target = parseTarget(path);
    if (!target || target->kind == Target::Kind::Ignore)
        wrong(u"path: "_s + path);
    rule->target = target.value_or(Target());
    if (!value.contains(u"need"))
        wrong(u"need"_s);
    rule->need = word(value, u"need"_s, needs, FieldNeed::Optional);
    rule->severity = word(value, u"severity"_s, severities, Severity::Warning);
    rule->type = word(value, u"type"_s, types, FieldType::Text);
    rule->title = text(value, u"title"_s);
    rule->article = text(value, u"article"_s);
    for (const QString &level : texts(value, u"levels"_s)) {
        const auto granularity = keyban::granularityFromWire(level);
        if (!granularity)
            wrong(u"levels: "_s + level);
        rule->levels << granularity.value_or(keyban::Granularity::Model);
    }
    limits(value, *rule);
    return rule;
}

Result<std::shared_ptr<const FieldProfile>> ProfileReader::read(const json::Value &value, const QString &name)
{
    known(value, {u"schema"_s, u"id"_s, u"title"_s, u"source"_s, u"note"_s, u"raise"_s, u"fields"_s});
    if (text(value, u"schema"_s) != u"chancery-field-profile/1"_s)
        wrong(u"schema"_s);
    auto profile = std::make_shared<FieldProfile>();
    profile->id = text(value, u"id"_s);
    profile->title = text(value, u"title"_s);
    profile->source = text(value, u"source"_s);
    profile->note = text(value, u"note"_s);
    if (profile->id.isEmpty() || profile->title.isEmpty())
        wrong(u"id, title"_s);
    for (const QString &code : texts(value, u"raise"_s)) {
        const auto found = findingCodeFromWire(code);
        if (!found)
            wrong(u"raise: "_s + code);
        profile->raised << found.value_or(FindingCode::GtinCheckDigit);
    }
    if (!value[u"fields"].isArray())
        wrong(u"fields"_s);
    for (const json::Value &item : value[u"fields"].items())
        profile->rules << rule(item);
    if (!m_wrong.isEmpty())
        return inputError(Cause::FieldProfileUnusable, name, m_wrong);
    return std::shared_ptr<const FieldProfile>(std::move(profile));
}

} // namespace

Result<std::shared_ptr<const FieldProfile>> parseFieldProfile(const QByteArray &json, const QString &name)
{
    const auto value = json::parse(json);
    if (!value)
        return inputError(Cause::FieldProfileUnusable, name, value.error().detail);
    auto read = ProfileReader().read(*value, name);
    if (!read)
        return read;
    auto profile = std::make_shared<FieldProfile>(**read);
    profile->sha256 = QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex();
    return std::shared_ptr<const FieldProfile>(std::move(profile));
}

Result<std::shared_ptr<const FieldProfile>> fieldProfile(const QString &name)
{
    initFieldProfiles();
    const bool isPath = name.contains(u'/') || name.endsWith(".json"_L1);
    QFile file(isPath ? name : QString(u":/profiles/"_s + name + u".json"_s));
    if (name.isEmpty() || !file.open(QIODevice::ReadOnly))
        return inputError(Cause::FieldProfileUnknown, name);
    return parseFieldProfile(file.read(largestFile), name);
}

QList<std::shared_ptr<const FieldProfile>> builtInFieldProfiles()
{
    QList<std::shared_ptr<const FieldProfile>> profiles;
    for (const QString &id : {u"eu-battery"_s, u"eu-textile"_s}) {
        if (auto profile = fieldProfile(id))
            profiles << *profile;
    }
    return profiles;
}

} // namespace chancery::catalogue
