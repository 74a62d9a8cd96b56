// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/importsession.h"

#include "core/async/background.h"

#include <QCryptographicHash>
#include <QSettings>

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

/// The guide certifies the GTIN; certifying nothing by name would certify everything, so that is never the silent
/// default.
std::optional<QStringList> usualPaths(const catalogue::Mapping &mapping)
{
    for (const catalogue::ColumnMapping &column : mapping.columns) {
        if (column.target.kind == catalogue::Target::Kind::Data && column.target.path == u"gtin"_s)
            return QStringList{u"gtin"_s};
    }
    return std::nullopt;
}

} // namespace

ImportSession::ImportSession(keyban::Client &client, Ledger &ledger, QSettings &settings, ImportsPanelFacts facts,
                             QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_ledger(ledger)
    , m_settings(settings)
    , m_facts(std::move(facts))
{}

ImportSession::~ImportSession() = default;

void ImportSession::open(const QString &file)
{
    cancelCheck();
    m_file = file;
    m_format = {};
    m_report.reset();
    readPreview();
}

void ImportSession::setFormat(const catalogue::FormatChoice &format)
{
    if (format == m_format)
        return;
    cancelCheck();
    m_format = format;
    m_report.reset();
    readPreview();
}

void ImportSession::readPreview()
{
    m_reading = std::make_unique<QObject>();
    background([file = m_file, format = m_format](std::stop_token) {
        return catalogue::preview(file, format);
    }).then(m_reading.get(), [this](Result<catalogue::Preview> preview) {
        if (!preview) {
            Q_EMIT failed(preview.error());
            return;
        }
        const bool sameColumns = m_preview.headers == preview->headers && !m_mapping.columns.isEmpty();
        m_preview = std::move(*preview);
        if (!sameColumns)
            adoptMapping();
        Q_EMIT previewed();
    });
}

/// By names; then what the person chose the last time for these very headers, whatever the file was called.
void ImportSession::adoptMapping()
{
    m_mapping = catalogue::autoMap(m_preview.headers);
    m_mapping.dialect = m_client.settings().dialect;
    m_mapping.network = keyban::dialectOfNetwork(m_facts.network).value_or(m_mapping.dialect) == m_mapping.dialect
                            ? m_facts.network
                            : QString();
    m_mapping.certifiedPaths = usualPaths(m_mapping);
    const QVariantMap kept = m_settings.value(memoryKey()).toMap();
    if (kept.isEmpty())
        return;
    const QStringList fields = kept.value(u"fields"_s).toStringList();
    for (qsizetype i = 0; i < std::min(fields.size(), m_mapping.columns.size()); ++i) {
        const auto target = catalogue::parseTarget(fields[i]);
        if (!target || *target == m_mapping.columns[i].target)
            continue;
        m_mapping.columns[i].target = *target;
        m_mapping.columns[i].basis = catalogue::ColumnMapping::Basis::Chosen;
    }
    if (const auto level = keyban::granularityFromWire(kept.value(u"granularity"_s).toString()))
        m_mapping.granularity = *level;
    m_mapping.certifiedPaths.reset();
    if (kept.contains(u"certified"_s))
        m_mapping.certifiedPaths = kept.value(u"certified"_s).toStringList();
}

void ImportSession::remember() const
{
    QStringList fields;
    for (const catalogue::ColumnMapping &column : m_mapping.columns)
        fields << catalogue::toText(column.target);
    QVariantMap kept{{u"fields"_s, fields}, {u"granularity"_s, keyban::wireName(m_mapping.granularity)}};
    if (m_mapping.certifiedPaths)
        kept.insert(u"certified"_s, *m_mapping.certifiedPaths);
    m_settings.setValue(memoryKey(), kept);
}

QString ImportSession::memoryKey() const
{
    const QByteArray signature = m_preview.headers.join(QChar(0x1f)).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(signature, QCryptographicHash::Sha256).toHex().left(24);
    return u"imports/columns/"_s + QString::fromLatin1(hash);
}

void ImportSession::setMapping(const catalogue::Mapping &mapping)
{
    if (mapping == m_mapping)
        return;
    cancelCheck();
    m_report.reset();
    m_mapping = mapping;
    remember();
    Q_EMIT mappingChanged();
}

bool ImportSession::isUsable() const
{
    return !m_mapping.columns.isEmpty() && catalogue::isUsable(catalogue::problems(m_mapping));
}

void ImportSession::check()
{
    cancelCheck();
    m_report.reset();
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
        m_report = std::move(*report);
        Q_EMIT checked();
    });
}

void ImportSession::cancelCheck()
{
    m_checking.reset();
}

void ImportSession::send(std::optional<Confirmation> confirmation)
{
    if (!m_report || isRunning())
        return;
    ImportOrder order;
    order.spec = spec();
    order.report = *m_report;
    order.profileId = m_facts.profileId;
    order.profileName = m_facts.profileName;
    order.host = m_facts.host;
    order.user = qEnvironmentVariable("USER");
    order.confirmation = std::move(confirmation);
    m_run = std::make_unique<ImportRun>(m_client, m_ledger, std::move(order));
    Q_EMIT runStarted(m_run.get());
    m_run->start();
}

} // namespace chancery
