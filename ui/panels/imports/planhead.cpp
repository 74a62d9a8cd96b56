// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/planhead.h"

#include "ui/panels/imports/plansession.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/countbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/texts.h"
#include "ui/words/gatewords.h"
#include "ui/words/plantext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <chrono>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using catalogue::PlanClass;
using catalogue::PlanFilter;

PlanHead::PlanHead(PlanSession &plan, QWidget *parent)
    : Card(parent)
    , m_plan(plan)
    , m_headline(new ElidedLabel(this))
    , m_code(new QLabel(this))
    , m_age(new ElidedLabel(this))
    , m_progress(new QProgressBar(this))
    , m_tiles(new QWidget(this))
    , m_older(new QPushButton(this))
    , m_anew(new QPushButton(tr("Read anew"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
{
    m_headline->setObjectName(u"planHeadline"_s);
    setType(*m_headline, Type::CardTitle);
    for (ElidedLabel *label : {m_headline, m_age}) {
        label->setElideMode(Qt::ElideRight);
        label->setFocusPolicy(Qt::NoFocus);
    }
    m_code->setObjectName(u"planCode"_s);
    setType(*m_code, Type::Code);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_age->setObjectName(u"planAge"_s);
    setType(*m_age, Type::Secondary);
    m_progress->setObjectName(u"planProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the plan"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    createActions();
    auto *top = new QHBoxLayout;
    top->setSpacing(space::medium);
    top->setContentsMargins(space::large, space::small, space::large, 0);
    top->addWidget(m_headline);
    top->addWidget(m_code);
    top->addWidget(m_progress, 1);
    top->addStretch();
    for (QWidget *each : {static_cast<QWidget *>(m_age), static_cast<QWidget *>(m_anew),
                          static_cast<QWidget *>(m_older), static_cast<QWidget *>(m_stop)})
        top->addWidget(each);
    setFlush();
    body()->addLayout(top);
    createCounts();
    body()->addWidget(m_tiles);
    m_clock.setInterval(15s);
    connect(&m_clock, &QTimer::timeout, this, &PlanHead::refresh);
    m_clock.start();
}

void PlanHead::createActions()
{
    m_older->setObjectName(u"planWithOlder"_s);
    m_older->setToolTip(tr("Plans against the passports that were read before; rows that are not known are sent."));
    m_anew->setObjectName(u"planAnew"_s);
    m_anew->setToolTip(tr("Reads the service's passports again and plans against them"));
    m_stop->setObjectName(u"stopApplying"_s);
    connect(m_older, &QPushButton::clicked, this, [this] { m_plan.plan(Freshness::AsItIs); });
    connect(m_anew, &QPushButton::clicked, this, [this] { m_plan.plan(Freshness::Anew); });
    connect(m_stop, &QPushButton::clicked, &m_plan, &PlanSession::stopApplying);
}

void PlanHead::createCounts()
{
    auto *row = new FlowLayout(m_tiles);
    row->setContentsMargins(0, 0, 0, 0);
    // The numbers stand below the headline.
    m_tiles->setContentsMargins(space::large - space::medium, 0, 0, space::small);
    row->setSpacing(space::small);
    const auto add = [&](const QString &name, const QString &label, PlanFilter filter) {
        auto *button = new CountButton(label, m_tiles);
        button->setObjectName(u"planCount."_s + name);
        m_counts.append({button, filter});
        row->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, button] { press(button); });
        return button;
    };
    add(u"create"_s, tr("create"), {PlanClass::Create})->setTone(Tone::Good);
    add(u"update"_s, tr("update"), PlanFilter::updates());
    m_recertified = add(u"recertify"_s, tr("of them re-certify"), {PlanClass::Recertify});
    add(u"unchanged"_s, tr("unchanged, not sent"), {PlanClass::Unchanged});
    add(u"notKnown"_s, tr("not known yet"), {PlanClass::NotKnown})->setTone(Tone::Unknown);
    add(u"refused"_s, tr("refused, not sent"), PlanFilter::refused())->setTone(Tone::Bad);
    m_leftOut = new CountButton(tr("left out by the check"), m_tiles);
    m_leftOut->setObjectName(u"planCount.leftOut"_s);
    row->addWidget(m_leftOut);
}

/// A second press shows all rows again.
void PlanHead::press(const CountButton *pressed)
{
    PlanFilter filter = PlanFilter::planned();
    for (const Count &count : m_counts) {
        if (count.button != pressed)
            count.button->setChecked(false);
        else if (pressed->isChecked())
            filter = count.filter;
    }
    Q_EMIT filterChosen(filter);
}

void PlanHead::choose(PlanFilter filter)
{
    for (const Count &count : m_counts)
        count.button->setChecked(count.filter == filter);
    Q_EMIT filterChosen(filter);
}

void PlanHead::refresh()
{
    using State = PlanSession::State;
    const State state = m_plan.state();
    const SharedPlan &plan = m_plan.plan();
    const bool isBusy = state == State::Working || state == State::Applying;
    m_headline->setText(headline());
    m_progress->setVisible(isBusy);
    m_tiles->setVisible(plan != nullptr);
    m_code->setVisible(plan && !isBusy);
    m_age->setVisible(plan && !isBusy);
    m_anew->setVisible(state == State::Ready || state == State::Moved || state == State::Applied);
    m_stop->setVisible(state == State::Applying);
    m_older->setVisible(isBusy && m_plan.planner().stage() == ImportPlanner::Stage::Reading && state == State::Working);
    if (isBusy)
        showProgress();
    if (plan)
        showCounts();
}

QString PlanHead::headline() const
{
    using State = PlanSession::State;
    const ImportPlanner &planner = m_plan.planner();
    switch (m_plan.state()) {
    case State::None:
        return tr("No plan yet");
    case State::Failed:
        return tr("The plan could not be worked out");
    case State::Moved:
        return tr("The plan has moved");
    case State::Applied:
        return tr("This plan was sent");
    case State::Ready:
        return m_plan.plan()->sent() > 0 ? tr("Plan") : tr("There is nothing to send");
    case State::Working:
    case State::Applying:
        break;
    }
    if (planner.stage() == ImportPlanner::Stage::Reading) {
        const SyncProgress &sync = planner.syncProgress();
        return sync.total > 0
                   ? tr("Reading the service's passports, %1 of %2").arg(numberText(sync.read), numberText(sync.total))
                   : tr("Reading the service's passports");
    }
    if (m_plan.state() == State::Applying)
        return tr("Making sure that the plan still holds");
    return planner.workProgress().rows > 0 ? tr("Planning, %1 rows").arg(numberText(planner.workProgress().rows))
                                           : tr("Planning");
}

void PlanHead::showProgress()
{
    const ImportPlanner &planner = m_plan.planner();
    const auto permille = [](qint64 done, qint64 total) { return total > 0 ? int(done * 1000 / total) : 0; };
    m_progress->setValue(planner.stage() == ImportPlanner::Stage::Reading
                             ? permille(planner.syncProgress().read, planner.syncProgress().total)
                             : permille(planner.workProgress().bytes, planner.workProgress().total));
    const QDateTime from = m_plan.mirror().state().completeFrom;
    m_older->setText(from.isValid()
                         ? tr("Plan with those of %1").arg(relativeText(from, QDateTime::currentDateTimeUtc()))
                         : tr("Plan with what is known"));
}

void PlanHead::showCounts()
{
    const ImportPlan &plan = *m_plan.plan();
    for (const Count &count : m_counts)
        count.button->setCount(plan.classes.count(count.filter));
    bool onMain = false;
    for (auto network = plan.recertifies.cbegin(); network != plan.recertifies.cend(); ++network)
        onMain = onMain || keyban::isMainNetwork(network.key());
    m_recertified->setTone(onMain ? Tone::Bad : Tone::Attention);
    for (const Count &count : m_counts) {
        if (count.filter == PlanFilter{PlanClass::NotKnown})
            count.button->setVisible(plan.count(PlanClass::NotKnown) > 0);
    }
    m_leftOut->setCount(plan.report.leftOut);
    m_leftOut->setEnabled(false);
    m_leftOut->setVisible(plan.report.leftOut > 0);
    m_code->setText(codeInPairs(plan.shortCode()));
    m_code->setAccessibleName(tr("Code of the plan: %1").arg(plan.shortCode()));
    m_code->setToolTip(
        tr("The first characters of the plan's hash; chanceryctl plan tells the same for the same plan.\n%1")
            .arg(QString::fromLatin1(plan.hash)));
    m_age->setText(mirrorAgeText(plan.mirror, QDateTime::currentDateTimeUtc()));
}

} // namespace chancery
