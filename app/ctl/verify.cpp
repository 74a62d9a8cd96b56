// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/auditlog.h"

#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "ui/words/decisiontext.h"

namespace chancery::ctl {

using namespace Qt::StringLiterals;

int verify(const QStringList &arguments)
{
    Arguments options(tr("Examines an exported audit log, entry by entry; needs nothing but the file."));
    options.addPositional(u"FILE"_s, tr("The exported audit log."));
    options.parse(arguments);
    const auto verdict = verifyAuditFile(options.positional());
    if (!verdict)
        fail(sentence(verdict.error()), exitFor(verdict.error()));
    if (options.common().json) {
        json::Value object = json::Value::object();
        object.set(u"entries"_s, json::Value::integer(verdict->entries));
        object.set(u"head"_s, QString::fromLatin1(verdict->head.toHex()));
        json::Value broken;
        if (verdict->broken) {
            broken.set(u"line"_s, json::Value::integer(verdict->broken->line));
            broken.set(u"sequence"_s, json::Value::integer(verdict->broken->sequence));
            broken.set(u"fault"_s, QString(chainFaultWord(verdict->broken->fault)));
        }
        object.set(u"broken"_s, broken);
        printJson(object);
    }
    remark(describe(*verdict));
    return verdict->broken ? SomeFailed : AllDone;
}

} // namespace chancery::ctl
