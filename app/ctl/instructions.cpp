// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/instructions.h"

#include "app/ctl/commands.h"

#include <QUuid>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

void takeId(InstructionOptions &options, const QStringList &words)
{
    options.id = words.value(1);
    if (options.id.size() != 36 || QUuid::fromString(options.id).isNull())
        fail(tr("instructions %1 needs the ID of an instruction, a UUID.").arg(words.first()));
}

/// Too many words are as wrong as too few.
void allow(const QStringList &words, qsizetype most)
{
    if (words.size() > most)
        fail(tr("instructions %1: %2 is too much.").arg(words.first(), words.at(most)));
}

int carryOut(InstructionOptions &options, const QStringList &words)
{
    const QString action = words.value(0);
    if (action == u"list") {
        allow(words, 1);
        return listInstructions(options);
    }
    if (action == u"show" || action == u"cancel") {
        takeId(options, words);
        return action == u"show" ? showInstruction(options) : cancelInstruction(options);
    }
    if (action == u"submit" || action == u"check") {
        options.file = words.value(1);
        options.onlyChecks = action == u"check";
        if (options.file.isEmpty())
            fail(tr("instructions %1 needs a FILE.").arg(action));
        return submitInstructions(options);
    }
    fail(tr("instructions needs one of list, show ID, check FILE, submit FILE, cancel ID."));
}

} // namespace

int instructions(const QStringList &arguments)
{
    Arguments options(tr("Lists, shows, submits and cancels instructions: list, show ID, check FILE, submit FILE, "
                         "cancel ID. The same file again carries on and submits nothing twice."));
    options.addPositionals(u"ACTION"_s, tr("list, show ID, check FILE, submit FILE or cancel ID"), 2);
    options.addFormatOptions();
    options.addOption({u"status"_s, tr("list: only instructions of this status."), u"STATUS"_s});
    options.addOption({u"batch"_s,
                       tr("submit: a name that is part of every key; the same content under another name is submitted "
                          "once more."),
                       u"NAME"_s});
    options.addOption(
        {u"failed"_s, tr("submit: write what is not done to this file, to be submitted again."), u"FILE"_s});
    options.addOption({u"strict"_s, tr("submit: send nothing while a row has an error.")});
    options.parse(arguments);
    InstructionOptions asked{.common = options.common(),
                             .id = {},
                             .status = options.value(u"status"_s),
                             .file = {},
                             .format = options.format(),
                             .batch = options.value(u"batch"_s),
                             .failedTo = options.value(u"failed"_s),
                             .isStrict = options.isSet(u"strict"_s)};
    return carryOut(asked, options.positionals());
}

} // namespace chancery::ctl
