// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/proxy/tokencard.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/countdownring.h"
#include "ui/widgets/statepill.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString sourceText(const KeychainsService &service)
{
    switch (service.tokenFrom) {
    case ProxyTokenFrom::Environment:
        return TokenCard::tr("From KEYCHAINS_TOKEN, when the program started");
    case ProxyTokenFrom::EnvFile:
        return TokenCard::tr("From the file .env beside the data folder, read again when it ends");
    case ProxyTokenFrom::Command:
        return TokenCard::tr("Printed by %1, which is run again before it ends").arg(service.program);
    case ProxyTokenFrom::Person:
        break;
    }
    return TokenCard::tr("Typed by you");
}

bool isFetched(ProxyTokenFrom from)
{
    return from == ProxyTokenFrom::EnvFile || from == ProxyTokenFrom::Command;
}

} // namespace

TokenCard::TokenCard(keychains::ProxyRoute &route, const KeychainsService &service, QWidget *parent)
    : Card(tr("Token"), parent)
    , m_route(route)
    , m_from(service.tokenFrom)
    , m_source(sourceText(service))
    , m_banner(new Banner(this))
    , m_state(new StatePill(this))
    , m_ring(new CountdownRing(this))
    , m_words(new QLabel(this))
    , m_token(new QLineEdit(this))
    , m_use(new QPushButton(tr("&Use this token"), this))
    , m_fetch(new QPushButton(tr("Get one &now"), this))
    , m_forget(new QPushButton(tr("F&orget it"), this))
{
    setObjectName(u"tokenCard"_s);
    layOut();
    connect(&m_route, &keychains::ProxyRoute::tokenChanged, this, &TokenCard::refresh);
    connect(m_token, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_use->setEnabled(!text.isEmpty()); });
    connect(m_token, &QLineEdit::returnPressed, this, &TokenCard::use);
    connect(m_use, &QPushButton::clicked, this, &TokenCard::use);
    connect(m_fetch, &QPushButton::clicked, this, &TokenCard::fetch);
    connect(m_forget, &QPushButton::clicked, this, [this] { m_route.forget(); });
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &TokenCard::refresh);
    m_tick.start();
    showState();
    QTimer::singleShot(0, this, &TokenCard::tell); // somebody has to listen first
}

void TokenCard::layOut()
{
    m_banner->setObjectName(u"tokenBanner"_s);
    m_state->setObjectName(u"tokenState"_s);
    m_words->setObjectName(u"tokenWords"_s);
    m_words->setWordWrap(true);
    m_token->setObjectName(u"proxyToken"_s);
    m_token->setAccessibleName(tr("Token"));
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_token->setPlaceholderText(tr("What “npx keychains token” prints"));
    m_use->setObjectName(u"useToken"_s);
    m_use->setAccessibleName(tr("Use this token"));
    m_use->setEnabled(false);
    setButtonKind(*m_use, ButtonKind::Primary);
    m_fetch->setObjectName(u"fetchToken"_s);
    m_fetch->setAccessibleName(tr("Get one now"));
    m_fetch->setVisible(isFetched(m_from));
    m_forget->setObjectName(u"forgetToken"_s);
    m_forget->setAccessibleName(tr("Forget it"));
    setButtonKind(*m_forget, ButtonKind::Quiet);
    addHeaderWidget(m_state);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::large);
    line->addWidget(m_ring, 0, Qt::AlignTop);
    line->addWidget(m_words, 1, Qt::AlignVCenter);
    auto *field = new QHBoxLayout;
    field->setSpacing(space::small);
    field->addWidget(m_token, 1);
    field->addWidget(m_use);
    auto *more = new QHBoxLayout;
    more->setSpacing(space::small);
    more->addWidget(m_fetch);
    more->addWidget(m_forget);
    more->addStretch(1);
    body()->setSpacing(space::medium);
    body()->addWidget(m_banner);
    body()->addLayout(line);
    body()->addLayout(field);
    body()->addLayout(more);
}

void TokenCard::focusToken()
{
    m_token->setFocus();
}

QString TokenCard::stateText() const
{
    if (m_route.isEmpty())
        return tr(
            "There is none, so nothing can go through the proxy. It lives for 15 minutes and is kept in memory only.");
    if (!m_route.hasToken())
        return tr("It has ended, so nothing can go through the proxy. Get another one; what waits goes on then.");
    return isDue() ? tr("It ends soon. Type the next one now, so that nothing has to wait for it.")
                   : tr("%1. It is kept in memory only.").arg(m_source);
}

/// A source that brings the next by itself asks nobody.
bool TokenCard::isDue() const
{
    return m_route.hasToken() && m_route.isTokenDue() && !isFetched(m_from);
}

void TokenCard::refresh()
{
    showState();
    tell();
}

void TokenCard::showState()
{
    if (!m_route.hasToken())
        m_state->setState(Tone::Bad, m_route.isEmpty() ? tr("None") : tr("Ended"));
    else
        m_state->setState(isDue() ? Tone::Attention : Tone::Good, isDue() ? tr("Ends soon") : tr("Good"));
    m_words->setText(stateText());
    m_ring->setVisible(m_route.hasToken());
    if (m_route.hasToken())
        m_ring->start(m_route.tokenLeft(), m_route.tokenLife());
    m_forget->setEnabled(!m_route.isEmpty());
}

/// Only what is new: the status bar is for others, too.
void TokenCard::tell()
{
    const bool hasToken = m_route.hasToken();
    const QString minutes = tr("%1 min").arg(std::chrono::ceil<std::chrono::minutes>(m_route.tokenLeft()).count());
    const QString words = !hasToken ? tr("Proxy token: none")
                          : isDue() ? tr("The proxy token ends in %1: type the next one in Proxy").arg(minutes)
                                    : QString();
    if (m_told != words)
        Q_EMIT standing(*(m_told = words));
    const QString life = hasToken ? minutes : u"!"_s;
    if (std::exchange(m_toldLife, life) != life)
        Q_EMIT lifeChanged(life);
}

void TokenCard::use()
{
    if (m_token->text().isEmpty())
        return;
    const Result<Nothing> taken = m_route.provide(Secret::fromText(m_token->text().trimmed()));
    m_banner->clear();
    if (!taken) {
        m_token->selectAll();
        m_token->setFocus();
        return m_banner->showError(taken.error());
    }
    m_token->clear();
    Q_EMIT provided();
}

void TokenCard::fetch()
{
    m_banner->clear();
    m_fetch->setEnabled(false);
    m_route.makeReady().then(this, [this](const Result<Nothing> &ready) {
        m_fetch->setEnabled(true);
        if (!ready)
            return m_banner->showError(ready.error());
        Q_EMIT provided();
    });
}

} // namespace chancery
