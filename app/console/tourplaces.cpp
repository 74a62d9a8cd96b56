// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"
#include "app/console/sheets.h"

#include "ui/dialogs/credentialsheet.h"
#include "ui/mainwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QUuid>

// The tour through the sheets, and through the places one can be connected to.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// The sandbox's, the same in every run.
const QString sandboxKey = u"test-keyban-api-key"_s;
const QString live = u"Maison Aubrac, production"_s;

QWidget *keySheet(KeychainState state)
{
    auto *sheet = new CredentialSheet(live);
    sheet->setKeychain(state);
    return sheet;
}

QWidget *notice(Cause cause, const QString &subject)
{
    Error error;
    error.kind = ErrorKind::NotFound;
    error.cause = cause;
    error.subject = subject;
    return noticeSheet(error, {Application::tr("Connections…"), [] {}});
}

} // namespace

void Tour::planSheets()
{
    sheet(u"welcome"_s, [] { return welcomeSheet({[] {}, [] {}}); });
    sheet(u"starting"_s, [] { return startingSheet(); });
    sheet(u"asking-keychain"_s, [] { return askingKeychainSheet(); });
    sheet(u"asking-service"_s, [] {
        return askingServiceSheet(u"api.example.com"_s, {Application::tr("Go on without"), [] {}});
    });
    for (const auto &[name, state] : {std::pair{u"key-empty"_s, KeychainState::Empty},
                                      {u"key-slow"_s, KeychainState::Slow},
                                      {u"key-refusing"_s, KeychainState::Refusing},
                                      {u"key-absent"_s, KeychainState::Absent}})
        sheet(
            name, [state = state] { return keySheet(state); }, keychainWord(state));
    sheet(u"notice-unknown-profile"_s, [] { return notice(Cause::ProfileUnknown, live); });
    sheet(u"notice-damaged-connections"_s, [] { return notice(Cause::StorageCorrupt, u"profiles.json"_s); });
    act(u"about"_s, [this] { Q_EMIT m_application.window().aboutWanted(); });
    shoot(u"about"_s, sees(u"about"_s));
    leave();
}

void Tour::planConnections()
{
    act(u"connections"_s, [this] { Q_EMIT m_application.window().connectionsWanted(); });
    shoot(u"connections"_s, sees(u"connectionAddress"_s));
    act(u"the sandbox's address"_s, [this] {
        m_service = QUrl(find<QLineEdit>(u"connectionAddress"_s)->text());
        m_serviceApplication = find<QLineEdit>(u"connectionApplication"_s)->text();
    });
    click(u"testConnection"_s);
    shoot(u"connections-tested"_s, sees(u"testHeadline"_s));
    click(u"importEnvironment"_s);
    shoot(u"connections-import"_s, sees(u"environmentText"_s));
    click(u"cancelImport"_s);
    click(u"newConnection"_s);
    shoot(u"connections-new"_s);
    planSettlementFields();
    type(u"connectionAddress"_s, u"http://service.example/keyban"_s);
    type(u"connectionApplication"_s, u"not an id"_s);
    click(u"saveConnection"_s);
    shoot(u"connections-problems"_s);
    leave();
    shoot(u"connections-unsaved"_s, sees(u"unsavedQuestion"_s));
    act(u"discard"_s,
        [this] { find<QDialog>(u"connectionsDialog"_s)->findChild<QAbstractButton *>(u"discardChanges"_s)->click(); });
}

/// A connection on the main network is live wherever its service stands; this one's is the sandbox.
void Tour::planConnectionTest()
{
    act(u"connections"_s, [this] { Q_EMIT m_application.window().connectionsWanted(); });
    click(u"newConnection"_s);
    type(u"connectionName"_s, live);
    act(u"the address"_s, [this] {
        find<QLineEdit>(u"connectionAddress"_s)->setText(m_service.toString());
        find<QLineEdit>(u"connectionApplication"_s)->setText(m_serviceApplication);
    });
    choose(u"connectionNetwork"_s, u"StarknetMainnet"_s);
    click(u"keepKey"_s);
    type(u"connectionKey"_s, u"test-not-the-key"_s);
    click(u"testConnection"_s);
    shoot(u"connections-refused"_s, sees(u"testHeadline"_s));
    type(u"connectionKey"_s, sandboxKey);
    click(u"saveConnection"_s);
    click(u"deleteConnection"_s);
    shoot(u"connections-delete"_s, sees(u"deleteQuestion"_s));
    leave();
    click(u"removeKey"_s);
    shoot(u"connections-remove-key"_s, sees(u"removeKeyQuestion"_s));
    leave();
    click(u"useConnection"_s);
    waitFor(live, worksWith(live));
}

