// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/arguments.h"
#include "app/ctl/commands.h"

#include <QCoreApplication>
#include <QNetworkProxyFactory>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace chancery::ctl;

namespace {

struct Command
{
    const char *name;
    const char *summary;
    int (*run)(const QStringList &);
};

constexpr Command commands[] = {
    {"rows", QT_TRANSLATE_NOOP("chanceryctl", "decode a file and print one JSON object a row"), rows},
    {"check", QT_TRANSLATE_NOOP("chanceryctl", "check a file before anything is sent"), check},
    {"plan", QT_TRANSLATE_NOOP("chanceryctl", "show what sending a file would do, row by row"), plan},
    {"import", QT_TRANSLATE_NOOP("chanceryctl", "send a file and follow it until every row has an end"), import},
    {"report", QT_TRANSLATE_NOOP("chanceryctl", "print the server's report of an import job"), report},
    {"resume", QT_TRANSLATE_NOOP("chanceryctl", "carry on an import that was interrupted"), resume},
    {"undo", QT_TRANSLATE_NOOP("chanceryctl", "take an import back, as far as nothing was published or edited since"),
     undo},
    {"history", QT_TRANSLATE_NOOP("chanceryctl", "list the imports of the past, and what became of each row"), history},
    {"settlements", QT_TRANSLATE_NOOP("chanceryctl", "list, show, watch and decide settlements"), settlements},
    {"instructions", QT_TRANSLATE_NOOP("chanceryctl", "list, show, submit and cancel instructions"), instructions},
    {"mint", QT_TRANSLATE_NOOP("chanceryctl", "mint points for an account, and look after lost answers"), mint},
    {"awards", QT_TRANSLATE_NOOP("chanceryctl", "check and mint a file of points for many accounts"), awards},
    {"orders", QT_TRANSLATE_NOOP("chanceryctl", "list what moved a wallet's points"), orders},
    {"tiers", QT_TRANSLATE_NOOP("chanceryctl", "list and change reward tiers"), tiers},
    {"approve", QT_TRANSLATE_NOOP("chanceryctl", "ask a person for a yes on their phone, or verify a proof"), approve},
    {"vault", QT_TRANSLATE_NOOP("chanceryctl", "list, read and store what somebody keeps on their phone"), vault},
    {"checkout", QT_TRANSLATE_NOOP("chanceryctl", "ask a person to pay on their phone, and wait until it is paid"),
     checkout},
    {"via-proxy",
     QT_TRANSLATE_NOOP("chanceryctl", "send one call by the credential proxy, with no key on this machine"), viaProxy},
    {"audit", QT_TRANSLATE_NOOP("chanceryctl", "show or export the audit log of decisions and mints"), audit},
    {"verify", QT_TRANSLATE_NOOP("chanceryctl", "examine an exported audit log"), verify},
};

QString overview()
{
    QString text = tr("Usage: chanceryctl COMMAND [OPTIONS]\n\nProduct passports, points and settlements from the "
                      "command line.\n\nCommands:\n");
    for (const Command &command : commands)
        text += u"  %1  %2\n"_s.arg(QString::fromLatin1(command.name), -12).arg(tr(command.summary));
    return text +
           tr("\nchanceryctl COMMAND --help tells the options of one, chanceryctl --version the version.\n\n"
              "The connection comes from --profile NAME or from the environment: KEYBAN_API, KEYBAN_API_KEY, "
              "KEYBAN_APP_ID;\nfor settlements KEYSTONE_API, KEYSTONE_AUTH, KEYSTONE_CLIENT_ID, "
              "KEYSTONE_CLIENT_SECRET;\nfor approvals, the vault and checkouts BKEY_API_URL, BKEY_CLIENT_ID, "
              "BKEY_CLIENT_SECRET.\n"
              "A key written {{NAME}} stays at the credential proxy: KEYCHAINS_PROXY_URL, KEYCHAINS_TOKEN.\n"
              "Exit codes: 0 every row completed or unchanged, 1 some failed or were left out, 2 bad input or usage,\n"
              "3 service unreachable or refused, 4 interrupted and resumable, 5 approval missing, denied or "
              "expired.\n");
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"chanceryctl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CHANCERY_VERSION));
    QNetworkProxyFactory::setUseSystemConfiguration(true);

    const QStringList arguments = QCoreApplication::arguments();
    const QString name = arguments.value(1);
    for (const Command &command : commands) {
        if (name == QLatin1StringView(command.name))
            return command.run(arguments);
    }
    if (name == u"--version"_s) {
        std::printf("chanceryctl %s\n", CHANCERY_VERSION);
        return AllDone;
    }
    const bool asked = name == u"--help"_s || name == u"-h"_s || name == u"help"_s;
    std::fputs(qUtf8Printable(overview()), asked ? stdout : stderr);
    return asked ? AllDone : BadUsage;
}
