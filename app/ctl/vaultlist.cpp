// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/approvalservice.h"
#include "app/ctl/output.h"
#include "app/ctl/vault.h"

#include "core/json/fields.h"

#include <QCoreApplication>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using bkey::VaultItem;

namespace {

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

json::Value toJson(const VaultItem &item)
{
    json::Value row = json::Value::object();
    row.set(u"name"_s, item.name);
    row.set(u"type"_s, item.itemType);
    row.set(u"fields"_s, json::textArray(item.fieldNames));
    row.set(u"status"_s, item.status);
    json::setUnlessEmpty(row, u"description"_s, item.description);
    json::setUnlessEmpty(row, u"lastReadAt"_s, timeText(item.lastAccessedAt));
    return row;
}

QString lineOf(const VaultItem &item)
{
    QString line = u"%1  %2  %3"_s.arg(item.name, -24).arg(item.itemType, -12).arg(item.fieldNames.join(u", "));
    if (!item.description.isEmpty())
        line += u"  "_s + item.description;
    return line;
}

void tellItems(const CommonOptions &options, const Result<QList<VaultItem>> &items)
{
    if (!items)
        refuse(items.error());
    if (options.json) {
        json::Value::Array rows;
        for (const VaultItem &item : *items)
            rows.push_back(toJson(item));
        json::Value body = json::Value::object();
        body.set(u"items"_s, json::Value(std::move(rows)));
        printJson(body);
    } else {
        for (const VaultItem &item : *items)
            print(lineOf(item));
        if (items->isEmpty())
            remark(tr("The vault has no such items."));
    }
    QCoreApplication::exit(AllDone);
}

} // namespace

int listVault(const CommonOptions &options, const QString &type)
{
    QObject context;
    return withApprovals(options, [&](ApprovalService &service) {
        service.connection.client().listItems(type).then(
            &context, [&options](const Result<QList<VaultItem>> &items) { tellItems(options, items); });
    });
}

} // namespace chancery::ctl
