// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/gate/gatedplan.h"
#include "core/keyban/certification.h"
#include "core/runs/decision.h"
#include "core/runs/publishplan.h"

namespace chancery {

class ImportPlan;
struct AwardOrder;
struct ImportOrder;
struct MintRequest;

// What each sensitive action would do, as its approval is bound to it. All that decides what happens is in it: with any
// change it is another plan.

GatedPlan planOf(const QString &service, const MintRequest &request);
/// A batch is one action, of its total.
GatedPlan planOf(const QString &service, const AwardOrder &order);
/// Decisions, all alike, about settlements as they were seen. Precondition: at least one.
GatedPlan planOf(const QString &service, const QList<DecisionRequest> &requests);
GatedPlan planOf(const QString &service, const PublishPlan &plan);
/// Of both actions that an import can be, the one of which the policy asks more.
GatedPlan planOf(const GatePolicy &policy, const ImportPlan &plan);
/// The same once it is on its way, be it with a plan or without one.
GatedPlan planOf(const GatePolicy &policy, const ImportOrder &order);
/// A change to one passport that certifies it again on a main network; nothing when it does not.
std::optional<GatedPlan> planOf(const QString &service, const keyban::Passport &before,
                                const keyban::ChangeForecast &forecast, const QString &digest);
/// An action on one thing that its id alone describes: DeactivateEnvironment or RotateWebhookSecret.
GatedPlan planOf(GatedAction action, const QString &service, const QString &id);

} // namespace chancery
