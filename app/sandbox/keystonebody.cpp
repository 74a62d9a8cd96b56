// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystonebody.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QUuid>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

json::Value entryOf(const json::Value::Array &location, const QString &type, const QString &message)
{
    json::Value entry = json::Value::object();
    entry.set(u"loc"_s, location);
    entry.set(u"msg"_s, message);
    entry.set(u"type"_s, type);
    return entry;
}

/// Sign, digits without leading and trailing zeros, and the power of ten of the last one.
struct Decimal
{
    bool isNegative = false;
    QString digits;
    qint64 exponent = 0;
    bool operator==(const Decimal &) const = default;
};

std::optional<Decimal> decimalOf(const QString &text)
{
    static const QRegularExpression form(uR"(^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$)"_s);
    const auto match = form.match(text.trimmed());
    const QString fraction = match.captured(3);
    QString digits = match.captured(2) + fraction;
    if (!match.hasMatch() || digits.isEmpty())
        return {};
    Decimal decimal{match.captured(1) == u"-", {}, match.captured(4).toLongLong() - fraction.size()};
    while (digits.startsWith(u'0'))
        digits.remove(0, 1);
    while (digits.endsWith(u'0')) {
        digits.chop(1);
        ++decimal.exponent;
    }
    decimal.digits = digits;
    return digits.isEmpty() ? Decimal{} : decimal;
}

} // namespace

Answer KeystoneRefusal::answer() const
{
    json::Value body = json::Value::object();
    body.set(u"detail"_s, detail);
    return Answer::json(json::write(body), status);
}

KeystoneRefusal keystoneRefusal(int status, const QString &detail)
{
    return {status, detail};
}

KeystoneBody::KeystoneBody(json::Value object, Unknown unknown)
    : KeystoneBody(std::move(object), std::make_shared<Problems>(), {u"body"_s}, unknown)
{}

KeystoneBody::KeystoneBody(json::Value value, std::shared_ptr<Problems> problems, json::Value::Array location,
                           Unknown unknown)
    : m_value(std::move(value))
    , m_problems(std::move(problems))
    , m_location(std::move(location))
    , m_unknown(unknown)
{}

void KeystoneBody::complain(const QString &key, const QString &type, const QString &message)
{
    json::Value::Array location = m_location;
    location.emplace_back(key);
    m_problems->entries.push_back(entryOf(location, type, message));
}

const json::Value &KeystoneBody::take(const QString &key, Need need)
{
    m_read.insert(key);
    const json::Value &value = m_value[key];
    if (value.isNull() && need == Need::Required)
        complain(key, u"missing"_s, u"Field required"_s);
    return value;
}

QString KeystoneBody::text(const QString &key, const TextRule &rule)
{
    const json::Value &value = take(key, rule.need);
    if (value.isNull())
        return {};
    const QString text = value.toString();
    if (!value.isString())
        complain(key, u"string_type"_s, u"Input should be a valid string"_s);
    else if (text.isEmpty() && rule.need == Need::Required)
        complain(key, u"string_too_short"_s, u"String should have at least 1 character"_s);
    else if (text.size() > rule.longest)
        complain(key, u"string_too_long"_s, u"String should have at most %1 characters"_s.arg(rule.longest));
    else if (!rule.words.isEmpty() && !rule.words.contains(text))
        complain(key, u"literal_error"_s, u"Input should be one of: "_s + rule.words.join(u", "_s));
    return text;
}

std::optional<qint64> KeystoneBody::integer(const QString &key, Need need, qint64 least, qint64 largest)
{
    const json::Value &value = take(key, need);
    if (value.isNull())
        return {};
    bool isWhole = false;
    const qint64 number = value.toText().toLongLong(&isWhole);
    if (!value.isNumber() || !isWhole)
        complain(key, u"int_type"_s, u"Input should be a valid integer"_s);
    else if (number < least || number > largest)
        complain(key, u"out_of_range"_s, u"Input should be from %1 to %2"_s.arg(least).arg(largest));
    return number;
}

std::optional<bool> KeystoneBody::boolean(const QString &key)
{
    const json::Value &value = take(key, Need::Optional);
    if (value.isNull())
        return {};
    if (!value.isBool())
        complain(key, u"bool_type"_s, u"Input should be a valid boolean"_s);
    return value.toBool();
}

