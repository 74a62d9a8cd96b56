// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/ui/service/servicebench.h"
#include "ui/panels/instructions/instructiondesk.h"

#include <QComboBox>
#include <QFile>
#include <QTemporaryDir>

namespace chancery::test {

/// The demo's service with a ledger, for instructions.
class InstructionDeskBench : public ServiceBench
{
public:
    explicit InstructionDeskBench(GuardLevel guard = GuardLevel::Normal)
        : ServiceBench(guard)
        , ledger(folder.filePath(QStringLiteral("ledger.sqlite")))
    {
        if (!awaited(ledger.open()))
            qFatal("no ledger");
    }

    InstructionDesk desk()
    {
        return {client(),
                ledger,
                {.author = {QStringLiteral("first"), {}, profile.name},
                 .service = QStringLiteral("sandbox"),
                 .clientId = sandbox.keystoneClientId()},
                {.live = false, .profileName = profile.name, .network = {}}};
    }
    keystone::Page<keystone::Instruction> held(const QString &status = {})
    {
        return valueOf(client().listInstructions({.limit = 200}, status));
    }
    /// The rules of the sandbox for submitting, one effect each.
    void failPosts(const QByteArray &rule)
    {
        sandbox.setFaults(R"([{"method":"POST","path":"*/v1/instructions",)" + rule + "}]");
    }
    QString file(const QByteArray &content)
    {
        QFile out(folder.filePath(QStringLiteral("instructions.csv")));
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("no file");
        return out.fileName();
    }
    static QByteArray lines(int count)
    {
        QByteArray csv = "tradeReference,template,role,partyReference,wallet,timeoutAt,instrument,quantity,direction\n";
        for (int i = 1; i <= count; ++i)
            csv += "TEST-" + QByteArray::number(i) +
                   ",cross_platform_dvp,seller,FUND-A,0xa1,2099-01-02T03:04:00Z,BOND-1,100,deliver\n";
        return csv;
    }

    QTemporaryDir folder;
    Ledger ledger;
};

inline void write(const QWidget &in, const char *field, const QString &text)
{
    auto *edit = in.findChild<QLineEdit *>(QString::fromLatin1(field));
    edit->setFocus();
    edit->selectAll();
    edit->insert(text);
    Q_EMIT edit->textEdited(edit->text());
}

} // namespace chancery::test
