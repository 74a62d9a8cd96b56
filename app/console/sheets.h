// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

#include <functional>

class QWidget;

namespace chancery {

/// Sheets over the panels, owned by whoever is given them.

struct WelcomeChoices
{
    std::function<void()> sandbox;
    std::function<void()> connections;
};
QWidget *welcomeSheet(const WelcomeChoices &choices);
QWidget *startingSheet();
QWidget *askingKeychainSheet();

struct NoticeAction
{
    QString text;
    std::function<void()> act;
};
/// What stands in the way of work, and the one way on.
QWidget *noticeSheet(const Error &error, const NoticeAction &action);

/// Something about the connection that only Connections can mend.
QWidget *problemSheet(const QString &problem, const NoticeAction &action);

/// While the service is asked before the first panel; it may be tried for long, so there is a way on.
QWidget *askingServiceSheet(const QString &host, const NoticeAction &goOn);

/// What this program is, in a dialog of its own.
void openAbout(QWidget &parent);

} // namespace chancery
