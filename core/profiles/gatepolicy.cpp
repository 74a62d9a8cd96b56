// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/gatepolicy.h"

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

// In the order of their enumerations.
constexpr std::array actionWords{"publish"_L1,
                                 "import"_L1,
                                 "recertify"_L1,
                                 "mint"_L1,
                                 "approveSettlement"_L1,
                                 "rejectSettlement"_L1,
                                 "deactivateEnvironment"_L1,
                                 "rotateWebhookSecret"_L1};
constexpr std::array needWords{"none"_L1, "secondLook"_L1, "secondPerson"_L1, "phone"_L1};
static_assert(actionWords.size() == gatedActions.size());
static_assert(needWords.size() == size_t(GateNeed::Phone) + 1);

GateNeed needFrom(const json::Value &value)
{
    const auto word = std::find(needWords.begin(), needWords.end(), value.toString());
    return word == needWords.end() ? GateNeed::Phone : GateNeed(word - needWords.begin());
}

QList<GateRule> rulesFrom(const json::Value &value)
{
    const qint64 from = value[u"from"].toInteger(1);
    const GateNeed need = needFrom(value[u"need"]);
    if (const auto action = gatedActionFromWord(value[u"action"].toString()))
        return {{*action, from, need}};
    QList<GateRule> all;
    for (const GatedAction each : gatedActions)
        all << GateRule{each, 1, GateNeed::Phone};
    return all;
}

} // namespace

QLatin1StringView gatedActionWord(GatedAction action)
{
    return actionWords[size_t(action)];
}

std::optional<GatedAction> gatedActionFromWord(QStringView word)
{
    const auto found = std::find(actionWords.begin(), actionWords.end(), word);
    return found == actionWords.end() ? std::nullopt : std::optional(GatedAction(found - actionWords.begin()));
}

bool hasSize(GatedAction action)
{
    return action <= GatedAction::Mint;
}

QLatin1StringView gateNeedWord(GateNeed need)
{
    return needWords[size_t(need)];
}

GateNeed GatePolicy::needOf(GatedAction action, qint64 size) const
{
    GateNeed most = GateNeed::None;
    for (const GateRule &rule : m_rules) {
        const bool applies = rule.action == action && (!hasSize(action) || size >= rule.from);
        if (applies)
            most = std::max(most, rule.need);
    }
    return most;
}

json::Value GatePolicy::toJson() const
{
    json::Value::Array entries;
    for (const GateRule &rule : m_rules) {
        auto entry = json::Value::object();
        entry.set(u"action"_s, QString(gatedActionWord(rule.action)));
        entry.set(u"from"_s, json::Value::integer(rule.from));
        entry.set(u"need"_s, QString(gateNeedWord(rule.need)));
        entries.push_back(std::move(entry));
    }
    return entries;
}

GatePolicy GatePolicy::fromJson(const json::Value &value)
{
    QList<GateRule> rules;
    if (!value.isNull() && !value.isArray())
        return GatePolicy(rulesFrom({}));
    for (const json::Value &entry : value.items())
        rules << rulesFrom(entry);
    return GatePolicy(rules);
}

} // namespace chancery
