// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/importsession.h"

#include "core/async/background.h"
#include "core/catalogue/fieldprofile.h"
#include "core/keyban/calls.h"
#include "core/runs/importresume.h"

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

/// One that was kept as a file may be gone; nobody is to be held up by that.
QString usableProfile(const QString &name)
{
    return name.isEmpty() || catalogue::fieldProfile(name) ? name : QString();
}

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

/// By names and values; then what was chosen for these very columns, whatever the file was called.
void ImportSession::adoptMapping()
{
    m_mapping = mappedByItself();
    m_source = TemplateSource::None;
    m_templateName.clear();
    m_fieldProfile.clear();
    m_offer = m_templates.bestMatch(m_preview.headers);
    if (!m_offer || !m_offer->changes.isEmpty())
        return;
    m_mapping = catalogue::adapted(m_offer->value, m_mapping);
    m_fieldProfile = usableProfile(m_offer->value.fieldProfile);
    m_templateName = m_offer->value.name;
    m_source = m_templateName.isEmpty() ? TemplateSource::LastChoices : TemplateSource::Named;
    m_offer.reset();
}

catalogue::Mapping ImportSession::mappedByItself() const
{
    catalogue::Mapping mapping = catalogue::autoMap(catalogue::sampleOf(m_preview));
    mapping.dialect = m_client.settings().dialect;
    mapping.network = keyban::dialectOfNetwork(m_facts.network).value_or(mapping.dialect) == mapping.dialect
                          ? m_facts.network
                          : QString();
    mapping.certifiedPaths = catalogue::usualCertifiedPaths(mapping);
    return mapping;
}

void ImportSession::replaceMapping(const catalogue::Mapping &mapping)
{
    m_offer.reset();
    setMapping(mapping);
    Q_EMIT mappingReplaced();
}

void ImportSession::useTemplate(const catalogue::MappingTemplate &value)
{
    m_templateName = value.name;
    m_fieldProfile = usableProfile(value.fieldProfile);
    m_source = value.name.isEmpty() ? TemplateSource::LastChoices : TemplateSource::Named;
    replaceMapping(catalogue::adapted(value, mappedByItself()));
    // The next file with these columns begins with the template chosen last.
    if (!value.name.isEmpty() && catalogue::headerChanges(value.headers(), m_preview.headers).isEmpty())
        keepNamed(value.mapping);
}

void ImportSession::useNoTemplate()
{
    m_templateName.clear();
    m_source = TemplateSource::None;
    replaceMapping(mappedByItself());
}

void ImportSession::saveTemplate(const QString &name)
{
    m_templateName = name.simplified();
    m_source = TemplateSource::Named;
    keepNamed(m_mapping);
}

/// What a name holds needs no memory of its own.
void ImportSession::keepNamed(const catalogue::Mapping &mapping)
{
    m_isToRemember = false;
    if (const auto kept = m_templates.keep(m_templateName, mapping, m_fieldProfile); !kept)
        Q_EMIT failed(kept.error());
}

void ImportSession::removeTemplate(const QString &name)
{
    m_templateName.clear();
    m_source = TemplateSource::None;
    if (const auto removed = m_templates.remove(name); !removed)
        Q_EMIT failed(removed.error());
}

void ImportSession::importTemplate(const QString &file)
{
    auto read = catalogue::readTemplate(file);
    if (!read)
        return Q_EMIT failed(read.error());
    if (read->name.isEmpty())
        read->name = QFileInfo(file).completeBaseName();
    if (const auto kept = m_templates.keep(read->name, read->mapping, read->fieldProfile); !kept)
        return Q_EMIT failed(kept.error());
    const catalogue::HeaderChanges changes = catalogue::headerChanges(read->headers(), m_preview.headers);
    if (changes.isEmpty())
        return useTemplate(*read);
    // Nobody asked for it yet.
    m_offer = catalogue::TemplateMatch{*read, changes};
    Q_EMIT templatesChanged();
}

void ImportSession::exportTemplate(const QString &file)
{
    const QString name = m_templateName.isEmpty() ? QFileInfo(file).completeBaseName() : m_templateName;
    const catalogue::MappingTemplate value{name, m_mapping, QDateTime::currentDateTimeUtc(), m_fieldProfile};
    if (const auto written = catalogue::writeTemplate(value, file); !written)
        Q_EMIT failed(written.error());
}

void ImportSession::rememberSoon()
{
    m_isToRemember = true;
    m_rememberTimer.start();
}

void ImportSession::remember()
{
    if (!std::exchange(m_isToRemember, false))
        return;
    m_rememberTimer.stop();
    if (const auto kept = m_templates.keep({}, m_mapping, m_fieldProfile); !kept)
        Q_EMIT failed(kept.error());
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
    order.user = qEnvironmentVariable("USER");
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

void ImportSession::start(ImportOrder order)
{
    m_run = std::make_unique<ImportRun>(m_client, m_ledger, std::move(order));
    Q_EMIT runStarted(m_run.get());
    m_run->start();
}

} // namespace chancery
