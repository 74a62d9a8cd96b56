// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/imports/sendquestion.h"

#include "ui/panels/imports/plansession.h"
#include "ui/theme/style.h"
#include "ui/widgets/environmentstrip.h"
#include "ui/widgets/texts.h"
#include "ui/words/gatewords.h"
#include "ui/words/plantext.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SendQuestion)
};

bool recertifiesOnMain(const ImportPlan &plan)
{
    const QStringList networks = plan.recertifies.keys();
    return std::any_of(networks.begin(), networks.end(),
                       [](const QString &network) { return keyban::isMainNetwork(network); });
}

/// One file for a test and a main network is mostly a mistake, and a main network forgets nothing.
QString networksText(const catalogue::CheckReport &report)
{
    return Text::tr("Of the file's rows %1 go to a main network and %2 to another one.")
        .arg(numberText(report.mainNetworkRows), numberText(report.otherNetworkRows));
}

void askForBoth(QMessageBox &question, QPushButton &send)
{
    auto *agreed = new QCheckBox(Text::tr("I &mean both networks"), &question);
    agreed->setObjectName(u"bothNetworks"_s);
    question.setCheckBox(agreed);
    send.setEnabled(false);
    QObject::connect(agreed, &QCheckBox::toggled, &send, &QPushButton::setEnabled);
}

} // namespace

bool needsQuestion(const PlanSession &session)
{
    const ImportPlan &plan = *session.plan();
    return session.session().facts().live || plan.report.hasMixedNetworks() || recertifiesOnMain(plan) ||
           session.session().client().guardLevel() != GuardLevel::Normal;
}

QMessageBox *sendQuestion(const PlanSession &session, QWidget *parent)
{
    const ImportPlan &plan = *session.plan();
    const ImportsPanelFacts &facts = session.session().facts();
    const bool isDear = facts.live || recertifiesOnMain(plan);
    const QString word = dangerWord(isDear ? EnvironmentFacts::Live : EnvironmentFacts::Test);
    auto *question = new QMessageBox(QMessageBox::Warning, Text::tr("Send to %1?").arg(word),
                                     Text::tr("%1: %2 rows go to %3 (%4) on %5.")
                                         .arg(word, numberText(plan.sent()), facts.profileName, facts.host,
                                              catalogue::effectiveNetwork(plan.spec.mapping)),
                                     QMessageBox::NoButton, parent);
    question->setObjectName(u"confirmImport"_s);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *send = question->addButton(Text::tr("Send the rows"), QMessageBox::AcceptRole);
    send->setObjectName(u"confirmSend"_s);
    question->addButton(Text::tr("Back"), QMessageBox::RejectRole);
    setButtonKind(*send, isDear ? ButtonKind::Danger : ButtonKind::Primary);
    QStringList words{Text::tr("Plan %1: %2.").arg(codeInPairs(plan.shortCode()), planCounts(plan))};
    if (!plan.recertifies.isEmpty())
        words << recertificationText(plan);
    if (plan.report.hasMixedNetworks()) {
        words << networksText(plan.report);
        askForBoth(*question, *send);
    }
    question->setInformativeText(words.join(u'\n'));
    return question;
}

} // namespace chancery
