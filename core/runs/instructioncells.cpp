// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/instructioncells.h"

#include <QDateTime>
#include <QHash>
#include <QRegularExpression>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::Severity;

namespace {

constexpr QLatin1StringView columnNames[] = {"tradeReference"_L1,
                                             "template"_L1,
                                             "role"_L1,
                                             "partyReference"_L1,
                                             "partyName"_L1,
                                             "wallet"_L1,
                                             "partyChain"_L1,
                                             "timeoutAt"_L1,
                                             "idempotencyKey"_L1,
                                             "settlementCategory"_L1,
                                             "maturityAt"_L1,
                                             "repoRate"_L1,
                                             "repaymentAmount"_L1,
                                             "legType"_L1,
                                             "instrument"_L1,
                                             "chain"_L1,
                                             "tokenStandard"_L1,
                                             "quantity"_L1,
                                             "direction"_L1};
static_assert(std::size(columnNames) == instructionColumns);

constexpr struct
{
    QLatin1StringView name;
    InstructionColumn column;
} otherNames[] = {
    {"templateslug"_L1, InstructionColumn::Template},   {"externalreference"_L1, InstructionColumn::PartyReference},
    {"party"_L1, InstructionColumn::PartyReference},    {"walletaddress"_L1, InstructionColumn::Wallet},
    {"partychainid"_L1, InstructionColumn::PartyChain}, {"timeout"_L1, InstructionColumn::TimeoutAt},
    {"instrumentid"_L1, InstructionColumn::Instrument}, {"chainid"_L1, InstructionColumn::Chain},
    {"side"_L1, InstructionColumn::Direction}};

constexpr QLatin1StringView faultNames[] = {
    "columnMissing"_L1,   "columnTwice"_L1,     "rowUnreadable"_L1,    "placeMissing"_L1,  "cellMissing"_L1,
    "tooLong"_L1,         "notADecimal"_L1,     "notPositive"_L1,      "notADirection"_L1, "notAChain"_L1,
    "notATime"_L1,        "timeWithoutZone"_L1, "differsFromFirst"_L1, "tooManyLegs"_L1,   "keyTwice"_L1,
    "templateUnknown"_L1, "roleUnknown"_L1,     "columnUnknown"_L1,    "timeOver"_L1,      "repeats"_L1};

/// Letters and digits in lower case.
QString folded(const QString &name)
{
    QString letters;
    for (const QChar c : name)
        if (c.isLetterOrNumber())
            letters += c.toLower();
    return letters;
}

QHash<QString, InstructionColumn> knownNames()
{
    QHash<QString, InstructionColumn> known;
    for (int i = 0; i < instructionColumns; ++i)
        known.insert(QString(columnNames[i]).toLower(), InstructionColumn(i));
    for (const auto &other : otherNames)
        known.insert(other.name, other.column);
    return known;
}

int longestOf(InstructionColumn column)
{
    switch (column) {
    case InstructionColumn::Template:
    case InstructionColumn::Role:
    case InstructionColumn::LegType:
        return 100;
    case InstructionColumn::Category:
        return 50;
    case InstructionColumn::Quantity:
    case InstructionColumn::RepoRate:
    case InstructionColumn::RepaymentAmount:
        return 1000;
    default:
        return 255;
    }
}

std::optional<InstructionFault> decimalFault(const QString &text)
{
    static const QRegularExpression form(uR"(^-?[0-9]+(\.[0-9]+)?$)"_s);
    if (!form.match(text).hasMatch())
        return InstructionFault::NotADecimal;
    static const QRegularExpression some(uR"([1-9])"_s);
    const bool isPositive = !text.startsWith(u'-') && text.contains(some);
    return isPositive ? std::nullopt : std::optional(InstructionFault::NotPositive);
}

QDateTime timeFrom(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs);
}

std::optional<InstructionFault> timeFault(const QString &text)
{
    const QDateTime time = timeFrom(text);
    if (!time.isValid())
        return InstructionFault::NotATime;
    return time.timeSpec() == Qt::LocalTime ? std::optional(InstructionFault::TimeWithoutZone) : std::nullopt;
}

std::optional<qint64> chainFrom(const QString &text)
{
    static const QRegularExpression form(uR"(^[0-9]{1,15}$)"_s);
    return form.match(text).hasMatch() ? std::optional(text.toLongLong()) : std::nullopt;
}

