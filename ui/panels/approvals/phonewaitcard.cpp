// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/approvals/phonewaitcard.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/countdownring.h"
#include "ui/widgets/statepill.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

Tone toneOf(PhoneEnd end)
{
    switch (end) {
    case PhoneEnd::Done:
        return Tone::Good;
    case PhoneEnd::Expired:
    case PhoneEnd::TimedOut:
    case PhoneEnd::NoKey:
        return Tone::Attention;
    case PhoneEnd::Withdrawn:
        return Tone::Neutral;
    case PhoneEnd::Lost:
        return Tone::Unknown;
    case PhoneEnd::Denied:
    case PhoneEnd::Failed:
    case PhoneEnd::Unreadable:
    case PhoneEnd::PaymentFailed:
        break;
    }
    return Tone::Bad;
}

QString endName(PhoneEnd end)
{
    switch (end) {
    case PhoneEnd::Done:
        return PhoneWaitCard::tr("Done");
    case PhoneEnd::Denied:
        return PhoneWaitCard::tr("Denied");
    case PhoneEnd::Expired:
        return PhoneWaitCard::tr("Expired");
    case PhoneEnd::TimedOut:
        return PhoneWaitCard::tr("No answer");
    case PhoneEnd::Withdrawn:
        return PhoneWaitCard::tr("Stopped");
    case PhoneEnd::Lost:
        return PhoneWaitCard::tr("Lost");
    case PhoneEnd::Unreadable:
        return PhoneWaitCard::tr("Unreadable");
    case PhoneEnd::NoKey:
        return PhoneWaitCard::tr("No vault yet");
    case PhoneEnd::PaymentFailed:
        return PhoneWaitCard::tr("Not paid");
    case PhoneEnd::Failed:
        break;
    }
    return PhoneWaitCard::tr("Failed");
}

PhoneWaitCard::PhoneWaitCard(const QString &title, const QString &name, QWidget *parent)
    : Card(title, parent)
    , m_state(new StatePill(this))
    , m_ring(new CountdownRing(this))
    , m_words(new QLabel(this))
    , m_stop(new QPushButton(tr("S&top waiting"), this))
{
    setObjectName(name + u"Card"_s);
    m_state->setObjectName(name + u"State"_s);
    m_words->setObjectName(name + u"Words"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_stop->setObjectName(name + u"Stop"_s);
    m_stop->setAccessibleName(tr("Stop waiting"));
    addHeaderWidget(m_state);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::large);
    line->addWidget(m_ring, 0, Qt::AlignTop);
    line->addWidget(m_words, 1, Qt::AlignVCenter);
    body()->setSpacing(space::medium);
    body()->addLayout(line);
    body()->addWidget(m_stop, 0, Qt::AlignLeft);
    showIdle({});
}

void PhoneWaitCard::showIdle(const QString &idle)
{
    m_state->hide();
    m_ring->hide();
    m_stop->hide();
    m_words->setText(idle);
}

void PhoneWaitCard::follow(PhoneRun &run)
{
    m_state->setState(Tone::Accent, tr("Asking"));
    m_state->show();
    m_ring->hide();
    m_stop->show();
    m_words->setText(tr("Asking…"));
    connect(&run, &PhoneRun::waiting, this, [this, &run] { rings(run); });
    connect(&run, &PhoneRun::heard, this, [this](const QString &status) {
        say(tr("The service says “%1”, which this program does not know. It goes on waiting.").arg(status));
    });
    connect(m_stop, &QPushButton::clicked, &run, &PhoneRun::withdraw);
}

void PhoneWaitCard::rings(PhoneRun &run)
{
    m_state->setState(Tone::Accent, tr("Waiting"));
    m_ring->start(run.left(), run.left());
    m_ring->show();
    say(tr("The phone rings. Whoever has it decides."));
}

void PhoneWaitCard::say(const QString &words)
{
    m_words->setText(words);
}

void PhoneWaitCard::showEnd(Tone tone, const QString &state, const QString &words)
{
    m_ring->stop();
    m_ring->hide();
    m_stop->hide();
    m_state->setState(tone, state);
    m_state->show();
    say(words);
}

} // namespace chancery
