// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/pastruns.h"

#include "app/ctl/output.h"

#include <QFileInfo>

#include <limits>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

QString ledgerPath(const CommonOptions &options)
{
    return options.dataDir + u"/ledger.sqlite"_s;
}

void readRuns(Ledger &ledger, QObject *context, const std::function<void(const QList<ImportRunRecord> &)> &then)
{
    if (!QFileInfo::exists(ledger.path()))
        return then({}); // asking leaves nothing behind
    ledger.open()
        .andThen([&ledger](Nothing) { return ledger.runs(std::numeric_limits<int>::max()); })
        .then(context, [then](const Result<QList<ImportRunRecord>> &runs) {
            if (!runs)
                fail(sentence(runs.error()), exitFor(runs.error()));
            then(*runs);
        });
}

ImportRunRecord runNamed(const QList<ImportRunRecord> &runs, const QString &wanted)
{
    QList<ImportRunRecord> fitting;
    for (const ImportRunRecord &run : runs) {
        if (run.id.startsWith(wanted))
            fitting << run;
    }
    if (fitting.isEmpty())
        fail(tr("The ledger holds no run named %1. chanceryctl history lists them.").arg(wanted));
    if (fitting.size() > 1)
        fail(tr("%1 runs begin with %2. Give more of the name.").arg(fitting.size()).arg(wanted));
    return fitting.first();
}

} // namespace chancery::ctl
