// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/approvals/approvalssection.h"

#include "core/bkey/calls.h"
#include "ui/dialogs/approvals/handrequestdialog.h"
#include "ui/panels/approvals/approvaldetail.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/scrollpane.h"
#include "ui/widgets/texts.h"
#include "ui/words/approvaltext.h"
#include "ui/words/gatewords.h"

#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mostShown = 1'000;
constexpr auto lookEvery = 1s;
constexpr auto deskYesCounts = 300s; ///< for so long, then it has to be asked for again

ListSection::Facts facts()
{
    return {.key = u"approvals"_s,
            .title = ApprovalsSection::tr("Approvals"),
            .iconName = u"seal"_s,
            .columns = {ApprovalsSection::tr("State"), ApprovalsSection::tr("What"), ApprovalsSection::tr("Asked by"),
                        ApprovalsSection::tr("Asked")},
            .stretchColumn = 1,
            .empty = {u"seal"_s, ApprovalsSection::tr("Nothing was asked for yet"),
                      ApprovalsSection::tr("What the policy of this connection puts behind another person's yes is "
                                           "listed here, with who said what. You can also ask for one by hand.")}};
}

bool isOpen(const ApprovalRecord &record)
{
    return record.state == ApprovalState::Asking || record.state == ApprovalState::Waiting;
}

} // namespace

ApprovalsSection::ApprovalsSection(GateDesk desk, QWidget *parent)
    : ListSection(facts(), parent)
    , m_desk(std::move(desk))
    , m_detail(new ApprovalDetail)
{
    auto *pane = new ScrollPane(m_detail, this);
    pane->setObjectName(u"approvalPane"_s);
    setDetail(pane, 58);
    if (m_desk.phones) {
        QPushButton *ask = addAction(u"askByHand"_s, tr("Ask for o&ne…"), ButtonKind::Primary);
        connect(ask, &QPushButton::clicked, this, &ApprovalsSection::askByHand);
        connect(m_desk.phones, &ApprovalRuns::waiting, this, &ApprovalsSection::lookAgain);
        connect(m_desk.phones, &ApprovalRuns::ended, this, &ApprovalsSection::ended);
    }
    connect(m_detail, &ApprovalDetail::withdrawWanted, this, &ApprovalsSection::withdraw);
    connect(m_detail, &ApprovalDetail::approveWanted, this, [this] { answer(true); });
    connect(m_detail, &ApprovalDetail::denyWanted, this, [this] { answer(false); });
    m_look.setInterval(lookEvery);
    connect(&m_look, &QTimer::timeout, this, &ApprovalsSection::lookAgain);
    m_look.start();
}

void ApprovalsSection::load()
{
    m_desk.ledger.approvals({.limit = mostShown}).then(work(), [this](const Result<QList<ApprovalRecord>> &found) {
        if (!found)
            return fail(found.error());
        m_records = *found;
        QList<Record> rows;
        for (const ApprovalRecord &record : std::as_const(m_records))
            rows << rowOf(record);
        showRecords(rows, summaryOf());
        take(m_records);
    });
}

/// Whoever writes into the ledger: the answer of a phone, and other users.
void ApprovalsSection::lookAgain()
{
    m_desk.ledger.approvals({.limit = mostShown}).then(this, [this](const Result<QList<ApprovalRecord>> &found) {
        if (!found || *found == m_records)
            return;
        m_records = *found;
        QList<Record> rows;
        for (const ApprovalRecord &record : std::as_const(m_records))
            rows << rowOf(record);
        arrangeRecords(rows, summaryOf());
        showCurrent(currentId());
        take(m_records);
    });
}

void ApprovalsSection::take(const QList<ApprovalRecord> &records)
{
    const auto waiting = std::count_if(records.begin(), records.end(), isOpen);
    Q_EMIT badgeChanged(waiting > 0 ? numberText(waiting) : QString());
}

QString ApprovalsSection::summaryOf() const
{
    const auto waiting = std::count_if(m_records.begin(), m_records.end(), isOpen);
    const QString all = m_records.size() == 1 ? tr("1 approval") : tr("%1 approvals").arg(numberText(m_records.size()));
    return waiting > 0 ? all + u" · "_s + tr("%1 waiting").arg(numberText(waiting)) : all;
}

