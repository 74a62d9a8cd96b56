// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/instructions.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/settlementservice.h"
#include "app/ctl/wholelist.h"

#include "ui/words/instructiontext.h"

#include <QCoreApplication>
#include <QDir>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using keystone::Instruction;

namespace {

void printInstruction(const InstructionOptions &options, const Instruction &instruction)
{
    if (options.common.json) {
        json::Value object = json::Value::object();
        object.set(u"instruction"_s, instruction.raw);
        return printJson(object);
    }
    print(instructionLine(instruction));
    print(tr("  template %1, wallet %2, expires %3")
              .arg(instruction.templateSlug, instruction.party.walletAddress,
                   instruction.expiresAt.toUTC().toString(Qt::ISODate)));
    for (const keystone::InstructionLeg &leg : instruction.legs)
        print(u"  %1 %2 %3"_s.arg(leg.direction, leg.quantity, leg.instrumentId));
}

Exit exitOf(const InstructionCancelReport &report)
{
    switch (report.outcome) {
    case RowOutcome::Done:
        return AllDone;
    case RowOutcome::Failed:
        return report.now && report.now->status != u"pending_match" ? SomeFailed : Unreachable;
    case RowOutcome::NotSent:
        return report.error ? exitFor(*report.error) : Unreachable;
    case RowOutcome::Unknown:
        break;
    }
    return Interrupted;
}

/// Reads the instruction, and cancels it.
class CancelCommand : public QObject
{
public:
    CancelCommand(const InstructionOptions &options, SettlementService &service)
        : m_options(options)
        , m_service(service)
        , m_ledger(ledgerPath(options.common))
    {}

    void start()
    {
        QDir().mkpath(m_options.common.dataDir);
        m_ledger.open()
            .andThen([this](Nothing) { return m_service.client().readInstruction(m_options.id); })
            .andThen([this](const Instruction &seen) {
                return chancery::cancelInstruction(m_service.client(), m_ledger,
                                                   officerOf(m_service.profile, systemUser()), seen);
            })
            .then(this, [this](const Result<InstructionCancelReport> &report) {
                if (!report)
                    fail(sentence(report.error()), exitFor(report.error()));
                finish(*report);
            });
    }

private:
    void finish(const InstructionCancelReport &report)
    {
        if (m_options.common.json) {
            json::Value object = json::Value::object();
            object.set(u"id"_s, m_options.id);
            object.set(u"outcome"_s, QString(rowOutcomeWord(report.outcome)));
            object.set(u"instruction"_s, report.now ? report.now->raw : json::Value());
            printJson(object);
        }
        remark(describe(report));
        QCoreApplication::exit(exitOf(report));
    }

    const InstructionOptions m_options;
    SettlementService &m_service;
    Ledger m_ledger;
};

} // namespace

QString instructionLine(const Instruction &instruction)
{
    QStringList parts{instruction.id, instruction.status, instruction.tradeReference,
                      instruction.role + u' ' + instruction.party.externalReference};
    if (!instruction.settlementId.isEmpty())
        parts << tr("settlement %1").arg(instruction.settlementId);
    return parts.join(u"  "_s);
}

int listInstructions(const InstructionOptions &options)
{
    std::unique_ptr<WholeList<Instruction>> list;
    return withSettlements(options.common, [&](SettlementService &service) {
        list = std::make_unique<WholeList<Instruction>>(
            [&](const keystone::Window &window) { return service.client().listInstructions(window, options.status); },
            ListWords<Instruction>{.member = u"instructions"_s,
                                   .none = tr("There are no such instructions."),
                                   .damaged = tr("%1 instructions could not be read and are not listed."),
                                   .line = instructionLine},
            options.common);
        list->start();
    });
}

int showInstruction(const InstructionOptions &options)
{
    return withSettlements(options.common, [&](SettlementService &service) {
        service.client().readInstruction(options.id).then(&service.connection, [&](const Result<Instruction> &read) {
            if (!read)
                fail(sentence(read.error()), exitFor(read.error()));
            printInstruction(options, *read);
            QCoreApplication::exit(AllDone);
        });
    });
}

int cancelInstruction(const InstructionOptions &options)
{
    std::unique_ptr<CancelCommand> command;
    return withSettlements(options.common, [&](SettlementService &service) {
        command = std::make_unique<CancelCommand>(options, service);
        command->start();
    });
}

} // namespace chancery::ctl
