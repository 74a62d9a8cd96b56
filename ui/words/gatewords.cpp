// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/gatewords.h"

#include <QCoreApplication>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(GateWords)
};

constexpr qsizetype longestMessage = 120;

/// The end of a long id tells as much as its middle, and a phone has little room.
QString brief(const QString &text, qsizetype most)
{
    return text.size() <= most ? text : text.left(most - 1) + u'…';
}

QString settlementsText(const GatedPlan &plan)
{
    return plan.size == 1 ? Text::tr("settlement %1").arg(plan.resource)
                          : Text::tr("%1 settlements").arg(QLocale().toString(plan.size));
}

} // namespace

QString actionName(GatedAction action)
{
    switch (action) {
    case GatedAction::Publish:
        return Text::tr("Publish passports");
    case GatedAction::Import:
        return Text::tr("Import passports");
    case GatedAction::Recertify:
        return Text::tr("Certify again");
    case GatedAction::Mint:
        return Text::tr("Mint points");
    case GatedAction::ApproveSettlement:
        return Text::tr("Approve settlements");
    case GatedAction::RejectSettlement:
        return Text::tr("Reject settlements");
    case GatedAction::DeactivateEnvironment:
        return Text::tr("Deactivate an environment");
    case GatedAction::RotateWebhookSecret:
        break;
    }
    return Text::tr("Rotate a webhook secret");
}

QString actionName(const QString &word)
{
    if (const auto action = gatedActionFromWord(word))
        return actionName(*action);
    return word == handAction ? Text::tr("Asked by hand") : word;
}

QString planSentence(const GatedPlan &plan)
{
    const QString count = QLocale().toString(plan.size);
    switch (plan.action) {
    case GatedAction::Publish:
        return plan.size == 1 ? Text::tr("Publish 1 passport") : Text::tr("Publish %1 passports").arg(count);
    case GatedAction::Import:
        return Text::tr("Import %1 rows of %2").arg(count, plan.resource);
    case GatedAction::Recertify:
        return plan.size == 1 ? Text::tr("Certify 1 passport again on %1").arg(plan.resource)
                              : Text::tr("Certify %1 passports again on %2").arg(count, plan.resource);
    case GatedAction::Mint:
        return Text::tr("Mint %1 points for %2").arg(count, plan.recipient);
    case GatedAction::ApproveSettlement:
        return Text::tr("Approve %1").arg(settlementsText(plan));
    case GatedAction::RejectSettlement:
        return Text::tr("Reject %1").arg(settlementsText(plan));
    case GatedAction::DeactivateEnvironment:
        return Text::tr("Deactivate environment %1").arg(plan.resource);
    case GatedAction::RotateWebhookSecret:
        break;
    }
    return Text::tr("Rotate the secret of webhook %1").arg(plan.resource);
}

QString phoneMessage(const GatedPlan &plan)
{
    const QString end = Text::tr(" · plan %1").arg(codeInPairs(plan.shortCode()));
    QString sentence = planSentence(plan).simplified();
    sentence.removeIf([](QChar letter) { return !letter.isPrint(); });
    return brief(sentence, longestMessage - end.size()) + end;
}

QString codeInPairs(const QString &code)
{
    QString pairs;
    for (qsizetype at = 0; at < code.size(); at += 2)
        pairs += (at > 0 ? u" "_s : QString()) + code.mid(at, 2);
    return pairs;
}

QString needText(GateNeed need)
{
    switch (need) {
    case GateNeed::None:
        return Text::tr("Nothing more");
    case GateNeed::SecondLook:
        return Text::tr("A second look");
    case GateNeed::SecondPerson:
        return Text::tr("A second person");
    case GateNeed::Phone:
        break;
    }
    return Text::tr("A yes on a phone");
}

QString approverName(const Profile &profile, const QString &approver)
{
    for (const Approver &known : profile.bkey ? profile.bkey->approvers : QList<Approver>()) {
        if (known.did == approver && !known.name.isEmpty())
            return known.name;
    }
    return approver;
}

QString stateName(ApprovalState state)
{
    switch (state) {
    case ApprovalState::Asking:
        return Text::tr("Asking");
    case ApprovalState::Waiting:
        return Text::tr("Waiting");
    case ApprovalState::Granted:
        return Text::tr("Approved");
    case ApprovalState::Spent:
        return Text::tr("Used");
    case ApprovalState::Denied:
        return Text::tr("Denied");
    case ApprovalState::Expired:
        return Text::tr("Expired");
    case ApprovalState::TimedOut:
        return Text::tr("No answer");
    case ApprovalState::Withdrawn:
        return Text::tr("Withdrawn");
    case ApprovalState::Failed:
        break;
    }
    return Text::tr("Failed");
}

} // namespace chancery
