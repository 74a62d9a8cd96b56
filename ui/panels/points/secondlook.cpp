// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/points/secondlook.h"

#include "ui/widgets/texts.h"
#include "ui/words/mintnotice.h"

#include <QCoreApplication>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SecondLook)
};

QString openText(const MintRecord &open)
{
    return Text::tr("On %1 %2 set out to mint as many points for this account, and nobody knows whether they arrived "
                    "(%3). If they did, this mint gives them twice. Looking again at that one first is the safe way.")
        .arg(QLocale().toString(open.intended.toLocalTime(), QLocale::ShortFormat), open.intent.author.user,
             open.intent.id);
}

} // namespace

ServiceQuestion::Content secondLook(const SecondLook &about)
{
    const QString points = numberText(about.request.points);
    const QList<MintRecord> &open = about.outlook.admission.blocking;
    ServiceQuestion::Content content;
    content.title =
        open.isEmpty() ? Text::tr("Mint %1 points?").arg(points) : Text::tr("Mint %1 points again?").arg(points);
    content.subject = Text::tr("Reason: %1").arg(about.request.reason);
    content.action = open.isEmpty() ? Text::tr("&Mint %1 points").arg(points) : Text::tr("&Mint them despite it");
    for (const MintRecord &one : open)
        content.consequences << openText(one);
    content.consequences
        << Text::tr("%1 points go to account %2 on %3.").arg(points, about.request.accountId, about.service)
        << Text::tr("They can't be taken back from here.") << limitTexts(about.outlook);
    if (about.outlook.admission.limit > 0)
        content.consequences << Text::tr("That is more than a limit of this connection allows (%1), so a second person "
                                         "is asked for a yes next.")
                                    .arg(numberText(about.outlook.admission.limit));
    if (!open.isEmpty())
        content.typed = QString::number(about.request.points);
    return content;
}

} // namespace chancery
