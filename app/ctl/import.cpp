// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/gatepass.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/planner.h"
#include "app/ctl/runconsole.h"

#include "core/keyban/calls.h"
#include "core/runs/gatedplans.h"
#include "ui/words/plantext.h"

#include <QCoreApplication>
#include <QDir>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

/// One import from the command line to its last row.
class ImportCommand : public QObject
{
    Q_OBJECT

public:
    ImportCommand(FileOptions file, CommonOptions common, const WhomToAsk &asked, Service &service)
        : m_common(std::move(common))
        , m_isStrict(file.strict)
        , m_service(service)
        , m_check(std::move(file), service)
        , m_ledger(ledgerPath(m_common))
        , m_gate(service.profile(), m_ledger, asked)
        , m_planner(m_common, service, m_ledger)
        , m_console(service.keyban(), m_ledger, m_common)
    {}

    void expect(const AgreedPlan &agreed) { m_agreed = agreed; }
    void forgoOutcome() { m_wantsOutcome = false; }

    void start()
    {
        m_check.start([this](const CheckedFile &checked) {
            m_order.spec = checked.spec;
            m_order.report = checked.report;
            if (!m_common.json)
                printFindings(checked.report);
            plan(checked);
        });
    }

private:
    void plan(const CheckedFile &checked)
    {
        if (m_isStrict && checked.report.leftOut > 0) {
            remark(tr("Nothing was sent: %1 rows have an error, and --strict allows none.")
                       .arg(numberText(checked.report.leftOut)));
            return m_console.skip(m_order);
        }
        const Freshness freshness = m_agreed ? Freshness::Recent : Freshness::OnlyRecent;
        m_planner.plan({.file = checked, .freshness = freshness}, [this](const SharedPlan &plan) {
            if (!plan || adopt(plan))
                send();
        });
    }

    /// What is known to be there is not sent, nor what the service can't take. False for another plan than was agreed.
    bool adopt(const SharedPlan &plan)
    {
        const auto applied = applyPlan(m_agreed.value_or(AgreedPlan(plan)), plan);
        if (!applied)
            fail(sentence(applied.error()), exitFor(applied.error()));
        if (!applied->holds) {
            refuse(*applied);
            return false;
        }
        for (const PlannedRow &row : applied->refused)
            remark(tr("line %1, %2: %3").arg(QString::number(row.line), keyText(row.key), refusalText(row.planClass)));
        m_order = *applied->order;
        return true;
    }

    void refuse(const PlanApplication &applied)
    {
        remark(tr("Nothing was sent. %1").arg(movedText(applied.moves)));
        remark(tr("chanceryctl plan shows the plan as it is now, %1.").arg(applied.plan->shortCode()));
        if (m_common.json) {
            json::Value object = reportJson(m_order.report);
            object.set(u"moved"_s, applied.moves.toJson());
            object.set(u"plan"_s, QString::fromLatin1(applied.plan->hash));
            printJson(object);
        }
        QCoreApplication::exit(BadUsage);
    }

    void send()
    {
        if (m_order.report.sendable() == m_order.unchanged.count())
            return m_console.skip(m_order);
        const Profile &profile = m_service.profile();
        m_order.profileId = profile.id.toString(QUuid::WithoutBraces);
        m_order.profileName = profile.name;
        m_order.host = profile.keyban.base.host();
        m_order.user = systemUser();
        m_order.gate = profile.gate;
        m_order.confirmation =
            Confirmation::afterReview(keyban::calls::submitImport, QString::fromLatin1(m_order.report.sha256));
        QDir().mkpath(m_common.dataDir);
        m_ledger.open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                fail(sentence(opened.error()), exitFor(opened.error()));
            m_gate.pass(planOf(m_order.gate, m_order), {m_order.user, m_order.profileId, m_order.profileName},
                        [this](const QString &approvalId) {
                            m_order.approvalId = approvalId;
                            run();
                        });
        });
    }

    void run()
    {
        const bool isCompared = m_order.plan && m_wantsOutcome;
        isCompared ? m_console.run(m_order, {&m_planner.mirror(), &m_planner.sync()}) : m_console.run(m_order);
    }

    const CommonOptions m_common;
    const bool m_isStrict;
    Service &m_service;
    FileCheck m_check;
    Ledger m_ledger;
    GatePass m_gate;
    Planner m_planner;
    std::optional<AgreedPlan> m_agreed;
    bool m_wantsOutcome = true;
    ImportOrder m_order;
    RunConsole m_console;
};

} // namespace

int import(const QStringList &arguments)
{
    Arguments options(tr("Sends a catalogue and follows it until every row has an end."));
    options.addPositional(u"FILE"_s, tr("The catalogue: CSV, also compressed by gzip; .xlsx; a JSON array."));
    options.addFileOptions();
    options.addOption({u"plan"_s,
                       tr("Send only if this plan still holds; a hash or its first eight digits, or a file with what "
                          "plan --json printed."),
                       u"PLAN"_s});
    addGateOptions(options);
    options.addOption({u"no-outcome"_s, tr("Do not read the passports again to compare them with the plan.")});
    options.parse(arguments);
    const CommonOptions common = options.common();
    std::unique_ptr<ImportCommand> command;
    return withService(common, [&](Service &service) {
        command = std::make_unique<ImportCommand>(options.file(), common, whomToAsk(options), service);
        if (const QString given = options.value(u"plan"_s); !given.isEmpty())
            command->expect(agreedPlan(given));
        if (options.isSet(u"no-outcome"_s))
            command->forgoOutcome();
        command->start();
    });
}

} // namespace chancery::ctl

#include "import.moc"
