// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keychains/proxyroute.h"
#include "core/profiles/profile.h"
#include "ui/widgets/card.h"

#include <QTimer>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

class Banner;
class CountdownRing;
class StatePill;

/// The proxy's token: whether there is one and how long it lives still, where it comes from, and a field to type the
/// next one, which stays in memory only. In the last fifth of its life it asks for the next.
class TokenCard : public Card
{
    Q_OBJECT

public:
    /// The route outlives the card.
    TokenCard(keychains::ProxyRoute &route, const KeychainsService &service, QWidget *parent = nullptr);

    void focusToken();

Q_SIGNALS:
    /// A person typed one, and it is taken.
    void provided();
    /// In a few words, for the status bar; empty while there is nothing to say.
    void standing(const QString &words);
    /// The minutes that are left, in a few characters; `!` when there is no token.
    void lifeChanged(const QString &badge);

private:
    void layOut();
    void refresh();
    void use();
    void fetch();
    void showState();
    void tell();
    bool isDue() const;
    QString stateText() const;

    keychains::ProxyRoute &m_route;
    const ProxyTokenFrom m_from;
    const QString m_source;
    Banner *m_banner;
    StatePill *m_state;
    CountdownRing *m_ring;
    QLabel *m_words;
    QLineEdit *m_token;
    QPushButton *m_use;
    QPushButton *m_fetch;
    QPushButton *m_forget;
    QTimer m_tick;
    std::optional<QString> m_told; ///< by standing()
    QString m_toldLife;
};

} // namespace chancery
