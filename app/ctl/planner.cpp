// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/planner.h"

#include "app/ctl/pastruns.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

/// The console's own mirror of a connection; one of its own for each service and application of the environment, which
/// has no lasting id.
MirrorPlace mirrorPlace(const Profile &profile, const CommonOptions &common, keyban::Dialect dialect)
{
    QString id = profile.id.toString(QUuid::WithoutBraces);
    const QString base = profile.keyban.base.toString();
    if (common.profile.isEmpty()) {
        const QByteArray target = (base + u' ' + profile.keyban.applicationId).toUtf8();
        id = u"environment-"_s +
             QString::fromLatin1(QCryptographicHash::hash(target, QCryptographicHash::Sha256).toHex().first(16));
    }
    return {.path = common.dataDir + u'/' + Mirror::fileName(id),
            .origin = profile.isSandbox ? u"sandbox"_s : base,
            .application = profile.keyban.applicationId,
            .dialect = dialect};
}

/// When the last import to this application ended; now, for one that has not.
QDateTime lastImport(const QList<ImportRunRecord> &runs, const Profile &profile)
{
    QDateTime last;
    for (const ImportRunRecord &run : runs) {
        if (run.host != profile.keyban.base.host() || run.application != profile.keyban.applicationId)
            continue;
        const QDateTime end = run.finished.isValid() ? run.finished : QDateTime::currentDateTimeUtc();
        last = last.isValid() ? std::max(last, end) : end;
    }
    return last;
}

} // namespace

Planner::Planner(CommonOptions common, Service &service, Ledger &ledger, std::chrono::minutes age)
    : m_common(std::move(common))
    , m_service(service)
    , m_ledger(ledger)
    , m_age(age)
{}

void Planner::plan(const CheckedFile &file, WhenOld whenOld, std::function<void(const SharedPlan &)> then)
{
    m_file = file;
    m_whenOld = whenOld;
    m_then = std::move(then);
    const MirrorPlace place = mirrorPlace(m_service.profile(), m_common, file.spec.mapping.dialect);
    if (whenOld == WhenOld::Skip && !QFileInfo::exists(place.path))
        return m_then(nullptr);
    m_mirror = std::make_unique<Mirror>(place);
    m_mirror->open().then(this, [this](const Result<Nothing> &opened) {
        if (!opened)
            fail(sentence(opened.error()), exitFor(opened.error()));
        readRuns(m_ledger, this,
                 [this](const QList<ImportRunRecord> &runs) { judgeAge(lastImport(runs, m_service.profile())); });
    });
}

void Planner::judgeAge(const QDateTime &lastImport)
{
    const QDateTime since = m_mirror->state().completeFrom;
    const qint64 age = since.isValid() ? since.msecsTo(QDateTime::currentDateTimeUtc()) : 0;
    const bool isRecent = since.isValid() && age < std::chrono::milliseconds(m_age).count() &&
                          (!lastImport.isValid() || lastImport < since);
    if (isRecent)
        work();
    else if (m_whenOld == WhenOld::Skip)
        m_then(nullptr);
    else
        sync();
}

void Planner::sync()
{
    m_sync = std::make_unique<MirrorSync>(m_service.keyban(), *m_mirror);
    connect(m_sync.get(), &MirrorSync::changed, this, &Planner::showSync);
    connect(m_sync.get(), &MirrorSync::completed, this, [this] {
        m_sync->disconnect(this);
        work();
    });
    m_sync->refresh();
}

void Planner::showSync()
{
    const SyncProgress &progress = m_sync->progress();
    if (progress.trouble)
        fail(sentence(*progress.trouble), exitFor(*progress.trouble));
    m_progress.show(tr("reading the service's passports, %1 of %2")
                        .arg(QLocale().toString(progress.read), QLocale().toString(progress.total)),
                    progress.total ? double(progress.read) / double(progress.total) : 0);
}

/// On this thread: nothing else is to be done meanwhile, and Ctrl+C ends it at once.
void Planner::work()
{
    const auto planned =
        makePlan({.spec = m_file.spec,
                  .report = m_file.report,
                  .target = planTarget(m_service.profile(), m_file.spec.mapping.dialect),
                  .mirrorPath = m_mirror->place().path,
                  .mirror = m_mirror->state(),
                  .progress = [this](const catalogue::CheckProgress &progress) {
                      m_progress.show(tr("planning, %1 rows").arg(QLocale().toString(progress.rows)),
                                      progress.total ? double(progress.bytes) / double(progress.total) : 0);
                  }});
    m_progress.clear();
    if (!planned)
        fail(sentence(planned.error()), exitFor(planned.error()));
    m_then(*planned);
}

} // namespace chancery::ctl
