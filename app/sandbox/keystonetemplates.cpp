// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keystonetemplates.h"

#include "app/sandbox/clock.h"
#include "app/sandbox/identifiers.h"

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr quint32 templateKind = 0x6b732d74;
constexpr qint64 aDay = 86'400'000;

struct Plan
{
    const char *slug;
    const char *name;
    const char *description; ///< JSON: a text or null
    int version;
    bool isActive;
    const char *config;
};

/// Both generations of the service, a repo with its two halves, and one that is no longer offered.
constexpr Plan plans[] = {
    {"cross_platform_dvp", "Cross-platform DvP", R"("Delivery against payment between two platforms")", 2, true,
     R"({"states":["INSTRUCTED","COMPLIANCE_CHECKING","COMPLIANCE_CLEARED","AWAITING_DEPOSITS","EXECUTING_SWAP",
         "FINALIZED","ROLLED_BACK","TIMED_OUT"],"initial_state":"INSTRUCTED",
         "terminal_states":["FINALIZED","ROLLED_BACK","TIMED_OUT"],"failure_states":["ROLLED_BACK","TIMED_OUT"],
         "transitions":{"INSTRUCTED":{"allowed_next":["COMPLIANCE_CHECKING"]},
         "COMPLIANCE_CHECKING":{"allowed_next":["COMPLIANCE_CLEARED","ROLLED_BACK"]},
         "COMPLIANCE_CLEARED":{"allowed_next":["AWAITING_DEPOSITS"]},
         "AWAITING_DEPOSITS":{"allowed_next":["EXECUTING_SWAP","ROLLED_BACK","TIMED_OUT"]},
         "EXECUTING_SWAP":{"allowed_next":["FINALIZED","ROLLED_BACK"]}},
         "compliance":{"recheck_at_states":["EXECUTING_SWAP"],"entity_providers":["demo_entity"],
         "wallet_providers":["demo_wallet"]},"required_roles":["seller","buyer"],
         "actions":{"COMPLIANCE_CHECKING":{"type":"compliance_check","provider":"demo_entity","resolution":"manual",
         "timeout_seconds":600,"params":{}},"AWAITING_DEPOSITS":{"type":"await_deposits","provider":"demo_chain",
         "resolution":"poll","timeout_seconds":3600,"params":{}}}})"},
    {"escrow_dvp", "DvP with escrow", R"("Both sides confirm, then deposit into an escrow")", 4, true,
     R"({"states":["INSTRUCTED","AWAITING_CONFIRMATION","COMPLIANCE_CHECKING","COMPLIANCE_CLEARED",
         "REGISTERING_ESCROW","AWAITING_DEPOSITS","EXECUTING_SWAP","SETTLED","FINALIZED","ROLLED_BACK","TIMED_OUT"],
         "initial_state":"INSTRUCTED","terminal_states":["FINALIZED","ROLLED_BACK","TIMED_OUT"],
         "failure_states":["ROLLED_BACK","TIMED_OUT"],
         "transitions":{"INSTRUCTED":{"allowed_next":["AWAITING_CONFIRMATION"]},
         "AWAITING_CONFIRMATION":{"allowed_next":["COMPLIANCE_CHECKING","ROLLED_BACK"]},
         "COMPLIANCE_CHECKING":{"allowed_next":["COMPLIANCE_CLEARED","ROLLED_BACK"]},
         "COMPLIANCE_CLEARED":{"allowed_next":["REGISTERING_ESCROW"]},
         "REGISTERING_ESCROW":{"allowed_next":["AWAITING_DEPOSITS","ROLLED_BACK"]},
         "AWAITING_DEPOSITS":{"allowed_next":["EXECUTING_SWAP","ROLLED_BACK","TIMED_OUT"]},
         "EXECUTING_SWAP":{"allowed_next":["SETTLED","ROLLED_BACK"]},"SETTLED":{"allowed_next":["FINALIZED"]}},
         "compliance":{"recheck_at_states":[],"entity_providers":["demo_entity"],"wallet_providers":[]},
         "required_roles":["seller","buyer"],
         "actions":{"COMPLIANCE_CHECKING":{"type":"compliance_check","provider":"demo_entity","resolution":"webhook",
         "timeout_seconds":900,"params":{"lists":["demo"]}}}})"},
    {"bilateral_repo", "Bilateral repo", "null", 1, true,
     R"({"states":["INSTRUCTED","COMPLIANCE_CHECKING","COMPLIANCE_CLEARED","AWAITING_DEPOSITS","EXECUTING_SWAP",
         "FINALIZED","ROLLED_BACK","TIMED_OUT"],"initial_state":"INSTRUCTED",
         "terminal_states":["FINALIZED","ROLLED_BACK","TIMED_OUT"],"failure_states":["ROLLED_BACK","TIMED_OUT"],
         "transitions":{"INSTRUCTED":{"allowed_next":["COMPLIANCE_CHECKING"]},
         "COMPLIANCE_CHECKING":{"allowed_next":["COMPLIANCE_CLEARED","ROLLED_BACK"]},
         "COMPLIANCE_CLEARED":{"allowed_next":["AWAITING_DEPOSITS"]},
         "AWAITING_DEPOSITS":{"allowed_next":["COMPLIANCE_CHECKING","EXECUTING_SWAP","TIMED_OUT"]},
         "EXECUTING_SWAP":{"allowed_next":["FINALIZED","ROLLED_BACK"]}},
         "compliance":{"recheck_at_states":["AWAITING_DEPOSITS"],"entity_providers":["demo_entity"],
         "wallet_providers":["demo_wallet"]},"required_roles":["lender","borrower"],
         "actions":{"COMPLIANCE_CHECKING":{"type":"compliance_check","provider":"demo_entity","resolution":"manual"}}})"},
    {"payment_versus_payment", "Payment against payment", R"("Two currencies, no compliance pause")", 3, true,
     R"({"states":["INSTRUCTED","EXECUTING_SWAP","FINALIZED","ROLLED_BACK"],"initial_state":"INSTRUCTED",
         "terminal_states":["FINALIZED","ROLLED_BACK"],"failure_states":["ROLLED_BACK"],
         "transitions":{"INSTRUCTED":{"allowed_next":["EXECUTING_SWAP","ROLLED_BACK"]},
         "EXECUTING_SWAP":{"allowed_next":["FINALIZED","ROLLED_BACK"]}}})"},
    {"free_delivery", "Free delivery", R"("Replaced by delivery against payment")", 1, false,
     R"({"states":["INSTRUCTED","COMPLIANCE_CHECKING","EXECUTING_SWAP","FINALIZED","ROLLED_BACK"],
         "initial_state":"INSTRUCTED","terminal_states":["FINALIZED","ROLLED_BACK"],"failure_states":["ROLLED_BACK"],
         "transitions":{"INSTRUCTED":{"allowed_next":["COMPLIANCE_CHECKING"]},
         "COMPLIANCE_CHECKING":{"allowed_next":["EXECUTING_SWAP","ROLLED_BACK"]},
         "EXECUTING_SWAP":{"allowed_next":["FINALIZED","ROLLED_BACK"]}},"required_roles":["sender","receiver"]})"},
};

