// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/gate/gatedplan.h"

#include <QCryptographicHash>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// What both ways to ask have in common.
ApprovalIntent intentOf(const GatedPlan &plan, const QString &message, const Author &author)
{
    ApprovalIntent intent;
    intent.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    intent.action = QString(gatedActionWord(plan.action));
    intent.plan = plan.hash();
    intent.message = message;
    intent.amount = plan.amount;
    intent.recipient = plan.recipient;
    intent.resource = plan.resource;
    intent.author = author;
    return intent;
}

/// Who is asked, and what has to prove that it was they who said yes.
void addressTo(ApprovalIntent &intent, const Profile &profile, const Approver &approver)
{
    Q_ASSERT(profile.bkey);
    intent.way = ApprovalWay::Phone;
    intent.issuer = profile.bkey->base.toString(QUrl::FullyEncoded);
    if (intent.issuer.endsWith(u'/'))
        intent.issuer.chop(1);
    intent.approver = approver.did;
    intent.approverUser = approver.user;
    intent.selfApproval = profile.isTest ? SelfApproval::Allowed : SelfApproval::Refused;
}

} // namespace

QByteArray GatedPlan::hash() const
{
    // An array of texts has one way to be written, so no two plans share it.
    const json::Value::Array members{
        QString(gatedActionWord(action)), json::Value::integer(size), service, amount, recipient, resource, content};
    return QCryptographicHash::hash(json::write(members), QCryptographicHash::Sha256);
}

QString GatedPlan::shortCode() const
{
    return QString::fromLatin1(hash().left(4).toHex());
}

GateNeed needOf(const Profile &profile, const GatedPlan &plan)
{
    return profile.gate.needOf(plan.action, plan.size);
}

ApprovalIntent phoneIntent(const Profile &profile, const GatedPlan &plan, const Approver &approver,
                           const QString &message, const Author &author)
{
    ApprovalIntent intent = intentOf(plan, message, author);
    addressTo(intent, profile, approver);
    const bool isMoney = plan.action == GatedAction::Mint;
    intent.scope = isMoney ? u"approve:payment"_s : u"approve:action"_s;
    return intent;
}

ApprovalIntent handIntent(const Profile &profile, const HandRequest &request, const Approver &approver,
                          const Author &author)
{
    GatedPlan plan;
    plan.amount = request.amount;
    plan.recipient = request.recipient;
    plan.resource = request.resource;
    plan.content = json::Value::Array{QString(handAction), request.message,  request.scope,
                                      request.type,        request.currency, approver.did};
    ApprovalIntent intent = intentOf(plan, request.message, author);
    intent.action = handAction;
    addressTo(intent, profile, approver);
    intent.scope = request.scope;
    return intent;
}

ApprovalIntent deskIntent(const GatedPlan &plan, const QString &message, const Author &author)
{
    ApprovalIntent intent = intentOf(plan, message, author);
    intent.way = ApprovalWay::Desk;
    return intent;
}

ApprovalUse useOf(const QString &approvalId, const GatedPlan &plan, const Author &author, const QString &subject)
{
    return {approvalId, QString(gatedActionWord(plan.action)), plan.hash(), author, subject};
}

} // namespace chancery
