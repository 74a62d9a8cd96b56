// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/planner.h"
#include "app/ctl/runconsole.h"

#include "core/runs/undorun.h"
#include "ui/words/undotext.h"

#include <QCoreApplication>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

/// Without a copy of the catalogue each draft is asked for by its key; from here on that takes longer than a copy.
constexpr qint64 worthAMirror = 50;

json::Value rowJson(const UndoRow &row)
{
    json::Value item = json::Value::object();
    item.set(u"line"_s, json::Value::integer(row.preimage.line));
    item.set(u"key"_s, keyText(row.preimage.key));
    item.set(u"outcome"_s, QString(undoOutcomeWord(row.end.outcome)));
    item.set(u"reason"_s, QString(undoReasonWord(row.end.reason)));
    item.set(u"detail"_s, undoReasonText(row.end));
    return item;
}

/// Takes back an import of this connection.
class UndoCommand : public QObject
{
    Q_OBJECT

public:
    UndoCommand(QString run, bool isTrial, const CommonOptions &common, Service &service)
        : m_wanted(std::move(run))
        , m_isTrial(isTrial)
        , m_common(common)
        , m_service(service)
        , m_ledger(ledgerPath(common))
    {}

    void start()
    {
        readRuns(m_ledger, this, [this](const QList<ImportRunRecord> &runs) { prepare(runNamed(runs, m_wanted)); });
    }

private:
    void prepare(const ImportRunRecord &run)
    {
        keyban::ClientSettings settings = m_service.keyban().settings();
        settings.dialect = keyban::dialectFromWire(run.dialect).value_or(settings.dialect);
        settings.dialectDecided = true;
        m_service.keyban().setSettings(settings);
        m_ledger.undoBasis(run.id).then(this, [this, run](const Result<UndoBasis> &basis) {
            if (!basis)
                end(basis.error());
            const qint64 toFind = m_isTrial ? 0 : basis->created;
            toFind < worthAMirror ? begin(run) : readPassports(run);
        });
    }

    [[noreturn]] static void end(const Error &error) { fail(sentence(error), exitFor(error)); }

    /// The drafts that the run made are found by their keys.
    void readPassports(const ImportRunRecord &run)
    {
        m_mirror =
            std::make_unique<Mirror>(mirrorPlace(m_service.profile(), m_common, m_service.keyban().settings().dialect));
        m_sync = std::make_unique<MirrorSync>(m_service.keyban(), *m_mirror);
        m_catchUp = std::make_unique<MirrorCatchUp>(*m_mirror, *m_sync);
        connect(m_catchUp.get(), &MirrorCatchUp::progressed, this, [this] {
            if (m_catchUp->progress().trouble)
                end(*m_catchUp->progress().trouble);
            showSync(m_progress, m_catchUp->progress());
        });
        connect(m_catchUp.get(), &MirrorCatchUp::reached, this, [this, run] {
            m_progress.clear();
            m_sync->stop();
            begin(run);
        });
        m_mirror->open().then(this, [this, run](const Result<Nothing> &opened) {
            if (!opened)
                end(opened.error());
            m_catchUp->wait(run.finished);
        });
    }

    void begin(const ImportRunRecord &run)
    {
        m_undo = std::make_unique<UndoRun>(
            UndoPlace{m_service.keyban(), m_ledger, m_mirror.get(), m_service.profile().keyban.base.host()}, run.id);
        connect(m_undo.get(), &UndoRun::planFailed, this, [](const Error &error) { end(error); });
        connect(m_undo.get(), &UndoRun::planned, this, &UndoCommand::tellPlan);
        connect(m_undo.get(), &UndoRun::progressed, this, &UndoCommand::showProgress);
        connect(m_undo.get(), &UndoRun::rowStayed, this, [this](const UndoRow &row) { m_stayed << row; });
        connect(m_undo.get(), &UndoRun::finished, this, &UndoCommand::conclude);
        m_undo->prepare();
    }

    void tellPlan()
    {
        const UndoPlan &plan = m_undo->plan();
        if (!m_common.json) {
            for (const UndoForecastLine &line : undoForecast(plan))
                remark(u"%1 %2"_s.arg(numberText(line.rows), 9).arg(line.text));
        }
        if (!plan.canUndo())
            remark(undoHindrance(plan));
        if (m_isTrial || !plan.canUndo()) {
            const bool isDone = plan.basis.counts.rows == plan.basis.counts.reverted;
            tell({UndoState::Planned, plan.basis.counts, {}});
            return QCoreApplication::exit(m_isTrial || isDone ? AllDone : SomeFailed);
        }
        m_interrupt = std::make_unique<Interrupt>();
        connect(m_interrupt.get(), &Interrupt::raised, this, [this] {
            m_progress.clear();
            remark(tr("Stopping after the rows under way."));
            m_service.keyban().cancelWait();
            m_undo->stop();
        });
        m_undo->apply(plan.hash, systemUser());
    }

