// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/phonerun.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/card.h"

class QLabel;
class QPushButton;

namespace chancery {

class CountdownRing;
class StatePill;

/// A question to a phone while it is awaited: how long still, what is heard, and a way to stop; then how it ended.
class PhoneWaitCard : public Card
{
    Q_OBJECT

public:
    /// `name` begins the object names.
    PhoneWaitCard(const QString &title, const QString &name, QWidget *parent = nullptr);

    /// `idle` is what it says while nothing was asked.
    void showIdle(const QString &idle);
    /// From now on it tells of this run, which ends before the card does or tells its end.
    void follow(PhoneRun &run);
    void say(const QString &words);
    void showEnd(Tone tone, const QString &state, const QString &words);

private:
    void rings(PhoneRun &run);

    StatePill *m_state;
    CountdownRing *m_ring;
    QLabel *m_words;
    QPushButton *m_stop;
};

/// How an end of such a question looks, and its word.
Tone toneOf(PhoneEnd end);
QString endName(PhoneEnd end);

} // namespace chancery
