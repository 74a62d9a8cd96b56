// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The dialogs that concern more than one panel.

#include "app/console/application.h"

#include "ui/dialogs/connectionsdialog.h"
#include "ui/dialogs/undodialog.h"
#include "ui/mainwindow.h"
#include "ui/panels/imports/importspanel.h"

#include "core/profiles/danger.h"

namespace chancery {

using namespace Qt::StringLiterals;

void Application::openUndo(const QString &runId)
{
    const Profile &profile = *m_session.profile();
    auto *dialog =
        new UndoDialog({.undo = {m_connection->keyban(), m_ledger, m_mirror.get(), profile.keyban.base.host()},
                        .runId = runId,
                        .place = {.live = dangerOf(profile).danger == Danger::Live,
                                  .profileName = profile.name,
                                  .network = profile.keyban.network},
                        .user = systemUser()},
                       m_window->panel(u"imports"_s)); // goes with the connection
    connect(dialog, &UndoDialog::undone, this, [this] {
        m_sync->refresh();
        m_window->panel(u"imports"_s)->refresh();
    });
    dialog->open();
}

void Application::openConnections()
{
    auto *dialog = new ConnectionsDialog(m_profiles, m_keyring, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto &found = m_environment.profile)
        dialog->offerEnvironment({found->profile, found->apiKey.clone(), found->clientSecret.clone()});
    connect(dialog, &ConnectionsDialog::chosen, this,
            [this](const Profile &profile) { m_window->leaveThen([this, profile] { work(profile); }); });
    connect(dialog, &ConnectionsDialog::sandboxWanted, this, [this] { startSandbox(Then::Start); });
    connect(this, &Application::failed, dialog, &ConnectionsDialog::showError);
    dialog->open();
}

} // namespace chancery
