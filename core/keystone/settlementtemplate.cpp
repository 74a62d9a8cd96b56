// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/settlementtemplate.h"

#include "core/keystone/decode.h"

#include <QHash>

#include <algorithm>

namespace chancery::keystone {

using namespace Qt::StringLiterals;

namespace {

/// `{STATE: {allowed_next: […]}}` and the older `{STATE: […]}`.
QList<Transition> transitionsOf(const json::Value &value)
{
    QList<Transition> transitions;
    for (const json::Member &member : value.members()) {
        const json::Value &next = member.value.isArray() ? member.value : member.value[u"allowed_next"];
        transitions << Transition{member.key, textsOf(next)};
    }
    return transitions;
}

QList<StateAction> actionsOf(const json::Value &value)
{
    QList<StateAction> actions;
    for (const json::Member &member : value.members()) {
        StateAction action;
        action.state = member.key;
        action.type = member.value[u"type"].toText();
        action.provider = member.value[u"provider"].toText();
        if (const QString resolution = member.value[u"resolution"].toText(); !resolution.isEmpty())
            action.resolution = resolution;
        action.timeoutSeconds = integerOf(member.value[u"timeout_seconds"]).value_or(action.timeoutSeconds);
        action.params = member.value[u"params"];
        actions << action;
    }
    return actions;
}

TemplateConfig configOf(const json::Value &value)
{
    TemplateConfig config;
    config.states = textsOf(value[u"states"]);
    config.initialState = value[u"initial_state"].toText();
    config.terminalStates = textsOf(value[u"terminal_states"]);
    config.failureStates = textsOf(value[u"failure_states"]);
    config.transitions = transitionsOf(value[u"transitions"]);
    const json::Value &compliance = value[u"compliance"];
    config.recheckAtStates = textsOf(compliance[u"recheck_at_states"]);
    config.entityProviders = textsOf(compliance[u"entity_providers"]);
    config.walletProviders = textsOf(compliance[u"wallet_providers"]);
    config.requiredRoles =
        value[u"required_roles"].isArray() ? textsOf(value[u"required_roles"]) : QStringList{u"seller"_s, u"buyer"_s};
    config.requiredLegTypes = textsOf(value[u"required_leg_types"]);
    config.actions = actionsOf(value[u"actions"]);
    return config;
}

StateKind kindOfWord(const QString &state)
{
    static const QHash<QString, StateKind> words{
        {u"INSTRUCTED"_s, StateKind::Start},           {u"AWAITING_CONFIRMATION"_s, StateKind::Waiting},
        {u"COMPLIANCE_CHECKING"_s, StateKind::Active}, {u"COMPLIANCE_CLEARED"_s, StateKind::Active},
        {u"REGISTERING_ESCROW"_s, StateKind::Active},  {u"AWAITING_DEPOSITS"_s, StateKind::Waiting},
        {u"EXECUTING_SWAP"_s, StateKind::Active},      {u"SETTLED"_s, StateKind::Success},
        {u"FINALIZED"_s, StateKind::Success},          {u"ROLLED_BACK"_s, StateKind::Failure},
        {u"TIMED_OUT"_s, StateKind::Failure}};
    return words.value(state, StateKind::Unknown);
}

} // namespace

QStringList TemplateConfig::next(const QString &state) const
{
    for (const Transition &transition : transitions)
        if (transition.from == state)
            return transition.to;
    return {};
}

const StateAction *TemplateConfig::actionOf(const QString &state) const
{
    const auto found =
        std::find_if(actions.begin(), actions.end(), [&](const StateAction &action) { return action.state == state; });
    return found == actions.end() ? nullptr : &*found;
}

QStringList TemplateConfig::everyState() const
{
    QStringList all = states;
    if (!initialState.isEmpty())
        all << initialState;
    for (const Transition &transition : transitions)
        all << transition.from << transition.to;
    all << terminalStates << failureStates;
    all.removeDuplicates();
    return all;
}

Result<SettlementTemplate> decodeTemplate(const json::Value &row)
{
    SettlementTemplate made;
    made.id = row[u"id"].toText();
    if (made.id.isEmpty())
        return unexpectedShape(u"id"_s);
    made.slug = row[u"slug"].toText();
    made.name = row[u"name"].toText();
    made.description = row[u"description"].toText();
    made.config = configOf(row[u"config"]);
    made.version = integerOf(row[u"version"]).value_or(0);
    made.isActive = row[u"is_active"].toBool(true);
    made.createdAt = timeOf(row[u"created_at"]);
    made.updatedAt = timeOf(row[u"updated_at"]);
    made.raw = row;
    return made;
}

StateKind kindOf(const QString &state, const TemplateConfig *config)
{
    const StateKind word = kindOfWord(state);
    if (!config)
        return word;
    if (config->failureStates.contains(state))
        return StateKind::Failure;
    if (config->terminalStates.contains(state))
        return StateKind::Success;
    if (config->initialState == state)
        return StateKind::Start;
    const bool isKnown = word != StateKind::Unknown || config->states.contains(state);
    if (!isKnown)
        return StateKind::Unknown;
    return word == StateKind::Waiting || word == StateKind::Success ? word : StateKind::Active;
}

bool isFinal(const QString &state, const TemplateConfig *config)
{
    if (config)
        return config->terminalStates.contains(state) || config->failureStates.contains(state);
    return state == u"FINALIZED" || kindOfWord(state) == StateKind::Failure;
}

bool mayAwaitDecision(const QString &state, const TemplateConfig *config)
{
    if (state == u"COMPLIANCE_CHECKING")
        return true;
    if (!config)
        return false;
    const StateAction *const action = config->actionOf(state);
    return config->recheckAtStates.contains(state) ||
           (action && action->type == u"compliance_check" && action->resolution == u"manual");
}

} // namespace chancery::keystone
