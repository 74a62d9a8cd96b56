// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"
#include "app/console/sheets.h"

#include "ui/dialogs/credentialsheet.h"
#include "ui/mainwindow.h"
#include "ui/panels/activity/activitypanel.h"
#include "ui/panels/sections.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>

// The tour through the log of what was done, and through what stands in the way of settlements.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString officers = u"Maison Aubrac, settlements"_s;

QWidget *secretSheet(const std::optional<Error> &why)
{
    auto *sheet = new CredentialSheet(officers, Service::Keystone);
    sheet->setKeychain(KeychainState::Empty);
    if (why)
        sheet->showReason(*why);
    return sheet;
}

} // namespace

void Tour::planActivityNone()
{
    go(u"activity"_s);
    shoot(u"activity-none"_s, sees(u"auditEmpty"_s));
    go(u"passports"_s);
}

void Tour::planActivity()
{
    go(u"settlements"_s);
    showSection(u"review"_s);
    decideFirst(u"rejectButton"_s, u"The wallet of the buyer is on the list of 12 March, KYT-2291."_s);
    decideFirst(u"approveButton"_s, u"Screening cleared by the provider, KYT-2292. Same parties as before."_s);
    go(u"activity"_s);
    pickRow(u"auditTable"_s, 0);
    shoot(u"activity"_s, canClick(u"exportAudit"_s));
    pickRow(u"auditTable"_s, 1);
    shoot(u"activity-reason"_s);
    type(u"auditSearch"_s, u"nothing of the kind"_s);
    shoot(u"activity-nothing-fits"_s, sees(u"clearAuditFilters"_s));
    click(u"clearAuditFilters"_s);
    act(u"export"_s,
        [this] { find<ActivityPanel>(u"activityPanel"_s)->exportTo(m_files.filePath(u"audit-2026-03-12.jsonl"_s)); });
    shoot(u"activity-exported"_s, sees(u"copyVerifyCommand"_s));
    planSecretSheets();
    act(
        u"no reason left behind"_s, [this] { find<QPlainTextEdit>(u"reasonField"_s)->clear(); },
        sees(u"reasonField"_s));
    go(u"passports"_s);
}

void Tour::decideFirst(const QString &button, const QString &reason)
{
    pickRow(u"reviewQueue"_s, 0);
    act(
        reason, [this, reason] { find<QPlainTextEdit>(u"reasonField"_s)->setPlainText(reason); },
        canClick(u"reasonField"_s));
    click(button);
    click(u"confirmDecisionButton"_s);
    // The demo's book has some in this state that await nothing: what the service says of them is in the log, too.
    waitFor(u"the decision's end"_s,
            [this] { return find<QWidget>(u"decisionBanner"_s) && enabled(u"approveButton"_s); });
}

void Tour::planSecretSheets()
{
    const auto lay = [this](const QString &name, QWidget *(*make)()) {
        act(name, [this, make] { find<SectionsPanel>(u"settlementsPanel"_s)->setSheet(make()); });
        shoot(name);
    };
    go(u"settlements"_s);
    lay(u"secret-missing"_s, [] { return secretSheet({}); });
    lay(u"secret-refused"_s, [] {
        Error error;
        error.kind = ErrorKind::Unauthorized;
        return secretSheet(error);
    });
    lay(u"settlements-problem"_s, [] {
        return problemSheet(Application::tr("Enter the client id of the settlement service."),
                            {Application::tr("Connections…"), [] {}});
    });
    act(u"no sheet"_s, [this] { find<SectionsPanel>(u"settlementsPanel"_s)->setSheet(nullptr); });
}

/// In the form of a new connection.
void Tour::planSettlementFields()
{
    click(u"hasSettlements"_s);
    act(u"the fields of settlements"_s, [this] {
        auto *last = find<QWidget>(u"fourEyesRemark"_s);
        QWidget *area = last;
        while (!qobject_cast<QScrollArea *>(area))
            area = area->parentWidget();
        qobject_cast<QScrollArea *>(area)->ensureWidgetVisible(last);
    });
    shoot(u"connections-settlements"_s);
}

} // namespace chancery
