// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/awards.h"
#include "app/ctl/commands.h"
#include "app/ctl/gatepass.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/mint.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/service.h"

#include "core/async/background.h"
#include "core/runs/gatedplans.h"
#include "ui/words/awardtext.h"
#include "ui/words/quantities.h"

#include <QCoreApplication>
#include <QDir>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

struct AwardOptions
{
    CommonOptions common;
    AwardFileOrder order;
    AwardOrder run; ///< without its file
    WhomToAsk asked;
    QString failedTo;
    QString resumed; ///< a batch of the ledger instead of a file
    bool onlyChecks = false;
    bool leavesOut = false;
};

json::Value toJson(const AwardFile &file)
{
    json::Value::Array findings;
    for (const AwardFinding &finding : file.findings) {
        json::Value item = json::Value::object();
        item.set(u"line"_s, json::Value::integer(finding.line));
        item.set(u"column"_s, finding.column.isEmpty() ? json::Value() : json::Value(finding.column));
        item.set(u"severity"_s, catalogue::wireName(severityOf(finding.fault)));
        item.set(u"code"_s, QString(wireName(finding.fault)));
        item.set(u"message"_s, describe(finding).message);
        findings.push_back(std::move(item));
    }
    json::Value object = json::Value::object();
    object.set(u"file"_s, file.path);
    object.set(u"batch"_s, file.batch);
    object.set(u"rows"_s, json::Value::integer(file.rows));
    object.set(u"usable"_s, json::Value::integer(file.lines.size()));
    object.set(u"total"_s, file.total() ? json::Value::integer(*file.total()) : json::Value());
    object.set(u"findings"_s, std::move(findings));
    return object;
}

void add(json::Value &object, const AwardReport &report)
{
    const std::pair<QString, qint64> counts[] = {
        {u"done"_s, report.counts.done},       {u"before"_s, report.counts.before},
        {u"failed"_s, report.counts.failed},   {u"unknown"_s, report.counts.unknown},
        {u"notSent"_s, report.counts.notSent}, {u"pointsDone"_s, report.counts.pointsDone}};
    for (const auto &[name, count] : counts)
        object.set(name, json::Value::integer(count));
    json::Value::Array sameAs;
    for (const QString &batch : report.sameAs)
        sameAs.emplace_back(batch);
    object.set(u"sameAs"_s, std::move(sameAs));
    json::Value::Array outcomes;
    for (const AwardOutcome &outcome : report.outcomes)
        outcomes.push_back(outcomeJson(outcome));
    object.set(u"outcomes"_s, std::move(outcomes));
}

Exit exitOf(const AwardReport &report)
{
    if (report.bar == AwardBar::SameContent)
        return Interrupted;
    if (report.bar != AwardBar::None)
        return BadUsage;
    if (report.error)
        return exitFor(*report.error);
    if (report.counts.unknown > 0 || report.isStopped)
        return Interrupted;
    return report.counts.done == report.counts.total ? AllDone : SomeFailed;
}

/// A file of awards from the check to the last line.
class AwardCommand : public QObject
{
public:
    AwardCommand(const AwardOptions &options, Service &service)
        : m_options(options)
        , m_ledger(ledgerPath(options.common))
        , m_service(service.loyalty().service())
        , m_policy(service.profile().gate)
        , m_author(minterOf(options.common, service.profile()))
        , m_gate(service.profile(), m_ledger, options.asked)
        , m_run({.client = service.loyalty(), .ledger = m_ledger, .author = m_author, .gate = m_policy})
    {
        connect(&m_interrupt, &Interrupt::raised, this, &AwardCommand::stop);
        connect(&m_run, &AwardRun::progressed, this, [this](const AwardCounts &counts) {
            m_progress.show(countsText(counts), double(counts.ended()) / double(std::max<qint64>(1, counts.total)));
        });
        connect(&m_run, &AwardRun::held, this, [this](const RetryWait &wait) {
            m_progress.clear();
            remark(pauseText(wait));
        });
        connect(&m_run, &AwardRun::ended, this, &AwardCommand::finish);
    }

    void start()
    {
        const AwardFileOrder order = m_options.order;
        background([order](const std::stop_token &stop) {
            return readAwardFile(order, stop);
        }).then(this, [this](const Result<AwardFile> &file) {
            if (!file)
                refuse(file.error());
            m_file = *file;
            checked();
        });
    }

