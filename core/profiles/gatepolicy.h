// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QList>

#include <array>

namespace chancery {

/// What a connection may put behind another person's yes.
enum class GatedAction {
    Publish,               ///< by passports
    Import,                ///< by rows
    Recertify,             ///< on a main network, by rows
    Mint,                  ///< by points
    ApproveSettlement,     ///< each
    RejectSettlement,      ///< each
    DeactivateEnvironment, ///< each
    RotateWebhookSecret,   ///< each
};
inline constexpr std::array gatedActions{GatedAction::Publish,
                                         GatedAction::Import,
                                         GatedAction::Recertify,
                                         GatedAction::Mint,
                                         GatedAction::ApproveSettlement,
                                         GatedAction::RejectSettlement,
                                         GatedAction::DeactivateEnvironment,
                                         GatedAction::RotateWebhookSecret};
/// `publish`, `approveSettlement` and so on: in profiles, in the ledger and in JSON.
QLatin1StringView gatedActionWord(GatedAction action);
std::optional<GatedAction> gatedActionFromWord(QStringView word);
/// Whether it has a size that a rule can begin from.
bool hasSize(GatedAction action);

/// What an action needs before it is done, from the least to the most.
enum class GateNeed {
    None,
    SecondLook,   ///< who does it confirms it once more
    SecondPerson, ///< another user of the same ledger
    Phone,        ///< a named person, on a phone
};
QLatin1StringView gateNeedWord(GateNeed need);

/// From a size on, what an action needs.
struct GateRule
{
    GatedAction action = GatedAction::Publish;
    qint64 from = 1; ///< passports, rows or points; 1 or less: always
    GateNeed need = GateNeed::None;
    bool operator==(const GateRule &) const = default;
};

/// Which actions of a connection need what. An empty one asks for nothing beyond what each action asks for anyway.
class GatePolicy
{
public:
    GatePolicy() = default;
    explicit GatePolicy(QList<GateRule> rules)
        : m_rules(std::move(rules))
    {}
    const QList<GateRule> &rules() const { return m_rules; }

    /// The most that any rule for the action asks at that size: a rule never takes back what another one asks.
    GateNeed needOf(GatedAction action, qint64 size) const;

    json::Value toJson() const;
    /// Never fails: what is not understood asks for a phone. A need of a later version does so for its action from its
    /// size on, a rule without a known action for every action.
    static GatePolicy fromJson(const json::Value &value);
    bool operator==(const GatePolicy &) const = default;

private:
    QList<GateRule> m_rules;
};

} // namespace chancery
