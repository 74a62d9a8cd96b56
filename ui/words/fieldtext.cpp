// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/fieldtext.h"

#include "core/catalogue/fieldprofile.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace chancery {

using catalogue::FieldRule;
using catalogue::FieldType;
using catalogue::Finding;
using catalogue::FindingCode;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FieldText)
};

QString quoted(const QString &text)
{
    return Text::tr("“%1”").arg(text);
}

QString withUnit(const QString &text, const FieldRule &rule)
{
    return rule.unit.isEmpty() ? text : Text::tr("%1 %2", "a number and its unit").arg(text, rule.unit);
}

QString rangeOf(const FieldRule &rule)
{
    const QString least = rule.minimum ? QString::number(*rule.minimum) : QString();
    const QString most = rule.maximum ? QString::number(*rule.maximum) : QString();
    if (most.isEmpty())
        return Text::tr("at least %1").arg(withUnit(least, rule));
    if (least.isEmpty())
        return Text::tr("at most %1").arg(withUnit(most, rule));
    return Text::tr("from %1 to %2").arg(least, withUnit(most, rule));
}

FindingText typeText(const FieldRule &rule, const QString &value, const QString &column)
{
    switch (rule.type) {
    case FieldType::Integer:
        return {Text::tr("%1 in %2 is no whole number.").arg(value, column), Text::tr("Write digits only.")};
    case FieldType::Number:
        return {Text::tr("%1 in %2 is no plain number.").arg(value, column),
                Text::tr("Write digits with a decimal point, such as 12.5, and no unit.")};
    case FieldType::Boolean:
        return {Text::tr("%1 in %2 is neither true nor false.").arg(value, column), Text::tr("Write true or false.")};
    case FieldType::Date:
        return {Text::tr("%1 in %2 is no whole date.").arg(value, column),
                Text::tr("Write year, month and day, such as 2027-03-31.")};
    case FieldType::Url:
        return {Text::tr("%1 in %2 is no web address.").arg(value, column),
                Text::tr("Write the whole address, beginning with https://.")};
    case FieldType::Gtin:
        return {Text::tr("%1 in %2 is no GTIN with a right check digit.").arg(value, column),
                Text::tr("Compare the number with the product or with the supplier's list.")};
    case FieldType::Text:
        break;
    }
    return {};
}

FindingText missingText(const Finding &finding, const QString &field)
{
    if (finding.column >= 0) {
        return {Text::tr("There is nothing in column %1: %2 is required.").arg(quoted(finding.columnName), field),
                Text::tr("Enter the value.")};
    }
    return {
        Text::tr("No column holds %1, which is required.").arg(field),
        Text::tr("Send a column to %1, or choose another field profile.").arg(catalogue::toText(finding.rule->target))};
}

} // namespace

QString ruleLabel(const FieldRule &rule)
{
    const QString title = rule.title.isEmpty() ? catalogue::toText(rule.target) : rule.title;
    return rule.article.isEmpty() ? title : Text::tr("%1 (%2)", "a field and its article").arg(title, rule.article);
}

FindingText describeField(const Finding &finding)
{
    if (!finding.rule)
        return {};
    const FieldRule &rule = *finding.rule;
    const QString value = quoted(finding.value);
    const QString column = Text::tr("column %1").arg(quoted(finding.columnName));
    const QString field = ruleLabel(rule);
    switch (finding.code) {
    case FindingCode::FieldMissing:
        return missingText(finding, field);
    case FindingCode::FieldNotApplicable:
        return {Text::tr("%1 in %2: %3 does not apply to rows of this level.").arg(value, column, field),
                Text::tr("Empty the cell, or correct the granularity.")};
    case FindingCode::FieldWrongType:
        return typeText(rule, value, column);
    case FindingCode::FieldOutOfRange:
        return {Text::tr("%1 in %2 is not %3.").arg(value, column, rangeOf(rule)),
                Text::tr("Correct the number; look at its unit, too.")};
    case FindingCode::FieldNotAllowed:
        return {Text::tr("%1 in %2 is none of the values allowed.").arg(value, column),
                Text::tr("Write one of these: %1.").arg(rule.allowed.join(Text::tr(", ")))};
    case FindingCode::FieldWrongPattern:
        return {Text::tr("%1 in %2 is not written as %3 is.").arg(value, column, field),
                rule.example.isEmpty() ? Text::tr("Compare it with the other rows.")
                                       : Text::tr("Write it as in %1.").arg(quoted(rule.example))};
    case FindingCode::FieldTooLong:
        return {Text::tr("The text in %1 has %2 characters; %3 takes %4.")
                    .arg(column, finding.value, field)
                    .arg(rule.maxLength),
                Text::tr("Shorten it.")};
    default:
        return {};
    }
}

} // namespace chancery
