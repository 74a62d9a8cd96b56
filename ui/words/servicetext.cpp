// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/servicetext.h"

#include "ui/words/errortext.h"
#include "ui/words/statetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace chancery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServiceText)
};

} // namespace

QString waitText(const RetryWait &wait, const QDateTime &now)
{
    const QString left = spanText(std::max<qint64>(0, now.secsTo(wait.until)));
    return wait.wholeQueue ? Text::tr("The service asked to wait. Going on in %1.").arg(left)
                           : Text::tr("%1 Trying again in %2.").arg(describe(wait.reason).headline, left);
}

QString forbiddenText(const Error &error)
{
    return Text::tr("Off until the service allows it again. %1").arg(describe(error).headline);
}

} // namespace chancery
