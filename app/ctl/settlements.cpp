// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/settlements.h"

#include "app/ctl/commands.h"

#include "core/keystone/id.h"

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestPause = 3600;

void takeId(SettlementOptions &options, const QStringList &words)
{
    options.id = words.value(1);
    if (!keystone::isId(options.id))
        fail(tr("settlements %1 needs the ID of a settlement, a UUID.").arg(words.first()));
}

void takeDecision(SettlementOptions &options, const QStringList &words)
{
    takeId(options, words);
    options.decision = words.value(2);
    if (options.decision != u"approve" && options.decision != u"reject")
        fail(tr("settlements %1 ID needs approve or reject.").arg(words.first()));
    if (options.reason.trimmed().isEmpty())
        fail(tr("A decision needs a reason: --reason TEXT."));
}

/// Too many words are as wrong as too few.
void allow(const QStringList &words, qsizetype most)
{
    if (words.size() > most)
        fail(tr("settlements %1: %2 is too much.").arg(words.first(), words.at(most)));
}

int carryOut(SettlementOptions &options, const QStringList &words)
{
    const QString action = words.value(0);
    if (action == u"list") {
        allow(words, 1);
        return listSettlements(options);
    }
    if (action == u"show") {
        allow(words, 2);
        takeId(options, words);
        return showSettlement(options);
    }
    if (action == u"watch") {
        allow(words, 2);
        if (words.size() == 2)
            takeId(options, words);
        return watchSettlements(options);
    }
    if (action == u"decide" || action == u"prepare") {
        takeDecision(options, words);
        options.act = action == u"decide" ? SettlementOptions::Act::Decide : SettlementOptions::Act::Prepare;
        return decideSettlement(options);
    }
    fail(
        tr("settlements needs one of list, show ID, decide ID approve|reject, prepare ID approve|reject, watch [ID]."));
}

} // namespace

int settlements(const QStringList &arguments)
{
    Arguments options(tr("Lists, shows, watches and decides settlements: list, show ID, watch [ID], decide ID "
                         "approve|reject, or prepare ID approve|reject for another officer to decide."));
    options.addPositionals(u"ACTION"_s, tr("list, show ID, watch [ID], decide ID WORD or prepare ID WORD"), 3);
    options.addOption({u"state"_s,
                       tr("list, watch: only settlements in this state. decide, prepare: only if it is in this state."),
                       u"STATE"_s});
    options.addOption({u"reason"_s, tr("Why it is decided so; kept in the ledger and its audit log."), u"TEXT"_s});
    addGateOptions(options);
    options.addOption(
        {u"every"_s, tr("watch: how many seconds between two looks (default: 15, of one: 4)."), u"SECONDS"_s});
    options.parse(arguments);
    SettlementOptions asked{.common = options.common(),
                            .id = {},
                            .state = options.value(u"state"_s),
                            .decision = {},
                            .reason = options.value(u"reason"_s),
                            .asked = whomToAsk(options)};
    const QStringList words = options.positionals();
    asked.every = std::chrono::seconds(words.size() > 1 ? 4 : 15);
    if (options.isSet(u"every"_s)) {
        const int seconds = options.value(u"every"_s).toInt();
        if (seconds < 1 || seconds > longestPause)
            fail(tr("--every %1: expected seconds, 1 to %2.").arg(options.value(u"every"_s)).arg(longestPause));
        asked.every = std::chrono::seconds(seconds);
    }
    return carryOut(asked, words);
}

} // namespace chancery::ctl
