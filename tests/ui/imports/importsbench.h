// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirror.h"
#include "tests/core/runs/runbench.h"
#include "tests/support/awaited.h"
#include "ui/dialogs/approvals/gatekeeper.h"
#include "ui/panels/imports/importspanel.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace chancery::test {

/// The panel by its object names, against a real sandbox.
class ImportsBench : public RunBench
{
public:
    ImportsBench(QNetworkAccessManager &network, SandboxUnderTest &sandbox,
                 keyban::Dialect dialect = keyban::Dialect::Flat)
        : RunBench(network, sandbox.keyban(), sandbox.applicationId(), sandbox.apiKey())
        , templates(folder.filePath(QStringLiteral("templates.json")))
        , mirror({folder.filePath(QStringLiteral("mirror.sqlite")), sandbox.keyban().toString(),
                  sandbox.applicationId(), dialect})
        , sync(client, mirror)
        , m_application(sandbox.applicationId())
    {
        client.setSettings({.applicationId = m_application, .dialect = dialect, .dialectDecided = true});
        [this] {
            QVERIFY(templates.load().ok());
            QVERIFY(awaited(mirror.open()).ok());
        }();
        makePanel();
    }

    /// As if the program had been started anew.
    void makePanel() { makePanel(client); }
    void makePanel(keyban::Client &service)
    {
        ImportsPanelFacts facts;
        facts.profileName = QStringLiteral("Test");
        facts.host = QStringLiteral("127.0.0.1");
        facts.network = QStringLiteral("StarknetSepolia");
        facts.target.service = QStringLiteral("http://sandbox");
        facts.target.application = m_application;
        facts.keeper = keeper;
        if (keeper)
            facts.gate = keeper->desk().profile.gate;
        panel = std::make_unique<ImportsPanel>(ImportsPanelParts{service, ledger, templates, mirror, sync}, facts);
        panel->resize(1200, 800);
        panel->show();
    }

    template <class T>
    T *widget(const char *name) const
    {
        return panel->findChild<T *>(QString::fromLatin1(name));
    }
    QString text(const char *label) const { return widget<QLabel>(label)->text(); }
    void click(const char *name) const { widget<QPushButton>(name)->click(); }
    bool enabled(const char *name) const { return widget<QPushButton>(name)->isEnabled(); }

    /// Writes a file and opens it.
    QString open(const QByteArray &csv)
    {
        const QString path = folder.filePath(QStringLiteral("file%1.csv").arg(++m_opened));
        write(path, csv);
        widget<QLineEdit>("importPath")->setText(path);
        click("openImport");
        [this] { QTRY_VERIFY(widget<QPushButton>("nextStep")->isVisible()); }();
        return path;
    }
    void check()
    {
        click("nextStep");
        QTRY_VERIFY(widget<QPushButton>("planImport")->isVisible());
        QTRY_VERIFY(!text("checkHeadline").isEmpty());
        QTRY_VERIFY(!text("checkHeadline").startsWith(u"Checking"));
    }
    /// To the plan, once it is there.
    void plan()
    {
        QVERIFY(enabled("planImport"));
        click("planImport");
        QTRY_VERIFY_WITH_TIMEOUT(widget<QLabel>("planAge")->isVisible(), 20'000);
    }
    /// Until the run has begun.
    void send()
    {
        check();
        plan();
        QVERIFY(enabled("startImport"));
        click("startImport");
        QTRY_VERIFY(widget<QLabel>("settledLabel")->isVisible());
    }

    catalogue::TemplateStore templates;
    Mirror mirror;
    MirrorSync sync;
    std::unique_ptr<ImportsPanel> panel;
    Gatekeeper *keeper = nullptr; ///< for the panel that is made next

private:
    const QString m_application;
    int m_opened = 0;
};

} // namespace chancery::test
