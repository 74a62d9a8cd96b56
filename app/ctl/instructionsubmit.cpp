// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/instructions.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/settlementservice.h"

#include "core/async/background.h"
#include "ui/words/errortext.h"
#include "ui/words/instructiontext.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using Templates = keystone::Page<keystone::SettlementTemplate>;

namespace {

json::Value findingsJson(const InstructionFile &file)
{
    json::Value::Array items;
    for (const InstructionFinding &finding : file.findings) {
        json::Value item = json::Value::object();
        item.set(u"line"_s, json::Value::integer(finding.line));
        item.set(u"column"_s, finding.column.isEmpty() ? json::Value() : json::Value(finding.column));
        item.set(u"severity"_s, catalogue::wireName(severityOf(finding.fault)));
        item.set(u"code"_s, QString(wireName(finding.fault)));
        item.set(u"message"_s, describe(finding).message);
        items.push_back(std::move(item));
    }
    return items;
}

json::Value outcomesJson(const InstructionFile &file, const InstructionBatchReport &report)
{
    json::Value::Array items;
    for (qsizetype i = 0; i < report.outcomes.size(); ++i) {
        const FiledOutcome &outcome = report.outcomes[i];
        const keystone::InstructionDraft &draft = file.instructions[i].draft;
        json::Value item = json::Value::object();
        item.set(u"line"_s, json::Value::integer(outcome.line));
        item.set(u"tradeReference"_s, draft.tradeReference);
        item.set(u"idempotencyKey"_s, draft.idempotencyKey);
        item.set(u"outcome"_s, QString(rowOutcomeWord(outcome.outcome)));
        item.set(u"why"_s, QString(instructionWhyWord(outcome.why)));
        item.set(u"detail"_s, outcome.detail);
        item.set(u"id"_s, outcome.instructionId.isEmpty() ? json::Value() : json::Value(outcome.instructionId));
        items.push_back(std::move(item));
    }
    return items;
}

json::Value toJson(const InstructionFile &file)
{
    json::Value object = json::Value::object();
    object.set(u"file"_s, file.path);
    object.set(u"sha256"_s, QString::fromLatin1(file.sha256.toHex()));
    object.set(u"rows"_s, json::Value::integer(file.rows));
    object.set(u"instructions"_s, json::Value::integer(file.instructions.size()));
    object.set(u"usable"_s, json::Value::integer(file.usable()));
    object.set(u"findings"_s, findingsJson(file));
    return object;
}

Exit exitOf(const InstructionBatchReport &report)
{
    if (report.counts.unknown > 0 || report.isStopped)
        return Interrupted;
    if (report.error)
        return exitFor(*report.error);
    return report.counts.done == report.counts.total ? AllDone : SomeFailed;
}

void printFindings(const InstructionFile &file)
{
    constexpr qsizetype shown = 100;
    for (const InstructionFinding &finding : file.findings.first(std::min(shown, file.findings.size()))) {
        const FindingText text = describe(finding);
        const QString weight = severityOf(finding.fault) == catalogue::Severity::Error ? tr("error") : tr("warning");
        remark(u"%1: %2: %3 %4"_s.arg(placeText(finding), weight, text.message, text.remedy));
    }
    if (file.findings.size() > shown)
        remark(tr("… and %1 more findings.").arg(numberText(file.findings.size() - shown)));
}

/// A file of instructions from the check to the last line.
class SubmitCommand : public QObject
{
public:
    SubmitCommand(const InstructionOptions &options, SettlementService &service)
        : m_options(options)
        , m_service(service)
        , m_ledger(ledgerPath(options.common))
        , m_batch({service.client(), m_ledger, officerOf(service.profile, systemUser())})
    {
        connect(&m_interrupt, &Interrupt::raised, this, &SubmitCommand::stop);
        connect(&m_batch, &InstructionBatch::progressed, this, &SubmitCommand::show);
        connect(&m_batch, &InstructionBatch::ended, this, &SubmitCommand::finish);
        connect(&service.client(), &keystone::Client::waiting, this, &SubmitCommand::tellWait);
    }

    void start()
    {
        const InstructionFileOrder order{m_options.file, m_options.format, m_options.batch};
        background([order](const std::stop_token &stop) {
            return readInstructionFile(order, stop);
        }).then(this, [this](const Result<InstructionFile> &file) {
            if (!file)
                fail(sentence(file.error()), exitFor(file.error()));
            m_file = *file;
            askTemplates();
        });
    }

private:
    void askTemplates()
    {
        m_service.client()
            .listTemplates({.limit = keystone::maxShortPageSize})
            .then(this, [this](const Result<Templates> &templates) {
                if (!templates)
                    fail(sentence(templates.error()), exitFor(templates.error()));
                if (!templates->hasMore())
                    holdAgainst(m_file, templates->rows);
                checked();
            });
    }

