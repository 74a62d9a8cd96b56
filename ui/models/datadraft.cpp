// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/datadraft.h"

#include <QRegularExpression>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// Has members, and every one of them can be named in a dotted path.
bool isNamed(const json::Value &value)
{
    return value.isObject() && !value.members().empty() &&
           std::all_of(value.members().begin(), value.members().end(),
                       [](const json::Member &m) { return !m.key.isEmpty() && !m.key.contains(u'.'); });
}

QString join(const QString &path, const QString &key)
{
    return path.isEmpty() ? key : path + u'.' + key;
}

const json::Value &at(const json::Value &data, const QString &path)
{
    return path.isEmpty() ? data : data.at(path);
}

bool has(const json::Value &data, const QString &path)
{
    return path.isEmpty() ? !data.isNull() : data.has(path);
}

QString textOf(const json::Value &value, FieldKind kind)
{
    if (kind == FieldKind::Json)
        return QString::fromUtf8(json::write(value, json::Layout::Indented));
    return value.toText();
}

/// Whether a value can be put there: every part of the path but the last is an object or absent, the last is absent.
bool isFree(const json::Value &data, const QString &path)
{
    const QStringList parts = path.split(u'.');
    const json::Value *here = &data;
    for (const QString &part : parts) {
        if (!here->isNull() && !here->isObject())
            return false;
        if (!here->contains(part))
            return true;
        here = &(*here)[part];
    }
    return false;
}

/// What a text that is no value of the kind is.
FieldProblem problemOf(FieldKind kind)
{
    if (kind == FieldKind::Number)
        return FieldProblem::NotANumber;
    return kind == FieldKind::Json ? FieldProblem::NotJson : FieldProblem::NotTrueOrFalse;
}

/// The parser tells the place in bytes of UTF-8 at the end of its words.
int bytesUntilError(const Error &error)
{
    static const QRegularExpression place(u"\\(byte (\\d+)\\)$"_s);
    return place.match(error.detail).captured(1).toInt();
}

} // namespace

DataDraft::DataDraft(keyban::Passport base)
    : m_base(std::move(base))
    , m_data(m_base.data)
    , m_paths(m_base.certifiedPaths)
{}

QList<DataField> DataDraft::fields() const
{
    QList<DataField> fields;
    if (m_data.isObject() && m_data.members().empty())
        return fields;
    if (!m_data.isNull())
        collect(m_data, {}, fields);
    return fields;
}

void DataDraft::collect(const json::Value &value, const QString &path, QList<DataField> &out) const
{
    if (!isNamed(value)) {
        out << field(value, path);
        return;
    }
    for (const json::Member &member : value.members())
        collect(member.value, join(path, member.key), out);
}

DataField DataDraft::field(const json::Value &value, const QString &path) const
{
    DataField field{.path = path, .kind = kindOf(value), .text = {}};
    const auto typed = m_invalid.constFind(path);
    field.text = typed == m_invalid.constEnd() ? textOf(value, field.kind) : *typed;
    field.problem = typed == m_invalid.constEnd() ? FieldProblem::None : problemOf(field.kind);
    field.certified = m_paths.contains(path);
    for (const QString &chosen : m_paths) {
        if (path.startsWith(chosen + u'.'))
            field.certifiedThrough = chosen;
    }
    field.added = !has(m_base.data, path);
    field.changed = field.added || at(m_base.data, path) != value;
    return field;
}

QStringList DataDraft::danglingPaths() const
{
    QStringList dangling;
    std::copy_if(m_paths.begin(), m_paths.end(), std::back_inserter(dangling),
                 [this](const QString &path) { return !m_data.has(path); });
    return dangling;
}

FieldProblem DataDraft::setText(const QString &path, const QString &text)
{
    const FieldKind kind = kindOf(at(m_data, path));
    std::optional<json::Value> value = valueOf(text, kind);
    if (kind == FieldKind::Json && value && kindOf(*value) != kind)
        value.reset(); // a list does not become a text by the way
    if (!value) {
        m_invalid.insert(path, text);
        return problemOf(kind);
    }
    m_invalid.remove(path);
    // Typed and taken back is no change: the value of before stands, layout and all.
    const bool asBefore = has(m_base.data, path) && at(m_base.data, path) == *value;
    write(path, asBefore ? at(m_base.data, path) : *value);
    return FieldProblem::None;
}

