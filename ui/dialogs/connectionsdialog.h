// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/environment.h"
#include "core/profiles/profilestore.h"
#include "core/secrets/keyring.h"

#include <QDialog>

#include <functional>

class QPushButton;
class QStackedWidget;

namespace chancery {

class Banner;
class ConnectionEditor;
class ConnectionList;
class EmptyState;
class EnvironmentImport;

/// The connections: made, changed, tested, deleted, and one of them chosen to work with. Opened with open(); what is
/// not saved is asked about in the dialog before it is left.
class ConnectionsDialog : public QDialog
{
    Q_OBJECT

public:
    /// Store and keyring outlive the dialog. Shows the connection that was last used.
    ConnectionsDialog(ProfileStore &store, Keyring &keyring, QWidget *parent = nullptr);
    ~ConnectionsDialog() override;

    /// What takeFromEnvironment() found, for the page where connections are imported.
    void offerEnvironment(EnvironmentProfile offered);
    /// Shows this connection, after asking about what is not saved.
    void select(const QUuid &id);
    /// What became of a wish of this dialog, such as the sandbox that did not start.
    void showError(const Error &error);

    /// Asks first when something is not saved.
    void reject() override;

Q_SIGNALS:
    /// The person wants to work with it. The dialog has closed.
    void chosen(const chancery::Profile &profile);
    /// The person wants the local sandbox, for which there is no connection yet. The dialog stays open: it turns to the
    /// sandbox's connection once the store has one.
    void sandboxWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    using Step = std::function<void()>;

    void layOut();
    void buildSandboxPage();
    void connectList();
    void connectPages();

    void refreshRows();
    void followStore();
    void refreshActions();
    void goTo(const QUuid &id);
    void showEditor();
    QUuid usualId() const;

    void leaveThen(Step next);
    void askAboutChanges();
    void dropQuestion();
    void saveAndGoOn();
    void discardAndGoOn();

    void create();
    void duplicate(const QUuid &id);
    void importHere();
    void takeOver(EnvironmentProfile &found);
    void askToDelete();
    void remove(const Profile &profile);
    void noteRemoval(const QString &name, const Result<Nothing> &result);
    void noteSlowKeychain();
    void wantSandbox();
    QString freeName(const QString &wanted) const;

    ProfileStore &m_store;
    Keyring &m_keyring;
    ConnectionList *m_list;
    Banner *m_question;
    Banner *m_news;
    QStackedWidget *m_pages;
    ConnectionEditor *m_editor;
    EnvironmentImport *m_environment;
    EmptyState *m_sandbox;
    QPushButton *m_startSandbox = nullptr;
    QPushButton *m_close;
    Step m_next;            ///< what was asked for while something is not saved
    QUuid m_before;         ///< what was shown before the import page
    QString m_beingRemoved; ///< the connection whose key the keychain was asked to remove
};

} // namespace chancery