    /// What the ledger knows is enough: its file may be gone.
    void resume()
    {
        readBatch(m_ledger, this, m_options.resumed, [this](const KnownBatch &batch) {
            m_isRunning = true;
            AwardOrder order = orderOf(batch.record, batch.lines);
            order.sameAs << m_options.run.sameAs;
            order.despite = m_options.run.despite;
            order.afterFailure = m_options.run.afterFailure;
            m_file = order.file;
            ask(order);
        });
    }

private:
    void checked()
    {
        constexpr qsizetype shown = 100;
        if (!m_options.common.json)
            for (const AwardFinding &finding : m_file.findings.first(std::min(shown, m_file.findings.size())))
                remark(u"%1: %2 %3"_s.arg(placeText(finding), describe(finding).message, describe(finding).remedy));
        if (m_file.findings.size() > shown)
            remark(tr("… and %1 more findings.").arg(numberText(m_file.findings.size() - shown)));
        const bool isBarred = !m_file.isSendable() || (m_file.errors() > 0 && !m_options.leavesOut);
        if (!m_options.onlyChecks && !isBarred)
            return run();
        if (m_options.common.json)
            printJson(toJson(m_file));
        const QString counts =
            tr("%1 of %2 can be minted, %3 in total.")
                .arg(numberText(m_file.lines.size()), rowsText(m_file.rows), pointsText(m_file.total().value_or(0)));
        remark(m_options.onlyChecks ? counts : QString(tr("Nothing was sent: ") + counts));
        const bool isUsage = !m_file.isSendable() || !m_options.onlyChecks;
        QCoreApplication::exit(isUsage ? BadUsage : m_file.errors() > 0 ? SomeFailed : AllDone);
    }

    void run()
    {
        QDir().mkpath(m_options.common.dataDir);
        m_ledger.open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                refuse(opened.error());
            m_isRunning = true;
            AwardOrder order = m_options.run;
            order.file = m_file;
            ask(order);
        });
    }

    /// A batch that was begun with a yes is carried on without another one.
    void ask(const AwardOrder &order)
    {
        const GatedPlan plan = planOf(m_service, order);
        passGate(m_ledger, m_policy, plan,
                 {.approvalId = {}, .author = m_author, .subject = {}, .carryOn = CarryOn::Allowed})
            .then(this, [this, order, plan](const Result<Nothing> &passed) {
                if (passed)
                    return m_run.start(order);
                m_gate.pass(plan, m_author, [this, order](const QString &approvalId) {
                    AwardOrder approved = order;
                    approved.approvalId = approvalId;
                    m_run.start(approved);
                });
            });
    }

    /// The second time ends it at once; what is on its way is unknown in the ledger then.
    void stop()
    {
        if (m_isStopping || !m_isRunning)
            return QCoreApplication::exit(Interrupted);
        m_isStopping = true;
        m_progress.clear();
        remark(tr("Stopping after the award that is on its way."));
        m_run.stop();
    }

    void finish(const AwardReport &report)
    {
        m_progress.clear();
        const bool isWritten = m_options.failedTo.isEmpty() || report.bar != AwardBar::None ||
                               writeRest(m_file, report.outcomes, m_options.failedTo);
        if (m_options.common.json) {
            json::Value object = toJson(m_file);
            add(object, report);
            printJson(object);
        } else {
            remarkOutcomes(report.outcomes);
        }
        remark(describe(report));
        QCoreApplication::exit(isWritten ? exitOf(report) : BadUsage);
    }

    const AwardOptions m_options;
    Interrupt m_interrupt;
    Ledger m_ledger;
    const QString m_service;
    const GatePolicy m_policy;
    const Author m_author;
    GatePass m_gate;
    AwardRun m_run;
    AwardFile m_file;
    ProgressLine m_progress;
    bool m_isRunning = false;
    bool m_isStopping = false;
};

qint64 totalOf(const Arguments &options)
{
    bool isNumber = false;
    const qint64 total = options.value(u"total"_s).toLongLong(&isNumber);
    if (!isNumber)
        fail(tr("awards run needs --total N: the points of all lines together, as you know them."));
    return total;
}

