// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/changewords.h"

#include <QCoreApplication>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longest = 80;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ChangeWords)
};

} // namespace

QString valueText(const json::Value &value)
{
    const QString text = value.toText().simplified();
    if (text.isEmpty())
        return Text::tr("empty");
    return text.size() <= longest ? text : text.left(longest - 1) + u'…';
}

QString changeText(const keyban::FieldChange &change)
{
    if (change.added)
        return Text::tr("new: %1").arg(valueText(change.after));
    if (change.removed)
        return Text::tr("removed: %1").arg(valueText(change.before));
    return Text::tr("%1 → %2").arg(valueText(change.before), valueText(change.after));
}

QString changeCountText(qsizetype changes)
{
    return changes == 1 ? Text::tr("1 change not saved") : Text::tr("%1 changes not saved").arg(changes);
}

qsizetype changeCount(const keyban::ChangeForecast &forecast)
{
    return forecast.changes.size() + forecast.pathsAdded.size() + forecast.pathsRemoved.size();
}

QString certificateText(const keyban::Passport &before, const keyban::ChangeForecast &forecast, keyban::Dialect dialect)
{
    using keyban::Certification;
    if (forecast.recertifies)
        return Text::tr("Saving re-certifies 1 passport on %1.").arg(forecast.network);
    switch (keyban::certificationOf(before, dialect).certification) {
    case Certification::NotStarted:
        return Text::tr("This is a draft: nothing is certified before it is published.");
    case Certification::NotApplicable:
        return Text::tr("Passports like this one are not certified.");
    default:
        return Text::tr("No certified content changes, so the certificate stays as it is.");
    }
}

QString problemText(FieldProblem problem)
{
    switch (problem) {
    case FieldProblem::None:
        return {};
    case FieldProblem::NotANumber:
        return Text::tr("This is not a number, such as 12, 0.5 or 1e6. To write text, change the kind of this field.");
    case FieldProblem::NotTrueOrFalse:
        return Text::tr("This must be true or false.");
    case FieldProblem::NotJson:
        return Text::tr("This is not a JSON list or object.");
    case FieldProblem::NoName:
        return Text::tr("A field needs a name, with no empty part between its dots.");
    case FieldProblem::NameIsUsed:
        return Text::tr("There is a field of this name already, or a part of the name is a field with a value.");
    }
    return {};
}

} // namespace chancery
