// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/lostinstructions.h"

#include "core/keystone/readall.h"

#include <algorithm>

namespace chancery {

using keystone::Instruction;
using Page = keystone::Page<Instruction>;
using Lost = QList<LostInstruction>;

namespace {

/// More than that are never lost, nor are there more siblings of them.
constexpr qint64 maxRecords = 10'000;

bool isAlike(const InstructionIntent &intent, const Instruction &one)
{
    return one.tradeReference == intent.tradeReference && one.templateSlug == intent.templateSlug &&
           one.role == intent.role;
}

bool isTwin(const InstructionIntent &a, const InstructionIntent &b)
{
    return a.tradeReference == b.tradeReference && a.templateSlug == b.templateSlug && a.role == b.role;
}

/// Made before it was sent, so it is somebody else's; clocks may differ by what is still on its way.
bool isOlder(const Instruction &one, const InstructionRecord &record, std::chrono::milliseconds ahead)
{
    return one.createdAt.isValid() &&
           one.createdAt < record.intended.addMSecs(ahead.count()).addMSecs(-onItsWay.count());
}

LostFate fateOf(const InstructionRecord &record, qsizetype twins, qsizetype candidates, const QDateTime &now)
{
    if (record.intent.tradeReference.isEmpty())
        return LostFate::Unclear;
    if (candidates == 0)
        return record.intended.msecsTo(now) >= onItsWay.count() ? LostFate::NotArrived : LostFate::TooEarly;
    return twins == 1 && candidates == 1 ? LostFate::Arrived : LostFate::Unclear;
}

bool isWhole(const Page &page)
{
    return page.damaged.isEmpty() && page.rows.size() >= page.total;
}

Lost judged(const QList<InstructionRecord> &lost, const QList<InstructionRecord> &all, const Page &page,
            const QDateTime &serviceTime)
{
    QStringList taken;
    for (const InstructionRecord &record : all)
        if (!record.end.instructionId.isEmpty())
            taken << record.end.instructionId;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Lost fates = fatesOf(lost, page.rows, taken, now, std::chrono::milliseconds(now.msecsTo(serviceTime)));
    if (!isWhole(page))
        for (LostInstruction &one : fates)
            one.fate = LostFate::Unclear;
    return fates;
}

Pending<Lost> written(Ledger &ledger, Lost fates, qsizetype from = 0)
{
    const auto settled = std::find_if(fates.cbegin() + from, fates.cend(), [](const LostInstruction &one) {
        return one.fate == LostFate::Arrived || one.fate == LostFate::NotArrived;
    });
    if (settled == fates.cend())
        return Pending<Lost>::ready(std::move(fates));
    const bool hasArrived = settled->fate == LostFate::Arrived;
    InstructionEnd end{.outcome = hasArrived ? RowOutcome::Done : RowOutcome::Failed,
                       .why = instructionWhyWord(hasArrived ? InstructionWhy::Accepted : InstructionWhy::NotListed),
                       .instructionId = settled->instructionId};
    const qsizetype next = settled - fates.cbegin() + 1;
    return ledger.settleInstruction(settled->record.intent.key, std::move(end))
        .andThen([&ledger, fates = std::move(fates), next](const Nothing &) mutable {
            return written(ledger, std::move(fates), next);
        });
}

} // namespace

Lost fatesOf(const QList<InstructionRecord> &lost, const QList<Instruction> &listed, const QStringList &taken,
             const QDateTime &now, std::chrono::milliseconds ahead)
{
    Lost fates;
    for (const InstructionRecord &record : lost) {
        QStringList candidates;
        for (const Instruction &one : listed)
            if (isAlike(record.intent, one) && !taken.contains(one.id) && !isOlder(one, record, ahead))
                candidates << one.id;
        const auto twins = std::count_if(lost.begin(), lost.end(), [&](const InstructionRecord &other) {
            return isTwin(record.intent, other.intent);
        });
        LostInstruction one{.record = record, .fate = fateOf(record, twins, candidates.size(), now)};
        if (one.fate == LostFate::Arrived)
            one.instructionId = candidates.first();
        fates << one;
    }
    return fates;
}

Pending<Lost> settleLostInstructions(keystone::Client &client, Ledger &ledger, const Officer &officer)
{
    InstructionQuery ours{.limit = maxRecords,
                          .service = officer.service,
                          .clientId = officer.clientId,
                          .which = InstructionQuery::Which::Unresolved};
    return ledger.instructions(ours).andThen([&client, &ledger, ours](QList<InstructionRecord> lost) mutable {
        lost.removeIf([](const InstructionRecord &record) {
            return record.end.outcome != RowOutcome::Unknown || record.isUnderWay || !record.intent.batchId.isEmpty();
        });
        if (lost.isEmpty())
            return Pending<Lost>::ready({});
        ours.which = InstructionQuery::Which::All;
        const keystone::PageReader<Instruction> read = [&client](const keystone::Window &window) {
            return client.listInstructions(window);
        };
        return ledger.instructions(ours).andThen([&client, &ledger, read, lost](const QList<InstructionRecord> &all) {
            return keystone::readAll<Instruction>(read, keystone::maxPageSize)
                .andThen([&client, &ledger, all, lost](const Page &page) {
                    return written(ledger, judged(lost, all, page, client.now()));
                });
        });
    });
}

} // namespace chancery
