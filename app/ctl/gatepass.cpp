// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/gatepass.h"

#include "app/ctl/output.h"

#include "core/bkey/calls.h"
#include "core/secrets/environmenttext.h"

#include "ui/words/approvaltext.h"
#include "ui/words/gatewords.h"

#include <QCoreApplication>

#include <algorithm>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

void addGateOptions(Arguments &options)
{
    options.addOption({u"did"_s,
                       tr("Whom to ask for a yes on their phone first: a DID, or the name of an approver of the "
                          "connection."),
                       u"DID"_s});
    options.addOption({u"user"_s, tr("Which user of this computer that is; never the one who asks."), u"NAME"_s});
}

WhomToAsk whomToAsk(const Arguments &options)
{
    return {options.value(u"did"_s), options.value(u"user"_s)};
}

Approver approverOf(const Profile &profile, const WhomToAsk &asked)
{
    const QList<Approver> &known = profile.bkey->approvers;
    const auto found = std::find_if(known.begin(), known.end(), [&](const Approver &approver) {
        return asked.whom.isEmpty() || approver.did == asked.whom || approver.name == asked.whom;
    });
    if (asked.whom.isEmpty() && found == known.end())
        fail(tr("The connection %1 knows nobody to ask: --did DID.").arg(profile.name));
    if (found == known.end() && !asked.whom.startsWith(u"did:"))
        fail(tr("--did %1: neither a DID, such as did:bkey:…, nor the name of an approver of this connection.")
                 .arg(asked.whom));
    Approver approver = found == known.end() ? Approver{.name = {}, .did = asked.whom, .user = {}} : *found;
    if (!asked.user.isEmpty())
        approver.user = asked.user;
    return approver;
}

GatePass::GatePass(const Profile &profile, Ledger &ledger, WhomToAsk asked)
    : m_profile(profile)
    , m_ledger(ledger)
    , m_asked(std::move(asked))
{}

void GatePass::pass(const GatedPlan &plan, const Author &author, const Then &then)
{
    if (m_asked.whom.isEmpty() && isUngated(m_profile.gate, plan))
        return then({});
    m_then = then;
    if (!m_profile.bkey)
        fail(tr("%1 needs another person's yes, and the connection %2 has no approval service. Nothing was sent.")
                 .arg(planSentence(plan), m_profile.name),
             Denied);
    const ApprovalWay least = leastWay(needOf(m_profile, plan)).value_or(ApprovalWay::Desk);
    askedBefore(m_ledger, plan, author, least).then(this, [this, plan, author](const Result<AskedBefore> &before) {
        if (!before)
            refuse(before.error());
        goOnFrom(*before, plan, author);
    });
}

void GatePass::goOnFrom(const AskedBefore &before, const GatedPlan &plan, const Author &author)
{
    if (before.granted) {
        remark(
            tr("%1 has said yes to this plan already.").arg(approverName(m_profile, before.granted->grant.approver)));
        return m_then(before.granted->intent.id);
    }
    const auto left = std::find_if(before.waiting.begin(), before.waiting.end(), [](const ApprovalRecord &record) {
        return record.intent.way == ApprovalWay::Phone && !record.isUnderWay;
    });
    if (left == before.waiting.end())
        return ask(plan, author);
    m_approvalId = left->intent.id;
    remark(tr("Goes on listening for the answer of %1.").arg(approverName(m_profile, left->intent.approver)));
    connectAnd([id = m_approvalId, author](ApprovalRun &run) { run.resume(id, author); });
}

void GatePass::ask(const GatedPlan &plan, const Author &author)
{
    const ApprovalIntent intent =
        phoneIntent(m_profile, plan, approverOf(m_profile, m_asked), phoneMessage(plan), author);
    m_approvalId = intent.id;
    connectAnd([intent](ApprovalRun &run) {
        run.start({.intent = intent, .confirmation = Confirmation::afterReview(bkey::calls::startApproval, intent.id)});
    });
}

void GatePass::connectAnd(const Begin &begin)
{
    Secret given = takeSecretFromEnvironment("BKEY_CLIENT_SECRET");
    if (!given.isEmpty())
        return connectTo(begin, std::move(given));
    readUnlessSlow(m_keychain, secretKey(m_profile, Service::Bkey)).then(this, [this, begin](Result<Secret> secret) {
        if (!secret)
            refuse(secret.error());
        connectTo(begin, *std::move(secret));
    });
}

void GatePass::connectTo(const Begin &begin, Secret secret)
{
    m_connection = std::make_unique<ApprovalConnection>(*m_profile.bkey, m_profile.guard);
    m_connection->credential().setClient(m_profile.bkey->clientId, std::move(secret));
    m_run = std::make_unique<ApprovalRun>(ApprovalRunParts{.client = m_connection->client(),
                                                           .keys = m_connection->keys(),
                                                           .ledger = m_ledger,
                                                           .audience = m_profile.bkey->clientId});
    connect(m_run.get(), &ApprovalRun::waiting, this, [this] {
        remark(tr("Asked %1, whose phone shows: %2").arg(m_run->intent().approver, m_run->intent().message));
    });
    connect(m_run.get(), &ApprovalRun::ended, this, &GatePass::finish, Qt::QueuedConnection);
    begin(*m_run);
}

bool GatePass::withdraw()
{
    if (!m_run)
        return false;
    m_run->withdraw();
    return true;
}

void GatePass::finish(const ApprovalRunReport &report)
{
    m_run.reset();
    remark(describe(report));
    if (report.state == ApprovalState::Granted)
        return m_then(m_approvalId);
    const bool isUsage = report.bar == ApprovalBar::SamePerson || report.bar == ApprovalBar::ApproverUnknown;
    if (report.bar == ApprovalBar::ApproverUnknown)
        remark(tr("Add --user NAME, the approver's user name here."));
    const Exit code = isUsage                                         ? BadUsage
                      : report.state == ApprovalState::Withdrawn      ? Interrupted
                      : report.error                                  ? exitFor(*report.error)
                      : report.told && report.told->error.has_value() ? exitFor(*report.told->error)
                                                                      : Denied;
    fail(tr("Nothing was sent."), code);
}

} // namespace chancery::ctl
