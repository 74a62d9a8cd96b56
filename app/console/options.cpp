// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

#include <cstdio>
#include <cstdlib>

namespace chancery {

using namespace Qt::StringLiterals;

Options readOptions(const QStringList &arguments)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("chancery", text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("A desktop console for product passports."));
    parser.addOptions({
        {u"sandbox"_s, tr("Work with the local sandbox, which is started for it.")},
        {u"profile"_s, tr("Work with the connection of this name."), u"NAME"_s},
        {u"tour"_s,
         tr("Take the guided tour through the sandbox, with pictures of every panel, sheet and dialog in this folder, "
            "and quit."),
         u"DIR"_s},
        {u"data-dir"_s, tr("Keep settings, connections and the ledger in this folder."), u"DIR"_s},
        {{u"h"_s, u"help"_s}, tr("Show this help.")},
        {{u"v"_s, u"version"_s}, tr("Show the version.")},
    });
    const auto end = [](const QString &text, FILE *stream, int code) {
        std::fputs(qUtf8Printable(text), stream);
        std::exit(code);
    };
    if (!parser.parse(arguments))
        end(u"chancery: %1\n"_s.arg(parser.errorText()), stderr, 2);
    if (parser.isSet(u"help"_s))
        end(parser.helpText(), stdout, 0);
    if (parser.isSet(u"version"_s))
        end(u"chancery %1\n"_s.arg(QCoreApplication::applicationVersion()), stdout, 0);
    if (!parser.positionalArguments().isEmpty())
        end(tr("chancery: takes no argument besides its options; see --help.") + u'\n', stderr, 2);

    Options options;
    options.sandbox = parser.isSet(u"sandbox"_s);
    options.profile = parser.value(u"profile"_s);
    options.tourFolder = parser.value(u"tour"_s);
    options.dataDir = parser.value(u"data-dir"_s);
    if (options.dataDir.isEmpty())
        options.dataDir = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/chancery"_s;
    if (!options.tourFolder.isEmpty())
        options.sandbox = true;
    return options;
}

} // namespace chancery