void DataDraft::setKind(const QString &path, FieldKind kind)
{
    const json::Value before = at(m_data, path);
    if (kindOf(before) == kind)
        return;
    m_invalid.remove(path);
    const QString text = textOf(before, kindOf(before));
    const json::Value fallback = kind == FieldKind::Number  ? json::Value::integer(0)
                                 : kind == FieldKind::Truth ? json::Value(false)
                                 : kind == FieldKind::Json  ? json::Value::array()
                                                            : json::Value(QString());
    std::optional<json::Value> converted = valueOf(kind == FieldKind::Empty ? QString() : text, kind);
    if (kind == FieldKind::Json && converted && kindOf(*converted) != FieldKind::Json)
        converted = json::Value(json::Value::Array{*converted});
    write(path, converted.value_or(fallback));
}

FieldProblem DataDraft::add(const QString &path, FieldKind kind)
{
    const QStringList parts = path.split(u'.');
    if (std::any_of(parts.begin(), parts.end(), [](const QString &part) { return part.trimmed().isEmpty(); }))
        return FieldProblem::NoName;
    if (!isFree(m_data, path))
        return FieldProblem::NameIsUsed;
    write(path, QString());
    setKind(path, kind);
    return FieldProblem::None;
}

void DataDraft::remove(const QString &path)
{
    m_invalid.remove(path);
    if (path.isEmpty())
        m_data = json::Value::object();
    else
        m_data.removeAt(path);
    m_paths.removeAll(path);
}

void DataDraft::restore(const QString &path)
{
    m_invalid.remove(path);
    if (has(m_base.data, path))
        write(path, at(m_base.data, path));
    else
        remove(path);
    if (m_base.certifiedPaths.contains(path) && !m_paths.contains(path))
        m_paths << path;
}

void DataDraft::setCertified(const QString &path, bool certified)
{
    if (!certified) {
        m_paths.removeAll(path);
    } else if (!m_paths.contains(path)) {
        m_paths << path;
    }
    // The same selection in the order it had is no change.
    QStringList a = m_paths;
    QStringList b = m_base.certifiedPaths;
    a.sort();
    b.sort();
    if (a == b)
        m_paths = m_base.certifiedPaths;
}

FieldProblem DataDraft::setDataText(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const Result<json::Value> parsed = json::parse(bytes);
    if (parsed && (parsed->isObject() || parsed->isNull())) {
        m_data = *parsed == m_base.data ? m_base.data : *parsed;
        m_invalid.clear();
        m_dataText.clear();
        m_errorPosition = -1;
        return FieldProblem::None;
    }
    m_dataText = text;
    const int bytesBefore = parsed ? 0 : bytesUntilError(parsed.error());
    m_errorPosition = int(QString::fromUtf8(bytes.left(bytesBefore)).size());
    return FieldProblem::NotJson;
}

QString DataDraft::dataText() const
{
    return m_errorPosition < 0 ? QString::fromUtf8(json::write(m_data, json::Layout::Indented)) : m_dataText;
}

bool DataDraft::isChanged() const
{
    return !isValid() || !patch().isEmpty();
}

keyban::PassportPatch DataDraft::patch() const
{
    keyban::PassportPatch patch;
    if (m_data != m_base.data)
        patch.data = m_data;
    if (m_paths != m_base.certifiedPaths)
        patch.certifiedPaths = m_paths;
    return patch;
}

void DataDraft::write(const QString &path, json::Value value)
{
    if (path.isEmpty())
        m_data = std::move(value);
    else
        m_data.setAt(path, std::move(value));
}

FieldKind kindOf(const json::Value &value)
{
    if (value.isNull())
        return FieldKind::Empty;
    if (value.isBool())
        return FieldKind::Truth;
    if (value.isNumber())
        return FieldKind::Number;
    return value.isString() ? FieldKind::Text : FieldKind::Json;
}

std::optional<json::Value> valueOf(const QString &text, FieldKind kind)
{
    switch (kind) {
    case FieldKind::Text:
        return json::Value(text);
    case FieldKind::Empty:
        return text.isEmpty() ? std::optional<json::Value>(json::Value()) : json::Value(text);
    case FieldKind::Truth:
        if (text == u"true" || text == u"false")
            return json::Value(text == u"true");
        return std::nullopt;
    case FieldKind::Number:
    case FieldKind::Json:
        break;
    }
    const Result<json::Value> parsed = json::parse(text.trimmed().toUtf8());
    if (!parsed || (kind == FieldKind::Number && !parsed->isNumber()))
        return std::nullopt;
    return *parsed;
}

} // namespace chancery
