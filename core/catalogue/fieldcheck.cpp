// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/fieldcheck.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/gtin.h"

#include <QDate>
#include <QUrl>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

bool isInteger(QStringView text)
{
    if (text.startsWith(u'-') || text.startsWith(u'+'))
        text = text.sliced(1);
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isNumber(QStringView text)
{
    const qsizetype point = text.indexOf(u'.');
    if (point < 0)
        return isInteger(text);
    const QStringView behind = text.sliced(point + 1);
    return isInteger(text.first(point)) && !behind.startsWith(u'-') && !behind.startsWith(u'+') && isInteger(behind);
}

bool isUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
}

bool isOfType(FieldType type, const QString &text, std::string_view utf8)
{
    switch (type) {
    case FieldType::Text:
        return true;
    case FieldType::Integer:
        return isInteger(text);
    case FieldType::Number:
        return isNumber(text);
    case FieldType::Boolean:
        return text == "true"_L1 || text == "false"_L1;
    case FieldType::Date:
        return text.size() == 10 && QDate::fromString(text, Qt::ISODate).isValid();
    case FieldType::Url:
        return isUrl(text);
    case FieldType::Gtin:
        return gtinState(utf8) == GtinState::Right;
    }
    Q_UNREACHABLE();
}

bool isInRange(const FieldRule &rule, const QString &text)
{
    if (!rule.minimum && !rule.maximum)
        return true;
    // Only compared; what is sent stays text.
    const double value = text.toDouble();
    return (!rule.minimum || value >= *rule.minimum) && (!rule.maximum || value <= *rule.maximum);
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t") == std::string_view::npos;
}

} // namespace

FieldCheck::FieldCheck(std::shared_ptr<const FieldProfile> profile, const Mapping &mapping, const RowPlan &plan)
    : m_plan(plan)
    , m_profile(std::move(profile))
{
    const QList<Placement> placed = placements(mapping);
    for (int rule = 0; rule < int(m_profile->rules.size()); ++rule) {
        int source = -1;
        for (const Placement &placement : placed) {
            if (placement.target == m_profile->rules[rule]->target)
                source = placement.source;
        }
        const FieldRule &held = *m_profile->rules[rule];
        const bool isError = held.severity == Severity::Error || m_profile->raised.contains(FindingCode::FieldMissing);
        if (source >= 0 || (held.need == FieldNeed::Required && isError))
            m_bound.push_back({rule, source});
        else if (held.need == FieldNeed::Required)
            m_absent.push_back(rule);
    }
}

std::optional<FindingCode> FieldCheck::codeFor(const FieldRule &rule, std::string_view text)
{
    if (isBlank(text))
        return rule.need == FieldNeed::Required ? std::optional(FindingCode::FieldMissing) : std::nullopt;
    if (rule.need == FieldNeed::NotApplicable)
        return FindingCode::FieldNotApplicable;
    const QString value = toText(text);
    if (!isOfType(rule.type, value, text))
        return FindingCode::FieldWrongType;
    if (!isInRange(rule, value))
        return FindingCode::FieldOutOfRange;
    if (!rule.allowed.isEmpty() && !rule.allowed.contains(value))
        return FindingCode::FieldNotAllowed;
    if (!rule.pattern.pattern().isEmpty() && !rule.pattern.match(value).hasMatch())
        return FindingCode::FieldWrongPattern;
    if (rule.maxLength > 0 && value.size() > rule.maxLength && value.toUcs4().size() > rule.maxLength)
        return FindingCode::FieldTooLong;
    return std::nullopt;
}

} // namespace chancery::catalogue
