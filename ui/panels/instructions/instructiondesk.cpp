// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/instructions/instructiondesk.h"

#include "ui/words/settlementtext.h"

#include <QCoreApplication>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::InstructionLeg;

namespace {

constexpr qsizetype namedLegs = 3;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(InstructionDesk)
};

QString namesOf(const QList<InstructionLeg> &legs, QStringView direction)
{
    QStringList names;
    qsizetype more = 0;
    for (const InstructionLeg &leg : legs) {
        if (leg.direction != direction)
            continue;
        if (names.size() < namedLegs)
            names << amountText(leg.quantity) + u' ' + leg.instrumentId;
        else
            ++more;
    }
    const QString named = names.join(u", "_s);
    return more > 0 ? Text::tr("%1 and %2 more").arg(named).arg(more) : named;
}

} // namespace

Tone toneOfInstruction(const QString &status)
{
    if (status == u"pending_match")
        return Tone::Attention;
    if (status == u"matched")
        return Tone::Good;
    if (status == u"expired")
        return Tone::Bad;
    return status == u"cancelled" ? Tone::Neutral : Tone::Unknown;
}

QString legsSentence(const QList<InstructionLeg> &legs)
{
    const QString delivered = namesOf(legs, u"deliver");
    const QString received = namesOf(legs, u"receive");
    if (received.isEmpty())
        return Text::tr("delivers %1").arg(delivered);
    if (delivered.isEmpty())
        return Text::tr("receives %1").arg(received);
    return Text::tr("delivers %1 and receives %2").arg(delivered, received);
}

QString legsLine(const QList<InstructionLeg> &legs)
{
    const QString delivered = namesOf(legs, u"deliver");
    const QString received = namesOf(legs, u"receive");
    if (delivered.isEmpty())
        return u"→ "_s + received;
    return received.isEmpty() ? QString(delivered + u" →"_s) : QString(delivered + u" → "_s + received);
}

} // namespace chancery
