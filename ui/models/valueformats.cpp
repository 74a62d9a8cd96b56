// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/valueformats.h"

#include <QCoreApplication>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::DateOrder;
using catalogue::ValueFormat;
using catalogue::ValueType;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ValueFormats)
};

} // namespace

QList<ValueFormat> offeredFormats()
{
    return {{},
            {.type = ValueType::Number},
            {.type = ValueType::Number, .decimalMark = ','},
            {.type = ValueType::Boolean},
            {.type = ValueType::List},
            {.type = ValueType::List, .separator = u","_s},
            {.type = ValueType::List, .separator = u"|"_s},
            {.type = ValueType::List, .separator = u"/"_s},
            {.type = ValueType::Date},
            {.type = ValueType::Date, .dateOrder = DateOrder::DayFirst},
            {.type = ValueType::Date, .dateOrder = DateOrder::MonthFirst},
            {.type = ValueType::Json}};
}

QString formatText(const ValueFormat &format)
{
    switch (format.type) {
    case ValueType::Text:
        return Text::tr("Text");
    case ValueType::Number:
        return format.decimalMark == ',' ? Text::tr("Number, 1,5") : Text::tr("Number, 1.5");
    case ValueType::Boolean:
        return Text::tr("Yes or no");
    case ValueType::List:
        return Text::tr("List by %1").arg(format.separator);
    case ValueType::Date:
        return format.dateOrder == DateOrder::DayFirst     ? Text::tr("Date, day first")
               : format.dateOrder == DateOrder::MonthFirst ? Text::tr("Date, month first")
                                                           : Text::tr("Date");
    case ValueType::Json:
        break;
    }
    return Text::tr("JSON");
}

} // namespace chancery