Record ApprovalsSection::rowOf(const ApprovalRecord &record) const
{
    const ApprovalIntent &intent = record.intent;
    return {.id = intent.id,
            .cells = {{.text = stateName(record.state), .tone = toneOf(record.state)},
                      {.text = intent.message, .tip = intent.message},
                      {.text = intent.author.user},
                      {.text = logTimeText(record.asked), .tip = exactText(record.asked)}}};
}

const ApprovalRecord *ApprovalsSection::find(const QString &id) const
{
    const auto found = std::find_if(m_records.begin(), m_records.end(),
                                    [&id](const ApprovalRecord &record) { return record.intent.id == id; });
    return found == m_records.end() ? nullptr : &*found;
}

void ApprovalsSection::showCurrent(const QString &id)
{
    const ApprovalRecord *const record = find(id);
    if (!record)
        return;
    const bool isMine = record->intent.author.user == m_desk.author.user;
    const bool isAtDesk = record->intent.way == ApprovalWay::Desk;
    std::optional<std::chrono::milliseconds> left = m_desk.phones ? m_desk.phones->left(id) : std::nullopt;
    if (!left && record->deadline.isValid())
        left =
            std::chrono::milliseconds(std::max<qint64>(0, QDateTime::currentDateTimeUtc().msecsTo(record->deadline)));
    m_detail->showApproval(*record, {.left = left, .approver = approverName(m_desk.profile, record->intent.approver)},
                           {.withdraw = isOpen(*record) && isMine,
                            .answer = record->state == ApprovalState::Waiting && isAtDesk && !isMine});
}

void ApprovalsSection::showEvent(QShowEvent *event)
{
    ListSection::showEvent(event);
    lookAgain();
}

void ApprovalsSection::askByHand()
{
    auto *dialog = new HandRequestDialog(m_desk.profile.bkey ? m_desk.profile.bkey->approvers : QList<Approver>(),
                                         m_desk.place, window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const HandRequest request = dialog->request();
        const ApprovalIntent intent = handIntent(m_desk.profile, request, dialog->approver(), m_desk.author);
        chooseOnceListed(intent.id);
        m_desk.phones->start({.intent = intent,
                              .type = request.type,
                              .currency = request.currency,
                              .confirmation = Confirmation::afterReview(bkey::calls::startApproval, intent.id)});
        refresh();
    });
    dialog->open();
}

void ApprovalsSection::withdraw()
{
    const ApprovalRecord *const record = find(currentId());
    if (!record)
        return;
    if (m_desk.phones && record->intent.way == ApprovalWay::Phone)
        m_desk.phones->withdraw(record->intent.id);
    else
        static_cast<void>(m_desk.ledger.endApproval(record->intent.id, {ApprovalState::Withdrawn, {}}));
    lookAgain();
}

/// At this desk, by whoever sits here.
void ApprovalsSection::answer(bool isYes)
{
    const QString id = currentId();
    const auto told = [this](const QString &words) {
        banner()->clear();
        if (!words.isEmpty())
            banner()->showContent({.tone = Tone::Attention, .headline = words});
        lookAgain();
    };
    if (!isYes) {
        const ApprovalEnd no{ApprovalState::Denied, m_desk.author.user};
        m_desk.ledger.endApproval(id, no).then(this, [this, told](const Result<Nothing> &written) {
            written ? told({}) : banner()->showError(written.error());
        });
        return;
    }
    m_desk.ledger
        .grantApproval(id, {.approver = m_desk.author.user,
                            .validUntil = QDateTime::currentDateTimeUtc().addDuration(deskYesCounts)})
        .then(this, [this, told](const Result<ApprovalBar> &bar) {
            bar ? told(describe(*bar)) : banner()->showError(bar.error());
        });
}

void ApprovalsSection::ended(const QString &id, const ApprovalRunReport &report)
{
    lookAgain();
    if (id != currentId() || !isVisible())
        return;
    banner()->clear();
    const Tone tone = report.state == ApprovalState::Granted ? Tone::Good : toneOf(report.state);
    banner()->showContent({.tone = tone, .headline = describe(report)});
}

} // namespace chancery
