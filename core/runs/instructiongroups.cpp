// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/instructiongroups.h"

#include <QCryptographicHash>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using Column = InstructionColumn;

namespace {

constexpr Column identity[] = {Column::TradeReference, Column::Role, Column::PartyReference, Column::IdempotencyKey};

QStringList identityOf(const InstructionCells &cells)
{
    QStringList texts;
    for (const Column column : identity)
        texts << cells[int(column)];
    return texts;
}

/// A leg as one text by which it is known again.
QString textOf(const keystone::InstructionLeg &leg)
{
    const QString chain = leg.chainId ? QString::number(*leg.chainId) : QString();
    return QStringList{leg.legType,       leg.instrumentId,           chain,
                       leg.tokenStandard, plainDecimal(leg.quantity), leg.direction}
        .join(u'\x1f');
}

keystone::InstructionLeg legOf(const InstructionCells &cells)
{
    keystone::InstructionLeg leg;
    for (int i = 0; i < instructionColumns; ++i)
        if (isOfLeg(Column(i)))
            putInto(leg, Column(i), cells[i]);
    return leg;
}

/// Sizes in front, so that no two lists of texts are one.
void add(QCryptographicHash &hash, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const QByteArray framed = QByteArray::number(bytes.size()) + ':' + bytes;
    hash.addData(framed);
}

QByteArray contentOf(const InstructionFile &file, const keystone::InstructionDraft &draft)
{
    QStringList legs;
    for (const keystone::InstructionLeg &leg : draft.legs)
        legs << textOf(leg);
    legs.sort();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData("chancery instruction 1");
    for (const QString &text :
         {file.batch, draft.tradeReference, draft.templateSlug, draft.role, draft.party.externalReference})
        add(hash, text);
    for (const QString &leg : std::as_const(legs))
        add(hash, leg);
    return hash.result();
}

} // namespace

void InstructionGroups::report(InstructionFinding finding, qsizetype place)
{
    if (severityOf(finding.fault) == catalogue::Severity::Error)
        m_file.instructions[place].isUsable = false;
    m_file.findings << std::move(finding);
}

/// Whether the cell may be used.
bool InstructionGroups::note(qsizetype place, qint64 line, Column column, const QString &text)
{
    const auto fault = faultOf(column, text);
    if (fault)
        report({line, columnName(column), *fault, text.first(std::min<qsizetype>(text.size(), 60))}, place);
    return !fault;
}

void InstructionGroups::add(const InstructionRow &row, const InstructionCells &cells)
{
    for (const Column column : {Column::TradeReference, Column::Role, Column::PartyReference}) {
        if (!cells[int(column)].isEmpty())
            continue;
        m_file.findings << InstructionFinding{row.line, columnName(column), InstructionFault::PlaceMissing};
        return;
    }
    qsizetype place = placeFor(cells, textOf(legOf(cells)));
    if (place < 0)
        place = begin(row, cells);
    else
        compare(place, row, cells);
    addLeg(place, row, cells);
}

/// Of the instruction that the row belongs to; -1 where it begins one.
qsizetype InstructionGroups::placeFor(const InstructionCells &cells, const QString &leg)
{
    const auto latest = m_latest.constFind(identityOf(cells));
    if (latest == m_latest.constEnd() || m_groups[*latest].legs.contains(leg))
        return -1;
    return *latest;
}

qsizetype InstructionGroups::begin(const InstructionRow &row, const InstructionCells &cells)
{
    const qsizetype place = m_groups.size();
    m_file.instructions << FiledInstruction{.line = row.line};
    m_groups << Group{.first = cells, .legs = {}};
    for (int i = 0; i < instructionColumns; ++i) {
        const auto column = Column(i);
        if (!isOfLeg(column) && note(place, row.line, column, cells[i]))
            putInto(m_file.instructions[place].draft, column, cells[i]);
    }
    m_latest.insert(identityOf(cells), place);
    return place;
}

/// An empty cell says what the first row says.
void InstructionGroups::compare(qsizetype place, const InstructionRow &row, const InstructionCells &cells)
{
    const qint64 firstLine = m_file.instructions[place].line;
    for (int i = 0; i < instructionColumns; ++i) {
        const QString &first = m_groups[place].first[i];
        if (!isOfLeg(Column(i)) && !cells[i].isEmpty() && cells[i] != first)
            report({row.line, columnName(Column(i)), InstructionFault::DiffersFromFirst, cells[i], firstLine}, place);
    }
}

void InstructionGroups::addLeg(qsizetype place, const InstructionRow &row, const InstructionCells &cells)
{
    for (int i = 0; i < instructionColumns; ++i)
        if (isOfLeg(Column(i)))
            note(place, row.line, Column(i), cells[i]);
    FiledInstruction &filed = m_file.instructions[place];
    filed.rows << row;
    filed.draft.legs << legOf(cells);
    m_groups[place].legs << textOf(filed.draft.legs.constLast());
    if (filed.draft.legs.size() == maxInstructionLegs + 1)
        report({row.line, {}, InstructionFault::TooManyLegs, QString::number(maxInstructionLegs)}, place);
}

void InstructionGroups::giveKey(qsizetype place)
{
    FiledInstruction &filed = m_file.instructions[place];
    const QByteArray content = contentOf(m_file, filed.draft);
    auto &[copies, firstLine] = m_copies[content];
    if (++copies == 1)
        firstLine = filed.line;
    else
        report({filed.line, {}, InstructionFault::Repeats, {}, firstLine}, place);
    if (filed.draft.idempotencyKey.isEmpty()) {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData(content);
        hash.addData(QByteArray::number(copies));
        filed.draft.idempotencyKey = u"chancery-"_s + QString::fromLatin1(hash.result().toHex());
    }
    const auto taken = m_keys.constFind(filed.draft.idempotencyKey);
    if (taken != m_keys.constEnd())
        report({filed.line, columnName(Column::IdempotencyKey), InstructionFault::KeyTwice, {}, *taken}, place);
    else
        m_keys.insert(filed.draft.idempotencyKey, filed.line);
}

void InstructionGroups::finish(const QDateTime &now)
{
    for (qsizetype place = 0; place < m_file.instructions.size(); ++place) {
        giveKey(place);
        const FiledInstruction &filed = m_file.instructions[place];
        if (filed.isUsable && filed.draft.timeoutAt <= now)
            report({filed.line, columnName(Column::TimeoutAt), InstructionFault::TimeOver,
                    filed.draft.timeoutAt.toString(Qt::ISODate)},
                   place);
    }
}

} // namespace chancery
