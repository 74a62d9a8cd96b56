// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/approvalrun.h"

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

bkey::ApprovalOrder orderOf(const ApprovalWish &wish)
{
    const ApprovalIntent &intent = wish.intent;
    return {.request = {.approver = intent.approver,
                        .scopes = intent.scope.split(u' ', Qt::SkipEmptyParts),
                        .message = intent.message,
                        .details = bkey::ActionDetails{.type = wish.type.isEmpty() ? intent.action : wish.type,
                                                       .description = intent.message,
                                                       .amount = intent.amount,
                                                       .currency = wish.currency,
                                                       .resource = intent.resource,
                                                       .recipient = intent.recipient},
                        .expiry = wish.expiry},
            .plan = intent.plan,
            .confirmation = wish.confirmation};
}

QString detailOf(const bkey::ApprovalReport &told)
{
    if (told.fault != bkey::TokenFault::None)
        return QString(bkey::tokenFaultWord(told.fault));
    return told.words.isEmpty() && told.error ? told.error->detail : told.words;
}

} // namespace

ApprovalState stateOf(bkey::ApprovalOutcome outcome)
{
    using bkey::ApprovalOutcome;
    switch (outcome) {
    case ApprovalOutcome::Denied:
        return ApprovalState::Denied;
    case ApprovalOutcome::Expired:
        return ApprovalState::Expired;
    case ApprovalOutcome::TimedOut:
        return ApprovalState::TimedOut;
    case ApprovalOutcome::Withdrawn:
        return ApprovalState::Withdrawn;
    case ApprovalOutcome::Approved: // a yes is the ledger's to say
    case ApprovalOutcome::Failed:
    case ApprovalOutcome::Forged:
        break;
    }
    return ApprovalState::Failed;
}

ApprovalRun::ApprovalRun(ApprovalRunParts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_step(std::make_unique<QObject>())
{}

ApprovalRun::~ApprovalRun()
{
    if (m_isOpen)
        static_cast<void>(m_parts.ledger.endApproval(m_wish.intent.id, {ApprovalState::Withdrawn, {}}));
}

void ApprovalRun::start(const ApprovalWish &wish)
{
    m_wish = wish;
    m_parts.ledger.askApproval(wish.intent).then(m_step.get(), [this](const Result<ApprovalBar> &bar) {
        if (!bar)
            m_report.error = bar.error();
        else
            m_report.bar = *bar;
        if (!bar || *bar != ApprovalBar::None)
            return tell(ApprovalState::Failed);
        m_isOpen = true;
        m_isWithdrawn ? close(ApprovalState::Withdrawn, {}) : ask();
    });
}

void ApprovalRun::resume(const QString &id, const Author &author)
{
    m_parts.ledger.pickUpApproval(id, author).then(m_step.get(), [this](const Result<ApprovalPickUp> &picked) {
        if (!picked)
            m_report.error = picked.error();
        else
            m_report.bar = picked->bar;
        if (!picked || picked->bar != ApprovalBar::None)
            return tell(ApprovalState::Failed);
        m_wish = {.intent = picked->record.intent};
        m_isOpen = true;
        m_isWithdrawn ? close(ApprovalState::Withdrawn, {}) : listen(picked->record);
    });
}

void ApprovalRun::listen(const ApprovalRecord &record)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    makeApproval().resume(orderOf(m_wish),
                          {.requestId = record.requestId,
                           .age = std::chrono::milliseconds(std::max<qint64>(0, record.asked.msecsTo(now))),
                           .left = std::chrono::milliseconds(now.msecsTo(record.deadline))});
    Q_EMIT waiting();
}

void ApprovalRun::ask()
{
    bkey::Approval &approval = makeApproval();
    connect(&approval, &bkey::Approval::waiting, this, &ApprovalRun::await);
    approval.start(orderOf(m_wish));
}

bkey::Approval &ApprovalRun::makeApproval()
{
    m_approval = std::make_unique<bkey::Approval>(bkey::ApprovalParts{.client = m_parts.client,
                                                                      .keys = m_parts.keys,
                                                                      .issuer = m_wish.intent.issuer,
                                                                      .audience = m_parts.audience,
                                                                      .time = m_parts.time});
    connect(m_approval.get(), &bkey::Approval::heard, this, &ApprovalRun::heard);
    connect(m_approval.get(), &bkey::Approval::ended, this, &ApprovalRun::conclude, Qt::QueuedConnection);
    return *m_approval;
}

void ApprovalRun::withdraw()
{
    m_isWithdrawn = true;
    if (m_approval)
        m_approval->withdraw();
}

std::chrono::milliseconds ApprovalRun::left() const
{
    return m_approval ? m_approval->left() : std::chrono::milliseconds(0);
}

/// What nobody could look up after a crash is not waited for.
void ApprovalRun::await(const QString &requestId)
{
    const QDateTime deadline = QDateTime::currentDateTimeUtc().addDuration(left());
    m_parts.ledger.awaitApproval(m_wish.intent.id, requestId, deadline)
        .then(m_step.get(), [this](const Result<Nothing> &written) {
            if (written)
                return Q_EMIT waiting();
            m_report.error = written.error();
            withdraw();
        });
}

void ApprovalRun::conclude(const bkey::ApprovalReport &told)
{
    m_report.told = told;
    if (told.outcome == bkey::ApprovalOutcome::Approved && told.token && !m_isWithdrawn)
        return grant(*told.token);
    close(m_report.error  ? ApprovalState::Failed
          : m_isWithdrawn ? ApprovalState::Withdrawn
                          : stateOf(told.outcome),
          detailOf(told));
}

/// For as long as the token says, by this computer's clock: the service's may differ.
void ApprovalRun::grant(const bkey::ApprovalToken &token)
{
    const qint64 leftMs = m_parts.client.now().msecsTo(token.expires);
    m_parts.ledger
        .grantApproval(m_wish.intent.id, {.approver = token.approver,
                                          .tokenId = token.id,
                                          .validUntil = QDateTime::currentDateTimeUtc().addMSecs(leftMs)})
        .then(m_step.get(), [this](const Result<ApprovalBar> &bar) {
            if (bar && *bar == ApprovalBar::None) {
                m_isOpen = false;
                return tell(ApprovalState::Granted);
            }
            if (!bar)
                m_report.error = bar.error();
            else
                m_report.bar = *bar;
            close(ApprovalState::Failed, bar ? QString(approvalBarWord(*bar)) : QString());
        });
}

void ApprovalRun::close(ApprovalState state, const QString &detail)
{
    m_isOpen = false;
    m_parts.ledger.endApproval(m_wish.intent.id, {state, detail})
        .then(m_step.get(), [this, state](const Result<Nothing> &written) {
            if (!written && !m_report.error && m_report.bar == ApprovalBar::None)
                m_report.error = written.error();
            tell(state);
        });
}

void ApprovalRun::tell(ApprovalState state)
{
    m_report.state = state;
    const ApprovalRunReport report = m_report; // whoever hears of it may destroy this
    Q_EMIT ended(report);
}

} // namespace chancery

#include "moc_approvalrun.cpp"
