// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/passportcolumns.h"

#include "ui/models/passportwords.h"
#include "ui/theme/icons.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/plantext.h"

#include <QCoreApplication>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PassportColumns)
};

bool canBeCertified(const Passport &passport, keyban::Dialect dialect)
{
    return keyban::certificationOf(passport, dialect).certification != keyban::Certification::NotApplicable;
}

StateWords pillOf(const Passport &passport, int column, const PassportCellContext &context)
{
    if (column == PassportColumn::Status)
        return statusWords(passport.status);
    return certificationWords(keyban::certificationOf(passport, context.dialect), context.now);
}

QString briefly(const StateWords &words)
{
    return words.brief.isEmpty() ? words.word : words.brief;
}

QString textOf(const Passport &passport, int column, const PassportCellContext &context)
{
    switch (column) {
    case PassportColumn::Number:
        return keyText(passport.key);
    case PassportColumn::Name:
        return passport.name;
    case PassportColumn::Level:
        return levelName(passport.key.granularity);
    case PassportColumn::Status:
    case PassportColumn::Certification:
        return briefly(pillOf(passport, column, context));
    case PassportColumn::Network:
        return passport.network;
    case PassportColumn::Updated:
        // What was changed is in the past, whatever the two clocks say.
        return relativeText(passport.updatedAt, std::max(context.now, passport.updatedAt));
    default:
        return {};
    }
}

QVariant toolTipOf(const Passport &passport, int column, const PassportCellContext &context)
{
    if (column == PassportColumn::Updated)
        return exactText(passport.updatedAt);
    if (column == PassportColumn::Certification) {
        const keyban::CertificationState state = keyban::certificationOf(passport, context.dialect);
        return state.since.isValid() ? Text::tr("Since %1").arg(exactText(state.since)) : QVariant();
    }
    if (column == PassportColumn::Network)
        return networkText(passport.network);
    if (column == PassportColumn::Number && context.unsaved)
        return Text::tr("%1 has changes that are not saved").arg(keyText(passport.key));
    return textOf(passport, column, context);
}

QVariant sortKey(const Passport &passport, int column, const PassportCellContext &context)
{
    if (column == PassportColumn::Updated)
        return passport.updatedAt;
    return textOf(passport, column, context);
}

} // namespace

QVariant passportCell(const Passport &passport, int column, int role, const PassportCellContext &context)
{
    switch (role) {
    case Qt::DisplayRole:
        return textOf(passport, column, context);
    case Qt::ToolTipRole:
        return toolTipOf(passport, column, context);
    case Qt::DecorationRole:
        return column == PassportColumn::Number && context.unsaved ? QVariant(themeIcon(u"edit"_s, Token::Attention))
                                                                   : QVariant();
    case ToneRole:
        // At most one pill a row, and none where there is nothing to watch.
        if (column == PassportColumn::Certification && canBeCertified(passport, context.dialect))
            return int(pillOf(passport, column, context).tone);
        return {};
    case CopyRole:
        return column == PassportColumn::Updated ? QVariant(passport.updatedAt.toString(Qt::ISODateWithMs))
                                                 : QVariant();
    case PassportIdRole:
        return passport.id;
    case PassportSortRole:
        return sortKey(passport, column, context);
    default:
        return {};
    }
}

QString passportColumnTitle(int column)
{
    switch (column) {
    case PassportColumn::Number:
        return Text::tr("Number");
    case PassportColumn::Name:
        return Text::tr("Name");
    case PassportColumn::Level:
        return Text::tr("Level");
    case PassportColumn::Status:
        return Text::tr("Status");
    case PassportColumn::Certification:
        return Text::tr("Certification");
    case PassportColumn::Network:
        return Text::tr("Network");
    case PassportColumn::Updated:
        return Text::tr("Updated");
    default:
        return {};
    }
}

} // namespace chancery
