// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/importsession.h"

#include "core/async/background.h"
#include "core/keyban/calls.h"

#include <QFileInfo>
#include <QSignalBlocker>

#include <utility>

namespace chancery {

using namespace Qt::StringLiterals;

/// What the checking thread writes and the window reads, and the context whose end gives the check up.
struct ImportSession::Checking
{
    struct Shared
    {
        std::atomic<qint64> bytes = 0;
        std::atomic<qint64> total = 0;
        std::atomic<qint64> rows = 0;
    };
    QObject context;
    QTimer timer;
    std::shared_ptr<Shared> shared = std::make_shared<Shared>();
};

namespace {

constexpr int recheckDelayMs = 200;

} // namespace

ImportSession::ImportSession(keyban::Client &client, Ledger &ledger, catalogue::TemplateStore &templates,
                             ImportsPanelFacts facts, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_ledger(ledger)
    , m_templates(templates)
    , m_facts(std::move(facts))
{
    constexpr int quietMs = 400;
    m_rememberTimer.setSingleShot(true);
    m_rememberTimer.setInterval(quietMs);
    connect(&m_rememberTimer, &QTimer::timeout, this, &ImportSession::remember);
    connect(&m_templates, &catalogue::TemplateStore::changed, this, &ImportSession::templatesChanged);
    m_recheck.setSingleShot(true);
    m_recheck.setInterval(recheckDelayMs);
    connect(&m_recheck, &QTimer::timeout, this, &ImportSession::startChecking);
}

ImportSession::~ImportSession()
{
    const QSignalBlocker quiet(this);
    remember();
}

void ImportSession::open(const QString &file)
{
    cancelCheck();
    remember();
    m_file = file;
    m_format = {};
    m_report.reset();
    dropEdits();
    readPreview();
}

void ImportSession::setFormat(const catalogue::FormatChoice &format)
{
    if (format == m_format)
        return;
    cancelCheck();
    m_format = format;
    m_report.reset();
    dropEdits();
    readPreview();
}

void ImportSession::readPreview()
{
    m_reading = std::make_unique<QObject>();
    background([file = m_file, format = m_format](std::stop_token) {
        return catalogue::glance(file, format);
    }).then(m_reading.get(), [this](Result<catalogue::Preview> &&glance) {
        if (!glance)
            return Q_EMIT failed(glance.error());
        takePreview(std::move(*glance));
        if (!m_preview.format.areAllMembers)
            readAllColumns();
    });
}

/// Which columns a JSON array has only its end tells; the first rows are on show meanwhile.
void ImportSession::readAllColumns()
{
    m_reading = std::make_unique<QObject>();
    background([file = m_file, format = m_format](std::stop_token) {
        return catalogue::preview(file, format);
    }).then(m_reading.get(), [this](Result<catalogue::Preview> &&preview) {
        preview ? takePreview(std::move(*preview)) : Q_EMIT failed(preview.error());
    });
}

void ImportSession::takePreview(catalogue::Preview &&preview)
{
    const bool sameColumns = m_preview.headers == preview.headers &&
                             m_preview.format.jsonColumns == preview.format.jsonColumns && !m_mapping.columns.isEmpty();
    m_preview = std::move(preview);
    if (!sameColumns)
        adoptMapping();
    Q_EMIT previewed();
    if (m_preview.damage)
        Q_EMIT failed(*m_preview.damage);
}

void ImportSession::refreshPreview()
{
    m_reading = std::make_unique<QObject>();
    background([file = m_file, format = m_format, edits = m_edits](std::stop_token) {
        return catalogue::preview(file, format, catalogue::previewRows, edits);
    }).then(m_reading.get(), [this](Result<catalogue::Preview> preview) {
        if (!preview)
            return;
        m_preview = std::move(*preview);
        Q_EMIT previewRefreshed();
    });
}

void ImportSession::dropEdits()
{
    if (m_edits.isEmpty())
        return;
    m_edits = {};
    Q_EMIT editsDropped();
}

void ImportSession::setEdits(const catalogue::Edits &edits)
{
    m_edits = edits;
    m_isReportOutdated = true;
    m_recheck.start();
}

void ImportSession::setFieldProfile(const QString &name)
{
    if (name == m_fieldProfile)
        return;
    m_fieldProfile = name;
    rememberSoon();
    if (m_report || m_checking)
        check();
}

void ImportSession::setMapping(const catalogue::Mapping &mapping)
{
    if (mapping == m_mapping)
        return;
    cancelCheck();
    m_report.reset();
    m_mapping = mapping;
    rememberSoon();
    Q_EMIT mappingChanged();
}

bool ImportSession::isUsable() const
{
    return areColumnsKnown() && !m_mapping.columns.isEmpty() && catalogue::isUsable(catalogue::problems(m_mapping));
}

void ImportSession::check()
{
    cancelCheck();
    remember();
    m_report.reset();
    Q_EMIT checkProgressed({});
    startChecking();
}

void ImportSession::startChecking()
{
    cancelCheck();
    m_checking = std::make_unique<Checking>();
    const auto shared = m_checking->shared;
    connect(&m_checking->timer, &QTimer::timeout, this, [this, shared] {
        Q_EMIT checkProgressed({shared->bytes, shared->total, shared->rows});
    });
    m_checking->timer.start(100);
    background([spec = spec(), shared](std::stop_token stop) {
        catalogue::CheckOptions options;
        options.stop = std::move(stop);
        options.progress = [shared](const catalogue::CheckProgress &progress) {
            shared->bytes = progress.bytes;
            shared->total = progress.total;
            shared->rows = progress.rows;
        };
        return catalogue::check(spec, options);
    }).then(&m_checking->context, [this](Result<catalogue::CheckReport> report) {
        const auto ended = std::move(m_checking); // the context lives until this is done
        if (!report) {
            Q_EMIT failed(report.error());
            return;
        }
        const bool wasEdited = std::exchange(m_isReportOutdated, false);
        m_report = std::move(*report);
        Q_EMIT checked();
        if (wasEdited)
            refreshPreview();
    });
}

void ImportSession::cancelCheck()
{
    m_recheck.stop();
    m_checking.reset();
}

void ImportSession::send(ImportOrder order, std::optional<Confirmation> confirmation)
{
    if (isRunning())
        return;
    order.profileId = m_facts.profileId;
    order.profileName = m_facts.profileName;
    order.host = m_facts.host;
    order.user = systemUser();
    order.gate = m_facts.gate;
    order.confirmation = std::move(confirmation);
    start(std::move(order));
}

void ImportSession::resume(const QString &runId)
{
    if (isRunning())
        return;
    m_resuming = std::make_unique<QObject>();
    orderToResume(m_ledger, {.runId = runId, .host = m_facts.host, .application = m_client.settings().applicationId})
        .then(m_resuming.get(), [this](Result<ImportOrder> order) {
            if (!order) {
                Q_EMIT failed(order.error());
                return;
            }
            order->confirmation =
                Confirmation::afterReview(keyban::calls::submitImport, QString::fromLatin1(order->report.sha256));
            start(std::move(*order));
        });
}

void ImportSession::reopen(const QString &runId)
{
    m_reading = std::make_unique<QObject>();
    reopenedRun(m_ledger, {.runId = runId, .host = m_facts.host, .application = m_client.settings().applicationId})
        .then(m_reading.get(), [this](Result<ReopenedRun> run) {
            if (run)
                return adopt(std::move(*run));
            Q_EMIT reopenFailed(run.error());
        });
}

void ImportSession::adopt(ReopenedRun run)
{
    cancelCheck();
    remember();
    m_file = run.spec.file;
    m_format = run.spec.format;
    m_mapping = run.spec.mapping;
    m_edits = run.spec.edits;
    m_fieldProfile = run.spec.fieldProfile;
    m_templateName = m_templates.find(run.templateName) ? run.templateName : QString();
    m_source = m_templateName.isEmpty() ? TemplateSource::None : TemplateSource::Named;
    m_offer.reset();
    m_preview = std::move(run.preview);
    m_report.reset();
    Q_EMIT previewed();
    m_isReportOutdated = false;
    m_report = std::move(run.report);
    Q_EMIT checked();
    Q_EMIT reopened(run.reasonByLine);
}

void ImportSession::start(ImportOrder order)
{
    m_run = std::make_unique<ImportRun>(m_client, m_ledger, std::move(order));
    Q_EMIT runStarted(m_run.get());
    m_run->start();
}

} // namespace chancery
