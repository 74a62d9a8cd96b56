// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/finding.h"

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

QString wireName(FindingCode code)
{
    switch (code) {
    case FindingCode::MissingKey:
        return u"missingKey"_s;
    case FindingCode::DuplicateKey:
        return u"duplicateKey"_s;
    case FindingCode::TooManyFields:
        return u"tooManyFields"_s;
    case FindingCode::TooFewFields:
        return u"tooFewFields"_s;
    case FindingCode::ControlCharacter:
        return u"controlCharacter"_s;
    case FindingCode::InvalidText:
        return u"invalidText"_s;
    case FindingCode::UnclosedQuote:
        return u"unclosedQuote"_s;
    case FindingCode::TextAfterQuote:
        return u"textAfterQuote"_s;
    case FindingCode::RecordTooLong:
        return u"recordTooLong"_s;
    case FindingCode::UnknownGranularity:
        return u"unknownGranularity"_s;
    case FindingCode::NotANumber:
        return u"notANumber"_s;
    case FindingCode::NotABoolean:
        return u"notABoolean"_s;
    case FindingCode::NotADate:
        return u"notADate"_s;
    case FindingCode::NotJson:
        return u"notJson"_s;
    case FindingCode::FormulaError:
        return u"formulaError"_s;
    case FindingCode::UnreadablePassport:
        return u"unreadablePassport"_s;
    case FindingCode::MemberTwice:
        return u"memberTwice"_s;
    case FindingCode::StrayQuote:
        return u"strayQuote"_s;
    case FindingCode::GtinCheckDigit:
        return u"gtinCheckDigit"_s;
    case FindingCode::GtinLength:
        return u"gtinLength"_s;
    case FindingCode::NameTooLong:
        return u"nameTooLong"_s;
    case FindingCode::BlanksInKey:
        return u"blanksInKey"_s;
    case FindingCode::NumberBelowGranularity:
        return u"numberBelowGranularity"_s;
    case FindingCode::MergedCell:
        return u"mergedCell"_s;
    case FindingCode::MixedNetworks:
        return u"mixedNetworks"_s;
    case FindingCode::FieldMissing:
        return u"fieldMissing"_s;
    case FindingCode::FieldNotApplicable:
        return u"fieldNotApplicable"_s;
    case FindingCode::FieldWrongType:
        return u"fieldWrongType"_s;
    case FindingCode::FieldWrongPattern:
        return u"fieldWrongPattern"_s;
    case FindingCode::FieldOutOfRange:
        return u"fieldOutOfRange"_s;
    case FindingCode::FieldNotAllowed:
        return u"fieldNotAllowed"_s;
    case FindingCode::FieldTooLong:
        break;
    }
    return u"fieldTooLong"_s;
}

std::optional<FindingCode> findingCodeFromWire(QStringView name)
{
    for (int code = 0; code < findingCodeCount; ++code) {
        if (wireName(FindingCode(code)) == name)
            return FindingCode(code);
    }
    return std::nullopt;
}

QString wireName(Severity severity)
{
    return severity == Severity::Error ? u"error"_s : u"warning"_s;
}

Severity severityOf(FindingCode code)
{
    return code < FindingCode::StrayQuote ? Severity::Error : Severity::Warning;
}

} // namespace chancery::catalogue
