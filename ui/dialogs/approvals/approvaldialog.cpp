// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/approvals/approvaldialog.h"

#include "core/bkey/calls.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/countdownring.h"
#include "ui/widgets/texts.h"
#include "ui/words/approvaltext.h"
#include "ui/words/gatewords.h"

#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QPushButton>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lookEvery = 1s;
constexpr auto answerWithin = 300s;
constexpr int anyDesk = -1; ///< in the list of whom to ask

std::chrono::milliseconds ageOf(const ApprovalRecord &record)
{
    return std::chrono::milliseconds(record.asked.msecsTo(QDateTime::currentDateTimeUtc()));
}

/// Whether somebody here will notice the answer.
bool isHeard(const ApprovalRecord &record, const ApprovalRuns *phones)
{
    if (record.intent.way == ApprovalWay::Desk)
        return ageOf(record) < answerWithin;
    return phones && phones->isAwaited(record.intent.id);
}

} // namespace

ApprovalDialog::ApprovalDialog(const GateDesk &desk, const GatedPlan &plan, GateNeed need, QWidget *parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_phones(desk.phones)
    , m_plan(plan)
    , m_message(phoneMessage(plan))
    , m_banner(new Banner(this))
    , m_who(new QComboBox(this))
    , m_phone(new Card(tr("What the phone shows"), this))
    , m_wait(new QWidget(this))
    , m_ring(new CountdownRing(m_wait))
    , m_waitWords(new QLabel(m_wait))
    , m_ask(new QPushButton(tr("&Ask for it"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"approvalDialog"_s);
    setWindowTitle(tr("Another person's yes"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut(need);
    fillWho(need);
    connect(m_ask, &QPushButton::clicked, this, &ApprovalDialog::goOn);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_stage == Stage::Waiting ? withdraw() : reject(); });
    if (m_phones) {
        connect(m_phones, &ApprovalRuns::waiting, this, &ApprovalDialog::rings);
        connect(m_phones, &ApprovalRuns::heard, this, &ApprovalDialog::heard);
        connect(m_phones, &ApprovalRuns::ended, this, &ApprovalDialog::ended);
    }
    m_look.setInterval(lookEvery);
    connect(&m_look, &QTimer::timeout, this, &ApprovalDialog::lookAtDesk);
    setStage(Stage::Ready);
    lookForKnown(need);
}

ApprovalDialog::~ApprovalDialog()
{
    if (m_asked.isEmpty())
        return;
    if (m_isAtDesk)
        static_cast<void>(m_desk.ledger.endApproval(m_asked, {ApprovalState::Withdrawn, {}}));
    else if (m_phones)
        m_phones->withdraw(m_asked);
}

void ApprovalDialog::fillWho(GateNeed need)
{
    const bool hasPhones = m_phones && m_desk.profile.bkey;
    const QList<Approver> approvers = hasPhones ? m_desk.profile.bkey->approvers : QList<Approver>();
    for (int place = 0; place < approvers.size(); ++place) {
        const Approver &approver = approvers[place];
        m_who->addItem(tr("%1, on the phone").arg(approverName(m_desk.profile, approver.did)), place);
    }
    if (need == GateNeed::SecondPerson)
        m_who->addItem(tr("Another user of this ledger, at their desk"), anyDesk);
    if (m_who->count() > 0)
        return;
    tell(Tone::Attention, tr("This connection knows nobody who could be asked."),
         tr("Add the approval service and an approver in Connections."));
    m_ask->setEnabled(false);
}

/// After a crash, or when what it was for did not go on: nobody is asked twice for the same.
void ApprovalDialog::lookForKnown(GateNeed need)
{
    const ApprovalWay least = leastWay(need).value_or(ApprovalWay::Desk);
    askedBefore(m_desk.ledger, m_plan, m_desk.author, least).then(this, [this](const Result<AskedBefore> &before) {
        if (!before || m_stage != Stage::Ready)
            return;
        if (before->granted)
            return takeYes(*before->granted);
        const auto heard = std::find_if(before->waiting.begin(), before->waiting.end(),
                                        [this](const ApprovalRecord &record) { return isHeard(record, m_phones); });
        if (heard != before->waiting.end())
            waitOn(*heard);
    });
}

void ApprovalDialog::takeYes(const ApprovalRecord &record)
{
    m_known = record.intent.id;
    setStage(Stage::Known);
    tell(Tone::Good, tr("%1 has said yes to this plan.").arg(approverName(m_desk.profile, record.grant.approver)),
         tr("It was not used yet, and counts until %1.").arg(logTimeText(record.grant.validUntil)));
}

void ApprovalDialog::waitOn(const ApprovalRecord &record)
{
    m_asked = record.intent.id;
    m_isAtDesk = record.intent.way == ApprovalWay::Desk;
    m_whom = approverName(m_desk.profile, record.intent.approver);
    setStage(Stage::Waiting);
    if (!m_isAtDesk)
        return rings(m_asked);
    waitAtDesk(answerWithin - ageOf(record));
    m_look.start();
}

void ApprovalDialog::goOn()
{
    m_stage == Stage::Known ? finish(m_known) : askNow();
}

void ApprovalDialog::askNow()
{
    m_banner->clear();
    const int place = m_who->currentData().toInt();
    m_isAtDesk = place == anyDesk;
    if (m_isAtDesk)
        return askDesk();
    const Approver &approver = m_desk.profile.bkey->approvers[place];
    m_whom = approverName(m_desk.profile, approver.did);
    askPhone(approver);
}

void ApprovalDialog::askPhone(const Approver &approver)
{
    const ApprovalIntent intent = phoneIntent(m_desk.profile, m_plan, approver, m_message, m_desk.author);
    m_asked = intent.id;
    m_waitWords->setText(tr("Asking %1…").arg(m_whom));
    setStage(Stage::Waiting);
    m_phones->start({.intent = intent,
                     .expiry = answerWithin,
                     .confirmation = Confirmation::afterReview(bkey::calls::startApproval, intent.id)});
}

void ApprovalDialog::rings(const QString &id)
{
    if (id != m_asked)
        return;
    m_waitWords->setText(tr("%1 is being asked. Compare the code, and wait for the answer.").arg(m_whom));
    m_ring->start(m_phones->left(id).value_or(answerWithin), answerWithin);
}

void ApprovalDialog::heard(const QString &id, const QString &status)
{
    if (id == m_asked)
        m_waitWords->setText(
            tr("The service says “%1”, which this program does not know. It goes on waiting.").arg(status));
}

void ApprovalDialog::ended(const QString &id, const ApprovalRunReport &report)
{
    if (id != m_asked)
        return;
    if (report.state == ApprovalState::Granted)
        return finish(std::exchange(m_asked, {}));
    m_asked.clear();
    setStage(Stage::Ready);
    m_ask->setText(tr("&Ask again"));
    tell(report.state == ApprovalState::Denied ? Tone::Bad : Tone::Attention, describe(report));
}

void ApprovalDialog::askDesk()
{
    const ApprovalIntent intent = deskIntent(m_plan, m_message, m_desk.author);
    m_asked = intent.id;
    m_desk.ledger.askApproval(intent).then(this, [this](const Result<ApprovalBar> &bar) {
        if (bar && *bar == ApprovalBar::None)
            return m_look.start();
        m_asked.clear();
        setStage(Stage::Ready);
        bar ? tell(Tone::Attention, describe(*bar)) : m_banner->showError(bar.error());
    });
    setStage(Stage::Waiting);
    waitAtDesk(answerWithin);
}

void ApprovalDialog::waitAtDesk(std::chrono::milliseconds left)
{
    m_waitWords->setText(tr("Waiting for another user of this ledger, who finds it in Approvals."));
    m_ring->start(left, answerWithin);
}

void ApprovalDialog::lookAtDesk()
{
    m_desk.ledger.approvals({.limit = 1, .id = m_asked}).then(this, [this](const Result<QList<ApprovalRecord>> &found) {
        if (found && !found->isEmpty() && found->first().intent.id == m_asked)
            takeDesk(found->first());
    });
}

void ApprovalDialog::takeDesk(const ApprovalRecord &record)
{
    if (record.state == ApprovalState::Granted) {
        m_look.stop();
        return finish(std::exchange(m_asked, {}));
    }
    if (record.state == ApprovalState::Waiting) {
        if (m_ring->secondsLeft() == 0)
            withdraw();
        return;
    }
    m_look.stop();
    m_asked.clear();
    setStage(Stage::Ready);
    const bool isDenied = record.state == ApprovalState::Denied;
    tell(isDenied ? Tone::Bad : Tone::Attention,
         isDenied ? tr("Refused at the desk. Nothing is approved.") : tr("Nobody has approved it."));
}

void ApprovalDialog::withdraw()
{
    m_waitWords->setText(tr("Withdrawing…"));
    if (!m_isAtDesk)
        return m_phones->withdraw(m_asked);
    static_cast<void>(m_desk.ledger.endApproval(m_asked, {ApprovalState::Withdrawn, {}}));
    lookAtDesk();
}

void ApprovalDialog::finish(const QString &id)
{
    accept(); // which ends this later
    Q_EMIT approved(id);
}

void ApprovalDialog::tell(Tone tone, const QString &words, const QString &remedy)
{
    m_banner->clear();
    m_banner->showContent({.tone = tone, .headline = words, .remedy = remedy});
    grow();
}

void ApprovalDialog::setStage(Stage stage)
{
    m_stage = stage;
    const bool isWaiting = stage == Stage::Waiting;
    m_wait->setVisible(isWaiting);
    m_who->setEnabled(stage == Stage::Ready);
    m_ask->setVisible(!isWaiting);
    if (stage == Stage::Known)
        m_ask->setText(tr("&Go on with it"));
    m_cancel->setText(isWaiting ? tr("Withdraw") : tr("Cancel"));
    if (!isWaiting)
        m_ring->stop();
    grow();
}

/// What is on show by now needs its room.
void ApprovalDialog::grow()
{
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(std::max(width(), minimumWidth()))));
}

void ApprovalDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    grow();
}

} // namespace chancery