    void checked()
    {
        if (!m_options.common.json)
            printFindings(m_file);
        const bool isBarred = !m_file.isSendable() || (m_options.isStrict && m_file.errors() > 0);
        if (!m_options.onlyChecks && !isBarred)
            return submit();
        if (m_options.common.json)
            printJson(toJson(m_file));
        const QString counts = tr("%1 instructions, %2 of them without an error.")
                                   .arg(numberText(m_file.instructions.size()), numberText(m_file.usable()));
        remark(m_options.onlyChecks ? counts : QString(tr("Nothing was sent: ") + counts));
        if (!m_file.isSendable() || (isBarred && !m_options.onlyChecks))
            return QCoreApplication::exit(BadUsage);
        QCoreApplication::exit(m_file.errors() > 0 ? SomeFailed : AllDone);
    }

    void submit()
    {
        QDir().mkpath(m_options.common.dataDir);
        m_ledger.open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                fail(sentence(opened.error()), exitFor(opened.error()));
            m_isSubmitting = true;
            m_batch.submit(m_file);
        });
    }

    /// The second time ends it at once; the destructors say in the ledger what is unknown.
    void stop()
    {
        if (m_isStopping || !m_isSubmitting)
            return QCoreApplication::exit(Interrupted);
        m_isStopping = true;
        m_progress.clear();
        remark(tr("Stopping after the instruction that is on its way."));
        m_batch.stop();
    }

    void show(const InstructionCounts &counts)
    {
        m_progress.show(countsText(counts), double(counts.ended()) / double(std::max<qint64>(1, counts.total)));
    }

    void tellWait(const RetryWait &wait)
    {
        if (!wait.wholeQueue)
            return;
        m_progress.clear();
        remark(pauseText(wait));
    }

    void finish(const InstructionBatchReport &report)
    {
        m_progress.clear();
        if (!m_options.common.json)
            tellRows(report);
        bool isWritten = true;
        if (!m_options.failedTo.isEmpty())
            isWritten = writeRest(report);
        if (m_options.common.json) {
            json::Value object = toJson(m_file);
            object.set(u"run"_s, report.id);
            object.set(u"done"_s, json::Value::integer(report.counts.done));
            object.set(u"before"_s, json::Value::integer(report.counts.before));
            object.set(u"failed"_s, json::Value::integer(report.counts.failed));
            object.set(u"unknown"_s, json::Value::integer(report.counts.unknown));
            object.set(u"notSent"_s, json::Value::integer(report.counts.notSent));
            object.set(u"outcomes"_s, outcomesJson(m_file, report));
            printJson(object);
        }
        remark(describe(report));
        QCoreApplication::exit(isWritten ? exitOf(report) : BadUsage);
    }

    void tellRows(const InstructionBatchReport &report) const
    {
        for (const FiledOutcome &outcome : report.outcomes) {
            const bool isToldByTheSum = outcome.outcome == RowOutcome::Done || outcome.why == InstructionWhy::Stopped ||
                                        outcome.why == InstructionWhy::LeftOut;
            if (!isToldByTheSum)
                remark(tr("line %1: %2: %3")
                           .arg(QString::number(outcome.line), QString(rowOutcomeWord(outcome.outcome)),
                                reasonText(m_file, outcome)));
        }
    }

    bool writeRest(const InstructionBatchReport &report)
    {
        const auto remainders =
            remaindersOf(report, [this](const FiledOutcome &one) { return reasonText(m_file, one); });
        if (remainders.isEmpty())
            return true;
        const auto rows = exportInstructions(m_file, remainders, m_options.failedTo);
        remark(rows ? tr("%1 rows were written to %2.").arg(numberText(*rows), m_options.failedTo)
                    : sentence(rows.error()));
        return rows.ok();
    }

    const InstructionOptions m_options;
    SettlementService &m_service;
    Interrupt m_interrupt;
    Ledger m_ledger;
    InstructionBatch m_batch;
    InstructionFile m_file;
    ProgressLine m_progress;
    bool m_isSubmitting = false;
    bool m_isStopping = false;
};

} // namespace

int submitInstructions(const InstructionOptions &options)
{
    std::unique_ptr<SubmitCommand> command;
    return withSettlements(options.common, [&](SettlementService &service) {
        command = std::make_unique<SubmitCommand>(options, service);
        command->start();
    });
}

} // namespace chancery::ctl
