// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/findingtext.h"

#include "ui/words/fieldtext.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace chancery {

using catalogue::Finding;
using catalogue::FindingCode;
using catalogue::Mapping;
using catalogue::MappingProblem;
using catalogue::Target;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FindingText)
};

QString quoted(const QString &text)
{
    return Text::tr("“%1”").arg(text);
}

QString columnOf(const Finding &finding)
{
    return finding.columnName.isEmpty() ? Text::tr("a column") : Text::tr("column %1").arg(quoted(finding.columnName));
}

/// What only workbooks and JSON can have.
FindingText sourceText(const Finding &finding, const QString &column)
{
    switch (finding.code) {
    case FindingCode::FormulaError:
        return {Text::tr("The formula in %1 has no result: %2.").arg(column, finding.value),
                Text::tr("Correct the formula in the workbook, or type the value in its place.")};
    case FindingCode::MergedCell:
        return {
            Text::tr("The cell in %1 is merged with another one, which has the value; here it is empty.").arg(column),
            Text::tr("Unmerge the cells in the workbook and give each row its value, or leave it empty.")};
    case FindingCode::UnreadablePassport:
        return {Text::tr("There is no passport here: it is not an object, or not valid JSON."),
                Text::tr("Look for a missing comma, quote or bracket, and write the passport between { and }.")};
    case FindingCode::MemberTwice:
        return {Text::tr("The passport says twice what goes to %1.").arg(column),
                Text::tr("Keep the value that is right and remove the other.")};
    default:
        return {};
    }
}

/// What is wrong with the shape of the record or with its text.
FindingText shapeText(const Finding &finding)
{
    const QString column = columnOf(finding);
    switch (finding.code) {
    case FindingCode::TooManyFields:
        return {Text::tr("The row has more fields than the header: %1.").arg(finding.value),
                Text::tr("Put quotes around the cell that contains the separator, or remove the field too many.")};
    case FindingCode::TooFewFields:
        return {Text::tr("The row has fewer fields than the header: %1.").arg(finding.value),
                Text::tr("Add the missing separators, so that each column has a cell, empty or not.")};
    case FindingCode::ControlCharacter:
        return {Text::tr("There is a control character in %1.").arg(column),
                Text::tr("Delete the invisible character, or type the cell anew.")};
    case FindingCode::InvalidText:
        return {Text::tr("The text in %1 is not valid in the file's encoding.").arg(column),
                Text::tr("Choose the right encoding for the whole file, or type the cell anew and save it as UTF-8.")};
    case FindingCode::UnclosedQuote:
        return {Text::tr("A quote opens in this row and is not closed."),
                Text::tr("Close the quote at the end of the cell, or double it where it belongs to the text.")};
    case FindingCode::TextAfterQuote:
        return {Text::tr("There is text behind the closing quote in %1.").arg(column),
                Text::tr("Double the quotes that belong to the text, or remove what follows the closing one.")};
    case FindingCode::RecordTooLong:
        return {Text::tr("The row is longer than 8 MiB."),
                Text::tr("Look for a missing quote or line end; a passport this large can't be sent.")};
    case FindingCode::StrayQuote:
        return {Text::tr("There is a quote in the middle of %1; it was kept as text.").arg(column),
                Text::tr("If it was meant to enclose the cell, put it at the cell's very beginning.")};
    default:
        return sourceText(finding, column);
    }
}

/// A cell that is not of the type its column goes to `data` as.
FindingText typeText(const Finding &finding)
{
    const QString cell = quoted(finding.value);
    const QString column = columnOf(finding);
    switch (finding.code) {
    case FindingCode::NotANumber:
        return {Text::tr("%1 in %2 is no number.").arg(cell, column),
                Text::tr("Write it without a unit, such as 12.5, or choose the column's decimal mark or type anew.")};
    case FindingCode::NotABoolean:
        return {Text::tr("%1 in %2 is neither yes nor no.").arg(cell, column),
                Text::tr("Write yes or no, or choose another type for the column.")};
    case FindingCode::NotADate:
        return {Text::tr("%1 in %2 is no date, or could be two.").arg(cell, column),
                Text::tr("Write it as 2026-02-18, or choose for the column whether the day or the month comes first.")};
    default:
        return {Text::tr("%1 in %2 is not JSON.").arg(cell, column),
                Text::tr("Put quotes around a text, or choose another type for the column.")};
    }
}