QStringList textsOf(const json::Value &array)
{
    QStringList texts;
    for (const json::Value &item : array.items())
        texts << item.toString();
    return texts;
}

json::Value parsed(const char *text)
{
    return json::parse(QByteArrayView(text)).value();
}

} // namespace

KeystoneTemplate::KeystoneTemplate(json::Value record)
    : m_record(std::move(record))
    , m_final(textsOf(m_record.at(u"config.terminal_states")))
    , m_failures(textsOf(m_record.at(u"config.failure_states")))
    , m_rechecks(textsOf(m_record.at(u"config.compliance.recheck_at_states")))
{}

QStringList KeystoneTemplate::roles() const
{
    const json::Value &roles = m_record.at(u"config.required_roles");
    return roles.isArray() ? textsOf(roles) : QStringList{u"seller"_s, u"buyer"_s};
}

QStringList KeystoneTemplate::nextOf(const QString &state) const
{
    return textsOf(m_record.at(u"config.transitions")[state][u"allowed_next"]);
}

/// The last that is no failure: a template may also allow a way back, which comes first.
QString KeystoneTemplate::forward(const QString &state) const
{
    QString way;
    for (const QString &candidate : nextOf(state))
        if (!isFailure(candidate))
            way = candidate;
    return way;
}

QString KeystoneTemplate::expired(const QString &state) const
{
    return nextOf(state).contains(u"TIMED_OUT"_s) ? u"TIMED_OUT"_s : u"ROLLED_BACK"_s;
}

QStringList KeystoneTemplate::everyState() const
{
    return textsOf(m_record.at(u"config.states"));
}

std::vector<KeystoneTemplate> demoTemplates(qint64 now)
{
    std::vector<KeystoneTemplate> templates;
    for (const Plan &plan : plans) {
        const auto number = quint32(templates.size());
        json::Value record = json::Value::object();
        record.set(u"id"_s, QString::fromLatin1(uuidText(uuidOf(number, templateKind))));
        record.set(u"slug"_s, QString::fromLatin1(plan.slug));
        record.set(u"name"_s, QString::fromLatin1(plan.name));
        record.set(u"description"_s, parsed(plan.description));
        record.set(u"config"_s, parsed(plan.config));
        record.set(u"version"_s, json::Value::integer(plan.version));
        record.set(u"is_active"_s, plan.isActive);
        record.set(u"created_at"_s, QString::fromLatin1(isoTime(now - (200 - number) * aDay)));
        record.set(u"updated_at"_s, QString::fromLatin1(isoTime(now - (90 - number) * aDay)));
        templates.emplace_back(std::move(record));
    }
    return templates;
}

} // namespace chancery::sandbox
