// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"

#include "ui/mainwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QLabel>
#include <QLineEdit>

// The tour through the points: the form, the second look, and each way in which a mint ends.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// The second account of the sandbox, which is the same in every run.
const QString account = u"f3ed688f-abdd-428e-ab55-8e86330e1713"_s;
const QString mintPath = u"*/mint"_s;

} // namespace

/// Fills in the form and asks for the second look, or for what stands in the way.
void Tour::askPoints(const QString &points, const QString &reason)
{
    type(u"mintPoints"_s, points);
    type(u"mintReason"_s, reason);
    click(u"mintButton"_s);
}

void Tour::planPoints()
{
    showLoyalty(u"points"_s);
    shoot(u"points-none"_s, sees(u"mintsEmpty"_s));
    type(u"accountId"_s, u"GXODETMR4B7SHESGGUXL6VDQYKX27ZD6OWMWOI437UVDSMP2U4YM6J2I"_s);
    askPoints(u"1.5"_s, {});
    shoot(u"points-wrong"_s, sees(u"mintPointsProblem"_s));
    type(u"accountId"_s, account);
    click(u"readBalance"_s);
    waitFor(u"the balance"_s, reads(u"accountBalance"_s, u"0 points"_s));
    type(u"accountLabel"_s, u"Walnut chair, spring raffle"_s);
    askPoints(u"600"_s, u"Goodwill for a late delivery"_s);
    shoot(u"points-second-look"_s, canClick(u"questionConfirm"_s));
    click(u"questionConfirm"_s);
    shoot(u"points-done"_s, reads(u"banner.headline"_s, u"600 points for"_s));
    planUnknownPoints();
    askPoints(u"10001"_s, u"Raffle, first prize"_s);
    shoot(u"points-limit"_s, reads(u"banner.headline"_s, u"Nothing was sent"_s));
    click(u"changeLimits"_s);
    shoot(u"points-limits"_s, canClick(u"limitsSave"_s));
    leave();
    tell(u"loyalty"_s, [] { return u"{\"forbidden\":true}"_s; });
    askPoints(u"40"_s, u"Welcome"_s);
    click(u"questionConfirm"_s);
    shoot(u"points-refused"_s, reads(u"banner.headline"_s, u"The service refused"_s));
    tell(u"loyalty"_s, [] { return u"{\"forbidden\":false}"_s; });
    choose(u"mintsOutcome"_s, u"Unknown"_s);
    shoot(u"points-no-match"_s, sees(u"clearMintFilters"_s));
    click(u"clearMintFilters"_s);
    type(u"mintPoints"_s, {}); // or leaving would ask
    type(u"mintReason"_s, {});
}

void Tour::planUnknownPoints()
{
    tell(u"loyalty"_s, [] { return u"{\"orders\":\"late\"}"_s; });
    faults(u"{\"method\":\"POST\",\"path\":\"%1\",\"nth\":1,\"effect\":\"resetAfter\"}"_s.arg(mintPath));
    askPoints(u"250"_s, u"Goodwill for a broken leg"_s);
    click(u"questionConfirm"_s);
    shoot(u"points-under-way"_s, [this] {
        const QAbstractItemView *mints = rows(u"mintsTable"_s);
        return mints && mints->model()->rowCount() == 2;
    });
    shoot(u"points-unknown"_s, reads(u"banner.headline"_s, u"Nobody knows"_s));
    askPoints(u"250"_s, u"Goodwill for a broken leg"_s);
    shoot(u"points-again"_s, sees(u"questionTyped"_s));
    leave();
    click(u"closeMint"_s);
    shoot(u"points-word"_s, sees(u"wordReason"_s));
    leave();
    tell(u"clock"_s, [] { return u"{\"advanceSeconds\":90}"_s; });
    tell(u"loyalty"_s, [] { return u"{\"orders\":\"normal\"}"_s; });
    click(u"lookAgain"_s);
    shoot(u"points-found"_s, reads(u"banner.headline"_s, u"250 points for"_s));
}

} // namespace chancery