    void showProgress(const UndoCounts &counts)
    {
        const qint64 tried = counts.rows - counts.open();
        m_progress.show(tr("%1 of %2 rows, %3 reverted")
                            .arg(numberText(tried), numberText(counts.rows), numberText(counts.reverted)),
                        counts.rows ? double(tried) / double(counts.rows) : 1);
    }

    void conclude(const UndoSummary &summary)
    {
        m_progress.clear();
        tell(summary);
        if (summary.error)
            remark(sentence(*summary.error));
        if (summary.counts.open() + summary.counts.unknown > 0)
            remark(tr("chanceryctl undo %1 goes on with it.").arg(m_undo->plan().run.id));
        const bool isAll = summary.counts.reverted == summary.counts.rows;
        QCoreApplication::exit(summary.error                         ? exitFor(*summary.error)
                               : summary.state == UndoState::Stopped ? Interrupted
                               : isAll                               ? AllDone
                                                                     : SomeFailed);
    }

    void tell(const UndoSummary &summary) const
    {
        if (m_common.json)
            return tellJson(summary);
        for (const UndoRow &row : m_stayed)
            remark(tr("line %1, %2: %3, %4")
                       .arg(QString::number(row.preimage.line), keyText(row.preimage.key),
                            undoOutcomeText(row.end.outcome), undoReasonText(row.end)));
        print(tr("%1 rows: %2.").arg(numberText(summary.counts.rows), undoCountsText(summary.counts)));
    }

    void tellJson(const UndoSummary &summary) const
    {
        const UndoPlan &plan = m_undo->plan();
        const UndoCounts &counts = summary.counts;
        json::Value object = json::Value::object();
        object.set(u"run"_s, plan.run.id);
        object.set(u"file"_s, plan.run.file);
        for (const auto &[name, count] :
             {std::pair(u"created"_s, plan.basis.created), std::pair(u"changed"_s, plan.basis.drafts),
              std::pair(u"published"_s, plan.basis.published), std::pair(u"notKnown"_s, plan.basis.notKnown),
              std::pair(u"withoutPreimage"_s, plan.basis.withoutPreimage), std::pair(u"rows"_s, counts.rows),
              std::pair(u"reverted"_s, counts.reverted), std::pair(u"kept"_s, counts.kept),
              std::pair(u"couldNot"_s, counts.couldNot), std::pair(u"unknown"_s, counts.unknown),
              std::pair(u"notTried"_s, counts.open())})
            object.set(name, json::Value::integer(count));
        json::Value::Array stayed;
        for (const UndoRow &row : m_stayed)
            stayed.push_back(rowJson(row));
        object.set(u"stayed"_s, std::move(stayed));
        printJson(object);
    }

    const QString m_wanted;
    const bool m_isTrial;
    const CommonOptions m_common;
    Service &m_service;
    Ledger m_ledger;
    std::unique_ptr<Mirror> m_mirror;
    std::unique_ptr<MirrorSync> m_sync;
    std::unique_ptr<MirrorCatchUp> m_catchUp;
    std::unique_ptr<UndoRun> m_undo;
    std::unique_ptr<Interrupt> m_interrupt;
    QList<UndoRow> m_stayed;
    ProgressLine m_progress;
};

} // namespace

int undo(const QStringList &arguments)
{
    Arguments options(
        tr("Takes an import back: drafts that it made are deleted, drafts that it changed get their former "
           "content; what was published or edited since stays."));
    options.addPositional(u"RUN"_s, tr("The run, or how its name begins; chanceryctl history lists them."));
    options.addOption({u"dry-run"_s, tr("Tell what would be taken back, and send nothing.")});
    options.parse(arguments);
    const CommonOptions common = options.common();
    std::unique_ptr<UndoCommand> command;
    return withService(common, [&](Service &service) {
        command = std::make_unique<UndoCommand>(options.positional(), options.isSet(u"dry-run"_s), common, service);
        command->start();
    });
}

} // namespace chancery::ctl

#include "undo.moc"
