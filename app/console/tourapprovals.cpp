// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"

#include "ui/mainwindow.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>

// The tour through approvals: a mint that waits for the phone, the phone, both answers, and what is kept of them.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString account = u"f3ed688f-abdd-428e-ab55-8e86330e1713"_s;

QWidget *phone()
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows)
        if (window->objectName() == u"phoneWindow")
            return window;
    return nullptr;
}

bool phoneShows(const QString &name)
{
    const QWidget *const part = phone() ? phone()->findChild<QWidget *>(name) : nullptr;
    return part && part->isVisible();
}

} // namespace

void Tour::planApprovals()
{
    go(u"approvals"_s);
    shoot(u"approvals-none"_s, sees(u"approvalsEmpty"_s));
    tell(u"bkey"_s, [] { return u"{\"interval\":1}"_s; });
    showLoyalty(u"points"_s);
    type(u"accountId"_s, account);
    askForYes(u"6000"_s, u"Spring raffle, first prize"_s);
    shoot(u"approval-ask"_s, canClick(u"approvalAsk"_s));
    click(u"approvalAsk"_s);
    shoot(u"approval-waiting"_s, reads(u"approvalWaitWords"_s, u"The simulated phone is being asked"_s));
    act(u"phone"_s, [this] { find<QAction>(u"actionPhone"_s)->trigger(); });
    shootPhone(u"phone"_s, u"phoneApprove"_s);
    act(u"the phone's yes"_s, [] { phone()->findChild<QAbstractButton *>(u"phoneApprove"_s)->click(); });
    shoot(u"approval-done"_s, reads(u"banner.headline"_s, u"6,000 points for"_s));
    shootPhone(u"phone-quiet"_s, u"phoneQuiet"_s);
    act(u"the phone away"_s, [] { phone()->hide(); });
    askForYes(u"7000"_s, u"Spring raffle, second prize"_s);
    tell(u"bkey"_s, [] { return u"{\"auto\":\"deny\"}"_s; });
    click(u"approvalAsk"_s);
    shoot(u"approval-denied"_s, reads(u"banner.headline"_s, u"Refused on the phone"_s));
    leave();
    tell(u"bkey"_s, [] { return u"{\"auto\":\"off\"}"_s; });
    type(u"mintPoints"_s, {}); // or leaving would ask
    type(u"mintReason"_s, {});
    go(u"approvals"_s);
    pickRow(u"approvalsTable"_s, 1);
    shoot(u"approvals"_s, reads(u"approvalTitle"_s, u"Mint points"_s));
    click(u"askByHand"_s);
    shoot(u"approval-by-hand"_s, sees(u"handMessage"_s));
    leave();
}

void Tour::askForYes(const QString &points, const QString &reason)
{
    askPoints(points, reason);
    click(u"questionConfirm"_s);
    waitFor(u"the dialog of the approval"_s, canClick(u"approvalAsk"_s));
}

/// Of a window beside the one in front.
void Tour::shootPhone(const QString &name, const QString &part)
{
    const auto take = [this](const QString &file) {
        m_last = phone()->grab().toImage();
        save(file);
    };
    const Condition isThere = [part] { return phoneShows(part); };
    act(
        name,
        [this, name, take] {
            take(name);
            m_theme.setAppearance(Appearance::Dark);
        },
        isThere);
    act(
        name,
        [this, name, take] {
            take(name + u"-dark"_s);
            m_theme.setAppearance(Appearance::Light);
        },
        isThere);
}

} // namespace chancery