/// What is wrong with the values.
FindingText valueText(const Finding &finding)
{
    const QString column = columnOf(finding);
    switch (finding.code) {
    case FindingCode::MissingKey:
        return {Text::tr("There is nothing in %1, which the passport is known by.").arg(column),
                Text::tr("Enter its number.")};
    case FindingCode::DuplicateKey:
        return {Text::tr("%1 is already the number of the row on line %2.")
                    .arg(quoted(finding.value))
                    .arg(finding.firstLine),
                Text::tr("Give the row its own number, or remove one of the two.")};
    case FindingCode::UnknownGranularity:
        return {Text::tr("%1 in %2 is no granularity.").arg(quoted(finding.value), column),
                Text::tr("Write model, batch or item.")};
    case FindingCode::NotANumber:
    case FindingCode::NotABoolean:
    case FindingCode::NotADate:
    case FindingCode::NotJson:
        return typeText(finding);
    case FindingCode::GtinCheckDigit:
        return {Text::tr("The check digit of the GTIN %1 is wrong.").arg(quoted(finding.value)),
                Text::tr("Compare the number with the product or with the supplier's list.")};
    case FindingCode::GtinLength:
        return {Text::tr("%1 is no GTIN, which has 8, 12, 13 or 14 digits.").arg(quoted(finding.value)),
                Text::tr("Complete the number; spreadsheets drop leading zeros.")};
    case FindingCode::NameTooLong:
        return {Text::tr("The name has more than 255 characters: %1.").arg(finding.value),
                Text::tr("Shorten it, and put the rest into the description.")};
    case FindingCode::BlanksInKey:
        return {Text::tr("%1 in %2 begins or ends with a blank.").arg(quoted(finding.value), column),
                Text::tr("Remove the blank unless it belongs to the number.")};
    case FindingCode::NumberBelowGranularity:
        return {Text::tr("%1 in %2 is a number of a deeper level than the row's granularity.")
                    .arg(quoted(finding.value), column),
                Text::tr("Empty the cell, or correct the granularity.")};
    case FindingCode::MixedNetworks:
        return {Text::tr("Rows go to a main network and to another one in the same file: from here on to %1, too.")
                    .arg(quoted(finding.value)),
                Text::tr("Correct %1, or send the rows as two files.").arg(column)};
    default:
        return {};
    }
}

QString namesOf(const QList<int> &columns, const Mapping &mapping)
{
    QStringList names;
    for (const int column : columns) {
        if (column < mapping.columns.size())
            names.append(Text::tr("%1 (%2)", "column name and its place")
                             .arg(quoted(mapping.columns.value(column).header))
                             .arg(column + 1));
        else
            names.append(madeLabel(mapping.made.value(column - mapping.columns.size()), mapping));
    }
    return names.join(Text::tr(", "));
}

} // namespace

FindingText describe(const Finding &finding)
{
    if (finding.rule)
        return describeField(finding);
    const FindingText shape = shapeText(finding);
    return shape.message.isEmpty() ? valueText(finding) : shape;
}

QString fieldLabel(const Target &target)
{
    switch (target.kind) {
    case Target::Kind::Ignore:
        return Text::tr("left out");
    case Target::Kind::ModelNumber:
        return Text::tr("model number");
    case Target::Kind::BatchNumber:
        return Text::tr("batch number");
    case Target::Kind::ItemNumber:
        return Text::tr("item number");
    case Target::Kind::Name:
        return Text::tr("name");
    case Target::Kind::Description:
        return Text::tr("description");
    case Target::Kind::Granularity:
        return Text::tr("granularity");
    case Target::Kind::Network:
        return Text::tr("network");
    case Target::Kind::CertifiedPaths:
        return Text::tr("certified paths");
    case Target::Kind::Data:
        break;
    }
    return toText(target);
}

QString madeLabel(const catalogue::MadeValue &made, const Mapping &mapping)
{
    if (made.isConstant())
        return Text::tr("the constant %1").arg(quoted(made.text));
    QStringList names;
    for (const int column : made.columns)
        names << quoted(mapping.columns.value(column).header);
    return names.join(u" + "_s);
}

FindingText describe(const MappingProblem &problem, const Mapping &mapping)
{
    const QString names = namesOf(problem.columns, mapping);
    const QString field = fieldLabel(problem.target);
    switch (problem.kind) {
    case MappingProblem::Kind::SameTarget:
        return {Text::tr("More than one column goes to %1: %2.").arg(field, names),
                Text::tr("Choose one of them and leave the others out, or give them other fields.")};
    case MappingProblem::Kind::PathInsidePath:
        return {Text::tr("One column goes to a place inside another's: %1.").arg(names),
                Text::tr("Give one of the two another data path.")};
    case MappingProblem::Kind::KeyMissing:
        return {Text::tr("No column holds the %1.").arg(field),
                Text::tr("Choose the column that does, or another granularity.")};
    case MappingProblem::Kind::NumberBelowGranularity:
        return {Text::tr("The column %1 holds the %2, deeper than the granularity chosen.").arg(names, field),
                Text::tr("Choose a deeper granularity, or send the column to data or leave it out.")};
    case MappingProblem::Kind::EmptyPath:
        return {Text::tr("The data path of column %1 has an empty name in it.").arg(names),
                Text::tr("Write a path such as data.brand or data.brand.name.")};
    case MappingProblem::Kind::TypeOutsideData:
        return {Text::tr("The %1 is always text, but %2 goes there as another type.").arg(field, names),
                Text::tr("Choose text as its type, or send it to data.")};
    case MappingProblem::Kind::ConstantMisfit:
        return {Text::tr("For %1, %2 is not of the type chosen.").arg(field, names),
                Text::tr("Correct the constant, or choose another type for it.")};
    case MappingProblem::Kind::ColumnUnknown:
        return {Text::tr("A value joined for %1 uses a column that the file does not have.").arg(field),
                Text::tr("Choose its columns anew, or remove it.")};
    case MappingProblem::Kind::StatedElsewhere:
        return {Text::tr("The %1 can't be %2.").arg(field, names),
                Text::tr("Choose it above the columns for the whole file, or map one column that states it.")};
    case MappingProblem::Kind::SameHeader:
        break;
    }
    return {Text::tr("Two columns have one name: %1.").arg(names),
            Text::tr("Give each column of the file its own name.")};
}

} // namespace chancery
