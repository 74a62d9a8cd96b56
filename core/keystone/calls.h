// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/request.h"

#include <array>

namespace chancery::keystone::calls {

// Every call of the service that this program makes, with what it does to the world (KeyStone fact sheet §2). What
// carries an idempotency key may go again with the same bytes, and so may a change that sets values. What cannot be
// taken back needs a confirmation and never repeats; a lost answer is settled by reading. Deactivating an environment
// is among these, because whoever works in it is locked out and cannot undo it.
inline constexpr Call fetchToken{"keystone.fetchToken", "POST", Effect::Write, Repeat::Safe};

inline constexpr Call listSettlements{"keystone.listSettlements", "GET", Effect::Read};
inline constexpr Call readSettlement{"keystone.readSettlement", "GET", Effect::Read};
inline constexpr Call createSettlement{"keystone.createSettlement", "POST", Effect::Write, Repeat::Safe};
inline constexpr Call listEvents{"keystone.listEvents", "GET", Effect::Read};
inline constexpr Call relatedSettlements{"keystone.relatedSettlements", "GET", Effect::Read};
inline constexpr Call decideCompliance{"keystone.decideCompliance", "POST", Effect::Irreversible};

inline constexpr Call submitInstruction{"keystone.submitInstruction", "POST", Effect::Write, Repeat::Safe};
inline constexpr Call listInstructions{"keystone.listInstructions", "GET", Effect::Read};
inline constexpr Call readInstruction{"keystone.readInstruction", "GET", Effect::Read};
inline constexpr Call cancelInstruction{"keystone.cancelInstruction", "DELETE", Effect::Irreversible};

inline constexpr Call listTemplates{"keystone.listTemplates", "GET", Effect::Read};
inline constexpr Call readTemplate{"keystone.readTemplate", "GET", Effect::Read};

inline constexpr Call createWebhook{"keystone.createWebhook", "POST", Effect::Write};
inline constexpr Call listWebhooks{"keystone.listWebhooks", "GET", Effect::Read};
inline constexpr Call readWebhook{"keystone.readWebhook", "GET", Effect::Read};
inline constexpr Call updateWebhook{"keystone.updateWebhook", "PATCH", Effect::Write, Repeat::Safe};
inline constexpr Call deleteWebhook{"keystone.deleteWebhook", "DELETE", Effect::Irreversible};
inline constexpr Call testWebhook{"keystone.testWebhook", "POST", Effect::Write};
inline constexpr Call rotateSecret{"keystone.rotateSecret", "POST", Effect::Irreversible};
inline constexpr Call listDeliveries{"keystone.listDeliveries", "GET", Effect::Read};

inline constexpr Call createEnvironment{"keystone.createEnvironment", "POST", Effect::Write};
inline constexpr Call listEnvironments{"keystone.listEnvironments", "GET", Effect::Read};
inline constexpr Call readEnvironment{"keystone.readEnvironment", "GET", Effect::Read};
inline constexpr Call updateEnvironment{"keystone.updateEnvironment", "PATCH", Effect::Write, Repeat::Safe};
inline constexpr Call deactivateEnvironment{"keystone.deactivateEnvironment", "DELETE", Effect::Irreversible};

inline constexpr std::array all{
    fetchToken,        listSettlements,      readSettlement,   createSettlement,  listEvents,        relatedSettlements,
    decideCompliance,  submitInstruction,    listInstructions, readInstruction,   cancelInstruction, listTemplates,
    readTemplate,      createWebhook,        listWebhooks,     readWebhook,       updateWebhook,     deleteWebhook,
    testWebhook,       rotateSecret,         listDeliveries,   createEnvironment, listEnvironments,  readEnvironment,
    updateEnvironment, deactivateEnvironment};

} // namespace chancery::keystone::calls
