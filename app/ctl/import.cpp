// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/filemapping.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/output.h"
#include "app/ctl/service.h"

#include "core/catalogue/preview.h"
#include "core/keyban/calls.h"
#include "core/runs/importrun.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

QString number(qint64 value)
{
    return QLocale().toString(value);
}

/// One import from the command line to its last row.
class ImportCommand : public QObject
{
    Q_OBJECT

public:
    ImportCommand(FileOptions file, CommonOptions common, Service &service)
        : m_file(std::move(file))
        , m_common(std::move(common))
        , m_service(service)
        , m_ledger(m_common.dataDir + u"/ledger.sqlite"_s)
    {}

    /// Settles the dialect first, since it decides what the rows look like.
    void start()
    {
        auto dialect = m_file.dialect;
        if (!dialect && !m_file.network.isEmpty())
            dialect = keyban::dialectOfNetwork(m_file.network);
        if (!dialect && m_file.network.isEmpty())
            dialect = m_service.dialect();
        if (dialect)
            return check(*dialect);
        client().detectDialect().then(this, [this](const Result<keyban::DialectEvidence> &evidence) {
            if (!evidence)
                return fail(sentence(evidence.error()), exitFor(evidence.error()));
            if (evidence->speaksBoth()) {
                remark(
                    tr("The service speaks both dialects; rows go as flat. Give --dialect or --network for another."));
                return check(keyban::Dialect::Flat);
            }
            if (!evidence->dialect) {
                fail(tr("Neither the service's rows nor its filters show which dialect it speaks. Give --dialect flat, "
                        "--dialect product or --network NAME."));
            }
            check(*evidence->dialect);
        });
    }

private:
    keyban::Client &client() { return m_service.keyban(); }

    void check(keyban::Dialect dialect)
    {
        const auto preview = catalogue::preview(m_file.file, m_file.format);
        if (!preview)
            fail(sentence(preview.error()), exitFor(preview.error()));
        const QString preferred = m_service.profile().keyban.network;
        if (m_file.network.isEmpty() && keyban::dialectOfNetwork(preferred) == dialect)
            m_file.network = preferred;
        const catalogue::Mapping mapping = mappingFor(m_file, *preview, dialect);
        refuseUnusable(mapping);
        m_order.spec = {m_file.file, m_file.format, mapping, {}, m_file.fieldProfile};
        catalogue::CheckOptions options;
        options.progress = [this](const catalogue::CheckProgress &progress) {
            m_progress.show(tr("checking, %1 rows").arg(number(progress.rows)),
                            progress.total ? double(progress.bytes) / double(progress.total) : 0);
        };
        auto report = catalogue::check(m_order.spec, options);
        m_progress.clear();
        if (!report)
            fail(sentence(report.error()), exitFor(report.error()));
        m_order.report = std::move(*report);
        keyban::ClientSettings settings = client().settings();
        settings.dialect = dialect;
        settings.dialectDecided = true;
        client().setSettings(settings);
        if (!m_common.json)
            printFindings(m_order.report);
        send();
    }

