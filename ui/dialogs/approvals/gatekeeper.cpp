// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/approvals/gatekeeper.h"

#include "ui/dialogs/approvals/approvaldialog.h"
#include "ui/dialogs/servicequestion.h"
#include "ui/words/gatewords.h"

#include <algorithm>

namespace chancery {

Gatekeeper::Gatekeeper(GateDesk desk, QObject *parent)
    : QObject(parent)
    , m_desk(std::move(desk))
{}

void Gatekeeper::pass(QWidget *over, const GatedPlan &plan, const Then &then)
{
    ask(over, plan, needOf(m_desk.profile, plan), then);
}

void Gatekeeper::carryOut(QWidget *over, const GatedPlan &plan, const std::function<void()> &act,
                          const std::function<void(const Error &)> &fail)
{
    pass(over, plan, [this, over, plan, act, fail](const QString &approvalId) {
        gate().pass(plan, approvalId, plan.resource).then(over, [act, fail](const Result<Nothing> &passed) {
            passed ? act() : fail(passed.error());
        });
    });
}

void Gatekeeper::passWithSecondPerson(QWidget *over, const GatedPlan &plan, const Then &then)
{
    ask(over, plan, std::max(GateNeed::SecondPerson, needOf(m_desk.profile, plan)), then);
}

void Gatekeeper::ask(QWidget *over, const GatedPlan &plan, GateNeed need, const Then &then)
{
    switch (need) {
    case GateNeed::None:
        return then({});
    case GateNeed::SecondLook:
        return askFirst(over, m_desk.place,
                        {.title = tr("A second look"),
                         .subject = planSentence(plan),
                         .consequences = {tr("This connection asks for a second look before this is done.")},
                         .action = tr("&Do it")},
                        [then] { then({}); });
    case GateNeed::SecondPerson:
    case GateNeed::Phone:
        break;
    }
    auto *dialog = new ApprovalDialog(m_desk, plan, need, over->window());
    connect(dialog, &ApprovalDialog::approved, over, then);
    dialog->open();
}

void passGate(Gatekeeper *keeper, QWidget *over, const GatedPlan &plan, const Gatekeeper::Then &then)
{
    keeper ? keeper->pass(over, plan, then) : then({});
}

} // namespace chancery