std::optional<InstructionFault> formFault(InstructionColumn column, const QString &text)
{
    switch (column) {
    case InstructionColumn::Quantity:
    case InstructionColumn::RepoRate:
    case InstructionColumn::RepaymentAmount:
        return decimalFault(text);
    case InstructionColumn::TimeoutAt:
    case InstructionColumn::MaturityAt:
        return timeFault(text);
    case InstructionColumn::Chain:
    case InstructionColumn::PartyChain:
        return chainFrom(text) ? std::nullopt : std::optional(InstructionFault::NotAChain);
    case InstructionColumn::Direction: {
        const QString word = text.toLower();
        const bool isKnown = word == u"deliver" || word == u"receive";
        return isKnown ? std::nullopt : std::optional(InstructionFault::NotADirection);
    }
    default:
        return std::nullopt;
    }
}

} // namespace

QLatin1StringView columnName(InstructionColumn column)
{
    return columnNames[int(column)];
}

std::optional<InstructionColumn> instructionColumnFromName(const QString &name)
{
    static const QHash<QString, InstructionColumn> known = knownNames();
    const auto found = known.constFind(folded(name));
    return found == known.constEnd() ? std::nullopt : std::optional(*found);
}

bool isRequired(InstructionColumn column)
{
    switch (column) {
    case InstructionColumn::TradeReference:
    case InstructionColumn::Template:
    case InstructionColumn::Role:
    case InstructionColumn::PartyReference:
    case InstructionColumn::Wallet:
    case InstructionColumn::TimeoutAt:
    case InstructionColumn::Instrument:
    case InstructionColumn::Quantity:
    case InstructionColumn::Direction:
        return true;
    default:
        return false;
    }
}

QLatin1StringView wireName(InstructionFault fault)
{
    return faultNames[int(fault)];
}

Severity severityOf(InstructionFault fault)
{
    return fault >= InstructionFault::ColumnUnknown ? Severity::Warning : Severity::Error;
}

bool isOfFile(InstructionFault fault)
{
    return fault <= InstructionFault::PlaceMissing;
}

std::optional<InstructionFault> faultOf(InstructionColumn column, const QString &text)
{
    if (text.isEmpty())
        return isRequired(column) ? std::optional(InstructionFault::CellMissing) : std::nullopt;
    if (text.size() > longestOf(column))
        return InstructionFault::TooLong;
    return formFault(column, text);
}

void putInto(keystone::InstructionDraft &draft, InstructionColumn column, const QString &text)
{
    if (text.isEmpty())
        return;
    switch (column) {
    case InstructionColumn::TradeReference:
        draft.tradeReference = text;
        break;
    case InstructionColumn::Template:
        draft.templateSlug = text;
        break;
    case InstructionColumn::Role:
        draft.role = text;
        break;
    case InstructionColumn::PartyReference:
        draft.party.externalReference = text;
        break;
    case InstructionColumn::PartyName:
        draft.party.name = text;
        break;
    case InstructionColumn::Wallet:
        draft.party.walletAddress = text;
        break;
    case InstructionColumn::PartyChain:
        draft.party.chainId = chainFrom(text);
        break;
    case InstructionColumn::TimeoutAt:
        draft.timeoutAt = timeFrom(text).toUTC();
        break;
    case InstructionColumn::IdempotencyKey:
        draft.idempotencyKey = text;
        break;
    case InstructionColumn::Category:
        draft.settlementCategory = text;
        break;
    case InstructionColumn::MaturityAt:
        draft.maturityAt = timeFrom(text).toUTC();
        break;
    case InstructionColumn::RepoRate:
        draft.repoRate = text;
        break;
    case InstructionColumn::RepaymentAmount:
        draft.repaymentAmount = text;
        break;
    default:
        break;
    }
}

void putInto(keystone::InstructionLeg &leg, InstructionColumn column, const QString &text)
{
    if (text.isEmpty())
        return;
    switch (column) {
    case InstructionColumn::LegType:
        leg.legType = text;
        break;
    case InstructionColumn::Instrument:
        leg.instrumentId = text;
        break;
    case InstructionColumn::Chain:
        leg.chainId = chainFrom(text);
        break;
    case InstructionColumn::TokenStandard:
        leg.tokenStandard = text;
        break;
    case InstructionColumn::Quantity:
        leg.quantity = text;
        break;
    case InstructionColumn::Direction:
        leg.direction = text.toLower();
        break;
    default:
        break;
    }
}

QString plainDecimal(const QString &text)
{
    QString plain = text;
    if (plain.contains(u'.')) {
        while (plain.endsWith(u'0'))
            plain.chop(1);
        if (plain.endsWith(u'.'))
            plain.chop(1);
    }
    while (plain.size() > 1 && plain.startsWith(u'0') && plain[1] != u'.')
        plain.remove(0, 1);
    return plain;
}

} // namespace chancery
