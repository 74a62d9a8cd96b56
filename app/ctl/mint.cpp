// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/mint.h"

#include "app/ctl/commands.h"
#include "app/ctl/output.h"

#include "core/keyban/loyalty.h"

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

std::optional<qint64> limitOf(const Arguments &options, const QString &name)
{
    if (!options.isSet(name))
        return std::nullopt;
    bool isNumber = false;
    const qint64 limit = options.value(name).toLongLong(&isNumber);
    if (!isNumber || limit < 0)
        fail(tr("--%1 %2: expected a whole number of points, 0 for any number.").arg(name, options.value(name)));
    return limit;
}

void allow(const QStringList &words, qsizetype most)
{
    if (words.size() > most)
        fail(tr("mint: %1 is too much.").arg(words.at(most)));
}

int takeMint(MintOptions &options, const QStringList &words)
{
    allow(words, 2);
    if (words.size() < 2)
        fail(tr("mint needs ACCOUNT and AMOUNT, or one of list, reconcile [ID], close ID done|failed, limits."));
    const auto account = keyban::judgeAccountId(words.at(0));
    if (!account)
        fail(sentence(account.error()));
    const auto points = keyban::parsePoints(words.at(1));
    if (!points)
        fail(sentence(points.error()));
    if (options.reason.trimmed().isEmpty())
        fail(tr("A mint needs a reason: --reason TEXT."));
    options.account = *account;
    options.points = *points;
    return mintPoints(options);
}

int takeWord(MintOptions &options, const QStringList &words)
{
    allow(words, 3);
    options.id = words.value(1);
    options.word = words.value(2);
    if (options.id.isEmpty() || (options.word != u"done" && options.word != u"failed"))
        fail(tr("mint close needs the ID of a mint and done or failed."));
    if (options.reason.trimmed().isEmpty())
        fail(tr("Your word needs a reason: --reason TEXT."));
    return closeMints(options);
}

int carryOut(MintOptions &options, const QStringList &words)
{
    const QString action = words.value(0);
    if (action == u"list") {
        allow(words, 1);
        return listMints(options);
    }
    if (action == u"reconcile") {
        allow(words, 2);
        options.id = words.value(1);
        return reconcileMints(options);
    }
    if (action == u"close")
        return takeWord(options, words);
    if (action == u"limits") {
        allow(words, 1);
        return mintLimits(options);
    }
    return takeMint(options, words);
}

} // namespace

Author minterOf(const CommonOptions &options, const Profile &profile)
{
    const QString id =
        options.profile.isEmpty()
            ? u"environment "_s + profile.keyban.base.toString(QUrl::FullyEncoded) + u' ' + profile.keyban.applicationId
            : profile.id.toString(QUuid::WithoutBraces);
    return {systemUser(), id, profile.name};
}

int mint(const QStringList &arguments)
{
    Arguments options(
        tr("Mints points for an account, once, within the limits of the connection: ACCOUNT AMOUNT; list "
           "shows the ledger, reconcile [ID] looks for lost answers, close ID done|failed takes your word "
           "for one, limits shows or sets the limits."));
    options.addPositionals(u"ACCOUNT AMOUNT"_s, tr("or list, reconcile [ID], close ID done|failed, limits"), 3);
    options.addOption({u"reason"_s, tr("Why; kept in the ledger and its audit log."), u"TEXT"_s});
    options.addOption({u"wallet"_s, tr("The wallet of the account, where the service does not tell it."), u"ID"_s});
    options.addOption(
        {u"despite"_s, tr("Mint although what became of this mint is not known; again for several."), u"ID"_s});
    addGateOptions(options);
    options.addOption({u"account"_s, tr("list: only the mints of this account."), u"ID"_s});
    options.addOption({u"open"_s, tr("list: only those without a known end.")});
    options.addOption({u"action"_s, tr("limits: points a mint may carry."), u"POINTS"_s});
    options.addOption({u"account-day"_s, tr("limits: points an account may be given a day."), u"POINTS"_s});
    options.addOption({u"operator-day"_s, tr("limits: points an operator may give a day."), u"POINTS"_s});
    options.addOption({u"profile-day"_s, tr("limits: points this connection may give a day."), u"POINTS"_s});
    options.parse(arguments);
    MintOptions asked;
    asked.common = options.common();
    asked.reason = options.value(u"reason"_s);
    asked.wallet = options.value(u"wallet"_s);
    asked.asked = whomToAsk(options);
    asked.despite = options.values(u"despite"_s);
    asked.account = options.value(u"account"_s);
    asked.onlyOpen = options.isSet(u"open"_s);
    asked.actionLimit = limitOf(options, u"action"_s);
    asked.accountLimit = limitOf(options, u"account-day"_s);
    asked.operatorLimit = limitOf(options, u"operator-day"_s);
    asked.profileLimit = limitOf(options, u"profile-day"_s);
    return carryOut(asked, options.positionals());
}

} // namespace chancery::ctl
