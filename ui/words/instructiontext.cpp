// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/instructiontext.h"

#include "ui/words/errortext.h"
#include "ui/words/outcomecounts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using Fault = InstructionFault;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(InstructionText)
};

FindingText ofFile(const InstructionFinding &finding)
{
    switch (finding.fault) {
    case Fault::ColumnMissing:
        return {Text::tr("The column %1 is missing.").arg(finding.column),
                Text::tr("Add a column with this name to the first line.")};
    case Fault::ColumnTwice:
        return {Text::tr("The column %1 says the same as an earlier one.").arg(finding.column),
                Text::tr("Remove or rename one of them.")};
    case Fault::RowUnreadable: {
        const FindingText why = finding.reading ? describe(*finding.reading) : FindingText{};
        return {Text::tr("The row can't be read, so nobody knows which instruction it belongs to. %1").arg(why.message),
                why.remedy};
    }
    default:
        return {Text::tr("The row has no %1, so nobody knows which instruction it belongs to.").arg(finding.column),
                Text::tr("Fill the cell.")};
    }
}

FindingText ofCell(const InstructionFinding &finding)
{
    switch (finding.fault) {
    case Fault::CellMissing:
        return {Text::tr("%1 is empty.").arg(finding.column), Text::tr("Fill the cell.")};
    case Fault::TooLong:
        return {Text::tr("%1 is longer than the service takes.").arg(finding.column), Text::tr("Shorten it.")};
    case Fault::NotADecimal:
        return {Text::tr("“%1” is no amount.").arg(finding.value),
                Text::tr("Write digits and at most one decimal point, such as 1250.50, without separators.")};
    case Fault::NotPositive:
        return {Text::tr("“%1” is not above zero.").arg(finding.value),
                Text::tr("Write the amount without a sign; the direction says who delivers.")};
    case Fault::NotADirection:
        return {Text::tr("“%1” is no direction.").arg(finding.value), Text::tr("Write deliver or receive.")};
    case Fault::NotAChain:
        return {Text::tr("“%1” is no chain id.").arg(finding.value),
                Text::tr("Write the chain's number, such as 11155111, or leave it empty.")};
    case Fault::NotATime:
        return {Text::tr("“%1” is no time.").arg(finding.value), Text::tr("Write it as 2027-03-31T17:00:00Z.")};
    default:
        return {Text::tr("“%1” does not say in which time zone.").arg(finding.value),
                Text::tr("Write Z for UTC or the offset behind it: 2027-03-31T17:00:00+02:00.")};
    }
}

FindingText ofInstruction(const InstructionFinding &finding)
{
    const QString line = QLocale().toString(finding.firstLine);
    switch (finding.fault) {
    case Fault::DiffersFromFirst:
        return {Text::tr("%1 is “%2” here and something else in line %3, which belongs to the same instruction.")
                    .arg(finding.column, finding.value, line),
                Text::tr("Write the same, or leave the cell empty.")};
    case Fault::TooManyLegs:
        return {Text::tr("The instruction has more than %1 legs.").arg(finding.value),
                Text::tr("Split it into several with trade references of their own.")};
    case Fault::KeyTwice:
        return {Text::tr("Another instruction, in line %1, has the same idempotency key.").arg(line),
                Text::tr("Give it another key, or leave the cell empty.")};
    case Fault::TemplateUnknown:
        return {Text::tr("The service has no active template of that name."),
                finding.value.isEmpty() ? Text::tr("Ask the service's operator for a template.")
                                        : Text::tr("Choose one of %1.").arg(finding.value)};
    case Fault::RoleUnknown:
        return {Text::tr("The template does not know that role."), Text::tr("Choose one of %1.").arg(finding.value)};
    case Fault::ColumnUnknown:
        return {Text::tr("The column %1 is not known and is passed over.").arg(finding.column),
                Text::tr("If it was meant to count, give it a name that is known.")};
    case Fault::TimeOver:
        return {Text::tr("The time is over: %1.").arg(finding.value),
                Text::tr("Write a later one, unless it was submitted before.")};
    default:
        return {Text::tr("The same instruction stands in line %1; it is submitted once more.").arg(line),
                Text::tr("Remove the row if it was meant once.")};
    }
}

QString whyError(const std::optional<Error> &error)
{
    if (!error)
        return {};
    const ErrorText text = describe(*error);
    return u' ' + (text.remedy.isEmpty() ? text.headline : QString(text.headline + u' ' + text.remedy));
}

/// The finding is about one of the rows of the instruction on that line.
bool belongsTo(const InstructionFile &file, const FiledOutcome &outcome, const InstructionFinding &finding)
{
    const auto filed = std::find_if(file.instructions.begin(), file.instructions.end(),
                                    [&](const FiledInstruction &one) { return one.line == outcome.line; });
    return filed != file.instructions.end() &&
           std::any_of(filed->rows.begin(), filed->rows.end(),
                       [&](const InstructionRow &row) { return row.line == finding.line; });
}

/// "quantity: ", where there is a column.
QString columnLead(const InstructionFinding &finding)
{
    return finding.column.isEmpty() ? QString() : QString(finding.column + u": "_s);
}

} // namespace

