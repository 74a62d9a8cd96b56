// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/core/ledger/ledgertest.h"
#include "tests/core/runs/phonedesk.h"
#include "tests/support/awaited.h"

#include <QTest>

namespace chancery::test {

/// For each test a new desk with a ledger, at a phone with a vault and a wallet.
class PhoneTest : public QObject
{
protected:
    void launch()
    {
        sandbox = std::make_unique<SandboxUnderTest>(QStringList{QStringLiteral("--seed"), QStringLiteral("demo"),
                                                                 QStringLiteral("--rate"), QStringLiteral("0")});
        QVERIFY(sandbox->isRunning());
    }

    void openNew()
    {
        folder = std::make_unique<QTemporaryDir>();
        ledger = std::make_unique<Ledger>(folder->filePath(QStringLiteral("ledger.sqlite")));
        QVERIFY(awaited(ledger->open()));
        desk = std::make_unique<Desk>(*sandbox);
    }

    void close()
    {
        wish(R"({"auto":"off","sealing":"object","payment":"dialect","vaultKey":true})");
        sandbox->setFaults("[]");
        desk.reset();
        ledger.reset();
        folder.reset();
    }

    void wish(const QByteArray &wishes) { sandbox->post(QStringLiteral("bkey"), wishes); }

    void tap(const QString &id, const QByteArray &action)
    {
        sandbox->post(QStringLiteral("phone"), R"({"id":")" + id.toUtf8() + R"(","action":")" + action + R"("})");
    }

    /// Whatever rings now, once the run has asked for it.
    void tapAll(const QByteArray &action)
    {
        const json::Value phone = sandbox->get(QStringLiteral("phone"));
        for (const json::Value &asked : phone[u"pending"].items())
            tap(asked[u"id"].toString(), action);
    }

    qsizetype ringing() { return qsizetype(sandbox->get(QStringLiteral("phone"))[u"pending"].items().size()); }

    PhoneRunParts parts() { return desk->phoneParts(*ledger, asker); }

    /// Starts the run and waits for its end.
    template <class F>
    PhoneReport report(PhoneRun &run, F start)
    {
        std::optional<PhoneReport> report;
        connect(&run, &PhoneRun::ended, &run, [&](const PhoneReport &end) { report = end; });
        start();
        if (!QTest::qWaitFor([&] { return report.has_value(); }, 120'000))
            qFatal("the run did not end");
        return *report;
    }

    /// The events, the first one first.
    QStringList audited()
    {
        QStringList events;
        for (const AuditEntry &entry : valueOf(ledger->auditEntries({})))
            events.prepend(entry.event);
        return events;
    }

    /// All that the log says.
    QByteArray auditText()
    {
        QByteArray text;
        for (const AuditEntry &entry : valueOf(ledger->auditEntries({})))
            text += entry.subject.toUtf8() + entry.content;
        return text;
    }

    /// From here on nothing can be added to the log that `condition` on NEW fits.
    bool refuseEntries(const QString &condition = QStringLiteral("1"))
    {
        return OtherProgram(ledger->path())
            .run(QStringLiteral("CREATE TRIGGER full BEFORE INSERT ON audit_entry WHEN %1 "
                                "BEGIN SELECT RAISE(ABORT, 'disk'); END")
                     .arg(condition));
    }

    const Author asker{QStringLiteral("ada"), QStringLiteral("profile-1"), QStringLiteral("Shop")};
    std::unique_ptr<SandboxUnderTest> sandbox;
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<Desk> desk;
};

} // namespace chancery::test
