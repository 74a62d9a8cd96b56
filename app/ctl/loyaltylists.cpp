// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/ctl/service.h"

#include "core/keyban/calls.h"

#include <QCoreApplication>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using keyban::LoyaltyOrder;
using keyban::RewardTier;

namespace {

void printRows(const CommonOptions &options, const QString &name, const QList<json::Value> &raw,
               const QStringList &lines)
{
    if (!options.json) {
        for (const QString &line : lines)
            print(line);
        return;
    }
    json::Value object = json::Value::object();
    object.set(name, json::Value::Array(raw.begin(), raw.end()));
    printJson(object);
}

QString tierLine(const RewardTier &tier)
{
    return QStringList{tier.id, tier.name, tr("from %1 visits").arg(numberText(tier.requiredVisits)),
                       tr("ratio %1").arg(tier.currencyToPointRatio)}
        .join(u"  "_s);
}

void listTiers(const CommonOptions &options, Service &service)
{
    service.loyalty().listTiers().then(&service.keyban(), [&options](const Result<QList<RewardTier>> &tiers) {
        if (!tiers)
            refuse(tiers.error());
        QList<json::Value> raw;
        QStringList lines;
        for (const RewardTier &tier : *tiers) {
            raw << tier.raw;
            lines << tierLine(tier);
        }
        printRows(options, u"tiers"_s, raw, lines);
        if (tiers->isEmpty() && !options.json)
            remark(tr("There are no reward tiers."));
        QCoreApplication::exit(AllDone);
    });
}

struct TierOptions
{
    CommonOptions common;
    QString action;
    QString id;
    keyban::RewardTierDraft draft;
};

void showTier(const TierOptions &options, const Result<RewardTier> &tier)
{
    if (!tier)
        refuse(tier.error());
    if (options.common.json)
        printJson(tier->raw);
    else
        print(tierLine(*tier));
    QCoreApplication::exit(AllDone);
}

void changeTiers(const TierOptions &options, Service &service)
{
    keyban::LoyaltyClient &client = service.loyalty();
    const auto show = [&options](const Result<RewardTier> &tier) { showTier(options, tier); };
    const auto reviewed = [](const Call &call) { return Confirmation::afterReview(call, u"chanceryctl tiers"_s); };
    if (options.action == u"create")
        return client.createTier(options.draft, reviewed(keyban::calls::createTier)).then(&service.keyban(), show);
    if (options.action == u"edit")
        return client.updateTier(options.id, options.draft, reviewed(keyban::calls::updateTier))
            .then(&service.keyban(), show);
    client.deleteTier(options.id, reviewed(keyban::calls::deleteTier))
        .then(&service.keyban(), [](const Result<Nothing> &gone) {
            if (!gone)
                refuse(gone.error());
            remark(tr("The tier is deleted."));
            QCoreApplication::exit(AllDone);
        });
}

} // namespace

int orders(const QStringList &arguments)
{
    Arguments options(tr("Lists what moved a wallet's points, as the service tells it."));
    options.addPositional(u"WALLET"_s, tr("the id of a wallet"));
    options.parse(arguments);
    const CommonOptions common = options.common();
    const QString wallet = options.positional();
    return withService(common, [&](Service &service) {
        service.loyalty().listOrders(wallet).then(&service.keyban(), [&](const Result<QList<LoyaltyOrder>> &found) {
            if (!found)
                refuse(found.error());
            QList<json::Value> raw;
            QStringList lines;
            for (const LoyaltyOrder &order : *found) {
                raw << order.raw;
                lines << QStringList{order.id,     order.createdAt.toString(Qt::ISODate),
                                     order.type,   order.amount,
                                     order.status, order.hash}
                             .join(u"  "_s);
            }
            printRows(common, u"orders"_s, raw, lines);
            if (found->isEmpty() && !common.json)
                remark(tr("There are no orders of this wallet."));
            QCoreApplication::exit(AllDone);
        });
    });
}

int tiers(const QStringList &arguments)
{
    Arguments options(tr("Lists reward tiers, or changes them: list, create, edit ID, delete ID. Only creating is "
                         "documented; a service may not offer the rest."));
    options.addPositionals(u"ACTION"_s, tr("list, create, edit ID or delete ID"), 2);
    options.addOption({u"name"_s, tr("create, edit: its name."), u"TEXT"_s});
    options.addOption({u"visits"_s, tr("create, edit: from how many visits it counts."), u"N"_s});
    options.addOption({u"ratio"_s, tr("create, edit: points for each unit of currency."), u"NUMBER"_s});
    options.addOption({u"image"_s, tr("create, edit: the address of its background."), u"URL"_s});
    options.parse(arguments);
    const QStringList words = options.positionals();
    TierOptions asked{.common = options.common(), .action = words.value(0), .id = words.value(1), .draft = {}};
    asked.draft = {.name = options.value(u"name"_s),
                   .currencyToPointRatio = options.value(u"ratio"_s),
                   .imageUrl = options.value(u"image"_s)};
    if (options.isSet(u"visits"_s)) {
        bool isNumber = false;
        asked.draft.requiredVisits = options.value(u"visits"_s).toLongLong(&isNumber);
        if (!isNumber)
            fail(tr("--visits %1: expected a whole number.").arg(options.value(u"visits"_s)));
    }
    const bool needsId = asked.action == u"edit" || asked.action == u"delete";
    const bool isKnown = needsId || asked.action == u"list" || asked.action == u"create";
    if (!isKnown || needsId == asked.id.isEmpty())
        fail(tr("tiers needs one of list, create, edit ID, delete ID."));
    return withService(asked.common, [&](Service &service) {
        asked.action == u"list" ? listTiers(asked.common, service) : changeTiers(asked, service);
    });
}

} // namespace chancery::ctl
