// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/statetext.h"

#include <QCoreApplication>

#include <array>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::StateKind;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(StateText)
};

QString actionText(const keystone::StateAction &action)
{
    const QString what =
        action.provider.isEmpty() ? action.type : Text::tr("%1 by %2").arg(action.type, action.provider);
    return Text::tr("The service runs %1 (%2), for at most %3")
        .arg(what, action.resolution, spanText(action.timeoutSeconds));
}

} // namespace

QString stateName(const QString &state)
{
    if (keystone::kindOf(state) == StateKind::Unknown)
        return state;
    const QString words = state.toLower().replace(u'_', u' ');
    return words.at(0).toUpper() + words.mid(1);
}

QString stateKindText(StateKind kind)
{
    switch (kind) {
    case StateKind::Start:
        return Text::tr("start");
    case StateKind::Active:
        return Text::tr("under way");
    case StateKind::Waiting:
        return Text::tr("waits for somebody outside");
    case StateKind::Success:
        return Text::tr("success");
    case StateKind::Failure:
        return Text::tr("failure");
    case StateKind::Unknown:
        break;
    }
    return Text::tr("not known here");
}

QString spanText(qint64 seconds)
{
    struct Unit
    {
        qint64 seconds;
        QString text;
    };
    const std::array units{Unit{86'400, Text::tr("%1 d")}, Unit{3'600, Text::tr("%1 h")}, Unit{60, Text::tr("%1 min")},
                           Unit{1, Text::tr("%1 s")}};
    QStringList parts;
    for (const Unit &unit : units) {
        if (seconds >= unit.seconds && parts.size() < 2)
            parts << unit.text.arg(seconds / unit.seconds);
        seconds %= unit.seconds;
    }
    return parts.isEmpty() ? Text::tr("%1 s").arg(0) : parts.join(u' ');
}

QStringList stateParticulars(const QString &state, const keystone::TemplateConfig &config)
{
    const QString name = stateName(state);
    QStringList lines{name == state ? name : u"%1 (%2)"_s.arg(name, state)};
    if (!config.everyState().contains(state)) {
        lines << Text::tr("The template does not name this state");
        return lines;
    }
    const StateKind kind = keystone::kindOf(state, &config);
    lines << Text::tr("Kind: %1").arg(stateKindText(kind));
    if (keystone::mayAwaitDecision(state, &config))
        lines << Text::tr("May wait for a decision");
    if (config.recheckAtStates.contains(state))
        lines << Text::tr("The parties are screened again here");
    if (const keystone::StateAction *const action = config.actionOf(state))
        lines << actionText(*action);
    QStringList next;
    for (const QString &to : config.next(state))
        next << stateName(to);
    lines << (next.isEmpty() ? Text::tr("It ends here") : Text::tr("Leads to: %1").arg(next.join(u", "_s)));
    return lines;
}

} // namespace chancery