void Tour::planLive()
{
    go(u"passports"_s);
    pickPassport();
    shoot(u"live-passports"_s, sees(u"inspectorFields"_s));
    type(u"field.material"_s, u"Calf leather"_s);
    click(u"reviewAndSave"_s);
    shoot(u"live-review"_s, canClick(u"reviewSave"_s));
    leave();
    pickDrafts();
    click(u"publishPassports"_s);
    shoot(u"live-publish"_s, sees(u"publishTypedCount"_s));
    leave();
    click(u"newPassport"_s);
    shoot(u"live-new-passport"_s, sees(u"newPassportDialog"_s));
    leave();
    act(u"the window closed"_s, [this] { m_application.window().close(); });
    shoot(u"close-question"_s, sees(u"closeQuestion"_s));
    leave();
}

void Tour::planLiveImport()
{
    go(u"imports"_s);
    openImport(u"spring-catalogue.csv"_s);
    click(u"nextStep"_s);
    click(u"planImport"_s);
    shoot(u"live-plan"_s, canClick(u"startImport"_s));
    click(u"startImport"_s);
    shoot(u"live-import-question"_s, sees(u"confirmImport"_s));
    leave();
}

void Tour::copyConnection(const QString &name)
{
    act(u"connections"_s, [this] { Q_EMIT m_application.window().connectionsWanted(); });
    click(u"duplicateConnection"_s);
    type(u"connectionName"_s, name);
    click(u"keepKey"_s);
    type(u"connectionKey"_s, sandboxKey);
}

void Tour::workWith(const QString &name)
{
    click(u"useConnection"_s);
    waitFor(name, worksWith(name));
    go(u"passports"_s);
}

void Tour::planReadOnly()
{
    copyConnection(u"Auditor"_s);
    choose(u"connectionGuard"_s, u"Read-only"_s);
    click(u"useConnection"_s);
    shoot(u"leave-question"_s, sees(u"leaveQuestion"_s)); // the edit in the live passport
    click(u"loseWork"_s);
    waitFor(u"Auditor"_s, worksWith(u"Auditor"_s));
    go(u"passports"_s);
    pickPassport();
    shoot(u"read-only-passports"_s, sees(u"accessNote"_s));
    go(u"imports"_s);
    openImport(u"spring-catalogue.csv"_s);
    click(u"nextStep"_s);
    click(u"planImport"_s);
    shoot(u"read-only-plan"_s, reads(u"whyNotSend"_s, u"This connection is read-only"_s));
}

/// A service without passports, and one that is not there.
void Tour::planOtherServices()
{
    act(u"an empty service"_s, [this] {
        m_emptySandbox = std::make_unique<SandboxProcess>(m_files.filePath(u"empty"_s), SandboxProcess::Seed::Empty);
        connect(m_emptySandbox.get(), &SandboxProcess::ready, this,
                [this](const SandboxFacts &facts) { m_emptyService = facts.keyban; });
        m_emptySandbox->start();
    });
    waitFor(u"an empty service"_s, [this] { return !m_emptyService.isEmpty(); });
    copyConnection(u"Nothing yet"_s);
    act(u"the address"_s, [this] { find<QLineEdit>(u"connectionAddress"_s)->setText(m_emptyService.toString()); });
    choose(u"connectionNetwork"_s, u"StarknetSepolia"_s);
    choose(u"connectionGuard"_s, u"Normal"_s);
    workWith(u"Nothing yet"_s);
    shoot(u"passports-none"_s, sees(u"emptyImport"_s));
    copyConnection(u"Not there"_s);
    type(u"connectionAddress"_s, u"http://127.0.0.1:9/keyban"_s);
    workWith(u"Not there"_s);
    shoot(u"service-waiting"_s, sees(u"stopTrying"_s));
    click(u"stopTrying"_s);
    shoot(u"service-unreachable"_s, sees(u"retryLoading"_s));
}

void Tour::planKeyRefused()
{
    copyConnection(u"Key refused"_s);
    act(u"the address"_s, [this] { find<QLineEdit>(u"connectionAddress"_s)->setText(m_service.toString()); });
    type(u"connectionKey"_s, u"test-not-the-key"_s);
    click(u"useConnection"_s);
    shoot(u"key-refused"_s, sees(u"credentialSheet"_s));
}

} // namespace chancery