QString KeystoneBody::decimal(const QString &key, Need need)
{
    const json::Value &value = take(key, need);
    if (value.isNull())
        return {};
    const QString text = value.toText();
    const auto decimal = value.isString() || value.isNumber() ? decimalOf(text) : std::nullopt;
    if (!decimal)
        complain(key, u"decimal_parsing"_s, u"Input should be a valid decimal"_s);
    else if (decimal->isNegative || decimal->digits.isEmpty())
        complain(key, u"greater_than"_s, u"Input should be greater than 0"_s);
    return text;
}

std::optional<qint64> KeystoneBody::time(const QString &key, Need need)
{
    const json::Value &value = take(key, need);
    if (value.isNull())
        return {};
    QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    if (!time.isValid()) {
        complain(key, u"datetime_parsing"_s, u"Input should be a valid datetime"_s);
        return {};
    }
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toMSecsSinceEpoch();
}

QString KeystoneBody::uuid(const QString &key, Need need)
{
    const json::Value &value = take(key, need);
    if (value.isNull())
        return {};
    if (!value.isString() || value.toString().size() != 36 || QUuid::fromString(value.toString()).isNull())
        complain(key, u"uuid_parsing"_s, u"Input should be a valid UUID"_s);
    return value.toString();
}

QStringList KeystoneBody::texts(const QString &key, const QStringList &fallback)
{
    const json::Value &value = take(key, Need::Optional);
    if (value.isNull())
        return fallback;
    QStringList texts;
    for (const json::Value &item : value.items()) {
        if (!item.isString() || item.toString().isEmpty())
            complain(key, u"string_type"_s, u"Every item should be a text"_s);
        texts << item.toString();
    }
    if (!value.isArray())
        complain(key, u"list_type"_s, u"Input should be a valid list"_s);
    return texts;
}

KeystoneBody KeystoneBody::object(const QString &key)
{
    const json::Value &value = take(key, Need::Required);
    if (!value.isNull() && !value.isObject())
        complain(key, u"model_type"_s, u"Input should be a valid object"_s);
    json::Value::Array location = m_location;
    location.emplace_back(key);
    return KeystoneBody(value, m_problems, location, m_unknown);
}

std::vector<KeystoneBody> KeystoneBody::list(const QString &key, size_t least)
{
    const json::Value &value = take(key, Need::Required);
    if (!value.isNull() && !value.isArray())
        complain(key, u"list_type"_s, u"Input should be a valid list"_s);
    else if (value.isArray() && value.items().size() < least)
        complain(key, u"too_short"_s, u"List should have at least %1 item"_s.arg(least));
    std::vector<KeystoneBody> bodies;
    for (const json::Value &item : value.items()) {
        json::Value::Array location = m_location;
        location.emplace_back(key);
        location.push_back(json::Value::integer(qint64(bodies.size())));
        bodies.push_back(KeystoneBody(item, m_problems, location, m_unknown));
    }
    return bodies;
}

void KeystoneBody::refuseUnread()
{
    for (const json::Member &member : m_value.members())
        if (!m_read.contains(member.key))
            complain(member.key, u"extra_forbidden"_s, u"Extra inputs are not permitted"_s);
}

KeystoneRefusal KeystoneBody::refusal()
{
    if (m_unknown == Unknown::Refused)
        refuseUnread();
    return m_problems->entries.empty() ? KeystoneRefusal() : KeystoneRefusal{422, m_problems->entries};
}

ParsedBody parsedBody(const Request &request)
{
    if (request.body.trimmed().isEmpty())
        return {json::Value::object(), {}};
    const auto parsed = json::parse(request.body);
    const QString type = parsed ? u"model_attributes_type"_s : u"json_invalid"_s;
    const QString message = parsed ? u"Input should be an object"_s : u"JSON decode error"_s;
    if (parsed && parsed->isObject())
        return {*parsed, {}};
    return {{}, {422, json::Value::Array{entryOf({u"body"_s}, type, message)}}};
}

bool sameDecimal(const QString &left, const QString &right)
{
    const auto a = decimalOf(left);
    return a && a == decimalOf(right);
}

} // namespace chancery::sandbox
