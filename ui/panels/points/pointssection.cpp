// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/points/pointssection.h"

#include "core/runs/gatedplans.h"
#include "ui/dialogs/servicequestion.h"
#include "ui/models/auditmodel.h"
#include "ui/panels/points/accountcard.h"
#include "ui/panels/points/closemintdialog.h"
#include "ui/panels/points/limitsdialog.h"
#include "ui/panels/points/mintform.h"
#include "ui/panels/points/mintlist.h"
#include "ui/panels/points/secondlook.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/splitter.h"
#include "ui/words/mintnotice.h"

#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto followEvery = 700ms;
constexpr int formShare = 400; ///< of the width that there is
constexpr int listShare = 680;

} // namespace

PointsSection::PointsSection(const PointsDesk &desk, QWidget *parent)
    : Panel(parent)
    , m_desk(desk)
    , m_banner(new Banner(this))
    , m_busy(new BusyBar(this))
    , m_account(new AccountCard(desk, this))
    , m_form(new MintForm(this))
    , m_list(new MintList(desk, this))
{
    setObjectName(u"pointsSection"_s);
    build();
    setFocusProxy(m_account);
    setWorking(false);
    m_follow.setInterval(followEvery);
    connect(&m_follow, &QTimer::timeout, m_list, &MintList::reload);
    connect(m_account, &AccountCard::failed, this, &PointsSection::fail);
    connect(m_account, &AccountCard::labelChanged, m_list, &MintList::rename);
    connect(m_form, &MintForm::mintWanted, this, &PointsSection::askMint);
    connect(m_form, &MintForm::limitsWanted, this, &PointsSection::openLimits);
    connect(m_list, &MintList::failed, this, &PointsSection::fail);
    connect(m_list, &MintList::lookWanted, this, &PointsSection::look);
    connect(m_list, &MintList::closeWanted, this, &PointsSection::askWord);
    connect(m_list, &MintList::ordersWanted, this, &PointsSection::ordersWanted);
}

PointsSection::~PointsSection() = default;

void PointsSection::build()
{
    m_banner->setObjectName(u"pointsBanner"_s);
    auto *forms = new QWidget;
    auto *left = new QVBoxLayout(forms);
    left->setContentsMargins(0, 0, 0, space::medium);
    left->setSpacing(space::medium);
    left->addWidget(m_account);
    left->addWidget(m_form);
    left->addStretch(1);
    auto *pane = new ScrollPane(forms, this);
    pane->setObjectName(u"pointsPane"_s);
    auto *splitter = new Splitter(Qt::Horizontal, this);
    splitter->setHandleWidth(space::medium);
    splitter->addWidget(pane);
    splitter->addWidget(m_list);
    splitter->setSizes({formShare, listShare});
    splitter->setStretchFactor(1, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, 0, space::huge, space::medium);
    column->setSpacing(space::small);
    column->addWidget(m_banner);
    column->addWidget(m_busy);
    column->addWidget(splitter, 1);
}

void PointsSection::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    if (!std::exchange(m_hasLoaded, true))
        refresh();
    else
        m_list->reload(); // another console may have minted meanwhile
}

void PointsSection::refresh()
{
    m_banner->clear();
    m_list->reload();
    m_account->read();
    readLimits();
}

bool PointsSection::hasUnsavedWork() const
{
    return m_run || m_form->hasInput();
}

QString PointsSection::unsavedWork() const
{
    return m_run ? tr("Points are being minted. Whether they arrive stays unknown until somebody looks again.")
                 : tr("Points are filled in that are not minted yet.");
}

MintIntent PointsSection::intentOf(const MintRequest &request) const
{
    return {.service = m_desk.service(),
            .accountId = request.accountId,
            .walletId = request.walletId,
            .points = request.points,
            .reason = request.reason,
            .author = m_desk.author,
            .idempotencyKey = QUuid::createUuid().toString(QUuid::WithoutBraces)};
}

/// The ledger is asked before the person is, so that nobody confirms what would be refused.
void PointsSection::askMint()
{
    const auto account = m_account->account();
    const bool isFormRight = m_form->judge();
    if (!account)
        m_account->point();
    if (!account || !isFormRight || m_run)
        return;
    const MintRequest request{.accountId = *account,
                              .points = *m_form->points(),
                              .reason = m_form->reason(),
                              .walletId = m_account->wallet()};
    m_banner->clear();
    m_asking = std::make_unique<QObject>();
    m_desk.ledger.mintOutlook(intentOf(request))
        .then(m_asking.get(), [this, request](const Result<MintOutlook> &outlook) { takeOutlook(request, outlook); });
}

void PointsSection::takeOutlook(const MintRequest &request, const Result<MintOutlook> &outlook)
{
    if (!outlook)
        return fail(outlook.error());
    m_form->setLimits(outlook->limits);
    const MintBar bar = outlook->admission.bar;
    const bool isOverLimit = bar == MintBar::OverAction || bar == MintBar::OverAccountDay ||
                             bar == MintBar::OverOperatorDay || bar == MintBar::OverProfileDay;
    if (bar == MintBar::None || bar == MintBar::Unresolved)
        return openSecondLook(request, *outlook);
    showReport({.outcome = RowOutcome::NotSent,
                .why = whyOf(bar),
                .intent = intentOf(request),
                .admission = outlook->admission});
    if (!isOverLimit || !m_desk.keeper)
        return;
    QPushButton *ask = m_banner->addAction(tr("Ask for a &yes…"));
    ask->setObjectName(u"askOverLimit"_s);
    connect(ask, &QPushButton::clicked, this, [this, request, told = *outlook] { openSecondLook(request, told); });
}

