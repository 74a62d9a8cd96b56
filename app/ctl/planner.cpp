// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/planner.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocale>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

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

AgreedPlan agreedPlan(const QString &given)
{
    auto agreed = AgreedPlan::read(given);
    if (!agreed)
        fail(Planner::tr("%1 is neither the hash of a plan nor a file with what chanceryctl plan --json printed.")
                 .arg(given));
    return std::move(*agreed);
}

void showSync(ProgressLine &line, const SyncProgress &progress)
{
    line.show(Planner::tr("reading the service's passports, %1 of %2")
                  .arg(QLocale().toString(progress.read), QLocale().toString(progress.total)),
              progress.total ? double(progress.read) / double(progress.total) : 0);
}

void Planner::plan(const Wish &wish, std::function<void(const SharedPlan &)> then)
{
    m_then = std::move(then);
    const Profile &profile = m_service.profile();
    const keyban::Dialect dialect = wish.file.spec.mapping.dialect;
    const MirrorPlace place = mirrorPlace(profile, m_common, dialect);
    if (wish.freshness == Freshness::OnlyRecent && !QFileInfo::exists(place.path))
        return m_then(nullptr);
    m_mirror = std::make_unique<Mirror>(place);
    m_sync = std::make_unique<MirrorSync>(m_service.keyban(), *m_mirror);
    const PlanWish whole{.spec = wish.file.spec,
                         .report = wish.file.report,
                         .target = planTarget(profile, dialect),
                         .host = profile.keyban.base.host(),
                         .freshness = wish.freshness,
                         .age = wish.age};
    m_mirror->open().then(this, [this, whole](const Result<Nothing> &opened) {
        if (!opened)
            fail(sentence(opened.error()), exitFor(opened.error()));
        openLedger(whole);
    });
}

/// It tells when the last import was; asking leaves nothing behind where there is none.
void Planner::openLedger(const PlanWish &wish)
{
    if (!QFileInfo::exists(m_ledger.path()))
        return start(wish);
    m_ledger.open().then(this, [this, wish](const Result<Nothing> &opened) {
        if (!opened)
            fail(sentence(opened.error()), exitFor(opened.error()));
        start(wish);
    });
}

void Planner::start(const PlanWish &wish)
{
    m_planner = std::make_unique<ImportPlanner>(ImportPlanner::Parts{*m_mirror, *m_sync, m_ledger});
    connect(m_planner.get(), &ImportPlanner::progressed, this, &Planner::showProgress);
    connect(m_planner.get(), &ImportPlanner::planned, this, &Planner::end);
    connect(m_planner.get(), &ImportPlanner::skipped, this, [this] { end(nullptr); });
    connect(m_planner.get(), &ImportPlanner::failed, this,
            [](const Error &error) { fail(sentence(error), exitFor(error)); });
    m_planner->plan(wish);
}

void Planner::showProgress()
{
    const SyncProgress &sync = m_planner->syncProgress();
    if (m_planner->stage() == ImportPlanner::Stage::Reading && sync.trouble)
        fail(sentence(*sync.trouble), exitFor(*sync.trouble));
    if (m_planner->stage() == ImportPlanner::Stage::Reading)
        return showSync(m_progress, sync);
    const catalogue::CheckProgress &work = m_planner->workProgress();
    if (m_planner->stage() == ImportPlanner::Stage::Working && work.rows > 0) {
        m_progress.show(tr("planning, %1 rows").arg(QLocale().toString(work.rows)),
                        work.total ? double(work.bytes) / double(work.total) : 0);
    }
}

/// What was read stays; nothing more is read behind the back of what comes now.
void Planner::end(const SharedPlan &plan)
{
    m_progress.clear();
    m_sync->stop();
    m_then(plan);
}

} // namespace chancery::ctl
