// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "ui/panels/sections.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>

// The tour through what the settlement service is set up with: templates, webhooks and environments.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int demoTemplates = 4;
const QString hookAddress = u"http://127.0.0.1:9/keystone"_s; ///< where nobody listens
const QString otherSignature = u"9f41c02c2d7c11a0b9e7a6f7f4d0f1c2b3a4958677665544332211009f8e7d6c"_s;

} // namespace

void Tour::showSection(const QString &key)
{
    act(
        key, [this, key] { find<SectionsPanel>(u"settlementsPanel"_s)->showSection(key); },
        [this] {
            const auto *panel = find<SectionsPanel>(u"settlementsPanel"_s);
            return panel && panel->hasSections();
        });
}

void Tour::pickRow(const QString &table, int row)
{
    act(
        table, [this, table, row] { rows(table)->setCurrentIndex(rows(table)->model()->index(row, 0)); },
        [this, table, row] { return rows(table) && rows(table)->model()->rowCount() > row; });
}

void Tour::planService()
{
    go(u"settlements"_s);
    planTemplates();
    planWebhooks();
    planEnvironments();
    go(u"passports"_s);
}

void Tour::planTemplates()
{
    showSection(u"templates"_s);
    for (int row = demoTemplates - 1; row >= 0; --row) {
        pickRow(u"templatesTable"_s, row);
        shoot(u"templates-%1"_s.arg(row + 1), sees(u"templateStates"_s));
    }
}

void Tour::planWebhooks()
{
    showSection(u"webhooks"_s);
    shoot(u"webhooks-none"_s, sees(u"webhooksEmpty"_s));
    click(u"webhookNew"_s);
    type(u"webhookUrl"_s, u"hooks.example"_s);
    shoot(u"webhooks-new"_s);
    type(u"webhookUrl"_s, hookAddress);
    click(u"webhookSend"_s);
    shoot(u"webhooks-secret"_s, sees(u"secretBox"_s));
    click(u"secretKeep"_s);
    waitFor(u"the secret kept"_s, reads(u"webhookSecretText"_s, u"Its secret is kept"_s));
    click(u"secretForget"_s);
    click(u"webhookTest"_s);
    shoot(u"webhooks-tested"_s, sees(u"webhookTestWord"_s));
    click(u"webhookRotate"_s);
    shoot(u"webhooks-rotate"_s, sees(u"serviceQuestion"_s));
    click(u"questionConfirm"_s);
    shoot(u"webhooks-rotated"_s, sees(u"secretBox"_s));
    click(u"secretForget"_s);
    click(u"webhookBench"_s);
    const auto paste = [this] {
        find<QPlainTextEdit>(u"benchPayload"_s)
            ->setPlainText(u"{\"event\":\"settlement.state.finalized\",\"data\":{\"settlement_id\":\"7b6f2f0a\","
                           "\"state\":\"FINALIZED\",\"timestamp\":\"2026-04-01T09:00:00Z\"}}"_s);
    };
    act(u"a payload"_s, paste, sees(u"benchPayload"_s));
    type(u"benchSignature"_s, otherSignature);
    shoot(u"webhooks-bench"_s);
    leave();
    click(u"webhookDelete"_s);
    shoot(u"webhooks-delete"_s, sees(u"serviceQuestion"_s));
    click(u"questionConfirm"_s);
    waitFor(u"no webhook"_s, sees(u"webhooksEmpty"_s));
}

void Tour::planEnvironments()
{
    showSection(u"environments"_s);
    shoot(u"environments"_s, sees(u"environmentsTable"_s));
    click(u"environmentEdit"_s);
    shoot(u"environments-edit"_s, sees(u"environmentEditor"_s));
    leave();
    click(u"environmentTurn"_s);
    shoot(u"environments-deactivate"_s, sees(u"questionTyped"_s));
    leave();
    faults(u"{\"method\":\"GET\",\"path\":\"*/environments\",\"effect\":\"status\",\"status\":403}"_s);
    act(u"refresh"_s, [this] { find<SectionsPanel>(u"settlementsPanel"_s)->refresh(); });
    shoot(u"environments-refused"_s, sees(u"environmentsBanner"_s));
    faults({});
    act(u"refresh"_s, [this] { find<SectionsPanel>(u"settlementsPanel"_s)->refresh(); });
    waitFor(u"environments again"_s, [this] { return !sees(u"environmentsBanner"_s)(); });
}

} // namespace chancery