    void send()
    {
        ImportSummary nothing;
        nothing.counts.rows = m_order.report.rows;
        nothing.counts.leftOut = m_order.report.leftOut;
        if (m_file.strict && m_order.report.leftOut > 0) {
            remark(tr("Nothing was sent: %1 rows have an error, and --strict allows none.")
                       .arg(number(nothing.counts.leftOut)));
            return finish(nothing);
        }
        if (m_order.report.sendable() == 0)
            return finish(nothing);
        const Profile &profile = m_service.profile();
        m_order.profileId = profile.id.toString(QUuid::WithoutBraces);
        m_order.profileName = profile.name;
        m_order.host = profile.keyban.base.host();
        m_order.confirmation =
            Confirmation::afterReview(keyban::calls::submitImport, QString::fromLatin1(m_order.report.sha256));
        QDir().mkpath(m_common.dataDir);
        m_ledger.open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                fail(sentence(opened.error()), exitFor(opened.error()));
            run();
        });
    }

    void run()
    {
        m_run = std::make_unique<ImportRun>(client(), m_ledger, m_order, ImportPace{.trouble = OnTrouble::GiveUp});
        connect(m_run.get(), &ImportRun::progressed, this, &ImportCommand::showProgress);
        connect(m_run.get(), &ImportRun::rowsFailed, this,
                [this](const QList<RowFailure> &rows) { m_failures << rows; });
        connect(m_run.get(), &ImportRun::rowsUnknown, this,
                [this](const QList<RowFailure> &rows) { m_unknown << rows; });
        connect(m_run.get(), &ImportRun::finished, this, &ImportCommand::finish);
        connect(&client(), &keyban::Client::waiting, this, [this](const RetryWait &wait) {
            m_progress.clear();
            remark(tr("%1 Trying again at %2.")
                       .arg(sentence(wait.reason), wait.until.toLocalTime().toString(u"HH:mm:ss"_s)));
        });
        connect(&m_interrupt, &Interrupt::raised, this, [this] {
            m_progress.clear();
            remark(tr("Stopping after the chunk in flight; press Ctrl+C again to leave its rows unknown."));
            client().cancelWait();
            m_run->stop();
        });
        m_run->start();
    }

    void showProgress(const ImportProgress &progress)
    {
        const ImportCounts &counts = progress.counts;
        const qint64 sendable = counts.rows - counts.leftOut;
        QString text =
            tr("%1 of %2 settled, %3 failed").arg(number(counts.settled()), number(sendable), number(counts.failed));
        if (progress.rowsPerSecond > 0)
            text += tr(", %1 rows/s").arg(number(qint64(progress.rowsPerSecond)));
        if (progress.timeLeft)
            text += tr(", about %1 s left").arg(number(progress.timeLeft->count()));
        m_progress.show(text, sendable ? double(counts.settled()) / double(sendable) : 1);
    }

    void finish(const ImportSummary &summary)
    {
        m_progress.clear();
        m_common.json ? printSummaryJson(summary) : printSummary(summary);
        if (summary.error)
            remark(sentence(*summary.error));
        QCoreApplication::exit(exitCode(summary));
    }

    static int exitCode(const ImportSummary &summary)
    {
        if (summary.error)
            return exitFor(*summary.error);
        if (summary.state == ImportState::Stopped)
            return Interrupted;
        const ImportCounts &counts = summary.counts;
        return counts.leftOut + counts.failed + counts.unknown + counts.notSent() > 0 ? SomeFailed : AllDone;
    }

    void printSummaryJson(const ImportSummary &summary)
    {
        const ImportCounts &counts = summary.counts;
        json::Value object = reportJson(m_order.report);
        object.set(u"sent"_s, json::Value::integer(counts.sent));
        object.set(u"completed"_s, json::Value::integer(counts.completed));
        object.set(u"failed"_s, json::Value::integer(counts.failed));
        object.set(u"unknown"_s, json::Value::integer(counts.unknown));
        object.set(u"notSent"_s, json::Value::integer(counts.notSent()));
        json::Value::Array jobs;
        for (const QString &job : summary.jobs)
            jobs.emplace_back(job);
        object.set(u"jobs"_s, std::move(jobs));
        object.set(u"findings"_s, findingsJson(m_order.report.findings));
        object.set(u"failures"_s, rowsJson(m_failures));
        if (!m_unknown.isEmpty())
            object.set(u"unknownRows"_s, rowsJson(m_unknown));
        if (summary.firstNotSent)
            object.set(u"notSentFromLine"_s, json::Value::integer(*summary.firstNotSent));
        if (summary.resentChunks > 0)
            object.set(u"resentChunks"_s, json::Value::integer(summary.resentChunks));
        printJson(object);
    }

    void printSummary(const ImportSummary &summary)
    {
        for (const RowFailure &row : m_failures)
            remark(tr("line %1, %2: %3").arg(QString::number(row.line), keyText(row.key), row.reason));
        for (const RowFailure &row : m_unknown)
            remark(tr("line %1, %2: unknown whether the service took it")
                       .arg(QString::number(row.line), keyText(row.key)));
        if (summary.firstNotSent)
            remark(tr("Not sent from line %1 on.").arg(*summary.firstNotSent));
        if (summary.resentChunks > 0)
            remark(tr("Sent more than once, because an answer was lost: %1 chunks.").arg(summary.resentChunks));
        const ImportCounts &counts = summary.counts;
        print(tr("%1 rows: %2 completed, %3 failed, %4 unknown, %5 not sent, %6 left out.")
                  .arg(number(counts.rows), number(counts.completed), number(counts.failed), number(counts.unknown),
                       number(counts.notSent()), number(counts.leftOut)));
    }

    FileOptions m_file;
    CommonOptions m_common;
    Service &m_service;
    Ledger m_ledger;
    ImportOrder m_order;
    Interrupt m_interrupt;
    ProgressLine m_progress;
    QList<RowFailure> m_failures;
    QList<RowFailure> m_unknown;
    std::unique_ptr<ImportRun> m_run;
};

} // namespace

int import(const QStringList &arguments)
{
    Arguments options(tr("Sends a catalogue and follows it until every row has an end."));
    options.addPositional(u"FILE"_s, tr("The catalogue: CSV, also compressed by gzip; .xlsx; a JSON array."));
    options.addFileOptions();
    options.parse(arguments);
    const CommonOptions common = options.common();
    std::unique_ptr<ImportCommand> command;
    return withService(common, [&](Service &service) {
        command = std::make_unique<ImportCommand>(options.file(), common, service);
        command->start();
    });
}

} // namespace chancery::ctl

#include "import.moc"