void addOptions(Arguments &options)
{
    options.addFormatOptions();
    options.addOption({u"batch"_s, tr("The name of the batch; part of what a line is known by."), u"NAME"_s});
    options.addOption({u"account-column"_s, tr("The column of the account's id, if not found by itself."), u"NAME"_s});
    options.addOption({u"amount-column"_s, tr("The column of the points."), u"NAME"_s});
    options.addOption({u"reason-column"_s, tr("The column of the reason."), u"NAME"_s});
    options.addOption({u"total"_s, tr("run: the points of all lines together, to confirm them."), u"POINTS"_s});
    options.addOption({u"reason"_s, tr("Why, for lines without a reason of their own."), u"TEXT"_s});
    options.addOption({u"same-as"_s,
                       tr("Mint although this batch gave as much to the same accounts; again for several."),
                       u"NAME"_s});
    options.addOption(
        {u"despite"_s, tr("Mint although what became of this mint is not known; again for several."), u"ID"_s});
    addGateOptions(options);
    options.addOption({u"again"_s, tr("Mint lines once more that failed before.")});
    options.addOption({u"leave-out"_s, tr("run: leave lines with an error out instead of sending nothing.")});
    options.addOption({u"failed"_s, tr("Write failed and unknown lines to this file."), u"FILE"_s});
}

/// What check, run and resume are to do.
AwardOptions askedFor(const Arguments &options)
{
    const QString action = options.positionals().first();
    const QString what = options.positionals().at(1);
    const bool resumes = action == u"resume";
    if (!resumes && options.value(u"batch"_s).trimmed().isEmpty())
        fail(tr("awards %1 needs the name of the batch: --batch NAME.").arg(action));
    return {.common = options.common(),
            .order = {.file = what,
                      .batch = options.value(u"batch"_s),
                      .format = options.format(),
                      .columns = {.account = options.value(u"account-column"_s),
                                  .amount = options.value(u"amount-column"_s),
                                  .reason = options.value(u"reason-column"_s)},
                      .reason = options.value(u"reason"_s)},
            .run = {.file = {},
                    .confirmed = action == u"run" ? totalOf(options) : 0,
                    .sameAs = options.values(u"same-as"_s),
                    .despite = options.values(u"despite"_s),
                    .afterFailure = options.isSet(u"again"_s) ? AfterFailure::MintAgain : AfterFailure::Leave},
            .asked = whomToAsk(options),
            .failedTo = options.value(u"failed"_s),
            .resumed = resumes ? what : QString(),
            .onlyChecks = action == u"check",
            .leavesOut = options.isSet(u"leave-out"_s)};
}

} // namespace

int awards(const QStringList &arguments)
{
    Arguments options(
        tr("Mints a CSV file of awards, each line once: check FILE, run FILE; resume BATCH carries on what was "
           "stopped or killed, without its file. The same batch again mints nothing twice. list, show BATCH and export "
           "BATCH FILE ask no service."));
    options.addPositionals(u"ACTION"_s, tr("check FILE, run FILE, resume BATCH, list, show BATCH or export BATCH FILE"),
                           3);
    addOptions(options);
    options.parse(arguments);
    const QStringList words = options.positionals();
    const QString action = words.value(0);
    static const QHash<QString, qsizetype> needed{{u"check"_s, 2}, {u"run"_s, 2},  {u"resume"_s, 2},
                                                  {u"list"_s, 1},  {u"show"_s, 2}, {u"export"_s, 3}};
    if (words.size() != needed.value(action, -1))
        fail(tr("awards needs one of check FILE, run FILE, resume BATCH, list, show BATCH, export BATCH FILE."));
    if (action == u"list")
        return listBatches(options.common());
    if (action == u"show")
        return showBatch(options.common(), words.at(1));
    if (action == u"export")
        return exportBatch(options.common(), words.at(1), words.at(2));
    const AwardOptions asked = askedFor(options);
    std::unique_ptr<AwardCommand> command;
    return withService(asked.common, [&](Service &service) {
        command = std::make_unique<AwardCommand>(asked, service);
        asked.resumed.isEmpty() ? command->start() : command->resume();
    });
}

} // namespace chancery::ctl
