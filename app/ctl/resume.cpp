// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/planner.h"
#include "app/ctl/runconsole.h"
#include "app/ctl/runreport.h"
#include "app/ctl/service.h"

#include "core/keyban/calls.h"
#include "core/runs/importresume.h"

#include <QCoreApplication>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

/// Carries on an import of this connection that was interrupted.
class ResumeCommand : public QObject
{
    Q_OBJECT

public:
    ResumeCommand(QString run, QString file, const CommonOptions &common, Service &service)
        : m_wanted(std::move(run))
        , m_file(std::move(file))
        , m_common(common)
        , m_service(service)
        , m_ledger(ledgerPath(common))
        , m_console(service.keyban(), m_ledger, common)
    {}

    void forgoOutcome() { m_wantsOutcome = false; }

    void start()
    {
        readRuns(m_ledger, this, [this](const QList<ImportRunRecord> &runs) { choose(runs); });
    }

private:
    void choose(const QList<ImportRunRecord> &runs)
    {
        if (!m_wanted.isEmpty())
            return resume(runNamed(runs, m_wanted));
        QList<ImportRunRecord> open;
        for (const ImportRunRecord &run : runs) {
            if (isResumable(run) && run.host == host() && run.application == application())
                open << run;
        }
        if (open.isEmpty()) {
            remark(tr("No import of this connection was interrupted."));
            return QCoreApplication::exit(AllDone);
        }
        for (const ImportRunRecord &other : open.mid(1))
            remark(tr("Left for another time: chanceryctl resume %1 (%2).").arg(other.id, other.file));
        resume(open.first());
    }

    QString host() const { return m_service.profile().keyban.base.host(); }
    QString application() const { return m_service.profile().keyban.applicationId; }

    void resume(const ImportRunRecord &run)
    {
        if (isUncompared(run) && m_wantsOutcome)
            return compare(run);
        orderToResume(m_ledger, {.runId = run.id, .file = m_file, .host = host(), .application = application()})
            .then(this, [this](Result<ImportOrder> order) {
                if (!order)
                    fail(sentence(order.error()), exitFor(order.error()));
                send(std::move(*order));
            });
    }

    void send(ImportOrder order)
    {
        order.confirmation =
            Confirmation::afterReview(keyban::calls::submitImport, QString::fromLatin1(order.report.sha256));
        keyban::ClientSettings settings = m_service.keyban().settings();
        settings.dialect = order.spec.mapping.dialect;
        settings.dialectDecided = true;
        m_service.keyban().setSettings(settings);
        order.plan ? openMirror(order) : m_console.run(std::move(order));
    }

    /// What the plan is held against afterwards. That it can't be read is no reason to leave a run as it is of which
    /// something was sent.
    void openMirror(const ImportOrder &order)
    {
        m_mirror = std::make_unique<Mirror>(mirrorPlace(m_service.profile(), m_common, order.spec.mapping.dialect));
        m_sync = std::make_unique<MirrorSync>(m_service.keyban(), *m_mirror);
        m_mirror->open().then(this, [this, order](const Result<Nothing> &opened) {
            if (!opened)
                remark(sentence(opened.error()));
            m_console.run(order, {m_mirror.get(), m_sync.get(), opened && m_wantsOutcome});
        });
    }

    /// Nothing is left of it but that.
    void compare(const ImportRunRecord &run)
    {
        const auto dialect = keyban::dialectFromWire(run.dialect).value_or(keyban::Dialect::Flat);
        m_mirror = std::make_unique<Mirror>(mirrorPlace(m_service.profile(), m_common, dialect));
        m_sync = std::make_unique<MirrorSync>(m_service.keyban(), *m_mirror);
        m_check = std::make_unique<OutcomeCheck>(OutcomeCheck::Parts{*m_mirror, *m_sync, m_ledger}, run.id);
        const auto failed = [](const Error &error) { fail(sentence(error), exitFor(error)); };
        connect(m_check.get(), &OutcomeCheck::failed, this, failed);
        connect(m_check.get(), &OutcomeCheck::notKept, this, failed);
        connect(m_check.get(), &OutcomeCheck::progressed, this, &ResumeCommand::showCheck);
        connect(
            m_check.get(), &OutcomeCheck::compared, this, [this, id = run.id] { tell(id); }, Qt::QueuedConnection);
        m_mirror->open().then(this, [this, run](const Result<Nothing> &opened) {
            if (!opened)
                fail(sentence(opened.error()), exitFor(opened.error()));
            m_check->compareLate({.runId = run.id, .file = m_file, .host = host(), .application = application()},
                                 run.finished);
        });
    }

    void showCheck()
    {
        const SyncProgress &sync = m_check->syncProgress();
        if (m_check->stage() != OutcomeCheck::Stage::Reading)
            return m_progress.clear();
        if (sync.trouble)
            fail(sentence(*sync.trouble), exitFor(*sync.trouble));
        showSync(m_progress, sync);
    }

    void tell(const QString &id)
    {
        pastRun(m_ledger, id).then(this, [this](const Result<PastRun> &past) {
            if (!past)
                fail(sentence(past.error()), exitFor(past.error()));
            printPastRun(*past, m_common);
            const bool isWhole = past->rows.isEmpty() && past->outcome && past->outcome->differing() == 0;
            QCoreApplication::exit(isWhole ? AllDone : SomeFailed);
        });
    }

    const QString m_wanted;
    const QString m_file;
    const CommonOptions m_common;
    Service &m_service;
    Ledger m_ledger;
    bool m_wantsOutcome = true;
    std::unique_ptr<Mirror> m_mirror;
    std::unique_ptr<MirrorSync> m_sync;
    std::unique_ptr<OutcomeCheck> m_check;
    ProgressLine m_progress;
    RunConsole m_console;
};

} // namespace

int resume(const QStringList &arguments)
{
    Arguments options(
        tr("Carries on an import that was interrupted, stopped or left rows unknown. One that is complete "
           "is compared with its plan, where it was not."));
    options.addOptional(u"RUN"_s, tr("The run, or how its name begins; without it the latest of this connection."));
    options.addOption({u"file"_s, tr("Where the run's file is now, if it was moved."), u"FILE"_s});
    options.addOption({u"no-outcome"_s, tr("Do not read the passports again to compare them with the plan.")});
    options.parse(arguments);
    const CommonOptions common = options.common();
    std::unique_ptr<ResumeCommand> command;
    return withService(common, [&](Service &service) {
        command = std::make_unique<ResumeCommand>(options.positional(), options.value(u"file"_s), common, service);
        if (options.isSet(u"no-outcome"_s))
            command->forgoOutcome();
        command->start();
    });
}

} // namespace chancery::ctl

#include "resume.moc"
