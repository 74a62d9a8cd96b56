// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/approvalservice.h"

namespace chancery {

using namespace Qt::StringLiterals;

BkeyService makeBkeyService()
{
    BkeyService service;
    service.base = QUrl(u"https://api.bkey.id"_s);
    return service;
}

json::Value toJson(const BkeyService &service)
{
    auto object = service.source.isObject() ? service.source : json::Value::object();
    object.set(u"base"_s, service.base.toString(QUrl::FullyEncoded));
    object.set(u"clientId"_s, service.clientId);
    json::Value::Array entries;
    for (const Approver &approver : service.approvers) {
        auto entry = json::Value::object();
        entry.set(u"name"_s, approver.name);
        entry.set(u"did"_s, approver.did);
        if (!approver.user.isEmpty())
            entry.set(u"user"_s, approver.user);
        entries.push_back(std::move(entry));
    }
    object.set(u"approvers"_s, std::move(entries));
    return object;
}

BkeyService bkeyFromJson(const json::Value &value)
{
    BkeyService service;
    service.base = QUrl(value[u"base"].toString());
    service.clientId = value[u"clientId"].toString();
    for (const json::Value &entry : value[u"approvers"].items()) {
        const Approver approver{entry[u"name"].toString(), entry[u"did"].toString(), entry[u"user"].toString()};
        if (!approver.did.isEmpty())
            service.approvers << approver;
    }
    service.source = value;
    return service;
}

} // namespace chancery
