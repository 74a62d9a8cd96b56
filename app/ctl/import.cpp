// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/filemapping.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/runconsole.h"
#include "app/ctl/service.h"

#include "core/catalogue/preview.h"
#include "core/keyban/calls.h"

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
    ImportCommand(FileOptions file, CommonOptions common, Service &service)
        : m_file(std::move(file))
        , m_common(std::move(common))
        , m_service(service)
        , m_ledger(ledgerPath(m_common))
        , m_console(service.keyban(), m_ledger, m_common)
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
        options.progress = [this](const catalogue::CheckProgress &progress) { m_console.showCheck(progress); };
        auto report = catalogue::check(m_order.spec, options);
        m_console.clearProgress();
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
        if (m_file.strict && m_order.report.leftOut > 0) {
            remark(tr("Nothing was sent: %1 rows have an error, and --strict allows none.")
                       .arg(numberText(m_order.report.leftOut)));
            return m_console.skip(m_order);
        }
        if (m_order.report.sendable() == 0)
            return m_console.skip(m_order);
        const Profile &profile = m_service.profile();
        m_order.profileId = profile.id.toString(QUuid::WithoutBraces);
        m_order.profileName = profile.name;
        m_order.host = profile.keyban.base.host();
        m_order.user = qEnvironmentVariable("USER");
        m_order.confirmation =
            Confirmation::afterReview(keyban::calls::submitImport, QString::fromLatin1(m_order.report.sha256));
        QDir().mkpath(m_common.dataDir);
        m_ledger.open().then(this, [this](const Result<Nothing> &opened) {
            if (!opened)
                fail(sentence(opened.error()), exitFor(opened.error()));
            m_console.run(m_order);
        });
    }

    FileOptions m_file;
    CommonOptions m_common;
    Service &m_service;
    Ledger m_ledger;
    ImportOrder m_order;
    RunConsole m_console;
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
