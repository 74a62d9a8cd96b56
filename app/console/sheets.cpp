// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/sheets.h"

#include "ui/widgets/card.h"
#include "ui/widgets/emptystate.h"
#include "ui/words/errortext.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSide = 64;
constexpr int sheetWidth = 520;

QString tr(const char *text)
{
    return QCoreApplication::translate("chancery", text);
}

/// Over panels that shine through, words need a ground of their own.
Card *carded(EmptyState *state)
{
    auto *card = new Card;
    card->setFixedWidth(sheetWidth);
    card->body()->addWidget(state);
    card->setFocusProxy(state);
    return card;
}

QWidget *notice(const QString &headline, const QString &text, const NoticeAction &action)
{
    auto *sheet = new EmptyState({u"warning"_s, headline, text});
    sheet->setObjectName(u"notice"_s);
    QPushButton *button = sheet->addPrimaryAction(action.text);
    button->setObjectName(u"noticeAction"_s);
    QObject::connect(button, &QPushButton::clicked, sheet, action.act);
    return carded(sheet);
}

} // namespace

QWidget *welcomeSheet(const WelcomeChoices &choices)
{
    auto *sheet =
        new EmptyState({u"connection"_s, tr("Where do you want to work?"),
                        tr("Connect to your passport service with its address and an API key, or try everything in the "
                           "local sandbox, which needs no account and touches nothing outside this computer.")});
    sheet->setObjectName(u"welcome"_s);
    QPushButton *sandbox = sheet->addPrimaryAction(tr("Open the sandbox"));
    sandbox->setObjectName(u"openSandbox"_s);
    QObject::connect(sandbox, &QPushButton::clicked, sheet, choices.sandbox);
    QPushButton *connections = sheet->addAction(tr("Connections…"));
    connections->setObjectName(u"welcomeConnections"_s);
    QObject::connect(connections, &QPushButton::clicked, sheet, choices.connections);
    return carded(sheet);
}

QWidget *startingSheet()
{
    return carded(new EmptyState({u"clock"_s, tr("Starting the sandbox"), tr("It is ready in a moment.")}));
}

QWidget *askingKeychainSheet()
{
    return carded(new EmptyState({u"key"_s, tr("Asking the keychain"), tr("It may want to be unlocked first.")}));
}

QWidget *noticeSheet(const Error &error, const NoticeAction &action)
{
    const ErrorText text = describe(error);
    return notice(text.headline, QString(text.remedy + u"\n\n"_s + text.details).trimmed(), action);
}

QWidget *problemSheet(const QString &problem, const NoticeAction &action)
{
    return notice(tr("The settlement service of this connection can't be asked."), problem, action);
}

QWidget *askingServiceSheet(const QString &host, const NoticeAction &goOn)
{
    auto *sheet =
        new EmptyState({u"network"_s, tr("Asking %1").arg(host),
                        tr("Its answer tells how it spells passports. Without it everything can be looked at, "
                           "but nothing changed.")});
    sheet->setObjectName(u"askingService"_s);
    QPushButton *button = sheet->addAction(goOn.text);
    button->setObjectName(u"goOnWithout"_s);
    QObject::connect(button, &QPushButton::clicked, sheet, goOn.act);
    return carded(sheet);
}

void openAbout(QWidget &parent)
{
    auto *about = new QMessageBox(&parent);
    about->setObjectName(u"about"_s);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setWindowTitle(tr("About Chancery"));
    about->setIconPixmap(QApplication::windowIcon().pixmap(iconSide));
    about->setText(tr("Chancery %1").arg(QStringLiteral(CHANCERY_VERSION)));
    about->setInformativeText(tr("A desktop console for product passports.\n\nFree software under the GNU General "
                                 "Public License, version 3 or later."));
    about->open();
}

} // namespace chancery