QString instructionStatusName(const QString &status)
{
    if (status == u"pending_match")
        return Text::tr("Pending match");
    if (status == u"matched")
        return Text::tr("Matched");
    if (status == u"cancelled")
        return Text::tr("Cancelled");
    if (status == u"expired")
        return Text::tr("Expired");
    return status;
}

FindingText describe(const InstructionFinding &finding)
{
    if (isOfFile(finding.fault))
        return ofFile(finding);
    return finding.fault < Fault::DiffersFromFirst ? ofCell(finding) : ofInstruction(finding);
}

QString placeText(const InstructionFinding &finding)
{
    const QString line = QLocale().toString(finding.line);
    return finding.column.isEmpty() ? Text::tr("line %1").arg(line)
                                    : Text::tr("line %1, column %2").arg(line, finding.column);
}

QString reasonText(InstructionWhy why)
{
    switch (why) {
    case InstructionWhy::Accepted:
        return Text::tr("The service has it.");
    case InstructionWhy::AlreadyAccepted:
        return Text::tr("It was submitted before; nothing was sent.");
    case InstructionWhy::LeftOut:
        return Text::tr("Its row has an error.");
    case InstructionWhy::Stopped:
        return Text::tr("It was not its turn yet.");
    case InstructionWhy::UnderWay:
        return Text::tr("Something else here is sending it at this moment.");
    case InstructionWhy::OtherContent:
        return Text::tr("Its trade, party and legs were submitted before with another wallet, name or time; nothing "
                        "was sent. Give the batch another name to instruct it once more.");
    case InstructionWhy::NotRecorded:
        return Text::tr("Nothing was sent: the ledger did not take it.");
    case InstructionWhy::NotSent:
        return Text::tr("It did not get as far as the service.");
    case InstructionWhy::TurnedAway:
        return Text::tr("The service takes no more requests at the moment.");
    case InstructionWhy::Refused:
        return Text::tr("The service refused it.");
    case InstructionWhy::Conflict:
        return Text::tr("The service has something else under its key; nothing was overwritten.");
    case InstructionWhy::NotListed:
        return Text::tr("Its answer was lost, and the service does not list it.");
    case InstructionWhy::AnswerLost:
        break;
    }
    return Text::tr("The answer was lost. Submitting the same again finds out, and never submits it twice.");
}

QString describe(const InstructionReport &report)
{
    const QString text = reasonText(report.why);
    return report.outcome == RowOutcome::Done ? text : text + whyError(report.error);
}

QString reasonText(const InstructionFile &file, const FiledOutcome &outcome)
{
    if (outcome.why == InstructionWhy::LeftOut) {
        for (const InstructionFinding &finding : file.findings) {
            const bool isIts =
                severityOf(finding.fault) == catalogue::Severity::Error && belongsTo(file, outcome, finding);
            if (isIts)
                return columnLead(finding) + describe(finding).message;
        }
    }
    const QString text = reasonText(outcome.why);
    return outcome.detail.isEmpty() || outcome.outcome == RowOutcome::Done ? text
                                                                           : QString(text + u' ' + outcome.detail);
}

QString countsText(const InstructionCounts &counts)
{
    const OutcomeCounts outcomes{counts.done, counts.before, counts.failed, counts.unknown, counts.notSent};
    return Text::tr("%1 instructions: %2.").arg(QLocale().toString(counts.total), describe(outcomes));
}

QString describe(const InstructionBatchReport &report)
{
    QString text = countsText(report.counts);
    if (report.error)
        text += whyError(report.error);
    if (report.counts.done == report.counts.total)
        return text;
    return text + u' ' + Text::tr("Submit the same file again to carry on; what is done is not submitted twice.");
}

QString describe(const InstructionCancelReport &report)
{
    switch (report.outcome) {
    case RowOutcome::Done:
        return Text::tr("The instruction is cancelled.");
    case RowOutcome::Failed:
        if (report.now && report.now->status != u"pending_match")
            return Text::tr("It can't be cancelled any more: it is %1 now.")
                .arg(instructionStatusName(report.now->status).toLower());
        return Text::tr("The service refused to cancel it.") + whyError(report.error);
    case RowOutcome::NotSent:
        return Text::tr("Nothing was sent.") + whyError(report.error);
    case RowOutcome::Unknown:
        break;
    }
    return Text::tr("The answer was lost, and it is not known whether it is cancelled. Look at it again, and cancel it "
                    "once more where it still waits.") +
           whyError(report.error);
}

QString describe(const LostInstruction &lost)
{
    const InstructionIntent &intent = lost.record.intent;
    const QString name = Text::tr("%1 as %2").arg(intent.tradeReference, intent.role);
    switch (lost.fate) {
    case LostFate::Arrived:
        return Text::tr("The instruction %1 arrived, though its answer was lost.").arg(name);
    case LostFate::NotArrived:
        return Text::tr("The instruction %1 did not arrive: its answer was lost, and the service does not list it. "
                        "Submit it again if it is still wanted.")
            .arg(name);
    case LostFate::TooEarly:
        return Text::tr("The answer to the instruction %1 was lost. The service does not list it so far; it is looked "
                        "for again whenever the list is read.")
            .arg(name);
    case LostFate::Unclear:
        break;
    }
    return Text::tr("The answer to the instruction %1 was lost, and the list does not tell whether it arrived. Compare "
                    "the instructions of this trade with the counterparty before you submit it again.")
        .arg(name);
}

} // namespace chancery
