// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportnotice.h"

#include "core/runs/mirrorsync.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/texts.h"
#include "ui/words/errortext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <chrono>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QPushButton *button(const QString &text, const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setObjectName(objectName);
    made->setAccessibleName(accessibleName);
    made->setFlat(true);
    return made;
}

} // namespace

PassportNotice::PassportNotice(const Mirror &mirror, MirrorSync &sync, QWidget *parent)
    : QWidget(parent)
    , m_mirror(mirror)
    , m_sync(sync)
    , m_text(new QLabel(this))
    , m_pause(button(tr("Pause"), u"pauseSync"_s, tr("Pause reading the catalogue"), this))
    , m_resume(button(tr("Go on"), u"resumeSync"_s, tr("Go on reading the catalogue"), this))
    , m_now(button(tr("Try now"), u"syncNow"_s, tr("Read the catalogue now"), this))
{
    m_text->setObjectName(u"passportsNotice"_s);
    setType(*m_text, Type::Secondary);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::medium);
    row->addWidget(m_text);
    for (QPushButton *each : {m_pause, m_resume, m_now})
        row->addWidget(each);
    row->addStretch(1);
    connect(m_pause, &QPushButton::clicked, &m_sync, &MirrorSync::pause);
    connect(m_resume, &QPushButton::clicked, &m_sync, &MirrorSync::resume);
    connect(m_now, &QPushButton::clicked, &m_sync, &MirrorSync::refresh);
    connect(&m_sync, &MirrorSync::changed, this, &PassportNotice::refresh);
    connect(&m_mirror, &Mirror::stateChanged, this, &PassportNotice::refresh);
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, &PassportNotice::refresh);
    m_clock.start();
    refresh();
}

void PassportNotice::refresh()
{
    const SyncProgress &progress = m_sync.progress();
    m_text->setText(sentence());
    m_pause->setVisible(progress.state == SyncProgress::Running);
    m_resume->setVisible(progress.state == SyncProgress::Paused);
    m_now->setVisible(progress.state == SyncProgress::Waiting || progress.state == SyncProgress::Halted);
}

/// What is here and of when.
QString PassportNotice::standing() const
{
    const MirrorState &state = m_mirror.state();
    const QString count = numberText(state.rows);
    if (!state.completeFrom.isValid() && state.rows == 0)
        return tr("No passport has been read yet.");
    if (!state.completeFrom.isValid())
        return tr("%1 passports are here so far.").arg(count);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return tr("%1 passports, as of %2.")
        .arg(count, relativeText(state.completeFrom, std::max(now, state.completeFrom)));
}

QString PassportNotice::sentence() const
{
    if (!m_mirror.isOpen())
        return tr("Opening the local copy of the catalogue.");
    if (m_mirror.isLoading())
        return tr("%1 Loading them for the search.").arg(standing());
    const SyncProgress &progress = m_sync.progress();
    const QString read = numberText(progress.read);
    const QString total = numberText(progress.total);
    switch (progress.state) {
    case SyncProgress::Running:
        if (!m_mirror.state().completeAt.isValid())
            return tr("Reading the catalogue: %1 of %2. What has arrived can be searched.").arg(read, total);
        return tr("%1 Checking for changes: %2 of %3.").arg(standing(), read, total);
    case SyncProgress::Paused:
        return tr("%1 Reading is paused at %2 of %3.").arg(standing(), read, total);
    case SyncProgress::Waiting:
        return tr("Offline. %1 %2 Trying again by itself.").arg(standing(), describe(*progress.trouble).headline);
    case SyncProgress::Halted:
        return tr("Not updated any more. %1 %2").arg(standing(), describe(*progress.trouble).headline);
    case SyncProgress::Off:
    case SyncProgress::Resting:
        break;
    }
    return standing();
}

} // namespace chancery
