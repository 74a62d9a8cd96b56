// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/options.h"

#include <QCommandLineParser>

#include <cstdio>
#include <cstdlib>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;

constexpr int badUsage = 2;

[[noreturn]] void refuse(const QString &sentence)
{
    fprintf(stderr, "chancery-sandbox: %s\nTry chancery-sandbox --help.\n", qUtf8Printable(sentence));
    exit(badUsage);
}

int numberFrom(const QCommandLineParser &parser, const QString &option, int largest)
{
    bool isNumber = false;
    const int number = parser.value(option).toInt(&isNumber);
    if (!isNumber || number < 0 || number > largest)
        refuse(u"--%1 takes a whole number from 0 to %2, not %3."_s.arg(option, QString::number(largest),
                                                                        parser.value(option)));
    return number;
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Plays the services that Chancery talks to, on this machine only, for demonstrations and tests.\n\n"
        "Prints one JSON line with its addresses and credentials when it is ready, then serves until it is stopped. "
        "Everything in it is made up; nothing reaches a real service."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"port"_s, u"Port to listen on; 0 picks a free one (default)."_s, u"PORT"_s, u"0"_s},
        {u"data"_s, u"Keep the state in FILE, so that a restart goes on with it. Default: in memory only."_s,
         u"FILE|:memory:"_s, u":memory:"_s},
        {u"seed"_s,
         u"What a new sandbox holds: 2,000 passports of a made-up maker (demo, default) or nothing (empty)."_s,
         u"demo|empty"_s, u"demo"_s},
        {u"era"_s, u"Which time of the passport service to play: 2 (flat), 4 or 5 (product), or both (default)."_s,
         u"2|4|5|both"_s, u"both"_s},
        {u"strict"_s, u"Refuse unknown keys in bodies."_s},
        {u"rate"_s, u"Import rows finished per second; 0 finishes them at once. Default: 400."_s, u"ROWS_PER_S"_s,
         u"400"_s},
        {u"faults"_s, u"Start with the fault rules in FILE, as POST _sandbox/faults takes them."_s, u"FILE"_s},
    });
}

} // namespace

Options readOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        refuse(parser.errorText() + u'.');
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    if (parser.isSet(u"help"_s))
        parser.showHelp();
    if (!parser.positionalArguments().isEmpty())
        refuse(u"%1 is not an option."_s.arg(parser.positionalArguments().first()));

    Options options;
    options.port = quint16(numberFrom(parser, u"port"_s, 65535));
    options.keyban.rowsPerSecond = numberFrom(parser, u"rate"_s, 100'000'000);
    const auto era = eraFromWord(parser.value(u"era"_s).toUtf8());
    if (!era)
        refuse(u"--era is 2, 4, 5 or both, not %1."_s.arg(parser.value(u"era"_s)));
    options.keyban.era = *era;
    options.keyban.seed = parser.value(u"seed"_s).toUtf8();
    if (options.keyban.seed != "demo" && options.keyban.seed != "empty")
        refuse(u"--seed is demo or empty, not %1."_s.arg(parser.value(u"seed"_s)));
    options.keyban.strictness = parser.isSet(u"strict"_s) ? Strictness::Strict : Strictness::Tolerant;
    if (parser.value(u"data"_s) != u":memory:")
        options.keyban.file = parser.value(u"data"_s);
    options.faultsFile = parser.value(u"faults"_s);
    return options;
}

} // namespace chancery::sandbox