void PointsSection::openSecondLook(MintRequest request, const MintOutlook &outlook)
{
    for (const MintRecord &open : outlook.admission.blocking)
        request.despite << open.intent.id;
    const ServiceQuestion::Content content = secondLook({request, outlook, m_desk.service()});
    const bool isOverLimit = outlook.admission.limit > 0;
    askFirst(this, m_desk.place, content, [this, request, isOverLimit] { passGate(request, isOverLimit); });
}

/// A limit is what may be minted without a second person.
void PointsSection::passGate(const MintRequest &request, bool isOverLimit)
{
    const auto approved = [this, request](const QString &approvalId) {
        MintRequest minted = request;
        minted.approvalId = approvalId;
        mint(minted);
    };
    const GatedPlan plan = planOf(m_desk.service(), request);
    if (isOverLimit && m_desk.keeper)
        return m_desk.keeper->passWithSecondPerson(this, plan, approved);
    chancery::passGate(m_desk.keeper, this, plan, approved);
}

MintRun &PointsSection::begin(void (PointsSection::*then)(const MintReport &))
{
    m_run = std::make_unique<MintRun>(m_desk.parts());
    connect(m_run.get(), &MintRun::ended, this, [this, then](const MintReport &report) {
        m_run.release()->deleteLater();
        setWorking(false);
        (this->*then)(report);
    });
    setWorking(true);
    return *m_run;
}

void PointsSection::setWorking(bool isWorking)
{
    const bool mayWrite = m_desk.client.guardLevel() != GuardLevel::ReadOnly;
    m_form->setState(!mayWrite   ? MintForm::State::ReadOnly
                     : isWorking ? MintForm::State::Minting
                                 : MintForm::State::Ready);
    m_list->setLooking(isWorking);
    if (isWorking) {
        m_busy->start();
        m_follow.start();
    } else {
        m_busy->stop();
        m_follow.stop();
    }
}

void PointsSection::mint(const MintRequest &request)
{
    if (m_run)
        return;
    m_banner->clear();
    begin(&PointsSection::minted).mint(request);
}

/// What was sent must not be sent again by a second press, so the form is emptied; what was not sent stays in it.
void PointsSection::minted(const MintReport &report)
{
    showReport(report);
    if (report.outcome == RowOutcome::Done || report.outcome == RowOutcome::Unknown)
        m_form->clear();
    if (report.evidence)
        m_list->setEvidence(report.intent.id, *report.evidence);
    m_list->reveal(report.intent.id);
    m_account->read();
}

void PointsSection::look(const MintRecord &record)
{
    if (m_run)
        return;
    m_banner->clear();
    begin(&PointsSection::looked).reconcile(record);
}

void PointsSection::looked(const MintReport &report)
{
    showReport(report);
    if (report.evidence)
        m_list->setEvidence(report.intent.id, *report.evidence);
    m_list->reload();
    m_account->read();
}

void PointsSection::askWord(const MintRecord &record)
{
    auto *dialog = new CloseMintDialog(record, m_desk.place, window());
    connect(dialog, &QDialog::accepted, this, [this, dialog, record] { close(record, dialog->word()); });
    dialog->open();
}

void PointsSection::close(const MintRecord &record, MintEnd word)
{
    word.closedBy = m_desk.author.user;
    m_banner->clear();
    closeMint(m_desk.ledger, record, word).then(this, [this](const Result<Nothing> &closed) {
        if (!closed)
            fail(closed.error());
        m_list->reload();
    });
}

void PointsSection::readLimits()
{
    m_desk.ledger.mintLimits(m_desk.author.profileId).then(this, [this](const Result<MintLimits> &limits) {
        limits ? m_form->setLimits(*limits) : fail(limits.error());
    });
}

void PointsSection::openLimits()
{
    m_asking = std::make_unique<QObject>();
    m_desk.ledger.mintLimits(m_desk.author.profileId).then(m_asking.get(), [this](const Result<MintLimits> &limits) {
        if (!limits)
            return fail(limits.error());
        auto *dialog = new LimitsDialog(*limits, m_desk.place, window());
        connect(dialog, &QDialog::accepted, this, [this, dialog] {
            m_desk.ledger.setMintLimits(m_desk.author, *dialog->limits())
                .then(this, [this](const Result<Nothing> &set) { set ? readLimits() : fail(set.error()); });
        });
        dialog->open();
    });
}

void PointsSection::showReport(const MintReport &report)
{
    const MintNotice notice = noticeOf(report);
    const Tone tone = report.outcome == RowOutcome::NotSent ? Tone::Attention : toneOf(report.outcome);
    m_banner->clear();
    m_banner->showContent(
        {.tone = tone, .headline = notice.headline, .remedy = notice.remedy, .details = notice.details});
    Q_EMIT statusChanged(notice.headline);
}

void PointsSection::fail(const Error &error)
{
    m_banner->clear();
    m_banner->showError(error);
    QPushButton *again = m_banner->addAction(tr("Tr&y again"));
    again->setObjectName(u"readPointsAgain"_s);
    connect(again, &QPushButton::clicked, this, &PointsSection::refresh);
}

} // namespace chancery
